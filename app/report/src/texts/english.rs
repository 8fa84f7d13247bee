//! English.

mod metrics;
mod parameters;

use super::{CheckTexts, PageTexts, Texts, VerdictTexts};
use relief_compare::contract::{ReasonCode, ScarType, Verdict};

/// English.
pub const ENGLISH: Texts = Texts {
    lang: "en",
    page: PAGE,
    verdict,
    check,
    quantity,
    scar_type,
    metrics: metrics::METRICS,
    parameters: parameters::PARAMETERS,
    applied: parameters::APPLIED,
    next,
    next_scan,
    scan_advice,
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
    photo_measured: "One photo, measured",
    surface_measured: "One scan, measured",
    measured_title: "Measurement",
    file: "File",
    value: "Value",
    found: "{count} scars found",
    found_one: "One scar found",
    found_none: "No scars found",
    found_patient: "Together the scars leave {volume} of room below the undisturbed skin; on average they are {depth} deep. One measurement does not say whether they have changed.",
    found_flat_patient: "Depressed scars were found. One picture does not say how deep they are, nor whether they have changed.",
    found_none_patient: "No depressed scar was found that is deep and wide enough to be measured.",
    unfit_heading: "Why these numbers cannot be relied on",
    quantities_heading: "What was measured",
    quantities_note: "Values with their 95 % intervals, where one is known.",
    scars_note_one: "Each depressed scar that was found. The numbers are those on the map of the scars.",
    section_links: "The number of a scar leads to its cross-section.",
    checks_heading_one: "Was the picture fit to be measured?",
    checks_note_one: "Each check looks at how the picture was taken.",
    scan_moved: "Both scans are seen from straight above. Dark is deep: white is 0.15 mm above the smooth skin, black 0.5 mm below it. The after scan was moved to lie on the before scan.",
    scan_not_moved: "Both scans are seen from straight above, as they were taken. Dark is deep: white is 0.15 mm above the smooth skin, black 0.5 mm below it.",
    heights_heading: "Map of heights",
    heights_caption: "Height above the smooth skin. Scars are outlined and numbered as in the table.",
    heights_legend: "Height above the smooth skin in µm",
    heights_legend_alt: "Legend: dark blue is 500 µm and more below the smooth skin, yellow 150 µm and more above it",
    outline_improved: "solid: improved",
    outline_unchanged: "dashed: no detectable change",
    outline_worse: "dotted: worse",
    legend_section: "where a cross-section runs",
    legend_hatched: "not measured",
    solid_heading: "The skin in three dimensions",
    solid_note: "{width} × {height} mm of skin, without the form of the face, from cells {pitch} mm apart. Drag or use the arrow keys to turn it; zoom with two fingers, with + and −, or with the wheel once the picture is selected.",
    solid_label: "The skin in three dimensions. Arrow keys turn it, plus and minus zoom, Home resets.",
    solid_absent: "This view needs scripts and WebGL, which are not available here. The map and the cross-sections show the same heights.",
    solid_which: "Which scan",
    solid_heights: "How heights are drawn",
    solid_camera: "Zoom",
    relit_heading: "The skin under a lamp of your choice",
    relit_note: "Computed from the pictures under several lamps; it is no photo. Drag over it, or use the sliders, to move the lamp.",
    relit_alt: "The skin under a lamp, computed",
    relit_azimuth: "Lamp around the skin",
    relit_elevation: "Lamp above the skin",
    relit_grey: "Without colours",
    relit_albedo: "Colour without shading",
    relit_normals: "Slopes (red: to the right, green: downwards)",
    relit_sigma_heading: "How sure the heights are",
    relit_sigma: "Standard uncertainty of each height against the skin within 1 mm around: black is 0, white {range} µm or more. The form of the face, wider than 10 mm, is not measured.",
    stretched: "Heights × {factor}",
    true_heights: "True heights",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    reset: "Reset",
    sections_heading: "Cross-sections",
    sections_note: "Through the deepest place of each scar along its length, before and after at the same place. The scans' own heights, not smoothed, on one scale for all; heights are drawn larger than lengths.",
    sections_note_one: "Through the deepest place of each scar along its length. The scan's own heights, not smoothed, on one scale for all; heights are drawn larger than lengths.",
    section_caption: "Scar {id}, {type}: {depth} mm deep",
    section_alt: "Cross-section of scar {id}, {type}, {depth} mm deep",
    legend_undisturbed: "undisturbed skin",
    legend_within: "within the outline",
    other_sections: "Show the {count} other cross-sections",
    depths_heading: "How deep the scars are",
    depths_note: "How many scars lie in each class of depth, before (dashed outline) and after (filled). Shallower scars stand further to the left.",
    depths_note_one: "How many scars lie in each class of depth.",
    depth_class: "{low} to {high} µm: {count}",
    depth_class_pair: "{low} to {high} µm: {before} before, {after} after",
    depth_axis: "Depth in µm",
    count_axis: "Scars",
    texture_heading: "Texture by ISO 25178-2",
    texture_note: "Both scans treated alike, on the skin that both show, scars included. The standard gives these parameters no interval, so none of them bears a verdict.",
    texture_note_one: "The whole surface, scars included. The standard gives these parameters no interval.",
    texture_fold: "Show the {count} parameters",
    applied_heading: "What was done to the surface first",
    parameter: "Parameter",
    other_parameters: "Others",
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

const fn next_scan(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Improved => {
            "Keep both scans; take the next one with the same instrument, of the same area, so that it compares as well."
        }
        Verdict::Worse => "Show both scans to the treating clinician before the next session.",
        Verdict::NoDetectableChange => {
            "Scars remodel for months: scan the same area again at the next follow-up, with the same instrument."
        }
        Verdict::NotComparable => "Scan the same area again as the reasons say, then compare again.",
    }
}

fn scan_advice(code: ReasonCode) -> Option<&'static str> {
    Some(match code {
        ReasonCode::Registration | ReasonCode::Overlap => {
            "Scan the same area again, with more of it in the frame."
        }
        ReasonCode::DifferentSkin => "Check that both scans are of the same person and the same place.",
        ReasonCode::Mirrored => "Export the scan again without mirroring.",
        ReasonCode::Scale => "Give each scan its own pitch and unit, as its instrument wrote it.",
        ReasonCode::Noise => "Hold the instrument still, clean its window, and dry the skin.",
        _ => return None,
    })
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
        "burnt_out_share" => "skin burnt out",
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
