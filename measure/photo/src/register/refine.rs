//! Fine alignment: small patches of skin are matched to a fraction of a pixel, and a stiff spline follows them.

use super::View;
use nalgebra::{DMatrix, DVector, Matrix2, Vector2};
use rayon::prelude::*;
use relief_grid::sample::Interpolation;
use relief_grid::warp::{Displacement, Homography, Spline, warp_within};
use relief_grid::{Mask, Point, Raster, filter};

/// Distance of the patches' centres.
const PATCH_SPACING_MM: f64 = 2.5;

/// Half the side of a patch: several pores, and more than most scars, so that a scar that fades does not pull.
const PATCH_REACH_MM: f64 = 2.2;

/// Distance of the spline's nodes. Structures narrower than about twice this cannot be followed: a scar of up to
/// 6 mm keeps its shape and its place.
const NODE_SPACING_MM: f64 = 9.0;

/// Weight of the spline's bending against the patches' evidence (one node against this many patches): a node has some ten
/// patches, so that it yields to them where they agree and bridges where there are none.
const STIFFNESS: f64 = 0.1;

/// Largest move of a patch in one round, pixels: beyond it the patch has lost its place.
const LARGEST_STEP_PX: f64 = 3.0;

/// Correlation under which a patch is not the same skin.
const LEAST_CORRELATION: f64 = 0.35;

/// Rounds of warping, matching and fitting.
const ROUNDS: usize = 3;

/// What a patch found.
#[derive(Debug, Clone, Copy)]
pub struct Patch {
    /// Its centre in the before picture.
    pub at: Point,
    /// Where its skin lies in the warped after picture, relative to `at`.
    pub shift: [f64; 2],
    /// Normalised cross-correlation after the shift.
    pub correlation: f64,
}

/// The smooth deformation left after the homography.
#[derive(Debug, Clone)]
pub struct Refined {
    /// Applied before the homography, in before pixels.
    pub displacement: Displacement,
    /// The patches of the last round, with what the spline left of their shifts.
    pub patches: Vec<Patch>,
}

/// Refines `homography` on the normalised pictures. `None` when there is no patch to match.
pub fn refine(
    before: (&View<'_>, &Raster<f32>),
    after: &Raster<f32>,
    homography: &Homography,
    both: &Mask,
) -> Option<Refined> {
    let pitch = before.0.pitch.mm_per_px();
    let (width, height) = (both.width(), both.height());
    let mut nodes = Nodes::over(width, height, NODE_SPACING_MM / pitch);
    let template = before.1;
    let gradient = filter::central_difference(template);
    let reach = (PATCH_REACH_MM / pitch).round() as usize;
    let centres = centres(both, PATCH_SPACING_MM / pitch, reach);
    let looked_at = looked_at(&centres, width, height, reach);
    let mut patches = Vec::new();
    for _ in 0..ROUNDS {
        let displacement = nodes.displacement()?;
        let mapping = relief_grid::warp::then(displacement.clone(), |p| homography.apply(p));
        let (moved, seen) = warp_within(after, &looked_at, Interpolation::Cubic, &mapping);
        let moved = Raster::from_fn(
            width,
            height,
            |x, y| if seen.get(x, y) { moved[(x, y)] } else { 0.0 },
        );
        patches = centres
            .par_iter()
            .filter_map(|&c| track(template, &gradient, &moved, c, reach))
            .collect();
        if patches.len() < 6 {
            return None;
        }
        nodes.follow(&patches, &displacement);
    }
    Some(Refined {
        displacement: nodes.displacement()?,
        patches,
    })
}

/// A lattice of patch centres whose corners and middle lie in the skin of both.
fn centres(both: &Mask, spacing: f64, reach: usize) -> Vec<(usize, usize)> {
    let along = |length: usize| {
        let count = (length.saturating_sub(2 * reach + 2) as f64 / spacing) as usize;
        (0..=count)
            .map(move |i| reach + 1 + (i as f64 * spacing) as usize)
            .filter(move |&v| v + reach + 1 < length)
    };
    along(both.height())
        .flat_map(|y| along(both.width()).map(move |x| (x, y)))
        .filter(|&(x, y)| {
            both.get(x, y)
                && [
                    (x - reach, y - reach),
                    (x + reach, y - reach),
                    (x - reach, y + reach),
                    (x + reach, y + reach),
                ]
                .iter()
                .all(|&(x, y)| both.get(x, y))
        })
        .collect()
}

/// The cells that a patch of any centre may read in the warped picture, wherever it moves.
fn looked_at(centres: &[(usize, usize)], width: usize, height: usize, reach: usize) -> Mask {
    // One cell more for the interpolation.
    let far = reach + LARGEST_STEP_PX.ceil() as usize + 1;
    let mut mask = Mask::filled(width, height, false);
    for &(x, y) in centres {
        let columns = x.saturating_sub(far)..(x + far + 1).min(width);
        for y in y.saturating_sub(far)..(y + far + 1).min(height) {
            mask.raster_mut().row_mut(y)[columns.clone()].fill(true);
        }
    }
    mask
}

/// Lucas–Kanade (inverse compositional: Baker & Matthews 2004, DOI 10.1023/B:VISI.0000011205.11775.fd) with a
/// gain and an offset, for one patch.
fn track(
    template: &Raster<f32>,
    gradient: &Raster<[f32; 2]>,
    moved: &Raster<f32>,
    (cx, cy): (usize, usize),
    reach: usize,
) -> Option<Patch> {
    const ITERATIONS: usize = 8;
    const SETTLED_PX: f64 = 0.005;
    let rows = cy - reach..=cy + reach;
    let side = 2 * reach + 1;
    let n = (side * side) as f64;
    let cut = |y: usize| cx - reach + y * template.width()..cx + reach + 1 + y * template.width();
    let values: Vec<f32> = rows
        .clone()
        .flat_map(|y| template.data()[cut(y)].iter().copied())
        .collect();
    let slopes: Vec<[f32; 2]> = rows
        .flat_map(|y| gradient.data()[cut(y)].iter().copied())
        .collect();
    let mean = values.iter().map(|&v| f64::from(v)).sum::<f64>() / n;
    let energy: f64 = values.iter().map(|&v| (f64::from(v) - mean).powi(2)).sum();
    let mut hessian = Matrix2::zeros();
    for s in &slopes {
        let g = Vector2::new(f64::from(s[0]), f64::from(s[1]));
        hessian += g * g.transpose();
    }
    let inverse = hessian.try_inverse()?;
    let (mut shift, mut correlation) = (Vector2::zeros(), 0.0);
    for _ in 0..ITERATIONS {
        let seen = patch_at(
            moved,
            cx as f64 - reach as f64 + shift[0],
            cy as f64 - reach as f64 + shift[1],
            side,
        )?;
        let seen_mean = seen.iter().map(|&v| f64::from(v)).sum::<f64>() / n;
        let (mut cross, mut power) = (0.0, 0.0);
        for (v, s) in values.iter().zip(&seen) {
            cross += (f64::from(*v) - mean) * (f64::from(*s) - seen_mean);
            power += (f64::from(*s) - seen_mean).powi(2);
        }
        correlation = cross / (energy * power).sqrt().max(f64::MIN_POSITIVE);
        let gain = if power > 0.0 { cross / power } else { 0.0 };
        let mut push = Vector2::zeros();
        for ((v, s), slope) in values.iter().zip(&seen).zip(&slopes) {
            let error = gain * (f64::from(*s) - seen_mean) - (f64::from(*v) - mean);
            push += error * Vector2::new(f64::from(slope[0]), f64::from(slope[1]));
        }
        let step = inverse * push;
        shift -= step;
        if shift.norm() > LARGEST_STEP_PX {
            return None;
        }
        if step.norm() < SETTLED_PX {
            break;
        }
    }
    (correlation >= LEAST_CORRELATION).then(|| Patch {
        at: Point::new(cx as f64, cy as f64),
        shift: [shift[0], shift[1]],
        correlation,
    })
}

/// A square patch at a fractional position: one bilinear weight for the whole patch.
fn patch_at(image: &Raster<f32>, left: f64, top: f64, side: usize) -> Option<Vec<f32>> {
    let (x0, y0) = (left.floor(), top.floor());
    let (fx, fy) = ((left - x0) as f32, (top - y0) as f32);
    if x0 < 0.0 || y0 < 0.0 {
        return None;
    }
    let (x0, y0) = (x0 as usize, y0 as usize);
    if x0 + side + 1 > image.width() || y0 + side + 1 > image.height() {
        return None;
    }
    let mut out = Vec::with_capacity(side * side);
    for y in y0..y0 + side {
        let (upper, lower) = (&image.row(y)[x0..=x0 + side], &image.row(y + 1)[x0..=x0 + side]);
        out.extend((0..side).map(|x| {
            let top = upper[x] + fx * (upper[x + 1] - upper[x]);
            let bottom = lower[x] + fx * (lower[x + 1] - lower[x]);
            top + fy * (bottom - top)
        }));
    }
    Some(out)
}

/// The spline's nodes and their fit.
struct Nodes {
    columns: usize,
    rows: usize,
    spacing: f64,
    values: Vec<[f64; 2]>,
}

impl Nodes {
    /// Nodes over the picture and one beyond each side.
    fn over(width: usize, height: usize, spacing: f64) -> Self {
        let along = |length: usize| (length as f64 / spacing).ceil() as usize + 3;
        let (columns, rows) = (along(width), along(height));
        Self {
            columns,
            rows,
            spacing,
            values: vec![[0.0; 2]; columns * rows],
        }
    }

    fn displacement(&self) -> Option<Displacement> {
        let nodes = self.values.iter().map(|v| [v[0] as f32, v[1] as f32]).collect();
        let nodes = Raster::from_vec(self.columns, self.rows, nodes).ok()?;
        Displacement::new(
            nodes,
            Point::new(-self.spacing, -self.spacing),
            self.spacing,
            Spline::Cubic,
        )
    }

    /// Fits the spline to where the patches lie now: robust least squares with a penalty on second
    /// differences.
    fn follow(&mut self, patches: &[Patch], now: &Displacement) {
        const ROBUST_ROUNDS: usize = 3;
        /// Residual from which a patch may count less, pixels; where the median is larger, that.
        const TYPICAL_PX: f64 = 0.2;
        let goals: Vec<[f64; 2]> = patches
            .iter()
            .map(|p| {
                // The warped picture at `at + shift` shows what before shows at `at`.
                let seen = Point::new(p.at.x + p.shift[0], p.at.y + p.shift[1]);
                let from = now.apply(seen);
                [from.x - p.at.x, from.y - p.at.y]
            })
            .collect();
        let taps: Vec<Vec<(usize, f64)>> = patches.iter().map(|p| self.taps(p.at)).collect();
        let mut weights: Vec<f64> = patches.iter().map(|p| p.correlation.powi(2)).collect();
        for _ in 0..ROBUST_ROUNDS {
            if !self.solve(&taps, &goals, &weights) {
                return;
            }
            let errors: Vec<f64> = taps
                .iter()
                .zip(&goals)
                .map(|(tap, goal)| self.distance(tap, goal))
                .collect();
            let mut sorted = errors.clone();
            sorted.sort_by(f64::total_cmp);
            let typical = sorted
                .get(sorted.len() / 2)
                .map_or(TYPICAL_PX, |m| m.max(TYPICAL_PX));
            for ((weight, patch), error) in weights.iter_mut().zip(patches).zip(errors) {
                *weight = patch.correlation.powi(2) / (1.0 + (error / typical).powi(2));
            }
        }
    }

    /// How far the spline at `tap` is from `goal`.
    fn distance(&self, tap: &[(usize, f64)], goal: &[f64; 2]) -> f64 {
        let at = |c: usize| tap.iter().map(|&(i, w)| w * self.values[i][c]).sum::<f64>();
        (at(0) - goal[0]).hypot(at(1) - goal[1])
    }

    /// The sixteen nodes that act on a position, with their cubic B-spline weights.
    fn taps(&self, at: Point) -> Vec<(usize, f64)> {
        let along = |v: f64, count: usize| {
            let u = v / self.spacing + 1.0;
            let first = u.floor();
            let t = u - first;
            let weights = [
                (1.0 - t).powi(3) / 6.0,
                (3.0 * t.powi(3) - 6.0 * t * t + 4.0) / 6.0,
                (-3.0 * t.powi(3) + 3.0 * t * t + 3.0 * t + 1.0) / 6.0,
                t.powi(3) / 6.0,
            ];
            std::array::from_fn::<_, 4, _>(|k| {
                let index = (first as isize - 1 + k as isize).clamp(0, count as isize - 1);
                (index as usize, weights[k])
            })
        };
        let (xs, ys) = (along(at.x, self.columns), along(at.y, self.rows));
        ys.iter()
            .flat_map(|&(j, wy)| xs.iter().map(move |&(i, wx)| (j * self.columns + i, wx * wy)))
            .collect()
    }

    fn solve(&mut self, taps: &[Vec<(usize, f64)>], goals: &[[f64; 2]], weights: &[f64]) -> bool {
        let n = self.values.len();
        let mut normal = DMatrix::<f64>::zeros(n, n);
        let mut right = [DVector::<f64>::zeros(n), DVector::<f64>::zeros(n)];
        for ((tap, goal), &weight) in taps.iter().zip(goals).zip(weights) {
            for &(i, wi) in tap {
                right[0][i] += weight * wi * goal[0];
                right[1][i] += weight * wi * goal[1];
                for &(j, wj) in tap {
                    normal[(i, j)] += weight * wi * wj;
                }
            }
        }
        self.stiffen(&mut normal);
        let Some(factor) = normal.cholesky() else {
            return false;
        };
        let solved = right.map(|r| factor.solve(&r));
        for (i, value) in self.values.iter_mut().enumerate() {
            *value = [solved[0][i], solved[1][i]];
        }
        true
    }

    /// Adds the squared second differences along rows and columns, and a trace of the squared values, which
    /// keeps nodes without any patch near at rest.
    fn stiffen(&self, normal: &mut DMatrix<f64>) {
        const AT_REST: f64 = 1e-4;
        let mut add = |a: usize, b: usize, c: usize| {
            for (i, wi) in [(a, 1.0), (b, -2.0), (c, 1.0)] {
                for (j, wj) in [(a, 1.0), (b, -2.0), (c, 1.0)] {
                    normal[(i, j)] += STIFFNESS * wi * wj;
                }
            }
        };
        for y in 0..self.rows {
            for x in 0..self.columns {
                let at = y * self.columns + x;
                if x + 2 < self.columns {
                    add(at, at + 1, at + 2);
                }
                if y + 2 < self.rows {
                    add(at, at + self.columns, at + 2 * self.columns);
                }
            }
        }
        for i in 0..self.values.len() {
            normal[(i, i)] += AT_REST;
        }
    }
}
