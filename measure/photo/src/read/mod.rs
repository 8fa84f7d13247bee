//! Reading a photo: bytes in, upright sRGB code values out, or one clear line.
//!
//! Each format's module turns bytes into `Decoded`: samples as they stand in the file, and what the
//! file says about their colour. The rest is the same for all: transparency is refused (`alpha`),
//! colours are brought to sRGB (`profile`), the picture is turned upright (`upright`).
//! The size in the header is checked before anything of that size is allocated.

mod alpha;
mod error;
mod facts;
mod heic;
mod jpeg;
mod png;
mod profile;
mod signature;
mod tiff;
mod upright;
mod webp;

pub use error::ReadError;

use crate::photo::{Photo, PhotoInfo, Samples};
use facts::Facts;
use signature::Format;

/// How much a file may ask for before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadLimits {
    /// Most pixels in a photo. Decoding allocates no more than some 30 bytes for each.
    pub max_pixels: u64,
    /// Most bytes in a file.
    pub max_bytes: u64,
}

impl Default for ReadLimits {
    /// 200 megapixels, the largest phone sensors; 1.25 GB, which is such a photo as 16 bit TIFF.
    fn default() -> Self {
        Self {
            max_pixels: 200_000_000,
            max_bytes: 1_250_000_000,
        }
    }
}

impl ReadLimits {
    /// The size as `usize` when it is neither empty nor beyond the limit.
    fn check(&self, width: impl Into<u64>, height: impl Into<u64>) -> Result<(usize, usize), ReadError> {
        let (width, height) = (width.into(), height.into());
        if width == 0 || height == 0 {
            return Err(ReadError::NoPixels { width, height });
        }
        let pixels = width.saturating_mul(height);
        let too_many = ReadError::TooManyPixels {
            width,
            height,
            pixels,
            limit: self.max_pixels,
        };
        if pixels > self.max_pixels {
            return Err(too_many);
        }
        match (usize::try_from(width), usize::try_from(height)) {
            (Ok(width), Ok(height)) => Ok((width, height)),
            _ => Err(too_many),
        }
    }
}

/// Which channels the samples hold, interleaved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Channels {
    Grey,
    GreyAlpha,
    Rgb,
    Rgba,
}

/// What the file says about the meaning of its numbers.
#[derive(Debug, Clone, PartialEq)]
enum Encoding {
    /// Nothing: sRGB is what cameras and programs mean then, unless EXIF names Adobe RGB.
    Untagged,
    /// sRGB by name.
    Srgb,
    /// An ICC profile.
    Icc(Vec<u8>),
    /// Code points of ITU-T H.273: primaries and transfer characteristics.
    CodePoints {
        primaries: u8,
        transfer: u8,
        full_range: bool,
    },
    /// The encoding exponent, chromaticities `(x, y)` of white, red, green, blue, or both.
    Gamma {
        gamma: Option<f32>,
        chromaticities: Option<[(f32, f32); 4]>,
    },
}

/// A photo as it stands in the file.
#[derive(Debug)]
struct Decoded {
    format: &'static str,
    width: usize,
    height: usize,
    channels: Channels,
    samples: Samples,
    encoding: Encoding,
    facts: Facts,
}

/// Reads a JPEG, HEIC, PNG, TIFF or WebP photo, upright and in sRGB.
///
/// * The format is told by the first bytes, not by a name.
/// * All eight EXIF orientations are undone. A broken EXIF block is passed over; places are not kept.
/// * Any colour description that shifts a colour by more than 0.3 of an 8 bit code value from sRGB
///   is converted, and the result then has 16 bits so that rounding stays small. Colours outside
///   sRGB are clipped to it channel by channel in linear light (skin lies well inside).
/// * Grey becomes three equal channels. CMYK is refused: without a measured press profile its numbers
///   name no colour.
/// * An alpha channel that is opaque everywhere is dropped; transparency is an error, since what shows
///   through is not skin.
/// * An animation or a TIFF of several pictures is an error: which one was measured would be a guess.
/// * A file that ends early is an error even where a viewer would show its upper half.
///
/// ```
/// use relief_photo::{ReadError, ReadLimits, read_photo};
/// let error = read_photo(b"dear diary", &ReadLimits::default()).unwrap_err();
/// assert_eq!(error.to_string(), "this is no photo (it is a text file); give a JPEG, HEIC, PNG, TIFF or WebP file");
/// ```
///
/// # Errors
///
/// [`ReadError`] says in one line what is wrong and what to do.
pub fn read_photo(bytes: &[u8], limits: &ReadLimits) -> Result<Photo, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let size = bytes.len() as u64;
    if size > limits.max_bytes {
        return Err(ReadError::TooManyBytes {
            bytes: size,
            limit: limits.max_bytes,
        });
    }
    let decoded = match signature::format_of(bytes)? {
        Format::Jpeg => jpeg::decode(bytes, limits),
        Format::Png => png::decode(bytes, limits),
        Format::Tiff => tiff::decode(bytes, limits),
        Format::WebP => webp::decode(bytes, limits),
        Format::Heic => heic::decode(bytes, limits),
    }?;
    finish(decoded)
}

/// From the file's samples to an upright sRGB photo.
fn finish(decoded: Decoded) -> Result<Photo, ReadError> {
    let opaque = alpha::drop_opaque(decoded)?;
    let Decoded {
        format,
        width,
        height,
        channels,
        samples,
        encoding,
        facts,
    } = opaque;
    let (samples, icc_profile) = profile::to_srgb(samples, channels, &encoding, facts.adobe_rgb)?;
    let (samples, width, height) = upright::turn(samples, width, height, facts.orientation);
    let info = PhotoInfo {
        format: format.to_owned(),
        icc_profile,
        camera: facts.camera,
        flash_fired: facts.flash_fired,
        reoriented: facts.orientation != upright::UPRIGHT,
        jpeg_steps: facts.jpeg_steps,
    };
    Ok(Photo {
        width,
        height,
        samples,
        info,
    })
}
