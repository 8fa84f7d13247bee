//! A decoded photo: upright, in sRGB code values.

/// The code values of a photo, red green blue interleaved, row by row.
#[derive(Debug, Clone, PartialEq)]
pub enum Samples {
    /// 8 bits a channel.
    U8(Vec<u8>),
    /// 16 bits a channel.
    U16(Vec<u16>),
}

/// What the file said about itself. Never a place: location metadata is not even read.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct PhotoInfo {
    /// `jpeg`, `png`, `tiff` or `webp`.
    pub format: String,
    /// The description of the embedded ICC profile, when there was one.
    pub icc_profile: Option<String>,
    /// Camera maker and model from EXIF.
    pub camera: Option<String>,
    /// Whether EXIF says that the flash fired.
    pub flash_fired: Option<bool>,
    /// Whether the samples were mirrored or turned to be upright.
    pub reoriented: bool,
}

/// A decoded photo: upright, colour-managed to sRGB, 8 or 16 bit.
#[derive(Debug, Clone, PartialEq)]
pub struct Photo {
    /// Pixels per row.
    pub width: usize,
    /// Number of rows.
    pub height: usize,
    /// `3 × width × height` code values.
    pub samples: Samples,
    /// What the file said about itself.
    pub info: PhotoInfo,
}
