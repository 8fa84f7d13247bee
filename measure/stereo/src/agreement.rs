//! What each frame should look like by all the others: how far it is moved, how bright and how sharp it is.
//!
//! A frame takes part in the normals that predict it, so that what is wrong with it is shown too small, by one minus its leverage. Divided by that, the residual is that of a prediction by
//! the other frames alone. With three lamps there is none.

use crate::lamps::{Depth, Lamps};
use crate::normals::{self, Shown, Weighing};
use crate::reflectance::entering;
use crate::set::dot;
use nalgebra::{Matrix2, Matrix3, Vector2, Vector3};
use rayon::prelude::*;
use relief_grid::{Mask, Raster};

/// A frame against its prediction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Compared {
    /// How many times brighter it is.
    pub(crate) gain: f64,
    /// How far its skin lies from where it is predicted, in pixels. Of motion only that part is seen which is no linear function of the lamps' directions: the rest looks like slopes at the
    /// edges of colours.
    pub(crate) shift_px: [f64; 2],
    /// Root mean square of the residuals, as a share of the brightness, for a frame that takes no part in its prediction.
    pub(crate) residual: f64,
}

/// What is off by more than this share of the brightness is a shadow or a highlight, and pulls no more than this.
const OUTLIER: f64 = 0.1;

/// Sums over the pixels of one row.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    bright: [f64; 2],
    gradient: Matrix2<f64>,
    pull: Vector2<f64>,
    squares: f64,
    count: f64,
}

/// Each frame, in a mixture of the channels that hardly shows shine, against what the others predict, in the part of the picture where `part` counts. Empty with fewer than four lamps.
pub(crate) fn compare(
    frames: &[Raster<f32>],
    usable: &[Mask],
    lamps: &Lamps,
    depth: &Depth,
    skin: &Mask,
    parts: &[Mask],
) -> Vec<Vec<Compared>> {
    let Some(free) = free(lamps) else {
        return Vec::new();
    };
    let shown = Shown { frames, usable };
    let normals = normals::fit(shown, lamps, depth, skin, Weighing::Alike).facing;
    (0..lamps.count())
        .map(|lamp| {
            let usable = usable[lamp].and(&normals.valid);
            let frame = &frames[lamp];
            let predicted = Raster::from_fn(skin.width(), skin.height(), |x, y| {
                if !usable.get(x, y) {
                    return 0.0;
                }
                let ray = lamps.ray(lamp, x, y, depth[(x, y)]);
                let n = normals.normal[(x, y)].map(f64::from);
                let cosine = dot(n, ray.toward).max(0.0);
                let seen = f64::from(normals.albedo[(x, y)]) * cosine * entering(cosine);
                let with_it = ray.brightness * seen;
                let here = f64::from(frame[(x, y)]);
                (here - (here - with_it) / free[lamp]) as f32
            });
            parts
                .iter()
                .map(|part| one(frame, &predicted, &usable.and(part), free[lamp]))
                .collect()
        })
        .collect()
}

/// One minus the leverage of each lamp; `None` when some lamp cannot be left out.
fn free(lamps: &Lamps) -> Option<Vec<f64>> {
    /// A lamp without which the others are nearly in one plane is predicted by noise.
    const LEAST: f64 = 0.05;
    let middle: Vec<Vector3<f64>> = lamps.middle().into_iter().map(Vector3::from).collect();
    let gram = middle
        .iter()
        .fold(Matrix3::zeros(), |sum, l| sum + l * l.transpose());
    let inverse = gram.try_inverse()?;
    let free: Vec<f64> = middle
        .iter()
        .map(|l| 1.0 - (l.transpose() * inverse * l)[(0, 0)])
        .collect();
    free.iter().all(|share| *share > LEAST).then_some(free)
}

fn one(frame: &Raster<f32>, predicted: &Raster<f32>, usable: &Mask, free: f64) -> Compared {
    let rows: Vec<Sums> = (1..frame.height().saturating_sub(1))
        .into_par_iter()
        .map(|y| row(frame, predicted, usable, y))
        .collect();
    let mut sums = Sums::default();
    for row in rows {
        for i in 0..2 {
            sums.bright[i] += row.bright[i];
        }
        sums.gradient += row.gradient;
        sums.pull += row.pull;
        sums.squares += row.squares;
        sums.count += row.count;
    }
    let shift = sums
        .gradient
        .try_inverse()
        .map_or(Vector2::zeros(), |inverse| inverse * sums.pull);
    let mean = sums.bright[0] / sums.count.max(1.0);
    Compared {
        gain: if sums.bright[1] > 0.0 {
            sums.bright[0] / sums.bright[1]
        } else {
            1.0
        },
        // Residuals themselves are motion without what a linear function of the directions explains; the prediction's are larger.
        shift_px: (free * shift).into(),
        residual: (sums.squares / sums.count.max(1.0)).sqrt() / mean.max(f64::MIN_POSITIVE),
    }
}

fn row(frame: &Raster<f32>, predicted: &Raster<f32>, usable: &Mask, y: usize) -> Sums {
    let mut sums = Sums::default();
    for x in 1..frame.width().saturating_sub(1) {
        let around = [(x, y), (x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)];
        if !around.iter().all(|at| usable.get(at.0, at.1)) {
            continue;
        }
        let between = |a: usize, b: usize| 0.5 * f64::from(predicted[around[b]] - predicted[around[a]]);
        let slope = Vector2::new(between(1, 2), between(3, 4));
        let here = f64::from(frame[(x, y)]);
        let off = here - f64::from(predicted[(x, y)]);
        // Interpolation can undershoot zero.
        let most = OUTLIER * here.abs();
        sums.bright[0] += here;
        sums.bright[1] += f64::from(predicted[(x, y)]);
        sums.gradient += slope * slope.transpose();
        // Skin that lies farther right shows at x what was predicted at x − shift.
        sums.pull -= slope * off.clamp(-most, most);
        sums.squares += off * off;
        sums.count += 1.0;
    }
    sums
}

/// How much detail each frame has: the size of its gradients as a share of its brightness, against the median of all frames.
pub(crate) fn detail(frames: &[Raster<f32>], usable: &[Mask]) -> Vec<f64> {
    let own: Vec<f64> = frames
        .iter()
        .zip(usable)
        .map(|(frame, usable)| gradients(frame, usable))
        .collect();
    let mut sorted = own.clone();
    sorted.sort_by(f64::total_cmp);
    let median = sorted.get(sorted.len() / 2).copied().unwrap_or(1.0);
    own.iter()
        .map(|own| own / median.max(f64::MIN_POSITIVE))
        .collect()
}

fn gradients(frame: &Raster<f32>, usable: &Mask) -> f64 {
    let rows: Vec<[f64; 2]> = (1..frame.height())
        .into_par_iter()
        .map(|y| {
            let mut sums = [0.0; 2];
            for x in 1..frame.width() {
                if usable.get(x, y) && usable.get(x - 1, y) && usable.get(x, y - 1) {
                    let here = f64::from(frame[(x, y)]);
                    let (left, above) = (f64::from(frame[(x - 1, y)]), f64::from(frame[(x, y - 1)]));
                    sums[0] += (here - left).powi(2) + (here - above).powi(2);
                    sums[1] += here * here;
                }
            }
            sums
        })
        .collect();
    let sum = |i: usize| rows.iter().map(|row| row[i]).sum::<f64>();
    (sum(0) / sum(1).max(f64::MIN_POSITIVE)).sqrt()
}
