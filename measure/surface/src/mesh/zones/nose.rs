//! Where a nose may be.

use super::depth::Depth;
use std::f64::consts::TAU;

/// The ring around a tip that is held against it: beyond the nose's wings (half a nose is 16 to 22 mm wide), before the face falls off.
const RING_MM: f64 = 30.0;
const RING_PLACES: usize = 24;
/// So much of the ring must be measured.
const LEAST_RING: usize = 18;
/// A tip of the nose stands out from the ring by its protrusion (15 mm and more: Farkas 1994) and by what the face falls off. A ball of 60 mm radius, rounder
/// than any cheek, falls off by 8 mm.
pub(super) const LEAST_OUT_MM: f64 = 11.0;
/// Two tips are farther apart.
const APART_MM: f64 = 25.0;
/// A hair or a spike is narrower.
const SPIKE_MM: f64 = 3.0;
/// So many places are looked at closely: nose, chin, and an ear or what was scanned with the face.
const MOST_TIPS: usize = 4;

/// A place that stands out like a nose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tip {
    pub(super) at: [f64; 3],
    /// By how much, in mm.
    pub(super) out_mm: f64,
}

/// What stands out most, the most first, however little.
pub(super) fn tips(depth: &Depth) -> Vec<Tip> {
    let mut all: Vec<Tip> = depth
        .points(2)
        .filter_map(|[x, y, _]| {
            let height = without_spikes(depth, [x, y])?;
            let out_mm = height - ring(depth, [x, y])?;
            Some(Tip {
                at: [x, y, height],
                out_mm,
            })
        })
        .collect();
    all.sort_by(|a, b| b.out_mm.total_cmp(&a.out_mm));
    let mut tips: Vec<Tip> = Vec::new();
    for tip in all {
        let apart = |other: &Tip| (tip.at[0] - other.at[0]).hypot(tip.at[1] - other.at[1]) >= APART_MM;
        if tips.iter().all(apart) {
            tips.push(tip);
        }
        if tips.len() == MOST_TIPS {
            break;
        }
    }
    tips
}

/// The median height of a place and of eight around it.
fn without_spikes(depth: &Depth, [x, y]: [f64; 2]) -> Option<f64> {
    let steps = [-SPIKE_MM, 0.0, SPIKE_MM];
    let near = steps
        .iter()
        .flat_map(|dy| steps.iter().map(move |dx| [x + dx, y + dy]));
    median(near.filter_map(|place| depth.at(place)).collect(), 5)
}

/// The median height of the ring around a place; `None` when too little of it was measured.
fn ring(depth: &Depth, [x, y]: [f64; 2]) -> Option<f64> {
    let places = (0..RING_PLACES).map(|i| (TAU * i as f64 / RING_PLACES as f64).sin_cos());
    let heights = places.filter_map(|(sin, cos)| depth.at([x + RING_MM * cos, y + RING_MM * sin]));
    median(heights.collect(), LEAST_RING)
}

/// The median; `None` of fewer than `least` values.
fn median(mut values: Vec<f64>, least: usize) -> Option<f64> {
    let middle = values.len() / 2;
    (values.len() >= least).then(|| *values.select_nth_unstable_by(middle, f64::total_cmp).1)
}
