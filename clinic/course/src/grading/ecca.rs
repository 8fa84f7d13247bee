//! ECCA, *échelle d'évaluation clinique des cicatrices d'acné* (Dréno et al., Dermatology 2007;214:46-51).

use serde::{Deserialize, Serialize};

/// How many scars of a type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// None: × 0.
    #[default]
    None,
    /// Fewer than 5: × 1.
    Few,
    /// 5 to 20: × 2.
    Limited,
    /// More than 20: × 3.
    Many,
}

impl Extent {
    /// The extent of a count.
    pub const fn of(count: u32) -> Self {
        match count {
            0 => Self::None,
            1..=4 => Self::Few,
            5..=20 => Self::Limited,
            _ => Self::Many,
        }
    }

    const fn factor(self) -> u16 {
        match self {
            Self::None => 0,
            Self::Few => 1,
            Self::Limited => 2,
            Self::Many => 3,
        }
    }
}

/// Scars counted by type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ecca {
    /// V-shaped, below 2 mm (ice pick): weight 15.
    pub ice_pick: Extent,
    /// U-shaped, 2 to 4 mm (boxcar): weight 20.
    pub boxcar: Extent,
    /// M-shaped, above 4 mm (rolling): weight 25.
    pub rolling: Extent,
    /// Superficial elastolysis: weight 30.
    pub superficial_elastolysis: Extent,
    /// Hypertrophic and younger than 2 years: weight 40.
    pub hypertrophic: Extent,
    /// Keloid, or hypertrophic and older: weight 50.
    pub keloid: Extent,
}

impl Ecca {
    /// The global score, 0 to 540: over all types, weight times 0, 1, 2 or 3.
    pub fn score(&self) -> u16 {
        let typed = [
            (15, self.ice_pick),
            (20, self.boxcar),
            (25, self.rolling),
            (30, self.superficial_elastolysis),
            (40, self.hypertrophic),
            (50, self.keloid),
        ];
        typed
            .into_iter()
            .map(|(weight, extent)| weight * extent.factor())
            .sum()
    }
}
