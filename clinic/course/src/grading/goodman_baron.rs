//! The scales of Goodman and Baron (2006).

use serde::{Deserialize, Serialize};

/// The qualitative grade, by what is seen at 50 cm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum GoodmanBaronGrade {
    /// 1: flat marks, a matter of colour alone.
    Macular,
    /// 2: not obvious at 50 cm, or covered by make-up, beard or hair.
    Mild,
    /// 3: obvious at 50 cm and hard to cover, but flat when the skin is stretched.
    Moderate,
    /// 4: obvious beyond 50 cm, and not flat when the skin is stretched.
    Severe,
}

impl From<GoodmanBaronGrade> for u8 {
    fn from(grade: GoodmanBaronGrade) -> Self {
        match grade {
            GoodmanBaronGrade::Macular => 1,
            GoodmanBaronGrade::Mild => 2,
            GoodmanBaronGrade::Moderate => 3,
            GoodmanBaronGrade::Severe => 4,
        }
    }
}

impl TryFrom<u8> for GoodmanBaronGrade {
    type Error = String;

    fn try_from(grade: u8) -> Result<Self, String> {
        match grade {
            1 => Ok(Self::Macular),
            2 => Ok(Self::Mild),
            3 => Ok(Self::Moderate),
            4 => Ok(Self::Severe),
            _ => Err(format!(
                "{grade} is no grade of Goodman and Baron; it must be from 1 to 4"
            )),
        }
    }
}

/// How many lesions of a type, in the bands of the scale.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// None.
    #[default]
    None,
    /// 1 to 10.
    UpTo10,
    /// 11 to 20.
    UpTo20,
    /// More than 20.
    MoreThan20,
}

impl Band {
    /// The band of a count.
    pub const fn of(count: u32) -> Self {
        match count {
            0 => Self::None,
            1..=10 => Self::UpTo10,
            11..=20 => Self::UpTo20,
            _ => Self::MoreThan20,
        }
    }

    /// What the points of a type are multiplied by.
    const fn factor(self) -> u16 {
        match self {
            Self::None => 0,
            Self::UpTo10 => 1,
            Self::UpTo20 => 2,
            Self::MoreThan20 => 3,
        }
    }
}

/// The area of keloidal or hypertrophic scars, in the bands of the scale.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// None.
    #[default]
    None,
    /// Less than 5 cm².
    Below5Cm2,
    /// 5 to 20 cm².
    UpTo20Cm2,
    /// More than 20 cm².
    Above20Cm2,
}

impl Area {
    /// The band of an area in cm²; `None` for what is no area.
    pub fn of_cm2(cm2: f64) -> Option<Self> {
        if !cm2.is_finite() || cm2 < 0.0 {
            return None;
        }
        Some(match cm2 {
            0.0 => Self::None,
            _ if cm2 < 5.0 => Self::Below5Cm2,
            _ if cm2 <= 20.0 => Self::UpTo20Cm2,
            _ => Self::Above20Cm2,
        })
    }

    const fn points(self) -> u16 {
        match self {
            Self::None => 0,
            Self::Below5Cm2 => 6,
            Self::UpTo20Cm2 => 12,
            Self::Above20Cm2 => 18,
        }
    }
}

/// Lesions counted by type; see [`GoodmanBaronCounts::score`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoodmanBaronCounts {
    /// Red or pigmented and flat: 1 point.
    pub macular: Band,
    /// Mildly atrophic, dish-like: 1 point.
    pub mild_dish_like: Band,
    /// Moderately atrophic, dish-like: 2 points.
    pub moderate_dish_like: Band,
    /// Punched out with a shallow base, below 5 mm: 2 points.
    pub punched_out_shallow: Band,
    /// Shallow and broad atrophic: 2 points.
    pub shallow_broad: Band,
    /// Punched out and deep with a normal base, below 5 mm: 3 points.
    pub punched_out_deep_normal_base: Band,
    /// Punched out and deep with an abnormal base, below 5 mm: 3 points.
    pub punched_out_deep_abnormal_base: Band,
    /// Linear or troughed: 3 points.
    pub linear_or_troughed: Band,
    /// Deep and broad atrophic: 3 points.
    pub deep_broad: Band,
    /// Hyperplastic, papular: 2 points.
    pub papular: Band,
    /// Hyperplastic, keloidal or hypertrophic: 6, 12 or 18 by area.
    pub keloidal: Area,
}

impl GoodmanBaronCounts {
    /// The global score, 0 to 84: over all types, the points of a type times 1, 2 or 3 for 1 to 10, 11 to 20 or more
    /// lesions, and 6, 12 or 18 for keloidal area.
    pub fn score(&self) -> u16 {
        let typed = [
            (1, self.macular),
            (1, self.mild_dish_like),
            (2, self.moderate_dish_like),
            (2, self.punched_out_shallow),
            (2, self.shallow_broad),
            (3, self.punched_out_deep_normal_base),
            (3, self.punched_out_deep_abnormal_base),
            (3, self.linear_or_troughed),
            (3, self.deep_broad),
            (2, self.papular),
        ];
        let points: u16 = typed
            .into_iter()
            .map(|(points, band)| points * band.factor())
            .sum();
        points + self.keloidal.points()
    }
}
