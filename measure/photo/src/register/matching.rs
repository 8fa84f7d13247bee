//! Which features of one picture are which of the other.

use super::descriptor::{Feature, LENGTH};
use rayon::prelude::*;
use relief_grid::Point;

/// A match is kept when its distance is under this share of the second best's (Lowe's 0.8).
const RATIO: f32 = 0.8;

/// Squared distance of unit descriptors over which guided matches are not the same place.
const GUIDED_SQUARED: f32 = 0.45;

/// Largest ratio of scales of guided matches.
const GUIDED_SCALE: f64 = 1.5;

/// A pair of features, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Index before.
    pub before: usize,
    /// Index after.
    pub after: usize,
}

fn squared(a: &[f32; LENGTH], b: &[f32; LENGTH]) -> f32 {
    let mut lanes = [0.0f32; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for ((lane, a), b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += (a - b) * (a - b);
        }
    }
    lanes.iter().sum()
}

/// Pairs that are each other's nearest and clearly nearer than the next other place.
pub fn matches(before: &[Feature], after: &[Feature]) -> Vec<Match> {
    let forward: Vec<Option<usize>> = before.par_iter().map(|f| nearest(f, after)).collect();
    forward
        .par_iter()
        .enumerate()
        .filter_map(|(i, hit)| {
            let j = (*hit)?;
            let back = before
                .iter()
                .enumerate()
                .min_by(|a, b| {
                    let distance = |f: &Feature| squared(&f.descriptor, &after[j].descriptor);
                    distance(a.1).total_cmp(&distance(b.1))
                })
                .map(|(k, _)| k);
            (back == Some(i)).then_some(Match { before: i, after: j })
        })
        .collect()
}

fn nearest(feature: &Feature, others: &[Feature]) -> Option<usize> {
    let (mut best, mut second, mut at) = (f32::INFINITY, f32::INFINITY, None::<usize>);
    for (j, other) in others.iter().enumerate() {
        let d = squared(&feature.descriptor, &other.descriptor);
        if d < best {
            // A second orientation of the same place is no rival.
            if at.is_none_or(|k| others[k].keypoint.at != other.keypoint.at) {
                second = best;
            }
            best = d;
            at = Some(j);
        } else if d < second && at.is_none_or(|k| others[k].keypoint.at != other.keypoint.at) {
            second = d;
        }
    }
    at.filter(|_| best < RATIO * RATIO * second)
}

/// For each feature before, the most similar feature after within `radius_px` of where `expected` puts it.
pub fn guided(
    before: &[Feature],
    after: &[Feature],
    expected: impl Fn(Point) -> Point + Sync,
    scale: f64,
    radius_px: f64,
) -> Vec<Match> {
    before
        .par_iter()
        .enumerate()
        .filter_map(|(i, feature)| {
            let goal = expected(feature.keypoint.at);
            after
                .iter()
                .enumerate()
                .filter(|(_, other)| other.keypoint.at.distance(goal) < radius_px)
                .filter(|(_, other)| {
                    let ratio = other.keypoint.sigma_px / (feature.keypoint.sigma_px * scale);
                    (1.0 / GUIDED_SCALE..GUIDED_SCALE).contains(&ratio)
                })
                .map(|(j, other)| (squared(&feature.descriptor, &other.descriptor), j))
                .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
                .filter(|(distance, _)| *distance < GUIDED_SQUARED)
                .map(|(_, j)| Match { before: i, after: j })
        })
        .collect()
}
