//! What cannot be rendered.

/// Why no pair was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhantomError {
    /// The photo is too small to show a card, or larger than a JPEG allows.
    #[error(
        "a photo of {width} × {height} px cannot be made: each side must lie between {least} and {most} px"
    )]
    Size {
        /// Pixels per row asked for.
        width: usize,
        /// Rows asked for.
        height: usize,
        /// Shortest side.
        least: usize,
        /// Longest side.
        most: usize,
    },
    /// A scan's grid is too fine or too coarse.
    #[error("a scan with a pitch of {mm} mm cannot be drawn: give 0.02 to 0.5 mm")]
    ScanPitch {
        /// The pitch asked for, as it was given.
        mm: String,
    },
    /// A face's mesh is too fine or too coarse.
    #[error("a face with corners {mm} mm apart cannot be drawn: give 0.1 to 5 mm")]
    FaceSpacing {
        /// The spacing asked for, as it was given.
        mm: String,
    },
    /// The encoder refused.
    #[error("the photo could not be encoded as JPEG: {0}")]
    Encode(String),
}
