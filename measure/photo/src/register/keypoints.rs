//! Blob-like points of skin texture in scale space (D. Lowe 2004, DOI 10.1023/B:VISI.0000029664.99615.94).

use rayon::prelude::*;
use relief_grid::{Mask, Point, Raster, filter, pyramid};

/// Scales per octave, as in Lowe's paper.
const SCALES: usize = 3;

/// Sigma of the first scale of each octave, in that octave's pixels.
const BASE_SIGMA_PX: f64 = 1.6;

/// Octaves searched: the last sees moles and scars, and survives a soft focus.
const OCTAVES: u32 = 4;

/// Least absolute difference of Gaussians of a keypoint, in local standard deviations.
const LEAST_RESPONSE: f32 = 0.08;

/// Ratio of principal curvatures beyond which a point slides along an edge, as in Lowe's paper.
const EDGE_RATIO: f32 = 10.0;

/// Most keypoints kept, strongest first: enough for a cheek, and bounds the matching.
const MOST: usize = 2500;

/// One scale of one octave.
pub struct Level {
    /// The smoothed picture.
    pub image: Raster<f32>,
    /// Sigma in the octave's pixels.
    pub sigma_px: f64,
}

/// A keypoint.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Keypoint {
    /// Position in base pixels.
    pub at: Point,
    /// Position in the octave's pixels.
    pub local: Point,
    /// Index of its level.
    pub level: usize,
    /// Sigma in base pixels.
    pub sigma_px: f64,
    /// Strength.
    pub response: f32,
}

/// The scale space of a normalised picture, and its keypoints whose neighbourhood lies in `skin`.
pub fn keypoints(base: &Raster<f32>, skin: &Mask) -> (Vec<Level>, Vec<Keypoint>) {
    let mut levels = Vec::new();
    let mut found = Vec::new();
    let mut image = base.clone();
    for octave in 0..OCTAVES {
        if image.width().min(image.height()) < 32 {
            break;
        }
        let smoothed: Vec<Raster<f32>> = (0..SCALES + 3)
            .into_par_iter()
            .map(|s| filter::gaussian(&image, sigma_of(s)))
            .collect();
        let differences: Vec<Raster<f32>> = smoothed
            .windows(2)
            .map(|w| crate::pair::combine(&w[1], &w[0], |a, b| a - b))
            .collect();
        for s in 1..=SCALES {
            let points = extrema(&differences[s - 1..s + 2], octave, s, levels.len() + s - 1, skin);
            found.extend(points);
        }
        levels.extend(
            smoothed
                .into_iter()
                .enumerate()
                .skip(1)
                .take(SCALES)
                .map(|(s, image)| Level {
                    image,
                    sigma_px: sigma_of(s),
                }),
        );
        image = pyramid::halve(&image);
    }
    // Strongest first; ties by position, so that the order never depends on threads.
    found.sort_by(|a, b| {
        b.response
            .total_cmp(&a.response)
            .then(a.at.y.total_cmp(&b.at.y))
            .then(a.at.x.total_cmp(&b.at.x))
    });
    found.truncate(MOST);
    (levels, found)
}

fn sigma_of(scale: usize) -> f64 {
    BASE_SIGMA_PX * (scale as f64 / SCALES as f64).exp2()
}

fn extrema(stack: &[Raster<f32>], octave: u32, scale: usize, level: usize, skin: &Mask) -> Vec<Keypoint> {
    let (width, height) = (stack[1].width(), stack[1].height());
    let sigma = sigma_of(scale);
    let margin = (4.0 * sigma).ceil() as usize;
    if width <= 2 * margin || height <= 2 * margin {
        return Vec::new();
    }
    (margin..height - margin)
        .into_par_iter()
        .flat_map_iter(|y| {
            (margin..width - margin).filter_map(move |x| {
                let value = stack[1][(x, y)];
                if value.abs() < LEAST_RESPONSE || !is_extremum(stack, x, y) || on_edge(&stack[1], x, y) {
                    return None;
                }
                let local = refined(&stack[1], x, y);
                let at = pyramid::to_base(octave, local);
                let sigma_px = sigma * f64::from(octave).exp2();
                surrounded(skin, at, 4.0 * sigma_px).then_some(Keypoint {
                    at,
                    local,
                    level,
                    sigma_px,
                    response: value.abs(),
                })
            })
        })
        .collect()
}

fn is_extremum(stack: &[Raster<f32>], x: usize, y: usize) -> bool {
    let value = stack[1][(x, y)];
    let beaten = |other: f32| {
        if value > 0.0 {
            other >= value
        } else {
            other <= value
        }
    };
    !stack.iter().enumerate().any(|(s, image)| {
        (y - 1..=y + 1).any(|j| (x - 1..=x + 1).any(|i| (s, i, j) != (1, x, y) && beaten(image[(i, j)])))
    })
}

fn on_edge(d: &Raster<f32>, x: usize, y: usize) -> bool {
    let v = d[(x, y)];
    let xx = d[(x + 1, y)] + d[(x - 1, y)] - 2.0 * v;
    let yy = d[(x, y + 1)] + d[(x, y - 1)] - 2.0 * v;
    let xy = (d[(x + 1, y + 1)] - d[(x - 1, y + 1)] - d[(x + 1, y - 1)] + d[(x - 1, y - 1)]) / 4.0;
    let (trace, determinant) = (xx + yy, xx * yy - xy * xy);
    determinant <= 0.0 || trace * trace * EDGE_RATIO > (EDGE_RATIO + 1.0).powi(2) * determinant
}

/// The peak of the parabolas through the neighbours along x and y.
fn refined(d: &Raster<f32>, x: usize, y: usize) -> Point {
    let peak = |before: f32, here: f32, after: f32| {
        let curvature = before + after - 2.0 * here;
        if curvature == 0.0 {
            0.0
        } else {
            f64::from(0.5 * (before - after) / curvature).clamp(-0.5, 0.5)
        }
    };
    Point::new(
        x as f64 + peak(d[(x - 1, y)], d[(x, y)], d[(x + 1, y)]),
        y as f64 + peak(d[(x, y - 1)], d[(x, y)], d[(x, y + 1)]),
    )
}

/// Whether eight points on a circle around `at` are skin: the descriptor then sees skin only.
fn surrounded(skin: &Mask, at: Point, radius: f64) -> bool {
    (0..8).all(|k| {
        let (sin, cos) = (f64::from(k) * std::f64::consts::FRAC_PI_4).sin_cos();
        let (x, y) = (at.x + radius * cos, at.y + radius * sin);
        skin.raster()
            .get(x.round() as isize, y.round() as isize)
            .copied()
            .unwrap_or(false)
    })
}
