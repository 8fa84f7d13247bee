//! The skin under a lamp that is moved, in headless Chromium. Ignored by default as the tests of [`browser`](crate::browser) are.

use crate::scan_fixture::measured;
use crate::solid::drawn;
use image::{ImageFormat, Rgb, RgbImage};
use relief_compare::{Picture, PictureFormat, SkinPictures};
use relief_report::measure_page;
use relief_report::texts::ENGLISH;
use std::io::Cursor;

/// The code of an albedo of one half.
const HALF: u8 = 188;
/// Normals as codes: straight to the camera, and 45° to the right.
const STRAIGHT: [u8; 3] = [128, 128, 1];
const RIGHT: [u8; 3] = [218, 128, 38];

/// A picture of 20 × 10 pixels, its left and its right half.
fn halves(left: [u8; 3], right: [u8; 3]) -> Picture {
    let image = RgbImage::from_fn(20, 10, |x, _| Rgb(if x < 10 { left } else { right }));
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png).unwrap();
    Picture {
        format: PictureFormat::Png,
        bytes: bytes.into_inner(),
        width: 20,
        height: 10,
    }
}

#[test]
#[ignore = "needs Chromium"]
fn a_lamp_from_the_right_lights_what_leans_to_it_and_nothing_is_drawn_where_nothing_was_measured() {
    let mut measured = measured();
    measured.picture.as_mut().unwrap().skin = Some(SkinPictures {
        albedo: halves([HALF; 3], [HALF; 3]),
        normals: halves(STRAIGHT, RIGHT),
        sigma: halves([0; 3], [0; 3]),
    });
    let seen = drawn(
        &measure_page(&measured, &ENGLISH).unwrap(),
        "const box = $('.relit'), shown = box.querySelector('canvas').getContext('2d');
             for (let i = 0; i < 50 && box.querySelector('.controls').hidden; i += 1) await wait(20);
             const at = (x) => shown.getImageData(x, 5, 1, 1).data[0];
             const lamp = async (name, value) => {
               const slider = box.querySelector(`[data-lamp=${name}]`);
               slider.value = value; slider.dispatchEvent(new Event('input')); await wait(60);
             };
             await lamp('azimuth', 0); await lamp('elevation', 45);
             const right = [at(5), at(15)];
             await lamp('azimuth', 180);
             report([...right, at(5), at(15)]);",
        &[],
    );
    // An albedo of 0.5 under cos 45°, under none, and turned away by 90°.
    let codes: Vec<i64> = serde_json::from_value(seen.clone()).unwrap();
    let near =
        |code: i64, light: f64| (code as f64 - 255.0 * (1.055 * light.powf(1.0 / 2.4) - 0.055)).abs() <= 2.0;
    assert!(near(codes[0], 0.5 * 0.5f64.sqrt()), "{seen}");
    assert!(near(codes[1], 0.5), "{seen}");
    assert!(near(codes[2], 0.5 * 0.5f64.sqrt()), "{seen}");
    assert!(codes[3] <= 12, "{seen}");
}

#[test]
fn a_scan_without_a_light_set_has_no_lamp() {
    let page = measure_page(&measured(), &ENGLISH).unwrap();
    assert!(!page.contains("class=\"relit-view\"") && page.contains("class=\"solid-view\""));
}
