//! Whether both pictures resolve the same detail: sharpness, noise, retouching.

use super::{Check, Code};

/// Difference of blur (as Gaussian sigmas, in quadrature) that matching both pictures to the softer one still
/// makes up for. Beyond it the small scars of the softer picture are gone, and its scars read weaker.
const BLUR_LIMIT_MM: f64 = 0.10;

/// Loss of detail finer than 2 mm on a tenth of the skin, as a natural logarithm. Careful repeats, other days, noise,
/// compression, another resolution and a course of treatment leave it at 0.00 to 0.02; smoothing on the scars makes 0.13 and more.
const FINE_LOSS_LIMIT: f64 = 0.10;

/// The same for detail of 2 to 4 mm, of which shallow scars that nobody outlined are part: a course of treatment makes up
/// to 0.1; softening the tones between the pores makes 0.25 and more.
const COARSE_LOSS_LIMIT: f64 = 0.18;

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
        checks.push(Check::at_most(
            Code::Blur,
            "edge_mm",
            excess,
            BLUR_LIMIT_MM,
            "mm",
            message,
        ));
    }
    if let Some([before, after]) = facts.noise {
        let (low, high) = (before.min(after).max(HARMLESS_NOISE), before.max(after));
        let noisier = if after > before { "second" } else { "first" };
        checks.push(Check::at_most(
            Code::Noise,
            "grain_ratio",
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

/// By how much one picture shows the detail that both share weaker (see `SharedDetail::loss_on`): positive for the second
/// picture, negative for the first; `None` where a band is not resolved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DetailFacts {
    /// Finer than 2 mm.
    pub fine: Option<f64>,
    /// 2 to 4 mm.
    pub coarse: Option<f64>,
    /// Whether cards tell how sharp both pictures are, so that they could be brought to one sharpness.
    pub blur_known: bool,
}

/// The checks of detail that is missing from one picture: retouching, beauty filters, or blur that no card tells.
pub fn check_detail(facts: &DetailFacts) -> Vec<Check> {
    let code = if facts.blur_known {
        Code::Retouched
    } else {
        Code::Blur
    };
    let fine = facts.fine.map(|loss| {
        missing(
            code,
            ("detail_ln_ratio", loss),
            FINE_LOSS_LIMIT,
            "pores and lines",
        )
    });
    let coarse = facts.coarse.map(|loss| {
        let loss = ("coarse_detail_ln_ratio", loss);
        missing(code, loss, COARSE_LOSS_LIMIT, "unevenness between the scars")
    });
    fine.into_iter().chain(coarse).collect()
}

fn missing(code: Code, (quantity, loss): (&'static str, f64), limit: f64, what: &str) -> Check {
    let poorer = if loss > 0.0 { "second" } else { "first" };
    let less = 100.0 * (1.0 - (-loss.abs()).exp());
    let remedy = if code == Code::Blur {
        "focus on the skin and take it again"
    } else {
        "switch off beauty and noise filters, use the unedited photo, and take make-up off"
    };
    let message = format!("parts of the {poorer} picture show {what} {less:.0} % weaker; {remedy}");
    Check::at_most(code, quantity, loss.abs(), limit, "ln ratio", message)
}
