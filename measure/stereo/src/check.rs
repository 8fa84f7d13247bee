//! Whether a light set carries enough to be measured.

/// What a check is about: the contract's codes that light sets know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CheckCode {
    /// Too few lamps, lamps that do not span the directions, or directions that contradict the pictures.
    Lights,
    /// The camera or the face moved more than can be taken back.
    Motion,
    /// Exposure that drifted between the pictures, or skin that is burnt out.
    Exposure,
    /// Pictures of which one is softer than the others.
    Blur,
}

impl CheckCode {
    /// The code as the contract spells it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Lights => "lights",
            Self::Motion => "motion",
            Self::Exposure => "exposure",
            Self::Blur => "blur",
        }
    }
}

/// A check with what was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// What it is about.
    pub code: CheckCode,
    /// What was measured, in words.
    pub quantity: &'static str,
    /// Its value.
    pub measured: f64,
    /// Its limit.
    pub limit: f64,
    /// The unit of both; `1` for a plain ratio.
    pub unit: &'static str,
    /// What is wrong and what to do, when it did not pass.
    pub message: String,
    /// Within the limit.
    pub passed: bool,
}
