//! Cloth: at the edge of a photo, or instead of skin.

/// Threads per mm of the weave.
const THREADS_PER_MM: f64 = 1.1;

/// Where cloth lies, in skin coordinates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cloth {
    /// Nowhere.
    None,
    /// Beyond a straight hem: where `x cos + y sin > offset_mm`.
    Hem { turn_rad: f64, offset_mm: f64 },
    /// Everywhere.
    All,
}

impl Cloth {
    /// The hem moved outwards; other cloth stays.
    pub(crate) fn shifted(self, by_mm: f64) -> Self {
        match self {
            Self::Hem { turn_rad, offset_mm } => Self::Hem {
                turn_rad,
                offset_mm: offset_mm + by_mm,
            },
            other => other,
        }
    }

    /// Share of cloth and its reflectance at a point; `None` where there is only skin.
    pub(crate) fn colour_at(&self, at_mm: [f64; 2]) -> Option<(f32, [f32; 3])> {
        /// Half the width over which a hem's edge is seen.
        const EDGE_MM: f64 = 0.15;
        let share = match *self {
            Self::None => return None,
            Self::All => 1.0,
            Self::Hem { turn_rad, offset_mm } => {
                let (sin, cos) = turn_rad.sin_cos();
                let beyond = cos * at_mm[0] + sin * at_mm[1] - offset_mm;
                super::scar::smooth(0.5 + 0.5 * beyond / EDGE_MM)
            }
        };
        (share > 0.0).then(|| {
            let wave = |t: f64| (std::f64::consts::TAU * THREADS_PER_MM * t).sin();
            let thread = 1.0 + 0.25 * wave(at_mm[0]) * wave(at_mm[1]);
            (share as f32, [0.045, 0.05, 0.062].map(|c: f32| c * thread as f32))
        })
    }
}
