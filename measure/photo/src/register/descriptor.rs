//! Gradient histograms around a keypoint (Lowe 2004), sampled on a grid that turns and scales with it.

use super::keypoints::{Keypoint, Level};
use rayon::prelude::*;
use relief_grid::Raster;
use std::f32::consts::TAU;

/// Spatial bins per side of the window.
const BINS: usize = 4;

/// Orientation bins.
const TURNS: usize = 8;

/// Samples per side of the window.
const SAMPLES: usize = 16;

/// Length of a descriptor.
pub const LENGTH: usize = BINS * BINS * TURNS;

/// Width of a spatial bin in sigmas of the keypoint, as in Lowe's paper.
const BIN_SIGMAS: f32 = 3.0;

/// Largest entry of a normalised descriptor: beyond it one strong edge would decide alone (Lowe's 0.2).
const CLIP: f32 = 0.2;

/// Bins of the orientation histogram.
const ORIENTATIONS: usize = 36;

/// Share of the highest peak from which a second orientation is kept (Lowe's 0.8).
const SECOND_PEAK: f32 = 0.8;

/// A keypoint with one orientation and its description.
#[derive(Debug, Clone)]
pub struct Feature {
    /// Where.
    pub keypoint: Keypoint,
    /// Direction of the dominant gradient, radians, x towards y.
    pub angle: f32,
    /// The description, of unit length.
    pub descriptor: [f32; LENGTH],
}

/// The features of all keypoints: one for each dominant orientation.
pub fn describe(levels: &[Level], keypoints: &[Keypoint]) -> Vec<Feature> {
    keypoints
        .par_iter()
        .flat_map_iter(|keypoint| {
            let level = &levels[keypoint.level];
            let sigma = level.sigma_px as f32;
            orientations(&level.image, keypoint, sigma)
                .into_iter()
                .map(move |angle| Feature {
                    keypoint: *keypoint,
                    angle,
                    descriptor: descriptor(&level.image, keypoint, sigma, angle),
                })
        })
        .collect()
}

/// Central differences at the pixel nearest to a position, for the level is already smooth at this scale; one-sided at
/// the picture's edge, nought beyond. Taken where a keypoint asks, for the gradients of all levels would fill as much
/// memory as both photos' skin.
fn gradient_at(image: &Raster<f32>, x: f32, y: f32) -> [f32; 2] {
    if x < -0.5 || y < -0.5 {
        return [0.0; 2];
    }
    let (x, y) = ((x + 0.5) as usize, (y + 0.5) as usize);
    if x >= image.width() || y >= image.height() {
        return [0.0; 2];
    }
    let (left, right) = (x.saturating_sub(1), (x + 1).min(image.width() - 1));
    let (up, down) = (y.saturating_sub(1), (y + 1).min(image.height() - 1));
    [
        (image[(right, y)] - image[(left, y)]) / (right - left) as f32,
        (image[(x, down)] - image[(x, up)]) / (down - up) as f32,
    ]
}

fn length([x, y]: [f32; 2]) -> f32 {
    (x * x + y * y).sqrt()
}

fn orientations(image: &Raster<f32>, keypoint: &Keypoint, sigma: f32) -> Vec<f32> {
    let reach = (4.5 * sigma).round() as i32;
    let spread = -0.5 / (1.5 * sigma).powi(2);
    let fades: Vec<f32> = (-reach..=reach)
        .map(|d| (spread * (d * d) as f32).exp())
        .collect();
    let mut histogram = [0.0f32; ORIENTATIONS];
    for (dy, fade_y) in (-reach..=reach).zip(&fades) {
        for (dx, fade_x) in (-reach..=reach).zip(&fades) {
            let [gx, gy] = gradient_at(
                image,
                keypoint.local.x as f32 + dx as f32,
                keypoint.local.y as f32 + dy as f32,
            );
            let weight = fade_x * fade_y * length([gx, gy]);
            let bin = (gy.atan2(gx).rem_euclid(TAU) / TAU * ORIENTATIONS as f32) as usize;
            histogram[bin.min(ORIENTATIONS - 1)] += weight;
        }
    }
    for _ in 0..2 {
        let old = histogram;
        histogram = std::array::from_fn(|i| {
            (old[(i + ORIENTATIONS - 1) % ORIENTATIONS] + old[i] + old[(i + 1) % ORIENTATIONS]) / 3.0
        });
    }
    peaks(&histogram)
}

fn peaks(histogram: &[f32; ORIENTATIONS]) -> Vec<f32> {
    let highest = histogram.iter().copied().fold(0.0, f32::max);
    if highest <= 0.0 {
        return Vec::new();
    }
    (0..ORIENTATIONS)
        .filter_map(|i| {
            let (before, here) = (histogram[(i + ORIENTATIONS - 1) % ORIENTATIONS], histogram[i]);
            let after = histogram[(i + 1) % ORIENTATIONS];
            (here > before && here >= after && here >= SECOND_PEAK * highest).then(|| {
                let peak = 0.5 * (before - after) / (before + after - 2.0 * here);
                (i as f32 + 0.5 + peak) / ORIENTATIONS as f32 * TAU
            })
        })
        .collect()
}

fn descriptor(image: &Raster<f32>, keypoint: &Keypoint, sigma: f32, angle: f32) -> [f32; LENGTH] {
    let (sin, cos) = angle.sin_cos();
    let step = BIN_SIGMAS * sigma * BINS as f32 / SAMPLES as f32;
    let middle = (SAMPLES - 1) as f32 / 2.0;
    let mut out = [0.0f32; LENGTH];
    for j in 0..SAMPLES {
        for i in 0..SAMPLES {
            let (u, v) = ((i as f32 - middle) * step, (j as f32 - middle) * step);
            let x = keypoint.local.x as f32 + cos * u - sin * v;
            let y = keypoint.local.y as f32 + sin * u + cos * v;
            let [gx, gy] = gradient_at(image, x, y);
            let (along, across) = (cos * gx + sin * gy, cos * gy - sin * gx);
            let bin = |k: usize| (k as f32 + 0.5) * BINS as f32 / SAMPLES as f32 - 0.5;
            let off = |k: f32| k - (BINS as f32 - 1.0) / 2.0;
            let (bx, by) = (bin(i), bin(j));
            let fade = (-(off(bx).powi(2) + off(by).powi(2)) / (0.5 * (BINS * BINS) as f32)).exp();
            let turn = across.atan2(along).rem_euclid(TAU) / TAU * TURNS as f32;
            spread(&mut out, bx, by, turn, fade * length([gx, gy]));
        }
    }
    normalised(out)
}

/// Shares `weight` among the eight bins around a position in the histogram.
fn spread(out: &mut [f32; LENGTH], bx: f32, by: f32, turn: f32, weight: f32) {
    let (x0, y0, t0) = (bx.floor(), by.floor(), turn.floor());
    for (y, wy) in [(y0, 1.0 - (by - y0)), (y0 + 1.0, by - y0)] {
        for (x, wx) in [(x0, 1.0 - (bx - x0)), (x0 + 1.0, bx - x0)] {
            if x < 0.0 || y < 0.0 || x >= BINS as f32 || y >= BINS as f32 {
                continue;
            }
            let cell = (y as usize * BINS + x as usize) * TURNS;
            for (t, wt) in [(t0, 1.0 - (turn - t0)), (t0 + 1.0, turn - t0)] {
                out[cell + t as usize % TURNS] += weight * wx * wy * wt;
            }
        }
    }
}

fn normalised(mut out: [f32; LENGTH]) -> [f32; LENGTH] {
    for limit in [CLIP, 1.0] {
        let length = out
            .iter()
            .map(|v| v * v)
            .sum::<f32>()
            .sqrt()
            .max(f32::MIN_POSITIVE);
        out = out.map(|v| (v / length).min(limit));
    }
    out
}
