//! The zones of a face, and where they lie by its proportions.

use relief_grid::{Point, encloses};

/// A zone of the face. Left and right are the patient's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// From the brows towards the hair.
    Forehead,
    /// Beside the left eye.
    TempleLeft,
    /// Beside the right eye.
    TempleRight,
    /// From below the left eye to the jaw.
    CheekLeft,
    /// From below the right eye to the jaw.
    CheekRight,
    /// From the root to the base.
    Nose,
    /// The skin between nose and lip.
    UpperLip,
    /// The skin beside and below the lips.
    Perioral,
    /// Below the furrow under the lower lip.
    Chin,
    /// Beside the chin, to the left.
    JawLeft,
    /// Beside the chin, to the right.
    JawRight,
    /// Below the chin.
    Neck,
}

/// A corner of a zone: how far to its side of the midline, in heights of the nose, and its [level](super::face::Face).
type Corner = [f64; 2];

impl Zone {
    /// Every zone, from above.
    pub const ALL: [Self; 12] = [
        Self::Forehead,
        Self::TempleLeft,
        Self::TempleRight,
        Self::CheekLeft,
        Self::CheekRight,
        Self::Nose,
        Self::UpperLip,
        Self::Perioral,
        Self::Chin,
        Self::JawLeft,
        Self::JawRight,
        Self::Neck,
    ];

    /// Its name on command lines and in results.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Forehead => "forehead",
            Self::TempleLeft => "temple_left",
            Self::TempleRight => "temple_right",
            Self::CheekLeft => "cheek_left",
            Self::CheekRight => "cheek_right",
            Self::Nose => "nose",
            Self::UpperLip => "upper_lip",
            Self::Perioral => "perioral",
            Self::Chin => "chin",
            Self::JawLeft => "jaw_left",
            Self::JawRight => "jaw_right",
            Self::Neck => "neck",
        }
    }

    /// The zone of a name.
    ///
    /// ```
    /// use relief_surface::mesh::Zone;
    /// assert_eq!(Zone::of_name("cheek_left"), Some(Zone::CheekLeft));
    /// assert_eq!(Zone::of_name("ear"), None);
    /// ```
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|zone| zone.name() == name)
    }

    /// On which sides of the midline it lies: 1 for the patient's left, −1 for the right.
    const fn sides(self) -> &'static [f64] {
        match self {
            Self::TempleLeft | Self::CheekLeft | Self::JawLeft => &[1.0],
            Self::TempleRight | Self::CheekRight | Self::JawRight => &[-1.0],
            Self::Forehead | Self::Nose | Self::UpperLip | Self::Perioral | Self::Chin | Self::Neck => {
                &[1.0, -1.0]
            }
        }
    }

    /// The corners of its half. Between zones lie eyes and brows, the fold from nose to mouth, lips and nostrils, with a margin for faces whose proportions are others.
    const fn corners(self) -> &'static [Corner] {
        match self {
            Self::Forehead => &[[0.0, -1.15], [0.9, -1.0], [0.95, -0.55], [0.0, -0.5]],
            Self::TempleLeft | Self::TempleRight => &[[1.02, -0.8], [1.25, -0.7], [1.33, 0.2], [1.06, 0.2]],
            Self::CheekLeft | Self::CheekRight => &[
                [0.5, 0.62],
                [1.0, 0.5],
                [1.35, 0.4],
                [1.35, 1.15],
                [1.0, 1.4],
                [0.86, 1.2],
                [0.62, 0.95],
            ],
            Self::Nose => &[
                [0.0, 0.05],
                [0.18, 0.05],
                [0.3, 0.6],
                [0.42, 0.8],
                [0.42, 1.0],
                [0.0, 1.0],
            ],
            Self::UpperLip => &[[0.0, 1.06], [0.48, 1.06], [0.48, 1.24], [0.0, 1.24]],
            Self::Perioral => &[
                [0.5, 1.06],
                [0.75, 1.25],
                [0.92, 1.55],
                [0.72, 1.88],
                [0.0, 1.88],
                [0.0, 1.8],
                [0.62, 1.8],
                [0.62, 1.24],
                [0.5, 1.24],
            ],
            Self::Chin => &[[0.0, 1.9], [0.55, 1.9], [0.5, 2.4], [0.0, 2.4]],
            Self::JawLeft | Self::JawRight => &[
                [0.97, 1.54],
                [1.35, 1.24],
                [1.25, 1.9],
                [1.0, 2.4],
                [0.55, 2.4],
                [0.6, 1.9],
                [0.76, 1.88],
            ],
            Self::Neck => &[[0.0, 2.6], [0.9, 2.6], [0.9, 3.8], [0.0, 3.8]],
        }
    }

    /// Whether a place lies in it: how far to the patient's left of the midline in heights of the nose, and its level.
    pub(super) fn holds(self, [left, level]: [f64; 2]) -> bool {
        let on_side = self.sides().iter().any(|side| side * left >= 0.0);
        let corners = self.corners().iter().map(|[x, y]| Point::new(*x, *y));
        on_side && encloses(corners, Point::new(left.abs(), level))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_place_lies_in_two_zones_and_eyes_and_lips_lie_in_none() {
        for x in -160..=160 {
            for y in -150..=400 {
                let at = [f64::from(x) * 0.01 + 1e-4, f64::from(y) * 0.01 + 1e-4];
                let zones: Vec<Zone> = Zone::ALL.into_iter().filter(|zone| zone.holds(at)).collect();
                assert!(zones.len() <= 1, "{at:?}: {zones:?}");
                let [left, level] = at;
                // Eyes with brows, and lips, of the proportions that the norms have.
                let eyes = (0.3..1.0).contains(&left.abs()) && (-0.45..0.4).contains(&level);
                let lips = left.abs() < 0.58 && (1.29..1.76).contains(&level);
                assert!(zones.is_empty() || !(eyes || lips), "{at:?}: {zones:?}");
            }
        }
    }

    #[test]
    fn left_is_left() {
        for zone in Zone::ALL {
            let mirrored = Zone::ALL.into_iter().find(|other| {
                other.name()
                    == zone
                        .name()
                        .replace("left", "L")
                        .replace("right", "left")
                        .replace('L', "right")
            });
            let [corner, ..] = zone.corners() else {
                panic!("no corner")
            };
            let middle = zone.corners().iter().fold([0.0, 0.0], |sum: [f64; 2], corner| {
                [0, 1].map(|axis| sum[axis] + corner[axis] / zone.corners().len() as f64)
            });
            assert!(corner[0] >= 0.0);
            assert!(middle[0] > 0.0);
            if zone.name().ends_with("left") {
                assert!(
                    zone.holds(middle) && !zone.holds([-middle[0], middle[1]]),
                    "{zone:?}"
                );
                assert!(mirrored.unwrap().holds([-middle[0], middle[1]]));
            }
        }
    }
}
