//! English.

use super::{CheckTexts, MetricTexts, PageTexts, Texts, VerdictTexts};
use relief_compare::contract::{ReasonCode, ScarType, Verdict};

/// English.
pub const ENGLISH: Texts = Texts {
    lang: "en",
    page: PAGE,
    verdict,
    check,
    quantity,
    scar_type,
    metrics: METRICS,
    next,
    decimal_sign: '.',
    unit: |_| None,
    phrases: None,
};

const PAGE: PageTexts = PageTexts {
    title: "Before and after",
    brand: "Relief",
    claim: "Does it really help?",
    photos_compared: "Two photos of the same skin, compared",
    surfaces_compared: "Two scans of the same skin, compared",
    for_the_patient: "In plain words",
    no_scars: "No scars found, none judged",
    no_scars_patient: "No scars were found in these two pictures, so none could be judged. That says nothing about the treatment, good or bad.",
    few_scars: "Too few scars to judge",
    few_scars_patient: "Too few scars were found in these two pictures to judge them. That says nothing about the treatment, good or bad.",
    no_scars_next: "Where there are scars, photograph them closer, in focus, and with light from one side, both times alike.",
    refused_heading: "Why these two cannot be compared",
    refused_lead: "A difference between these pictures would show how they were taken, not what happened to the skin. No number of change is given.",
    warnings_heading: "Please note",
    pictures_heading: "The pictures",
    before: "Before",
    after: "After",
    lower: "{amount} lower",
    higher: "{amount} higher",
    also_worse: "Worse at the same time: {metrics}.",
    also_changed: "Changed as well, neither for better nor for worse: {metrics}.",
    both: "Half and half",
    views: "How to look at the pictures",
    slider: "Slider",
    flicker: "Flicker",
    side_by_side: "Side by side",
    slider_label: "Border between before (left) and after (right)",
    slider_value: "{percent} % of the width shows before",
    play: "Play",
    pause: "Pause",
    switch: "Switch",
    reduced_motion: "Your device asks for less motion: use Switch instead of Play.",
    moved_and_cropped: "The after picture was moved to lie on the before picture, and both are cropped to the skin. Neither was smoothed, sharpened or relit.",
    moved_only: "The after picture was moved to lie on the before picture. Neither was smoothed, sharpened or relit.",
    not_moved: "Both pictures are shown as they were taken.",
    before_alt: "The skin before",
    after_alt: "The skin after",
    changes_heading: "What changed",
    changes_note: "Values with their 95 % intervals. A change counts only when its interval leaves out zero and it is larger than the smallest detectable change (MDC95): what repeated pictures of unchanged skin differ by.",
    other_measures: "Show the {count} other measures: none changed",
    other_changed: "Show the {count} other measures: {changed} changed",
    metric: "Measure",
    difference: "Difference",
    interval_column: "Difference drawn",
    mdc: "MDC95",
    verdict: "Verdict",
    changed: "Changed",
    interval_alt: "{metric}: difference {difference}; smallest detectable change ±{mdc}",
    legend_band: "within repetition (±MDC95)",
    legend_interval: "difference with 95 % interval",
    legend_changed: "Changed: beyond both its interval and MDC95, in a measure where neither way is better.",
    not_comparable_no_numbers: "No changes are computed for pictures that cannot be compared.",
    scars_heading: "Scar by scar",
    scars_note: "Each depressed scar that was found, before → after. The numbers are those on the map of the scars.",
    scar: "Scar",
    scar_type: "Type",
    certainty: "Certainty",
    depth: "Depth (mm)",
    width: "Width (mm)",
    length: "Length (mm)",
    area: "Area (mm²)",
    volume: "Volume (mm³)",
    slope: "Wall slope (°)",
    shading: "Shading contrast",
    unknown_type: "not told",
    only_before: "found before only",
    only_after: "found after only",
    all_scars: "Show all {count} scars",
    maps_heading: "Maps of the skin",
    checks_heading: "Was the comparison fair?",
    checks_note: "Each check compares how the two pictures were taken. One refusal is enough to give no verdict.",
    check: "Check",
    measured: "Measured",
    limit: "Limit",
    at_most: "at most {limit}",
    at_least: "at least {limit}",
    of_white: "{share} of white",
    yes: "yes",
    no: "no",
    passed: "Passed",
    refused: "Refused",
    advice: "What to do next",
    method_heading: "How this was measured",
    method_note: "The same files and parameters give the same result, digit for digit. The hashes name the very files that were measured.",
    hash: "BLAKE3",
    size: "Pixels",
    scale: "Scale",
    scale_card: "{scale} mm per pixel, from the card",
    scale_given: "{scale} mm per pixel, as given",
    scale_file: "{scale} mm per pixel, from the file",
    scale_none: "unknown: lengths are in pixels",
    overlap: "Skin seen in both",
    residual: "Distance left after alignment",
    algorithm: "Method",
    interval: "{low} to {high}",
    footer: "Relief measures how skin looks; it makes no diagnosis.",
    no_script: "Scripts are off: the pictures are shown side by side.",
};

/// Without numbers there is one way to say it.
const NOT_COMPARABLE: &str = "These two pictures cannot say whether the skin changed, because they were not taken alike. That says nothing about the treatment, good or bad.";

const fn verdict(verdict: Verdict) -> VerdictTexts {
    match verdict {
        Verdict::Improved => VerdictTexts {
            word: "Improved",
            patient: "The skin has improved. {metric}: {relative} than before. Two pictures of unchanged skin differ by up to {mdc}; this change is larger than that.",
            patient_plain: "The skin has improved, by more than two pictures of unchanged skin differ.",
        },
        Verdict::Worse => VerdictTexts {
            word: "Worse",
            patient: "The skin looks worse than before. {metric}: {relative} than before. Two pictures of unchanged skin differ by up to {mdc}; this change is larger than that.",
            patient_plain: "The skin looks worse than before, by more than two pictures of unchanged skin differ.",
        },
        Verdict::NoDetectableChange => VerdictTexts {
            word: "No detectable change",
            patient: "No change could be shown. {metric}: two pictures of unchanged skin differ by up to {mdc}; a smaller change may be there but cannot be seen with these pictures.",
            patient_plain: "No change could be shown beyond what two pictures of unchanged skin differ by.",
        },
        Verdict::NotComparable => VerdictTexts {
            word: "Not comparable",
            patient: NOT_COMPARABLE,
            patient_plain: NOT_COMPARABLE,
        },
    }
}

const fn next(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Improved => {
            "Keep both pictures; take the next one the same way, so that it compares as well."
        }
        Verdict::Worse => "Show both pictures to the treating clinician before the next session.",
        Verdict::NoDetectableChange => {
            "Scars remodel for months: photograph again at the next follow-up, in the same light, with the card."
        }
        Verdict::NotComparable => "Take the after photo again as the reasons say, then compare again.",
    }
}

const fn scar_type(scar_type: ScarType) -> &'static str {
    match scar_type {
        ScarType::IcePick => "ice pick",
        ScarType::Boxcar => "boxcar",
        ScarType::Rolling => "rolling",
    }
}

const fn check(code: ReasonCode) -> CheckTexts {
    let (title, advice) = match code {
        ReasonCode::NoSkin => (
            "Enough skin",
            "Photograph the skin itself, close and in focus, or mark the region by hand.",
        ),
        ReasonCode::DifferentSkin => (
            "Same skin",
            "Check that both photos are of the same person and the same place.",
        ),
        ReasonCode::Mirrored => (
            "Not mirrored",
            "Turn off mirroring in the camera's settings, or use the rear camera.",
        ),
        ReasonCode::Registration => (
            "Alignment",
            "Photograph the same place again from the same distance and side.",
        ),
        ReasonCode::Overlap => (
            "Same frame",
            "Frame the same area: lay the old photo over the camera's picture if you can.",
        ),
        ReasonCode::Pose => (
            "Camera angle",
            "Hold the camera square to the same place as before.",
        ),
        ReasonCode::Scale => (
            "Distance",
            "Take the photo from the same distance and with the same lens.",
        ),
        ReasonCode::Expression => (
            "Face at rest",
            "Ask for a relaxed face, mouth closed, and do not stretch the skin.",
        ),
        ReasonCode::LightDirection => (
            "Light direction",
            "Put the lamp back where it was, and turn the room's other lights off.",
        ),
        ReasonCode::LightHardness => (
            "Light hardness",
            "Use the same lamp without adding or removing a diffuser, and no flash.",
        ),
        ReasonCode::Shine => ("Shine", "Dry the skin, use no cream, and keep the same lamp."),
        ReasonCode::Exposure => (
            "Exposure",
            "Fix the exposure as in the before photo; nothing may be clipped to white or black.",
        ),
        ReasonCode::ColourCast => (
            "Colour of the light",
            "Use the same lamp and fix the white balance, or put the card in the picture.",
        ),
        ReasonCode::SkinTone => (
            "Skin tone",
            "Remove make-up; after a tan, wait until the skin has its usual colour.",
        ),
        ReasonCode::Blur => (
            "Sharpness",
            "Focus on the skin, wipe the lens, and turn off portrait or soft-focus modes.",
        ),
        ReasonCode::Noise => ("Noise", "Use more light so that the camera needs less gain."),
        ReasonCode::Retouched => (
            "Not retouched",
            "Use the camera's own file: no beauty filter, no editing, no messenger copy.",
        ),
        ReasonCode::Card => (
            "Card",
            "Put the card flat beside the skin in both photos, with all four corners in view.",
        ),
        ReasonCode::Lights => ("Lamps", "Use the same set of lamps in the same places."),
        ReasonCode::Motion => ("Held still", "Rest the head, and take the whole set again."),
    };
    CheckTexts { title, advice }
}

fn quantity(name: &str) -> Option<&'static str> {
    Some(match name {
        "common_features" | "mirrored_features" | "features" => "marks of the skin found again",
        "texture_correlation" => "pattern of the skin",
        "patches" => "patches found again",
        "residual_px" => "distance left",
        "card_flag_before" => "before picture",
        "card_flag_after" => "after picture",
        "turn_deg" => "angle on the skin",
        "pattern_correlation" => "pattern of the shading",
        "shadow_ratio" => "edge of the card's shadow",
        "shadow_likeness" => "sides of the card's shadow",
        "coherence_share" => "shading of the scars",
        "flash" => "flash",
        "difference_stops" => "difference in brightness",
        "tone_curve_ratio" => "contrast of the card's greys",
        "clipped_share" => "skin clipped to white or black",
        "level_linear" => "brightness of the darker picture",
        "red_ln_ratio" => "red against blue",
        "card_de00" => "colours of the card",
        "skin_de00" => "colour of the skin",
        "edge_mm" => "edges of the card",
        "detail_ln_ratio" => "fine detail of the skin",
        "coarse_detail_ln_ratio" => "coarse detail of the skin",
        "grain_ratio" => "grain",
        "compression_share" => "compression of the files",
        "tags_before" => "corners seen, before",
        "tags_after" => "corners seen, after",
        "bend_mm_before" => "bend, before",
        "bend_mm_after" => "bend, after",
        _ => return None,
    })
}

/// The more particular name first.
const METRICS: &[MetricTexts] = &[
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
