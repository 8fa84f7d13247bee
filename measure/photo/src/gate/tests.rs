//! Each check refuses beyond its limit, passes within it, and names the right picture.

use super::*;
use crate::light::{ShadowEdge, ShadowSides, SlowChange};
use crate::scars::{Dipoles, Pattern};

fn failed(checks: &[Check]) -> Vec<Code> {
    checks.iter().filter(|c| !c.passed).map(|c| c.code).collect()
}

fn message(checks: &[Check], code: Code) -> &str {
    &checks
        .iter()
        .find(|c| c.code == code && !c.passed)
        .unwrap()
        .message
}

const STEADY: GeometryFacts = GeometryFacts {
    view_change_deg: 4.0,
    card_turn_deg: Some(5.0),
    rotation_deg: 3.0,
    size_ratio: 1.02,
    overlap: 0.95,
    residual_px: 0.15,
    local_stretch: 0.02,
};

#[test]
fn a_careful_repeat_passes_geometry() {
    assert_eq!(failed(&check_geometry(&STEADY)), []);
}

#[test]
fn each_fault_of_geometry_has_its_name() {
    let faults = [
        (
            Code::Pose,
            GeometryFacts {
                view_change_deg: 25.0,
                ..STEADY
            },
        ),
        (
            Code::Pose,
            GeometryFacts {
                rotation_deg: -40.0,
                ..STEADY
            },
        ),
        (
            Code::Scale,
            GeometryFacts {
                size_ratio: 0.7,
                ..STEADY
            },
        ),
        (
            Code::Overlap,
            GeometryFacts {
                overlap: 0.3,
                ..STEADY
            },
        ),
        (
            Code::Registration,
            GeometryFacts {
                residual_px: 1.4,
                ..STEADY
            },
        ),
        (
            Code::Expression,
            GeometryFacts {
                local_stretch: 0.09,
                ..STEADY
            },
        ),
    ];
    for (code, facts) in faults {
        assert_eq!(failed(&check_geometry(&facts)), [code], "{facts:?}");
    }
}

#[test]
fn cards_name_the_turn_only_where_the_skins_do_not_lie_on_each_other() {
    let moved_card = GeometryFacts {
        card_turn_deg: Some(25.0),
        ..STEADY
    };
    assert_eq!(failed(&check_geometry(&moved_card)), []);
    let turned_head = GeometryFacts {
        residual_px: 1.4,
        ..moved_card
    };
    assert_eq!(
        failed(&check_geometry(&turned_head)),
        [Code::Pose, Code::Registration]
    );
}

#[test]
fn the_way_to_step_is_back_to_where_the_first_picture_was_taken() {
    let closer = check_geometry(&GeometryFacts {
        size_ratio: 1.5,
        ..STEADY
    });
    assert!(message(&closer, Code::Scale).ends_with("1.50 times closer; step further away"));
    let farther = check_geometry(&GeometryFacts {
        size_ratio: 0.5,
        ..STEADY
    });
    assert!(message(&farther, Code::Scale).ends_with("2.00 times further away; step closer"));
}

#[test]
fn what_cannot_be_measured_is_no_pass() {
    assert!(!Check::at_most(Code::Noise, "grain_ratio", f64::NAN, 1.0, "ratio", String::new()).passed);
    assert!(
        !Check::at_least(
            Code::Overlap,
            "common_share",
            f64::NAN,
            0.5,
            "share",
            String::new()
        )
        .passed
    );
}

fn shadow(slope_per_mm: f64, slope_by_distance: f64) -> ShadowEdge {
    ShadowEdge {
        slope_per_mm,
        slope_by_distance,
    }
}

#[test]
fn a_sharper_shadow_is_a_harder_light_whichever_picture_has_it() {
    let (soft, hard) = (shadow(0.15, 1.2), shadow(0.9, 5.0));
    let second = check_shadow([soft, hard]);
    assert!(!second.passed && second.code == Code::LightHardness && (second.measured - 6.0).abs() < 1e-9);
    assert!(
        second.message.contains("6.0 times as sharp in the second"),
        "{}",
        second.message
    );
    let first = check_shadow([hard, soft]);
    assert!(
        !first.passed && first.message.contains("in the first"),
        "{}",
        first.message
    );
    assert!(check_shadow([soft, shadow(0.19, 1.5)]).passed);
    // A flash beside lamps from both sides: as steep at the card's rim, but the lamps' shadow is gone.
    assert!(!check_shadow([shadow(0.7, 2.3), shadow(0.75, 1.0)]).passed);
}

fn dipoles(azimuths_deg: impl Iterator<Item = f64>) -> Dipoles {
    Dipoles {
        each: azimuths_deg
            .map(|a| [a.to_radians().cos(), a.to_radians().sin()])
            .collect(),
    }
}

fn light(slow: SlowChange, after: &Dipoles) -> Vec<Check> {
    light_drawn(slow, after, 1.05)
}

fn light_drawn(slow: SlowChange, after: &Dipoles, tone_slope: f64) -> Vec<Check> {
    let before = dipoles((0..12).map(|i| f64::from(i % 3)));
    check_light(&facts([&before, after], slow, tone_slope))
}

fn facts<'a>(dipoles: [&'a Dipoles; 2], slow: SlowChange, tone_slope: f64) -> LightFacts<'a> {
    LightFacts {
        dipoles,
        slow: Some(slow),
        pattern: None,
        exposure_stops: 0.1,
        tone_slope,
        clipped: [0.001, 0.0],
        level: [0.2, 0.19],
        shine: Some(0.04),
    }
}

const STILL: SlowChange = SlowChange {
    slope_per_cm: [0.005, -0.003],
    unevenness: 0.01,
};

#[test]
fn a_shadow_on_another_side_is_a_lamp_elsewhere_and_a_card_that_lies_flat_is_none() {
    let sides = |light| ShadowSides { light, turn_deg: 0.0 };
    let right = sides([0.1, -0.3, 0.1, 0.1]);
    let left = sides([0.1, 0.1, 0.1, -0.3]);
    let flat = sides([0.02, 0.02, 0.02, -0.06]);
    let moved = check_shadow_sides([right, left], false).unwrap();
    assert!(!moved.passed && moved.code == Code::LightDirection);
    assert!((moved.measured + 1.0 / 3.0).abs() < 1e-9);
    assert!(check_shadow_sides([right, right], false).unwrap().passed);
    assert!(check_shadow_sides([right, flat], false).is_none());
    // Where another sharpness of the shadow refuses the pair anyway, its side may be named.
    assert!(!check_shadow_sides([right, flat], true).unwrap().passed);
}

#[test]
fn light_that_moved_and_light_that_became_even_are_told() {
    let one_side = dipoles((0..12).map(|i| 2.0 + f64::from(i % 3)));
    assert_eq!(failed(&light(STILL, &one_side)), []);
    let moved = SlowChange {
        slope_per_cm: [0.05, 0.02],
        ..STILL
    };
    assert_eq!(failed(&light(moved, &one_side)), [Code::LightDirection]);
    let even = dipoles((0..12).map(|i| 30.0 * f64::from(i)));
    assert_eq!(failed(&light(STILL, &even)), [Code::LightHardness]);
}

#[test]
fn scars_whose_sides_do_not_match_are_lit_from_elsewhere_unless_they_healed() {
    let one_side = dipoles((0..12).map(|i| 2.0 + f64::from(i % 3)));
    let seen = |correlation, ratio| {
        let before = dipoles((0..12).map(|i| f64::from(i % 3)));
        failed(&check_light(&LightFacts {
            pattern: Some(Pattern { correlation, ratio }),
            ..facts([&before, &one_side], STILL, 1.05)
        }))
    };
    assert_eq!(seen(0.97, 0.96), []);
    assert_eq!(seen(0.88, 0.98), [Code::LightDirection]);
    assert_eq!(seen(0.75, 0.45), []);
    assert_eq!(seen(-0.3, 0.45), [Code::LightDirection]);
}

#[test]
fn tones_drawn_much_more_steeply_are_no_pair() {
    let one_side = dipoles((0..12).map(|i| 2.0 + f64::from(i % 3)));
    let steep = light_drawn(STILL, &one_side, 0.6);
    assert_eq!(failed(&steep), [Code::Exposure]);
    assert!(message(&steep, Code::Exposure).contains("1.67 times as steeply in the second picture"));
}

#[test]
fn burnt_out_and_dark_skin_are_exposure() {
    assert_eq!(
        failed(&check_exposure(0.05, 0.3, "one picture")),
        [Code::Exposure]
    );
    assert_eq!(
        failed(&check_exposure(0.0, 0.01, "one picture")),
        [Code::Exposure]
    );
    assert!(check_burnt_out(0.2).passed && !check_burnt_out(0.4).passed);
    assert!(!exposure_difference(-1.0).passed && exposure_difference(-1.0).message.contains("darker"));
    assert!(check_shine(0.05).passed && !check_shine(-0.3).passed);
}

#[test]
fn blur_and_noise_are_read_from_the_cards() {
    let facts = |edge_sigma_mm, noise| {
        check_optics(&OpticsFacts {
            edge_sigma_mm: Some(edge_sigma_mm),
            noise: Some(noise),
        })
    };
    assert_eq!(failed(&facts([0.08, 0.09], [0.01, 0.02])), []);
    assert_eq!(failed(&facts([0.08, 0.25], [0.01, 0.02])), [Code::Blur]);
    assert_eq!(failed(&facts([0.08, 0.08], [0.015, 0.06])), [Code::Noise]);
    // A clean picture against a cleaner one.
    assert_eq!(failed(&facts([0.08, 0.08], [0.001, 0.01])), []);
}

#[test]
fn detail_that_is_missing_names_the_picture_and_is_blur_where_no_card_tells_sharpness() {
    let checks = |fine, coarse, blur_known| {
        check_detail(&DetailFacts {
            fine: Some(fine),
            coarse: Some(coarse),
            blur_known,
        })
    };
    assert_eq!(failed(&checks(0.03, -0.10, true)), []);
    let smoothed = checks(0.4, 0.05, true);
    assert_eq!(failed(&smoothed), [Code::Retouched]);
    assert!(message(&smoothed, Code::Retouched).starts_with("parts of the second picture"));
    let softened = checks(0.05, -0.3, true);
    assert!(message(&softened, Code::Retouched).starts_with("parts of the first picture"));
    assert_eq!(failed(&checks(0.4, 0.3, false)), [Code::Blur, Code::Blur]);
}

#[test]
fn flash_by_the_files_own_word_is_hard_light() {
    let differs = check_flash([Some(false), Some(true)]).unwrap();
    assert!(!differs.passed && differs.code == Code::LightHardness && differs.message.contains("second"));
    assert!(check_flash([Some(true), Some(true)]).unwrap().passed);
    assert_eq!(check_flash([None, Some(true)]), None);
}

#[test]
fn a_photo_from_a_messenger_is_told_from_its_file_unless_it_is_shrunk() {
    // The sums of the nine lowest steps of the tables of ITU-T T.81, annex K, at qualities 95, 75 and 60.
    let photo = |steps, shrunk| Compression {
        jpeg_steps: Some(steps),
        shrunk,
    };
    let [fine, usual, coarse] = [10, 59, 93];
    assert!(check_compression([photo(fine, 1), photo(usual, 1)]).passed);
    let sent = check_compression([photo(fine, 1), photo(coarse, 1)]);
    assert!(!sent.passed && sent.code == Code::Noise && sent.message.contains("second photo"));
    assert!(check_compression([photo(coarse, 1), photo(coarse, 1)]).passed);
    assert!(check_compression([photo(fine, 2), photo(coarse, 2)]).passed);
    let png = Compression {
        jpeg_steps: None,
        shrunk: 1,
    };
    assert!(!check_compression([png, photo(coarse, 1)]).passed);
}

#[test]
fn casts_tan_and_cards_that_do_not_fit_are_told_apart() {
    let same = ToneFacts {
        cast: 0.02,
        card_residual_de00: Some(0.8),
        skin_de00: Some(0.5),
        ita_change_deg: Some(-0.4),
    };
    assert_eq!(failed(&check_colour(&same)), []);
    let tan = check_colour(&ToneFacts {
        skin_de00: Some(6.0),
        ita_change_deg: Some(-9.0),
        ..same
    });
    assert_eq!(failed(&tan), [Code::SkinTone]);
    assert!(message(&tan, Code::SkinTone).contains("darker"));
    let lamp = ToneFacts {
        card_residual_de00: Some(7.0),
        ..same
    };
    assert_eq!(failed(&check_colour(&lamp)), [Code::ColourCast]);
    let bulb = ToneFacts { cast: 0.5, ..same };
    assert_eq!(failed(&check_colour(&bulb)), [Code::ColourCast]);
}
