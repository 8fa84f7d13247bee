//! Why a light set cannot be worked with at all. A set that can be worked with and is not good enough is no error: its checks say so.

/// What is wrong with a set or its description, with the place and the value.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StereoError {
    /// A picture, mask or ambient frame of another size than the set's mask of skin.
    #[error(
        "{name} has {got_width} × {got_height} pixels where the set has {width} × {height}; all pictures of a set have one size"
    )]
    Size {
        /// What it is.
        name: String,
        /// Its width in pixels.
        got_width: usize,
        /// Its height.
        got_height: usize,
        /// The set's width.
        width: usize,
        /// The set's height.
        height: usize,
    },
    /// A number that the method does not allow.
    #[error("{name}: {field} is {value}; {limit}")]
    Value {
        /// The frame, or what else it belongs to.
        name: String,
        /// The field, with its unit.
        field: &'static str,
        /// Its value.
        value: String,
        /// What is allowed, in words.
        limit: &'static str,
    },
    /// Too little skin to work with.
    #[error("{skin_px} pixels of skin; at least {needed} are needed")]
    TooLittleSkin {
        /// Pixels of skin.
        skin_px: usize,
        /// The least number.
        needed: usize,
    },
    /// Pictures too narrow to be laid on each other.
    #[error("the pictures are {side_px} pixels wide or high; at least {needed} are needed")]
    TooNarrow {
        /// Pixels of the shorter side.
        side_px: usize,
        /// The least number.
        needed: usize,
    },
    /// A description of lights that cannot be read.
    #[error("{field}: {problem}")]
    Lights {
        /// The field or the line.
        field: String,
        /// What is wrong and what is expected.
        problem: String,
    },
    /// Heights that did not settle.
    #[error("heights still move by {moved:.1e} of themselves after {rounds} rounds; they may by {limit:.1e}")]
    NotSettled {
        /// Rounds that were made.
        rounds: usize,
        /// What is left, as a share.
        moved: f64,
        /// What counts as settled.
        limit: f64,
    },
}
