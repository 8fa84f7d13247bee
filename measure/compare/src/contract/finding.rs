//! What the comparability gate found: one measured value against one limit.

use serde::{Deserialize, Serialize};

/// One check of the gate. Refused or passed, the fields are the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Which check.
    pub code: ReasonCode,
    /// Which quantity was measured, with its unit at the end: checks of one code are told apart by it, such as
    /// `difference_stops` and `clipped_share` of `exposure`. Empty in results that are older than it.
    #[serde(default)]
    pub quantity: String,
    /// What was measured, in `unit`; not a number, `null` in the JSON, when it could not be.
    #[serde(deserialize_with = "number_or_null")]
    pub measured: f64,
    /// The limit, in `unit`.
    pub limit: f64,
    /// The unit of both; `1` for a plain ratio.
    pub unit: String,
    /// One sentence that a nurse can act on: what is the matter; after a semicolon, what to do about it. Of a check that
    /// passed it says no more than that.
    pub message: String,
}

fn number_or_null<'de, D: serde::Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or(f64::NAN))
}

macro_rules! reason_codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal,)*) => {
        /// The checks of the gate. The codes are part of the contract.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum ReasonCode {
            $($(#[$doc])* #[serde(rename = $code)] $variant,)*
        }

        impl ReasonCode {
            /// Every code, in the order in which reports list them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The code as the JSON has it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
    };
}

reason_codes! {
    /// There is no skin, or too little of it.
    NoSkin = "no_skin",
    /// The two pictures show different skin.
    DifferentSkin = "different_skin",
    /// One picture is mirrored.
    Mirrored = "mirrored",
    /// After could not be laid onto before.
    Registration = "registration",
    /// Too little skin is in both pictures.
    Overlap = "overlap",
    /// The camera looked from another side.
    Pose = "pose",
    /// The camera stood nearer or farther.
    Scale = "scale",
    /// The face moved: smile, frown, stretched skin.
    Expression = "expression",
    /// Light came from another side.
    LightDirection = "light_direction",
    /// Light was harder or softer.
    LightHardness = "light_hardness",
    /// The skin shines more in one picture.
    Shine = "shine",
    /// One picture is darker, lighter or clipped.
    Exposure = "exposure",
    /// The light had another colour.
    ColourCast = "colour_cast",
    /// The skin itself has another tone: make-up or tan.
    SkinTone = "skin_tone",
    /// One picture is less sharp.
    Blur = "blur",
    /// One picture is noisier.
    Noise = "noise",
    /// One picture was smoothed or beautified.
    Retouched = "retouched",
    /// The card is in one picture only, covered or bent.
    Card = "card",
    /// Stereo: the lamps differ.
    Lights = "lights",
    /// Stereo: the skin moved between the shots.
    Motion = "motion",
}
