//! Whether both pictures resolve the same detail: sharpness, noise, retouching.

use super::{Check, Code};

/// Difference of blur (as Gaussian sigmas, in quadrature) that matching both pictures to the softer one still
/// makes up for. Beyond it the small scars of the softer picture are gone, and its scars read weaker.
const BLUR_LIMIT_MM: f64 = 0.10;

/// Ratio of fine texture (0.2–0.5 mm) between pictures of equal sharpness: careful repeats on other days stay
/// within 35 %, as dry or creamed skin and fading redness have it; retouching and beauty filters take half and more.
const TEXTURE_RATIO_LIMIT: f64 = 1.50;

/// Ratio of noise between the pictures: four stops of ISO double it four times over; contrast is a sum of
/// absolute values, which noise inflates.
const NOISE_RATIO_LIMIT: f64 = 3.0;

/// Noise below which its ratio tells nothing, as a share of the white card: smaller than any scar's contrast.
const HARMLESS_NOISE: f64 = 0.012;

/// What the card's edges and the skin's fine texture tell about the two cameras.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OpticsFacts {
    /// Blur of each picture as the Gaussian sigma of a card edge in mm; `None` without a card.
    pub edge_sigma_mm: Option<[f64; 2]>,
    /// Noise of each picture as a share of the white of the card; `None` without a card.
    pub noise: Option<[f64; 2]>,
    /// Fine texture of the skin in each picture after matching blur, in natural logarithms.
    pub fine_texture: [f64; 2],
}

/// The checks of blur, noise and retouching.
///
/// Without a card blur and retouching cannot be told apart: a loss of fine texture is then named `blur`.
pub fn check_optics(facts: &OpticsFacts) -> Vec<Check> {
    let mut checks = Vec::new();
    let [before, after] = facts.fine_texture;
    let ratio = if after < before {
        before / after.max(1e-9)
    } else {
        after / before.max(1e-9)
    };
    let softer = if after < before { "second" } else { "first" };
    if let Some([before, after]) = facts.edge_sigma_mm {
        let excess = (after * after - before * before).abs().sqrt();
        let softer = if after > before { "second" } else { "first" };
        checks.push(Check::at_most(Code::Blur, excess, BLUR_LIMIT_MM, "mm",
            format!("the card's edges are {excess:.2} mm softer in the {softer} picture; focus on the skin and take it again")));
        checks.push(Check::at_most(Code::Retouched, ratio, TEXTURE_RATIO_LIMIT, "ratio",
            format!("the {softer} picture holds {:.0} % less fine skin detail than the sharpness of its card allows; switch off beauty and noise filters", 100.0 * (1.0 - 1.0 / ratio))));
    } else {
        checks.push(Check::at_most(Code::Blur, ratio, TEXTURE_RATIO_LIMIT, "ratio",
            format!("the {softer} picture holds {:.0} % less fine skin detail; focus on the skin and take it again", 100.0 * (1.0 - 1.0 / ratio))));
    }
    if let Some([before, after]) = facts.noise {
        let (low, high) = (before.min(after).max(HARMLESS_NOISE), before.max(after));
        let noisier = if after > before { "second" } else { "first" };
        checks.push(Check::at_most(
            Code::Noise,
            high / low,
            NOISE_RATIO_LIMIT,
            "ratio",
            format!(
                "the {noisier} picture is {:.1} times noisier; use more light and a lower ISO",
                high / low
            ),
        ));
    }
    checks
}
