//! Global scales: improvement (GAIS), severity (SCAR-S), satisfaction.

use serde::{Deserialize, Serialize};

/// A scale of named steps that is written as its number.
macro_rules! numbered {
    ($name:ident, $what:literal, $first:literal..=$last:literal, { $($(#[$doc:meta])* $step:ident = $number:literal),* $(,)? }, $about:literal) => {
        #[doc = $about]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "u8", into = "u8")]
        pub enum $name {
            $($(#[$doc])* $step),*
        }

        impl $name {
            /// Every step, from the lowest number up.
            pub const ALL: [Self; $last - $first + 1] = [$(Self::$step),*];
        }

        impl From<$name> for u8 {
            fn from(step: $name) -> Self {
                match step {
                    $($name::$step => $number),*
                }
            }
        }

        impl TryFrom<u8> for $name {
            type Error = String;

            fn try_from(number: u8) -> Result<Self, String> {
                match number {
                    $($number => Ok(Self::$step),)*
                    _ => Err(format!("{number} is not on {}; it must be from {} to {}", $what, $first, $last)),
                }
            }
        }
    };
}

numbered!(Gais, "the Global Aesthetic Improvement Scale", 1..=5, {
    /// 1: the best cosmetic result that can be had.
    VeryMuchImproved = 1,
    /// 2: marked improvement, not the best possible.
    MuchImproved = 2,
    /// 3: obvious improvement.
    Improved = 3,
    /// 4: as before.
    NoChange = 4,
    /// 5: worse than before.
    Worse = 5,
}, "The Global Aesthetic Improvement Scale, against a picture from before (as in the SkinPen instructions for use). Raters \
overestimated the improvement of untreated controls on it (doi 10.1038/s41598-021-91922-9).");

numbered!(ScarS, "SCAR-S", 0..=5, {
    /// 0: no scars.
    Clear = 0,
    /// 1: hardly any.
    AlmostClear = 1,
    /// 2: mild; from here on clinically relevant.
    Mild = 2,
    /// 3: moderate.
    Moderate = 3,
    /// 4: severe.
    Severe = 4,
    /// 5: very severe.
    VerySevere = 5,
}, "One region on SCAR-S, six steps (Tan et al. 2010, doi 10.2310/7750.2010.09037).");

numbered!(Satisfaction, "the scale of satisfaction", 1..=5, {
    /// 1.
    VeryDissatisfied = 1,
    /// 2.
    Dissatisfied = 2,
    /// 3.
    Neither = 3,
    /// 4.
    Satisfied = 4,
    /// 5.
    VerySatisfied = 5,
}, "How satisfied the patient is. Satisfaction is no proof: in a blinded trial quality of life rose while scars did not \
change (doi 10.5114/ada.2021.108913).");

/// SCAR-S of the three regions; chest and back where they were looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScarSGrades {
    /// The face.
    pub face: ScarS,
    /// The chest.
    pub chest: Option<ScarS>,
    /// The back.
    pub back: Option<ScarS>,
}

impl ScarS {
    /// Mild or worse, which is what the scale's authors call clinically relevant.
    pub fn is_clinically_relevant(self) -> bool {
        self >= Self::Mild
    }
}
