//! Whether both pictures resolve the same detail: sharpness, noise, retouching.

use super::{Check, Code};

/// Difference of blur (as Gaussian sigmas, in quadrature) that matching both pictures to the softer one still
/// makes up for. Beyond it the small scars of the softer picture are gone, and its scars read weaker.
const BLUR_LIMIT_MM: f64 = 0.10;

/// Ratio of the finest texture (0.2–0.5 mm) between pictures of equal sharpness: careful repeats on other days stay
/// within 60 %, as dry or creamed skin, compression and fading redness have it; beauty filters take half and more.
const FINEST_RATIO_LIMIT: f64 = 1.80;

/// Ratio of the texture of coarse pores and fine lines (0.5–1 mm): careful repeats stay within 15 %, and so does a course of
/// treatment; a beauty filter that spares the finest grain still takes two thirds.
const PORES_RATIO_LIMIT: f64 = 1.40;

/// Ratio of noise between the pictures: four stops of ISO double it four times over; beyond that it
/// swamps the relief of the skin around a scar.
const NOISE_RATIO_LIMIT: f64 = 3.0;

/// Noise below which its ratio tells nothing, as a share of the white card: smaller than any scar's contrast.
const HARMLESS_NOISE: f64 = 0.012;

/// What the cards say about the two cameras.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OpticsFacts {
    /// Blur of each picture as the Gaussian sigma of a card edge in mm; `None` without a card.
    pub edge_sigma_mm: Option<[f64; 2]>,
    /// Noise of each picture as a share of the white of the card; `None` without a card.
    pub noise: Option<[f64; 2]>,
}

/// The checks of blur and noise.
pub fn check_optics(facts: &OpticsFacts) -> Vec<Check> {
    let mut checks = Vec::new();
    if let Some([before, after]) = facts.edge_sigma_mm {
        let excess = (after * after - before * before).abs().sqrt();
        let softer = if after > before { "second" } else { "first" };
        let message = format!(
            "the card's edges are {excess:.2} mm softer in the {softer} picture; focus on the skin and take it again"
        );
        checks.push(Check::at_most(Code::Blur, excess, BLUR_LIMIT_MM, "mm", message));
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

/// The texture of clear skin in both pictures, root mean square of ln brightness; `None` where it is not resolved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextureFacts {
    /// 0.2 to 0.5 mm.
    pub finest: Option<[f64; 2]>,
    /// 0.5 to 1 mm.
    pub pores: Option<[f64; 2]>,
    /// Whether cards tell how sharp both pictures are, so that they could be brought to one sharpness.
    pub blur_known: bool,
}

/// The checks of retouching: detail of the skin that is missing from one picture.
///
/// Without cards blur and retouching cannot be told apart: a loss of the finest texture is then named `blur`.
pub fn check_texture(facts: &TextureFacts) -> Vec<Check> {
    let finest = facts.finest.map(|texture| {
        if facts.blur_known {
            missing(
                Code::Retouched,
                texture,
                FINEST_RATIO_LIMIT,
                "fine skin detail than the sharpness of its card allows; switch off beauty and noise filters",
            )
        } else {
            missing(
                Code::Blur,
                texture,
                FINEST_RATIO_LIMIT,
                "fine skin detail; focus on the skin and take it again",
            )
        }
    });
    let pores = facts.pores.map(|texture| {
        missing(
            Code::Retouched,
            texture,
            PORES_RATIO_LIMIT,
            "of the pores and fine lines; switch off beauty filters and take make-up off",
        )
    });
    finest.into_iter().chain(pores).collect()
}

fn missing(code: Code, [before, after]: [f64; 2], limit: f64, what: &str) -> Check {
    let (poorer, ratio) = if after < before {
        ("second", before / after.max(f64::MIN_POSITIVE))
    } else {
        ("first", after / before.max(f64::MIN_POSITIVE))
    };
    let less = 100.0 * (1.0 - 1.0 / ratio);
    let message = format!("the {poorer} picture holds {less:.0} % less {what}");
    Check::at_most(code, ratio, limit, "ratio", message)
}
