//! How far light spreads, from how much more one colour is blurred than another.
//!
//! Ring by ring of wave numbers, the part of red's and green's shading that follows blue's is the ratio of their blurs; the relief itself cancels. A length for each colour is fitted
//! to these ratios.

use super::model::Scatter;
use crate::cosine::Waves;
use nalgebra::{SMatrix, SVector};
use relief_grid::Raster;
use std::f64::consts::TAU;

/// Waves between which ratios are taken, in mm. Wider ones are few, narrower ones the camera's own blur.
const WAVELENGTHS_MM: [f64; 2] = [12.0, 0.35];
const RINGS: usize = 14;
/// How far ratios are from the model for skin that path tracing scatters: 5 %.
const RATIO_SIGMA: f64 = 0.05;
/// Blur that no ratio asks for is held to be none: how far blue's transfer departs from one costs a tenth as much at 1 as a ratio that is wrong by 5 %.
const BLUR_SIGMA: f64 = 10.0;
const ROUNDS: usize = 60;

/// Shading of one frame in red, green and blue, tapered to zero where nothing is known.
pub(crate) type Shading = [Raster<f32>; 3];

/// Finds the scattering from the shading of all frames.
pub(crate) fn estimate(frames: &[Shading], pitch_mm: f64) -> Scatter {
    let edges: Vec<f64> = (0..=RINGS)
        .map(|i| {
            let share = i as f64 / RINGS as f64;
            let wavelength = WAVELENGTHS_MM[0] * (WAVELENGTHS_MM[1] / WAVELENGTHS_MM[0]).powf(share);
            TAU / wavelength * pitch_mm
        })
        .collect();
    let mut sums = [[[0.0; RINGS]; 3]; 3];
    for frame in frames {
        let waves = frame.each_ref().map(Waves::of);
        for (a, b) in [(0, 0), (1, 1), (2, 2), (0, 2), (1, 2)] {
            let products = waves[a].products(&waves[b], &edges);
            for (sum, product) in sums[a][b].iter_mut().zip(products) {
                *sum += product;
            }
        }
    }
    let mut ratios = Vec::new();
    for colour in [0, 1] {
        for ring in 0..RINGS {
            let (own, blue, both) = (
                sums[colour][colour][ring],
                sums[2][2][ring],
                sums[colour][2][ring],
            );
            let coherence = both / (own * blue).sqrt();
            if coherence > LEAST_COHERENCE {
                let k = (edges[ring] * edges[ring + 1]).sqrt() / pitch_mm;
                ratios.push(Ratio {
                    colour,
                    k,
                    log: (both / blue).ln(),
                    weight: coherence / RATIO_SIGMA,
                });
            }
        }
    }
    fit(&ratios)
}

/// Colours that do not follow each other show noise rather than relief.
const LEAST_COHERENCE: f64 = 0.5;

/// How much more red or green is blurred than blue.
#[derive(Debug, Clone, Copy)]
struct Ratio {
    colour: usize,
    /// Radians per mm.
    k: f64,
    log: f64,
    weight: f64,
}

/// Logarithms of the lengths in mm.
type Parameters = SVector<f64, 3>;

/// Where the fit begins: skin as path tracers have it, and hardly any spread.
const BEGINNINGS: [[f64; 3]; 2] = [[-0.2, -1.6, -2.2], [-3.0, -4.0, -4.5]];

fn fit(ratios: &[Ratio]) -> Scatter {
    if ratios.is_empty() {
        return Scatter::NONE;
    }
    let fits = BEGINNINGS.map(|from| descend(ratios, Parameters::from(from)));
    let best = if fits[1].1 < fits[0].1 {
        fits[1].0
    } else {
        fits[0].0
    };
    scatter(&best)
}

fn scatter(parameters: &Parameters) -> Scatter {
    Scatter {
        length_mm: [0, 1, 2].map(|i| parameters[i].exp()),
    }
}

fn cost(ratios: &[Ratio], parameters: &Parameters) -> f64 {
    residuals(ratios, parameters).iter().map(|r| r * r).sum()
}

fn residuals(ratios: &[Ratio], parameters: &Parameters) -> Vec<f64> {
    let skin = scatter(parameters);
    ratios
        .iter()
        .flat_map(|ratio| {
            let blue = skin.transfer(2, ratio.k);
            let off = (skin.transfer(ratio.colour, ratio.k) / blue).ln() - ratio.log;
            [ratio.weight * off, (1.0 - blue) / BLUR_SIGMA]
        })
        .collect()
}

/// Levenberg's and Marquardt's descent.
fn descend(ratios: &[Ratio], mut at: Parameters) -> (Parameters, f64) {
    const STEP: f64 = 1e-5;
    let mut here = cost(ratios, &at);
    let mut damping = 1e-2;
    for _ in 0..ROUNDS {
        let off = residuals(ratios, &at);
        let slopes: Vec<Vec<f64>> = (0..3)
            .map(|i| {
                let mut moved = at;
                moved[i] += STEP;
                let moved = residuals(ratios, &moved);
                moved.iter().zip(&off).map(|(a, b)| (a - b) / STEP).collect()
            })
            .collect();
        let sum = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let normal = SMatrix::<f64, 3, 3>::from_fn(|i, j| {
            sum(&slopes[i], &slopes[j]) + if i == j { damping } else { 0.0 }
        });
        let downhill = Parameters::from_fn(|i, _| -sum(&slopes[i], &off));
        let Some(step) = normal.cholesky().map(|cholesky| cholesky.solve(&downhill)) else {
            break;
        };
        let next = at + step;
        let there = cost(ratios, &next);
        if there < here {
            (at, here) = (next, there);
            damping *= 0.3;
        } else {
            damping *= 5.0;
        }
    }
    (at, here)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(skin: &Scatter) -> Vec<Ratio> {
        [0, 1]
            .into_iter()
            .flat_map(|colour| (0..RINGS).map(move |ring| (colour, 0.5 * 1.3f64.powi(ring as i32))))
            .map(|(colour, k)| Ratio {
                colour,
                k,
                log: (skin.transfer(colour, k) / skin.transfer(2, k)).ln(),
                weight: 1.0 / RATIO_SIGMA,
            })
            .collect()
    }

    #[test]
    fn ratios_of_three_colours_tell_how_far_light_spreads_in_each() {
        let skin = scatter(&Parameters::from([0.8f64.ln(), 0.2f64.ln(), 0.12f64.ln()]));
        let found = fit(&told(&skin));
        for k in [1.0, 2.0, 4.0, 8.0, 16.0] {
            let (there, told) = (skin.transfer(2, k), found.transfer(2, k));
            assert!((told / there - 1.0).abs() < 0.06, "{k}: {told} for {there}");
        }
    }

    #[test]
    fn colours_that_are_alike_mean_no_spread() {
        let found = fit(&told(&Scatter::NONE));
        assert!(found.transfer(2, 10.0) > 0.97, "{found:?}");
    }
}
