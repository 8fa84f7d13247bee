//! The form of a head: an ellipsoid with smooth bumps for brows, sockets, nose, lips and chin.
//!
//! Head coordinates: x to the person's left, y up, z to the front, nought on the ellipsoid's surface level with the root of the nose. Bumps push the
//! surface along the ellipsoid's normal; where they stand is given as the x and y of the ellipsoid's point.

use crate::random::Dice;
use nalgebra::Vector3;

/// A face's measures in mm, drawn within what adults have (norms of Farkas 1994 and 2005, doi:10.1097/01.scs.0000171847.58031.9e).
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// Half axes of the ellipsoid.
    pub(super) half_mm: Vector3<f64>,
    /// Its centre: the root of the nose lies above it.
    centre_mm: Vector3<f64>,
    /// From the root of the nose to its base.
    pub(super) nose_mm: f64,
    nose: Nose,
    bumps: Vec<Bump>,
}

/// A bump `height · exp(−½ ((x − x₀)² / w² + (y − y₀)² / h²))`.
#[derive(Debug, Clone, Copy)]
struct Bump {
    at: [f64; 2],
    height_mm: f64,
    size: [f64; 2],
}

/// A ridge that rises to a tip and falls off below it.
#[derive(Debug, Clone, Copy)]
struct Nose {
    out_mm: f64,
    half_width_mm: f64,
}

/// Below the chin the surface falls back to the throat by so much, between so many heights of the nose below its root.
const UNDER_MM: f64 = 30.0;
const UNDER: [f64; 2] = [2.25, 2.75];
/// Where the tip lies, as a share of the nose's height.
const TIP: f64 = 0.84;
/// Where the nose's lower side ends.
const BASE: f64 = 1.06;

impl Form {
    pub(super) fn new(dice: &mut Dice) -> Self {
        let nose_mm = dice.between(46.0, 57.0);
        let half_mm = Vector3::new(
            dice.between(1.28, 1.42) * nose_mm,
            dice.between(2.75, 3.0) * nose_mm,
            dice.between(82.0, 96.0),
        );
        let n = nose_mm;
        let pair = |x: f64, y: f64, height_mm: f64, size: [f64; 2]| {
            [-1.0, 1.0].map(|side| Bump {
                at: [side * x * n, y * n],
                height_mm,
                size: size.map(|s| s * n),
            })
        };
        let one = |y: f64, height_mm: f64, size: [f64; 2]| Bump {
            at: [0.0, y * n],
            height_mm,
            size: size.map(|s| s * n),
        };
        let chin = -dice.between(2.0, 2.2);
        let mouth = -dice.between(1.42, 1.52);
        let mut bumps = vec![
            // The brow over the root of the nose, and the root itself.
            one(0.3, dice.between(2.0, 4.0), [0.35, 0.16]),
            one(0.0, -dice.between(1.0, 3.0), [0.2, 0.14]),
            // Lips, the line between them, the furrow above the chin, the chin.
            one(mouth + 0.13, dice.between(2.5, 4.5), [0.34, 0.12]),
            one(mouth - 0.15, dice.between(2.5, 4.5), [0.3, 0.12]),
            one(mouth, -2.0, [0.36, 0.04]),
            one(mouth - 0.36, -2.0, [0.3, 0.1]),
            one(chin, dice.between(6.0, 10.0), [0.34, 0.26]),
        ];
        for both in [
            pair(0.55, 0.28, dice.between(2.0, 5.0), [0.36, 0.13]),
            // Sockets with the eyeballs in them.
            pair(0.6, -0.05, -dice.between(7.0, 10.0), [0.3, 0.2]),
            pair(0.62, -0.08, 5.0, [0.16, 0.14]),
            // Cheekbones, and the wings of the nose.
            pair(0.95, -0.55, dice.between(2.0, 5.0), [0.32, 0.26]),
            pair(0.24, -0.9, dice.between(3.0, 5.0), [0.11, 0.12]),
        ] {
            bumps.extend(both);
        }
        let centre_y = -dice.between(0.7, 0.85) * nose_mm;
        let root = (1.0 - (centre_y / half_mm.y).powi(2)).sqrt();
        Self {
            centre_mm: Vector3::new(0.0, centre_y, -half_mm.z * root),
            half_mm,
            nose_mm,
            nose: Nose {
                out_mm: dice.between(15.0, 21.0),
                half_width_mm: dice.between(0.15, 0.19) * nose_mm,
            },
            bumps,
        }
    }

    /// The ellipsoid's point and unit normal in a direction: to the left and up, in radians.
    pub(super) fn ellipsoid(&self, left: f64, up: f64) -> (Vector3<f64>, Vector3<f64>) {
        let direction = Vector3::new(left.sin() * up.cos(), up.sin(), left.cos() * up.cos());
        let point = self.centre_mm + direction.component_mul(&self.half_mm);
        (point, direction.component_div(&self.half_mm).normalize())
    }

    /// The direction in which the ellipsoid has a point of the front.
    pub(super) fn direction(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let sine = (y - self.centre_mm.y) / self.half_mm.y;
        let up = sine.asin();
        [(x / (self.half_mm.x * up.cos())).asin(), up]
    }

    /// The head's surface in a direction, without relief.
    pub(super) fn surface(&self, left: f64, up: f64) -> Vector3<f64> {
        let (point, normal) = self.ellipsoid(left, up);
        point + normal * self.out_mm(point)
    }

    /// How far bumps push a point of the ellipsoid's front out.
    pub(super) fn out_mm(&self, point: Vector3<f64>) -> f64 {
        let sum: f64 = self.bumps.iter().map(|bump| bump.at(point)).sum();
        // What stands on the face must not stand on the back of the head.
        if point.z < self.centre_mm.z {
            return 0.0;
        }
        let down = -point.y / self.nose_mm;
        sum + self.nose.at(point.x, down) - UNDER_MM * smooth((down - UNDER[0]) / (UNDER[1] - UNDER[0]))
    }

    /// The tip of the nose.
    pub(super) fn tip(&self) -> Vector3<f64> {
        let [left, up] = self.direction([0.0, -TIP * self.nose_mm]);
        self.surface(left, up)
    }
}

impl Bump {
    fn at(&self, point: Vector3<f64>) -> f64 {
        let [u, v] = [
            (point.x - self.at[0]) / self.size[0],
            (point.y - self.at[1]) / self.size[1],
        ];
        self.height_mm * (-0.5 * (u * u + v * v)).exp()
    }
}

impl Nose {
    /// `down` is the share of the nose's height below its root.
    fn at(&self, x_mm: f64, down: f64) -> f64 {
        let ridge = smooth(down / TIP).powf(0.8) * (1.0 - smooth((down - TIP) / (BASE - TIP)));
        let width = self.half_width_mm * (0.7 + 0.5 * down.clamp(0.0, 1.0));
        self.out_mm * ridge * (-0.5 * (x_mm / width).powi(2)).exp()
    }
}

/// 0 below 0, 1 above 1, level at both ends.
fn smooth(t: f64) -> f64 {
    let t = t.clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}
