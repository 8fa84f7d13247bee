//! The metrics in English.

use crate::texts::MetricTexts;

/// The more particular name first.
pub(super) const METRICS: &[MetricTexts] = &[
    metric(
        "scar_shading_contrast",
        "Scar shading",
        "How strongly scars stand out from the skin around them by shade; falls as they get shallower.",
    ),
    metric(
        "scar_volume",
        "Scar volume",
        "Space below the undisturbed skin, over all scars.",
    ),
    metric("scar_depth", "Scar depth", "Depth below the undisturbed skin."),
    metric("scar_area", "Scar area", "Area of all scars together."),
    metric(
        "scar_count",
        "Number of scars",
        "Depressed scars that were found.",
    ),
    metric(
        "texture_0.2_0.5mm",
        "Texture 0.2–0.5 mm",
        "Unevenness at the size of pores and fine lines.",
    ),
    metric(
        "texture_0.5_1mm",
        "Texture 0.5–1 mm",
        "Unevenness at the size of small scars.",
    ),
    metric(
        "texture_1_2mm",
        "Texture 1–2 mm",
        "Unevenness at the size of scars.",
    ),
    metric(
        "texture_2_4mm",
        "Texture 2–4 mm",
        "Unevenness at the size of large scars.",
    ),
    metric(
        "texture",
        "Skin texture",
        "Unevenness of the skin at one size of detail.",
    ),
    metric(
        "erythema_index",
        "Redness",
        "Camera erythema index: how much blood colours the skin.",
    ),
    metric(
        "melanin_index",
        "Pigment",
        "Camera melanin index: how much pigment colours the skin.",
    ),
    metric(
        "ita",
        "Skin tone (ITA)",
        "Individual typology angle: lighter skin has a larger angle.",
    ),
    metric(
        "tone_unevenness",
        "Unevenness of tone",
        "How much the colour of the skin varies from place to place.",
    ),
    metric("L_star", "Lightness L*", "CIELAB: how light the skin is."),
    metric("a_star", "Red–green a*", "CIELAB: larger is redder."),
    metric("b_star", "Yellow–blue b*", "CIELAB: larger is yellower."),
    metric(
        "pore_area",
        "Pores",
        "Share of the skin between the scars that is visible pores.",
    ),
    metric(
        "wrinkle_contrast",
        "Wrinkles",
        "How dark lines of about a millimetre's width are.",
    ),
    metric(
        "fine_line_contrast",
        "Fine lines",
        "How dark lines of a few tenths of a millimetre's width are.",
    ),
    metric(
        "shine",
        "Shine",
        "How unevenly the skin mirrors the lamp: oil and sweat.",
    ),
];

const fn metric(name: &'static str, label: &'static str, meaning: &'static str) -> MetricTexts {
    MetricTexts { name, label, meaning }
}
