//! One mapping that many matches agree on.
//!
//! Every match carries scale and orientation, so each alone proposes a similarity; all are tried, so nothing
//! is drawn at random and the result is the same each time.

use super::descriptor::Feature;
use super::matching::Match;
use nalgebra::{Matrix3, SMatrix, SVector};
use rayon::prelude::*;
use relief_grid::Point;
use relief_grid::warp::Homography;

/// Distance within which a match agrees with a proposed similarity, as a share of the long side: perspective
/// of 15° and the roundness of a cheek.
const LOOSE_SHARE: f64 = 0.012;

/// Rounds of fitting, each with half the tolerance of the one before, down to the tight one.
const ROUNDS: usize = 6;

/// Distance within which a match agrees with the final homography, pixels.
const TIGHT_PX: f64 = 2.0;

/// Scales that a similarity may propose: the range validated, with room for another resolution.
const SCALES: std::ops::Range<f64> = 0.4..2.5;

/// A pair of positions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PointPair {
    /// Before.
    pub before: Point,
    /// After.
    pub after: Point,
}

/// The pairs that agree on a homography, and that homography.
#[derive(Debug, Clone, PartialEq)]
pub struct Consensus {
    /// Before to after.
    pub homography: Homography,
    /// Agreeing pairs.
    pub inliers: Vec<PointPair>,
}

/// The homography that most of `matches` agree on, or `None` with fewer than four that agree.
pub fn consensus(
    before: &[Feature],
    after: &[Feature],
    matches: &[Match],
    long_side_px: f64,
) -> Option<Consensus> {
    let pairs: Vec<PointPair> = matches
        .iter()
        .map(|m| PointPair {
            before: before[m.before].keypoint.at,
            after: after[m.after].keypoint.at,
        })
        .collect();
    let loose = LOOSE_SHARE * long_side_px;
    let (_, best) = matches
        .par_iter()
        .enumerate()
        .filter_map(|(i, m)| similarity(&before[m.before], &after[m.after]).map(|s| (i, s)))
        .map(|(i, s)| (agreeing(&pairs, &s, loose).len(), std::cmp::Reverse(i), s))
        .reduce_with(|a, b| if (a.0, a.1) >= (b.0, b.1) { a } else { b })
        .map(|(count, _, s)| (count, s))?;
    settle(&pairs, best, loose)
}

/// Fits and tightens by turns, from a first mapping.
pub fn settle(pairs: &[PointPair], first: Homography, loose_px: f64) -> Option<Consensus> {
    let mut homography = first;
    for round in 0..ROUNDS {
        let tolerance = (loose_px * 0.5f64.powi(round as i32)).max(TIGHT_PX);
        let inliers = agreeing(pairs, &homography, tolerance);
        homography = fit(&inliers)?;
    }
    let inliers = agreeing(pairs, &homography, TIGHT_PX);
    (inliers.len() >= 4).then_some(Consensus { homography, inliers })
}

fn agreeing(pairs: &[PointPair], mapping: &Homography, tolerance: f64) -> Vec<PointPair> {
    pairs
        .iter()
        .filter(|p| mapping.apply(p.before).distance(p.after) < tolerance)
        .copied()
        .collect()
}

fn similarity(before: &Feature, after: &Feature) -> Option<Homography> {
    let scale = after.keypoint.sigma_px / before.keypoint.sigma_px;
    if !SCALES.contains(&scale) {
        return None;
    }
    let (sin, cos) = f64::from(after.angle - before.angle).sin_cos();
    let (a, b) = (scale * cos, scale * sin);
    let (from, to) = (before.keypoint.at, after.keypoint.at);
    Homography::new([
        [a, -b, to.x - a * from.x + b * from.y],
        [b, a, to.y - b * from.x - a * from.y],
        [0.0, 0.0, 1.0],
    ])
}

/// Least-squares homography of four or more pairs, on normalised coordinates (Hartley 1997,
/// DOI 10.1109/34.601246). Fewer than eight give an affine mapping: perspective would be noise.
pub fn fit(pairs: &[PointPair]) -> Option<Homography> {
    /// Pairs from which perspective is fitted.
    const FEWEST_FOR_PERSPECTIVE: usize = 8;
    if pairs.len() < 4 {
        return None;
    }
    let (to_unit, _) = normaliser(pairs.iter().map(|p| p.before))?;
    let (after_unit, after_back) = normaliser(pairs.iter().map(|p| p.after))?;
    let mut normal = SMatrix::<f64, 8, 8>::zeros();
    let mut right = SVector::<f64, 8>::zeros();
    for pair in pairs {
        let (p, q) = (to_unit.apply(pair.before), after_unit.apply(pair.after));
        let rows = [
            ([p.x, p.y, 1.0, 0.0, 0.0, 0.0, -q.x * p.x, -q.x * p.y], q.x),
            ([0.0, 0.0, 0.0, p.x, p.y, 1.0, -q.y * p.x, -q.y * p.y], q.y),
        ];
        for (row, value) in rows {
            let row = SVector::<f64, 8>::from(row);
            normal += row * row.transpose();
            right += value * row;
        }
    }
    /// Ridge on the two perspective terms, which keeps few or clustered pairs from bending the plane.
    const RIDGE: f64 = 1e-6;
    let ridge = if pairs.len() < FEWEST_FOR_PERSPECTIVE {
        1e9
    } else {
        RIDGE * pairs.len() as f64
    };
    normal[(6, 6)] += ridge;
    normal[(7, 7)] += ridge;
    let h = normal.cholesky()?.solve(&right);
    let unit = Matrix3::new(h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7], 1.0);
    let whole = matrix(&after_back) * unit * matrix(&to_unit);
    Homography::new(std::array::from_fn(|i| std::array::from_fn(|j| whole[(i, j)])))
}

fn matrix(h: &Homography) -> Matrix3<f64> {
    Matrix3::from_fn(|i, j| h.matrix()[i][j])
}

/// The mapping to zero mean and unit spread, and back.
fn normaliser(points: impl Iterator<Item = Point> + Clone) -> Option<(Homography, Homography)> {
    let n = points.clone().count() as f64;
    let (x, y) = points
        .clone()
        .fold((0.0, 0.0), |(x, y), p| (x + p.x / n, y + p.y / n));
    let centre = Point::new(x, y);
    let spread = points
        .map(|p| p.distance(centre) / n)
        .sum::<f64>()
        .max(f64::MIN_POSITIVE);
    let s = 1.0 / spread;
    let to = Homography::new([[s, 0.0, -s * x], [0.0, s, -s * y], [0.0, 0.0, 1.0]])?;
    let back = Homography::new([[spread, 0.0, x], [0.0, spread, y], [0.0, 0.0, 1.0]])?;
    Some((to, back))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_perspective_is_recovered_despite_a_third_of_wrong_pairs() {
        let truth = Homography::new([[0.95, 0.12, 14.0], [-0.1, 1.02, -9.0], [2e-5, -1e-5, 1.0]]).unwrap();
        let pairs: Vec<PointPair> = (0..90)
            .map(|i| {
                let before = Point::new(f64::from(i % 10) * 180.0, f64::from(i / 10) * 150.0);
                let after = truth.apply(before);
                let wrong = if i % 3 == 0 { 60.0 + f64::from(i) } else { 0.0 };
                PointPair {
                    before,
                    after: Point::new(after.x + wrong, after.y),
                }
            })
            .collect();
        let first = Homography::new([[0.95, 0.1, 20.0], [-0.1, 1.0, 0.0], [0.0, 0.0, 1.0]]).unwrap();
        let got = settle(&pairs, first, 40.0).unwrap();
        assert_eq!(got.inliers.len(), 60);
        let p = Point::new(900.0, 700.0);
        assert!(got.homography.apply(p).distance(truth.apply(p)) < 1e-3);
    }
}
