//! One check of the gate.

use serde::Serialize;

/// The name of a check: what refuses a pair when it is beyond its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The skin was seen from another side.
    Pose,
    /// The skin was seen from another distance.
    Scale,
    /// The pictures show too little of the same skin.
    Overlap,
    /// One picture is softer than the other.
    Blur,
    /// One picture is noisier than the other.
    Noise,
    /// Too dark, too bright or clipped.
    Exposure,
    /// The colour of the light or the camera's white balance differs beyond correction.
    ColourCast,
    /// The lamp stood elsewhere.
    LightDirection,
    /// Flash, ring light or bare lamp in one picture only.
    LightHardness,
    /// Oily or wet skin in one picture only.
    Shine,
    /// The face was drawn another way.
    Expression,
    /// Tan or make-up changed the tone of the skin.
    SkinTone,
    /// The moles and pores are not the same.
    DifferentSkin,
    /// One picture is mirrored.
    Mirrored,
    /// Fine detail is missing although the picture is sharp.
    Retouched,
    /// Not enough skin.
    NoSkin,
    /// The card is covered, bent or in one picture only.
    Card,
    /// The pictures could not be laid onto each other precisely.
    Registration,
}

impl Code {
    /// The code as it stands in the JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pose => "pose",
            Self::Scale => "scale",
            Self::Overlap => "overlap",
            Self::Blur => "blur",
            Self::Noise => "noise",
            Self::Exposure => "exposure",
            Self::ColourCast => "colour_cast",
            Self::LightDirection => "light_direction",
            Self::LightHardness => "light_hardness",
            Self::Shine => "shine",
            Self::Expression => "expression",
            Self::SkinTone => "skin_tone",
            Self::DifferentSkin => "different_skin",
            Self::Mirrored => "mirrored",
            Self::Retouched => "retouched",
            Self::NoSkin => "no_skin",
            Self::Card => "card",
            Self::Registration => "registration",
        }
    }
}

/// A named check with what was measured, its limit and what to do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Check {
    /// The name.
    pub code: Code,
    /// Which quantity was measured, with its unit at the end: no two checks of one code and one pair have the same.
    pub quantity: &'static str,
    /// What was measured.
    pub measured: f64,
    /// The limit, in the same unit.
    pub limit: f64,
    /// The unit of both.
    pub unit: &'static str,
    /// Whether `measured` is on the allowed side of `limit`.
    pub passed: bool,
    /// A sentence for the person with the camera.
    pub message: String,
}

impl Check {
    /// A check that passes while `measured` is at most `limit`. A value that is not a number fails.
    pub fn at_most(
        code: Code,
        quantity: &'static str,
        measured: f64,
        limit: f64,
        unit: &'static str,
        message: String,
    ) -> Self {
        Self {
            code,
            quantity,
            measured,
            limit,
            unit,
            passed: measured <= limit,
            message,
        }
    }

    /// A check that passes while `measured` is at least `limit`. A value that is not a number fails.
    pub fn at_least(
        code: Code,
        quantity: &'static str,
        measured: f64,
        limit: f64,
        unit: &'static str,
        message: String,
    ) -> Self {
        Self {
            code,
            quantity,
            measured,
            limit,
            unit,
            passed: measured >= limit,
            message,
        }
    }
}
