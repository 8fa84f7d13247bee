//! Whether tone and colour may be compared: casts, tan, make-up.

use super::{Check, Code};

/// Change of the red-to-blue balance that the card may correct: three times what automatic white balance does
/// on one lamp, and less than daylight against a bulb.
const CAST_LIMIT: f64 = 0.30;

/// ΔE00 by which the card's patches may still differ after correction. Skin tone in the two pictures is
/// not told apart better than this.
const RESIDUAL_LIMIT_DE00: f64 = 4.0;

/// ΔE00 of the mean skin after the card has taken out light and camera. Careful repeats, treated or not, stay under
/// 1.3; a visible tan makes 4 and more, foundation 1.7 (on deep skin) and more.
const TONE_LIMIT_DE00: f64 = 1.65;

/// What card and skin tell about colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ToneFacts {
    /// Change of ln(red/blue) on the neutrals, or on the skin without a card.
    pub cast: f64,
    /// Cross-validated residual of the card's transform, mean ΔE00; `None` without a card in both pictures.
    pub card_residual_de00: Option<f64>,
    /// ΔE00 of the mean skin after correction by the card; `None` without a card in both pictures.
    pub skin_de00: Option<f64>,
    /// Change of the skin's ITA in degrees after correction.
    pub ita_change_deg: Option<f64>,
}

/// The checks of colour cast and skin tone.
pub fn check_colour(facts: &ToneFacts) -> Vec<Check> {
    let mut checks = vec![Check::at_most(
        Code::ColourCast,
        "red_ln_ratio",
        facts.cast.abs(),
        CAST_LIMIT,
        "ln ratio",
        format!(
            "the second picture is {} than the first; use the same lamps and fix the white balance",
            if facts.cast > 0.0 { "redder" } else { "bluer" }
        ),
    )];
    if let Some(residual) = facts.card_residual_de00 {
        checks.push(Check::at_most(Code::ColourCast, "card_de00", residual, RESIDUAL_LIMIT_DE00, "ΔE00",
            format!("the card's colours differ by {residual:.1} ΔE00 even after correction; use the same lamps, and no coloured light")));
    }
    if let Some(de) = facts.skin_de00 {
        let darker = facts.ita_change_deg.is_some_and(|change| change < 0.0);
        checks.push(Check::at_most(Code::SkinTone, "skin_de00", de, TONE_LIMIT_DE00, "ΔE00",
            format!("the skin as a whole is {} by {de:.1} ΔE00 while the card is not; tan and make-up change what scars look like",
                if darker { "darker" } else { "lighter" })));
    }
    checks
}
