//! Which quantity a check of the gate measures: several checks have one code, such as `exposure`.

use crate::contract::ReasonCode;
use ReasonCode::{
    Blur, Card, ColourCast, DifferentSkin, Exposure, Expression, LightDirection, LightHardness, Mirrored,
    NoSkin, Noise, Overlap, Pose, Registration, Retouched, Scale, Shine, SkinTone,
};

/// The quantity's name with its unit at the end, as in `clipped_share`; a check of one picture alone that a pair has twice
/// also says which, as in `tags_before`.
///
/// The gate tells its checks apart by code, unit and, for the card, by the picture that its message names.
pub fn quantity(code: ReasonCode, unit: &str, message: &str) -> String {
    let known = QUANTITIES.iter().find(|known| (known.0, known.1) == (code, unit));
    let name = known.map_or_else(|| slug(unit), |known| known.2.to_owned());
    let of_one = matches!((code, unit), (Card, _) | (Mirrored, "flag"));
    match of_one.then(|| picture(message)).flatten() {
        Some(picture) => format!("{name}_{picture}"),
        None => name,
    }
}

const QUANTITIES: &[(ReasonCode, &str, &str)] = &[
    (NoSkin, "mm2", "area_mm2"),
    (DifferentSkin, "features", "common_features"),
    (DifferentSkin, "correlation", "texture_correlation"),
    (Mirrored, "flag", "card_flag"),
    (Mirrored, "features", "mirrored_features"),
    (Registration, "features", "features"),
    (Registration, "patches", "patches"),
    (Registration, "px", "residual_px"),
    (Overlap, "share", "common_share"),
    (Pose, "deg", "angle_deg"),
    (Scale, "ratio", "distance_ratio"),
    (Expression, "share", "stretch_share"),
    (LightDirection, "deg", "turn_deg"),
    (LightDirection, "correlation", "pattern_correlation"),
    (LightHardness, "ratio", "shadow_ratio"),
    (LightHardness, "share", "coherence_share"),
    (LightHardness, "flash", "flash"),
    (Shine, "share", "added_share"),
    (Exposure, "stops", "difference_stops"),
    (Exposure, "ratio", "tone_curve_ratio"),
    (Exposure, "share", "clipped_share"),
    (Exposure, "linear", "level_linear"),
    (ColourCast, "ln ratio", "red_ln_ratio"),
    (ColourCast, "ΔE00", "card_de00"),
    (SkinTone, "ΔE00", "skin_de00"),
    (Blur, "mm", "edge_mm"),
    (Blur, "ln ratio", "detail_ln_ratio"),
    (Blur, "ln ratio, coarse", "coarse_detail_ln_ratio"),
    (Noise, "ratio", "grain_ratio"),
    (Noise, "share", "compression_share"),
    (Retouched, "ln ratio", "detail_ln_ratio"),
    (Retouched, "ln ratio, coarse", "coarse_detail_ln_ratio"),
    (Card, "tags", "tags"),
    (Card, "mm", "bend_mm"),
];

/// The picture that a message is about.
fn picture(message: &str) -> Option<&'static str> {
    let places = [("the first picture", "before"), ("the second picture", "after")];
    let named = places.into_iter().find(|(words, _)| message.contains(words));
    named.map(|(_, picture)| picture)
}

/// A unit as it may stand in a name.
fn slug(unit: &str) -> String {
    let letters = unit
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    match unit {
        "" | "1" => "ratio".to_owned(),
        _ => letters.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_of_one_code_have_names_of_their_own() {
        let names: Vec<_> = QUANTITIES.iter().map(|known| (known.0, known.2)).collect();
        for (i, name) in names.iter().enumerate() {
            assert!(!names[..i].contains(name), "{name:?}");
        }
        assert_eq!(quantity(Exposure, "share", ""), "clipped_share");
        assert_eq!(quantity(Pose, "px/s", ""), "px_s");
    }

    #[test]
    fn the_card_of_each_picture_has_its_own() {
        let tags = |which: &str| {
            quantity(
                Card,
                "tags",
                &format!("3 of 4 tags are seen in the {which} picture; lay it flat"),
            )
        };
        assert_eq!([tags("first"), tags("second")], ["tags_before", "tags_after"]);
        // Exposure compares both, whatever its message names.
        assert_eq!(
            quantity(Exposure, "stops", "the first picture is darker"),
            "difference_stops"
        );
    }
}
