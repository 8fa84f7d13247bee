//! Why a photo could not be read.

/// Why a file is no photo that can be measured. One line each that says what to do; the caller adds
/// the file's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No bytes at all.
    #[error("the file is empty (0 bytes); copy it from the camera again")]
    Empty,
    /// More bytes than [`ReadLimits::max_bytes`](super::ReadLimits::max_bytes).
    #[error("the file has {bytes} bytes, the limit is {limit}; save the photo as a JPEG")]
    TooManyBytes {
        /// Size of the file.
        bytes: u64,
        /// The limit it breaks.
        limit: u64,
    },
    /// No picture format begins like this.
    #[error("this is no photo ({found}); give a JPEG, HEIC, PNG, TIFF or WebP file")]
    NotAPhoto {
        /// What the first bytes look like.
        found: String,
    },
    /// A picture format that is not read.
    #[error("{format} files are not read; save the photo as JPEG or PNG")]
    OtherFormat {
        /// The format the signature names.
        format: &'static str,
    },
    /// No pixels.
    #[error("the photo is {width} × {height} pixels: it holds no picture; export it again")]
    NoPixels {
        /// Pixels per row in the header.
        width: u64,
        /// Rows in the header.
        height: u64,
    },
    /// More pixels than [`ReadLimits::max_pixels`](super::ReadLimits::max_pixels).
    #[error("the photo is {width} × {height} = {pixels} pixels, the limit is {limit}; crop or shrink it")]
    TooManyPixels {
        /// Pixels per row in the header.
        width: u64,
        /// Rows in the header.
        height: u64,
        /// Their product.
        pixels: u64,
        /// The limit it breaks.
        limit: u64,
    },
    /// The file ends before the picture does.
    #[error("the {format} file is cut off ({detail}); copy it from the camera again")]
    Truncated {
        /// The file's format.
        format: &'static str,
        /// Where it ended.
        detail: String,
    },
    /// The bytes break the format's rules.
    #[error("the {format} file is damaged ({detail}); copy it from the camera again")]
    Damaged {
        /// The file's format.
        format: &'static str,
        /// What the decoder met.
        detail: String,
    },
    /// An animation.
    #[error(
        "the {format} file is an animation of {frames} frames; save the one frame to measure as JPEG or PNG"
    )]
    Animated {
        /// The file's format.
        format: &'static str,
        /// How many frames it announces.
        frames: u32,
    },
    /// Several pictures in one TIFF.
    #[error("the tiff file holds several pictures; save the one to measure as a file of its own")]
    SeveralPages,
    /// Pixels that let something behind them through.
    #[error("{pixels} pixels are transparent; save the photo without transparency")]
    Transparent {
        /// How many pixels are not fully opaque.
        pixels: u64,
    },
    /// Samples of a kind that is not measured, such as floating point.
    #[error("{what} in a {format} file are not read; save the photo as JPEG, or with 8 or 16 bits a channel")]
    UnsupportedSamples {
        /// The file's format.
        format: &'static str,
        /// The kind of samples.
        what: String,
    },
    /// The file does not say, or not understandably, which colours its numbers mean.
    #[error("the photo's colours cannot be trusted ({why}); export it as sRGB")]
    UntrustedColour {
        /// What is wrong with its colour description.
        why: String,
    },
}

/// A decoder's message as one line.
pub(super) fn one_line(message: &impl ToString) -> String {
    message
        .to_string()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
