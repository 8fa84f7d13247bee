//! Pixels side by side under all lamps, and the normals that explain them: the machine does several at once.

use super::{LEAST_DETERMINANT, Shown, Weighing};
use crate::lamps::{Depth, Lamps};
use crate::reflectance::entered;
use relief_grid::Mask;
use std::array::from_fn;

/// Pixels side by side: as many as the widest vectors hold numbers.
pub(super) const LANES: usize = 8;

/// Brightness beyond Lambert's law by this share of the albedo counts half: several times what noise and rounding make, and less than highlights do.
const AGREEMENT: f64 = 0.1;
/// The least weight.
const LEAST_WEIGHT: f64 = 0.15;
/// A lamp that is hidden counts so much, with what was put back for it: it keeps slopes where no lamp is seen. A third of it and two and a half times as much change the depths of scars by less than 1 %.
const LEAST_VISIBLE: f64 = 0.1;
/// Rounds in which light that enters is brought to Lambert's law: its share changes slowly with the angle, so that the second changes slopes by less than 1 %.
const ENTERING_ROUNDS: usize = 2;

/// One number for each pixel.
pub(super) type Lanes = [f64; LANES];

/// One lamp at each pixel; all zero where it may not be used.
#[derive(Default, Clone)]
pub(super) struct OfLamp {
    light: Lanes,
    /// The part of the light that follows Lambert's law.
    shade: Lanes,
    toward: [Lanes; 3],
    /// What is not known of the light because of shine, as a share of the pixel's mean light.
    doubt: Lanes,
    /// What the lamp may count at most, for what is doubted or hidden of it.
    most: Lanes,
    pub(super) weight: Lanes,
}

/// Brightness and lamps of some pixels.
pub(super) struct Pixels {
    pub(super) lamps: Vec<OfLamp>,
    /// How many lamps may be used.
    usable: Lanes,
}

/// What lamps say of some pixels; it means nothing where `valid` is not.
pub(super) struct Solution {
    /// The normal times the albedo.
    pub(super) scaled: [Lanes; 3],
    pub(super) albedo: Lanes,
    /// Root mean square of the weighted residuals.
    pub(super) misfit: Lanes,
    /// Sum of the weights.
    pub(super) weights: Lanes,
    /// What is doubted of all lamps together.
    pub(super) doubt: Lanes,
    /// Lamps told a normal, and it looks towards the camera.
    pub(super) valid: [bool; LANES],
}

/// Weighted sums of products of directions, inverted: xx, xy, xz, yy, yz, zz.
struct Inverse {
    terms: [Lanes; 6],
    /// The lamps do not lie in one plane.
    known: [bool; LANES],
}

impl Pixels {
    pub(super) fn new(lamps: usize) -> Self {
        Self {
            lamps: vec![OfLamp::default(); lamps],
            usable: [0.0; LANES],
        }
    }

    /// The pixels from `x` on in row `y`; those beyond its end and beside the skin have no lamps.
    #[inline(always)]
    pub(super) fn take(
        &mut self,
        (x, y): (usize, usize),
        shown: Shown,
        lamps: &Lamps,
        depth: &Depth,
        skin: &Mask,
        weighing: Weighing,
    ) {
        let width = skin.width();
        let at: [usize; LANES] = from_fn(|k| (x + k).min(width - 1));
        let mut sum = [0.0; LANES];
        let mut unsure_lanes = [0.0; LANES];
        self.usable = [0.0; LANES];
        for (lamp, of) in self.lamps.iter_mut().enumerate() {
            let (frame, usable) = (&shown.frames[lamp], &shown.usable[lamp]);
            for k in 0..LANES {
                let there = x + k < width && skin.get(at[k], y) && usable.get(at[k], y);
                of.most[k] = if there { 1.0 } else { 0.0 };
                let ray = lamps.ray(lamp, at[k], y, depth[(at[k], y)]);
                for (to, toward) in of.toward.iter_mut().zip(ray.toward) {
                    to[k] = toward;
                }
                of.light[k] = of.most[k] * f64::from(frame[(at[k], y)]) / ray.brightness;
                if let Weighing::Agreement { unsure, .. } = weighing {
                    unsure_lanes[k] = f64::from(unsure[lamp][(at[k], y)]) / ray.brightness;
                }
            }
            of.doubt = unsure_lanes;
            for (k, (sum, usable)) in sum.iter_mut().zip(&mut self.usable).enumerate() {
                *sum += of.light[k];
                *usable += of.most[k];
            }
        }
        if let Weighing::Agreement { hidden, .. } = weighing {
            let mean: Lanes = from_fn(|k| (sum[k] / self.usable[k].max(1.0)).max(f64::MIN_POSITIVE));
            for (lamp, of) in self.lamps.iter_mut().enumerate() {
                for k in 0..LANES {
                    let seen = hidden.map_or(1.0, |hidden| f64::from(hidden[lamp][(at[k], y)].visible));
                    of.doubt[k] *= of.most[k] / mean[k];
                    of.most[k] *= sureness(of.doubt[k]) * seen.max(LEAST_VISIBLE);
                }
            }
        }
        for of in &mut self.lamps {
            (of.shade, of.weight) = (of.light, of.most);
        }
    }

    /// The normals, with lamps weighed by how well they agree with the others where there are more than tell a normal.
    #[inline(always)]
    pub(super) fn solve(&mut self, by_agreement: bool) -> Solution {
        let mut inverse = self.inverse();
        let mut known = inverse.known;
        let mut scaled = self.scaled(&inverse);
        for _ in 0..ENTERING_ROUNDS {
            self.enter(&scaled);
            if by_agreement {
                self.weigh(&scaled);
                inverse = self.inverse();
                known = from_fn(|k| known[k] && inverse.known[k]);
            }
            scaled = self.scaled(&inverse);
        }
        self.solution(scaled, known)
    }

    /// Brings light to Lambert's law.
    #[inline(always)]
    fn enter(&mut self, scaled: &[Lanes; 3]) {
        let albedo = norms(scaled);
        for of in &mut self.lamps {
            let lit = of.lit(scaled);
            for k in 0..LANES {
                of.shade[k] = of.light[k] / entered(lit[k] / albedo[k]);
            }
        }
    }

    /// What is brighter than the normal says loses weight.
    #[inline(always)]
    fn weigh(&mut self, scaled: &[Lanes; 3]) {
        let albedo = norms(scaled);
        for of in &mut self.lamps {
            let lit = of.lit(scaled);
            for k in 0..LANES {
                let too_bright = (of.shade[k] - lit[k].max(0.0)).max(0.0) / (AGREEMENT * albedo[k]);
                let agreed = (1.0 / (1.0 + too_bright * too_bright)).max(LEAST_WEIGHT);
                of.weight[k] = of.most[k] * if self.usable[k] > 3.0 { agreed } else { 1.0 };
            }
        }
    }

    /// Of the weighted normal equations. How much all lamps count together does not matter for whether they lie in one plane.
    #[inline(always)]
    fn inverse(&self) -> Inverse {
        let mut gram = [[0.0; LANES]; 6];
        let mut sum = [0.0; LANES];
        for of in &self.lamps {
            let [x, y, z] = &of.toward;
            for k in 0..LANES {
                let weight = of.weight[k];
                let [wx, wy, wz] = [weight * x[k], weight * y[k], weight * z[k]];
                gram[0][k] += wx * x[k];
                gram[1][k] += wx * y[k];
                gram[2][k] += wx * z[k];
                gram[3][k] += wy * y[k];
                gram[4][k] += wy * z[k];
                gram[5][k] += wz * z[k];
                sum[k] += weight;
            }
        }
        let mut inverse = Inverse {
            terms: [[0.0; LANES]; 6],
            known: [false; LANES],
        };
        for k in 0..LANES {
            let [xx, xy, xz, yy, yz, zz] = from_fn(|i| gram[i][k]);
            let [first, second, third] = [yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy];
            let determinant = xx * first + xy * second + xz * third;
            let mean = sum[k] / self.usable[k];
            inverse.known[k] = determinant > 0.0 && determinant >= LEAST_DETERMINANT * mean * mean * mean;
            let minors = [
                first,
                second,
                third,
                xx * zz - xz * xz,
                xy * xz - xx * yz,
                xx * yy - xy * xy,
            ];
            for (to, minor) in inverse.terms.iter_mut().zip(minors) {
                to[k] = minor / determinant;
            }
        }
        inverse
    }

    /// The weighted least squares solution.
    #[inline(always)]
    fn scaled(&self, inverse: &Inverse) -> [Lanes; 3] {
        let mut right = [[0.0; LANES]; 3];
        for of in &self.lamps {
            for (right, toward) in right.iter_mut().zip(&of.toward) {
                for k in 0..LANES {
                    right[k] += of.weight[k] * of.shade[k] * toward[k];
                }
            }
        }
        let [xx, xy, xz, yy, yz, zz] = &inverse.terms;
        let row = |terms: [&Lanes; 3]| -> Lanes {
            from_fn(|k| terms[0][k] * right[0][k] + terms[1][k] * right[1][k] + terms[2][k] * right[2][k])
        };
        [row([xx, xy, xz]), row([xy, yy, yz]), row([xz, yz, zz])]
    }

    #[inline(always)]
    fn solution(&self, scaled: [Lanes; 3], known: [bool; LANES]) -> Solution {
        let [mut squares, mut weights, mut doubts, mut both] = [[0.0; LANES]; 4];
        for of in &self.lamps {
            let lit = of.lit(&scaled);
            for k in 0..LANES {
                let (weight, off, doubt) = (of.weight[k], of.shade[k] - lit[k], of.weight[k] * of.doubt[k]);
                squares[k] += weight * off * off;
                weights[k] += weight;
                doubts[k] += doubt * doubt;
                both[k] += weight * weight;
            }
        }
        Solution {
            albedo: norms(&scaled),
            misfit: from_fn(|k| (squares[k] / weights[k]).sqrt()),
            doubt: from_fn(|k| (doubts[k] / (both[k] + f64::MIN_POSITIVE)).sqrt()),
            valid: from_fn(|k| known[k] && scaled[2][k] < 0.0),
            scaled,
            weights,
        }
    }
}

impl OfLamp {
    /// What Lambert's law says of the lamp.
    #[inline(always)]
    fn lit(&self, scaled: &[Lanes; 3]) -> Lanes {
        let [x, y, z] = &self.toward;
        from_fn(|k| scaled[0][k] * x[k] + scaled[1][k] * y[k] + scaled[2][k] * z[k])
    }
}

/// What a lamp counts of whose light a share is not known.
#[inline(always)]
fn sureness(doubt: f64) -> f64 {
    let share = doubt / AGREEMENT;
    1.0 / (1.0 + share * share)
}

#[inline(always)]
fn norms([x, y, z]: &[Lanes; 3]) -> Lanes {
    from_fn(|k| (x[k] * x[k] + y[k] * y[k] + z[k] * z[k]).sqrt())
}
