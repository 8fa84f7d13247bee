//! The finder and its measures on an analytic picture of the card.

mod scene;

use super::layout::{TAG_COUNT, tag_corners_mm};
use super::{CardSearch, CardView, find_card};
use crate::colour::{checker::CLASSIC, srgb};
use relief_grid::Raster;
use scene::{Scene, exposed};

fn found(scene: &Scene) -> CardView {
    match find_card(&scene.photo()) {
        CardSearch::Found(view) => *view,
        other => panic!("{other:?} in {scene:?}"),
    }
}

/// Finds the card and holds scale, corners, tilt and blur to the scene's truth.
fn check(scene: &Scene) -> CardView {
    let view = found(scene);
    let scale = view.mm_per_px / scene.mm_per_px() - 1.0;
    assert!(scale.abs() <= 1e-3, "scale {scale:+.5} in {scene:?}");
    assert!(
        scale.abs() <= 4.0 * view.mm_per_px_sd / view.mm_per_px,
        "scale {scale:+.5} beyond its error"
    );
    let truth = scene.mm_to_px();
    for corner in (0..TAG_COUNT).flat_map(tag_corners_mm) {
        let off = view.mm_to_px.apply(corner).distance(truth.apply(corner));
        assert!(off <= 0.15, "corner {off:.3} px off in {scene:?}");
    }
    assert_eq!(view.mirrored, scene.mirrored);
    // The pixel's own area adds a twelfth to the variance.
    let sigma = (scene.sigma_px.powi(2) + 1.0 / 12.0).sqrt();
    let blur = view.edge_sigma_px / sigma - 1.0;
    assert!(blur.abs() < 0.05, "blur {blur:+.3} in {scene:?}");
    view
}

#[test]
fn any_tilt_and_turn() {
    for (i, tilt_deg) in [0.0, 15.0, 30.0, 45.0, 60.0].into_iter().enumerate() {
        for j in 0..3 {
            let (axis_deg, turn_deg) = (f64::from(j) * 35.0 + 10.0, f64::from(j) * 117.0 + 29.0 * i as f64);
            let view = check(&Scene {
                tilt_deg,
                axis_deg,
                turn_deg,
                ..Scene::default()
            });
            assert_eq!(view.tags_found, 4);
            // Off the optical axis the line of sight is slanted by up to a degree.
            assert!(
                (view.tilt_deg() - tilt_deg).abs() < 2.0,
                "{} for {tilt_deg}",
                view.tilt_deg()
            );
        }
    }
}

#[test]
fn every_blur() {
    for sigma_px in [0.7, 1.0, 1.5, 2.5, 4.0] {
        let view = check(&Scene {
            sigma_px,
            ..Scene::default()
        });
        assert!(view.edge_sigma_sd_px < 0.05 * sigma_px);
    }
}

/// A camera's sharpening neither moves an edge nor counts as blur beyond the width of its core.
#[test]
fn sharpening_halos() {
    let (amount, radius) = (0.6, 1.5);
    let scene = Scene {
        sigma_px: 1.0,
        sharpening: Some((amount, radius)),
        ..Scene::default()
    };
    let view = found(&scene);
    // The width from 10 to 90 % of the sharpened step, as that of a Gaussian.
    let sigma = (1.0f64 + 1.0 / 12.0).sqrt();
    let step = |x: f64| {
        let below = |x: f64| 0.5 * libm::erfc(-x / 2f64.sqrt());
        (1.0 + amount) * below(x / sigma) - amount * below(x / sigma.hypot(radius))
    };
    let upper = (0..4000)
        .map(|i| f64::from(i) * 1e-3)
        .find(|&x| step(x) > 0.9)
        .unwrap();
    let blur = view.edge_sigma_px / (upper / 1.2816) - 1.0;
    assert!(blur.abs() < 0.06, "{blur:+.3}");
    let truth = scene.mm_to_px();
    for corner in (0..TAG_COUNT).flat_map(tag_corners_mm) {
        assert!(view.mm_to_px.apply(corner).distance(truth.apply(corner)) < 0.1);
    }
}

#[test]
fn half_in_shadow() {
    for shadow in [0.5, 0.3, 0.15] {
        let view = check(&Scene {
            shadow,
            turn_deg: 20.0,
            ..Scene::default()
        });
        assert!(
            (view.shadowed_fraction - 0.5).abs() < 0.1,
            "{}",
            view.shadowed_fraction
        );
    }
}

#[test]
fn a_covered_tag_leaves_three() {
    for id in 0..TAG_COUNT {
        let view = check(&Scene {
            covered: vec![id],
            tilt_deg: 20.0,
            ..Scene::default()
        });
        assert_eq!(view.tags_found, 3);
    }
    assert_eq!(
        check(&Scene {
            covered: vec![1, 3],
            ..Scene::default()
        })
        .tags_found,
        2
    );
}

#[test]
fn one_tag_is_no_card() {
    let photo = Scene {
        covered: vec![0, 1, 3],
        ..Scene::default()
    }
    .photo();
    assert!(matches!(find_card(&photo), CardSearch::Partial { tags: 1 }));
}

#[test]
fn mirrored() {
    check(&Scene {
        mirrored: true,
        tilt_deg: 25.0,
        turn_deg: 130.0,
        ..Scene::default()
    });
}

#[test]
fn tags_printed_upside_down() {
    check(&Scene {
        upside_down_tags: true,
        tilt_deg: 25.0,
        turn_deg: 200.0,
        ..Scene::default()
    });
}

#[test]
fn small_in_a_large_photo() {
    let view = check(&Scene {
        width: 1800,
        height: 1300,
        focal_px: 900.0,
        distance_mm: 400.0,
        ..Scene::default()
    });
    assert!(view.mm_per_px > 0.4);
}

#[test]
fn large_in_a_large_photo() {
    check(&Scene {
        width: 2400,
        height: 1700,
        focal_px: 8000.0,
        sigma_px: 1.8,
        tilt_deg: 12.0,
        ..Scene::default()
    });
}

#[test]
fn colours_white_and_noise() {
    let scene = Scene {
        noise: 0.01,
        ..Scene::default()
    };
    let view = found(&scene);
    for (patch, truth) in view.patches.iter().zip(&CLASSIC) {
        assert!(patch.usable, "{}", truth.name);
        for c in 0..3 {
            let want = srgb::decode(f64::from(truth.srgb[c]) / 255.0) as f32;
            // Noise over some thousand pixels, and its clipping in black.
            assert!(
                (patch.rgb[c] - want).abs() < 0.003,
                "{} {:?}",
                truth.name,
                patch.rgb
            );
        }
    }
    assert!(view.white.len() > 150);
    assert!(
        view.white
            .iter()
            .all(|w| w.rgb.iter().all(|v| (v - 0.85).abs() < 0.01))
    );
    // Independent noise in three channels, weighted as luminance.
    let want = 0.01 / 0.85f64.sqrt() * (0.2126f64.powi(2) + 0.7152f64.powi(2) + 0.0722f64.powi(2)).sqrt();
    let noise = view.noise.unwrap();
    assert!((noise / want - 1.0).abs() < 0.05, "{noise} for {want}");
    assert_eq!(view.shadowed_fraction, 0.0);
}

#[test]
fn clipped_patches_are_not_usable_and_the_scale_holds() {
    let view = found(&Scene {
        exposure: 1.5,
        ..Scene::default()
    });
    // White at 0.91 × 1.5 is clipped, black is not.
    assert!(!view.patches[18].usable && view.patches[18].saturated_fraction > 0.9);
    assert!(view.patches[23].usable);
    assert!(view.white.is_empty() && view.noise.is_none());
    let scale = view.mm_per_px / Scene::default().mm_per_px() - 1.0;
    assert!(scale.abs() < 1e-3, "{scale}");
}

#[test]
fn the_outline_grows_by_its_margin() {
    let view = found(&Scene::default());
    let (tight, wide) = (view.outline_with_margin(0.0), view.outline_with_margin(10.0));
    assert_eq!(tight, view.outline);
    let shift = tight.corners[0].distance(wide.corners[0]) * view.mm_per_px;
    assert!((shift - 10.0 * 2f64.sqrt()).abs() < 0.05, "{shift}");
}

#[test]
fn nothing_in_texture_nor_in_the_smallest_photos() {
    let texture = Raster::from_fn(900, 700, |x, y| {
        let wave = |k: f64, p: f64| ((x as f64 * k + p).sin() * (y as f64 * k * 0.8 - p).cos()) as f32;
        [0.3 + 0.1 * wave(0.11, 0.3) + 0.1 * wave(0.47, 1.1) + 0.08 * wave(1.3, 2.0); 3]
    });
    assert!(matches!(find_card(&exposed(&texture, 0.1)), CardSearch::None));
    for (width, height) in [(1, 1), (3, 200), (40, 2)] {
        let photo = exposed(&Raster::filled(width, height, [0.5; 3]), 0.1);
        assert!(matches!(find_card(&photo), CardSearch::None));
    }
}
