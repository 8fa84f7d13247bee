//! How far light spreads, from how much more green is blurred than blue.
//!
//! Ring by ring of wave numbers, the part of green's shading that follows blue's is the ratio of their blurs; the relief itself cancels. A ratio alone
//! hardly tells how much both are blurred, only how much more one is; how the two lengths go together in skin was measured before. Red is left out: it spreads through all of
//! skin's layers, and no single profile has its shape, so that a fit would bend the other two to it.

use super::model::Scatter;
use crate::cosine::Waves;
use nalgebra::{Matrix2, Vector2};
use relief_grid::Raster;
use std::f64::consts::TAU;

/// Waves between which ratios are taken, in mm. Wider ones are few, narrower ones the camera's own blur.
const WAVELENGTHS_MM: [f64; 2] = [12.0, 0.35];
const RINGS: usize = 14;
/// How far ratios are from the model for skin that path tracing scatters: 5 %.
const RATIO_SIGMA: f64 = 0.05;
/// Green's length over blue's, as a logarithm: the mean of both skins of Jensen et al. 2001 (doi:10.1145/383259.383319, table of properties), in which
/// light travels 1.37 and 0.68 mm, and 1.69 and 1.09 mm, by their scattering and absorption.
const GREEN_OVER_BLUE: f64 = 0.57;
/// How far skins lie from that: those two by 0.13, and other people's by more.
const GREEN_OVER_BLUE_SIGMA: f64 = 0.2;
/// Blur that no ratio asks for is held to be none: how far blue's transfer departs from one weighs a tenth as much at 1 as a ratio that is wrong by 5 %.
const BLUR_SIGMA: f64 = 10.0;
const ROUNDS: usize = 60;

/// Shading of one frame in green and blue, tapered to zero where nothing is known.
pub(crate) type Shading = [Raster<f32>; 2];

/// Finds the scattering from the shading of all frames.
pub(crate) fn estimate(frames: &[Shading], pitch_mm: f64) -> Scatter {
    let edges: Vec<f64> = (0..=RINGS)
        .map(|i| {
            let share = i as f64 / RINGS as f64;
            let wavelength = WAVELENGTHS_MM[0] * (WAVELENGTHS_MM[1] / WAVELENGTHS_MM[0]).powf(share);
            TAU / wavelength * pitch_mm
        })
        .collect();
    // Green's square, blue's, and their product.
    let mut sums = [[0.0; RINGS]; 3];
    for frame in frames {
        let [green, blue] = frame.each_ref().map(Waves::of);
        let products = [(&green, &green), (&blue, &blue), (&green, &blue)];
        for (sums, (a, b)) in sums.iter_mut().zip(products) {
            let products = a.products(b, &edges);
            sums.iter_mut()
                .zip(products)
                .for_each(|(sum, product)| *sum += product);
        }
    }
    let [green, blue, both] = sums;
    let mut ratios = Vec::new();
    for ring in 0..RINGS {
        let coherence = both[ring] / (green[ring] * blue[ring]).sqrt();
        if coherence > LEAST_COHERENCE {
            ratios.push(Ratio {
                k: (edges[ring] * edges[ring + 1]).sqrt() / pitch_mm,
                log: (both[ring] / blue[ring]).ln(),
                weight: coherence / RATIO_SIGMA,
            });
        }
    }
    fit(&ratios)
}

/// Colours that do not follow each other show noise rather than relief.
const LEAST_COHERENCE: f64 = 0.5;

/// How much more green is blurred than blue.
#[derive(Debug, Clone, Copy)]
struct Ratio {
    /// Radians per mm.
    k: f64,
    log: f64,
    weight: f64,
}

/// Logarithms of the lengths in mm, green's first.
type Parameters = Vector2<f64>;

/// Where the fit begins: skin as path tracers have it, and hardly any spread.
const BEGINNINGS: [[f64; 2]; 2] = [[-1.6, -2.2], [-4.0, -4.5]];

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
        green_mm: parameters[0].exp(),
        blue_mm: parameters[1].exp(),
    }
}

fn cost(ratios: &[Ratio], parameters: &Parameters) -> f64 {
    residuals(ratios, parameters).iter().map(|r| r * r).sum()
}

fn residuals(ratios: &[Ratio], parameters: &Parameters) -> Vec<f64> {
    let skin = scatter(parameters);
    let of_skin = (parameters[0] - parameters[1] - GREEN_OVER_BLUE) / GREEN_OVER_BLUE_SIGMA;
    let of_ratios = ratios.iter().flat_map(|ratio| {
        let [green, blue] = skin.transfers(ratio.k);
        let off = (green / blue).ln() - ratio.log;
        [ratio.weight * off, (1.0 - blue) / BLUR_SIGMA]
    });
    of_ratios.chain([of_skin]).collect()
}

/// Levenberg's and Marquardt's descent.
fn descend(ratios: &[Ratio], mut at: Parameters) -> (Parameters, f64) {
    const STEP: f64 = 1e-5;
    let mut here = cost(ratios, &at);
    let mut damping = 1e-2;
    for _ in 0..ROUNDS {
        let off = residuals(ratios, &at);
        let slopes: Vec<Vec<f64>> = (0..2)
            .map(|i| {
                let mut moved = at;
                moved[i] += STEP;
                let moved = residuals(ratios, &moved);
                moved.iter().zip(&off).map(|(a, b)| (a - b) / STEP).collect()
            })
            .collect();
        let sum = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let normal =
            Matrix2::from_fn(|i, j| sum(&slopes[i], &slopes[j]) + if i == j { damping } else { 0.0 });
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
        (0..RINGS)
            .map(|ring| 0.5 * 1.3f64.powi(ring as i32))
            .map(|k| {
                let [green, blue] = skin.transfers(k);
                Ratio {
                    k,
                    log: (green / blue).ln(),
                    weight: 1.0 / RATIO_SIGMA,
                }
            })
            .collect()
    }

    /// Skins in which green spreads 1.5 to 2.2 times as far as blue, as in those that were measured.
    #[test]
    fn ratios_of_two_colours_tell_how_far_light_spreads_in_each() {
        for (green_mm, blue_mm) in [(0.2, 0.12), (0.13, 0.065), (0.22, 0.1), (0.15, 0.1)] {
            let found = fit(&told(&Scatter { green_mm, blue_mm }));
            for k in [1.0, 2.0, 4.0, 8.0, 16.0] {
                let there = Scatter { green_mm, blue_mm }.transfers(k);
                for (told, there) in found.transfers(k).iter().zip(there) {
                    assert!(
                        (told / there - 1.0).abs() < 0.08,
                        "{green_mm} {blue_mm} at {k}: {told} for {there}"
                    );
                }
            }
        }
    }

    /// Sums of Gaussians fitted to skin of three layers (d'Eon et al. 2007, doi:10.2312/EGWR/EGSR07/147-157, table 1): a profile of another shape, in which a fit of all
    /// three colours took waves of 1 to 3 mm for up to two fifths more blurred than they are.
    #[test]
    fn skin_of_layers_is_told_though_its_profile_has_another_shape() {
        const LAYERS: [(f64, [f64; 2]); 5] = [
            (0.0064, [0.455, 0.649]),
            (0.0484, [0.336, 0.344]),
            (0.187, [0.198, 0.0]),
            (0.567, [0.007, 0.007]),
            (1.99, [0.004, 0.0]),
        ];
        let there = |k: f64| {
            [0, 1].map(|colour| {
                let waves = LAYERS
                    .iter()
                    .map(|(variance, weights)| weights[colour] * (-0.5 * variance * k * k).exp());
                waves.sum::<f64>()
            })
        };
        let ratios: Vec<Ratio> = (0..RINGS)
            .map(|ring| 0.5 * 1.3f64.powi(ring as i32))
            .map(|k| Ratio {
                k,
                log: (there(k)[0] / there(k)[1]).ln(),
                weight: 1.0 / RATIO_SIGMA,
            })
            .collect();
        let found = fit(&ratios);
        for k in [1.0, 2.0, 3.0, 4.0, 6.0] {
            let mixed = |[green, blue]: [f64; 2]| 0.5 * (green + blue);
            let (told, there) = (mixed(found.transfers(k)), mixed(there(k)));
            assert!((told / there - 1.0).abs() < 0.08, "{k}: {told} for {there}");
        }
    }

    #[test]
    fn colours_that_are_alike_mean_no_spread() {
        let found = fit(&told(&Scatter::NONE));
        assert!(found.transfers(10.0)[1] > 0.97, "{found:?}");
    }
}
