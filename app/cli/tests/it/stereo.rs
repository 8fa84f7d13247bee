//! Light sets: a folder becomes a height map, is measured, and is compared with another.

use crate::program::Bench;
use image::{ImageFormat, RgbImage};
use relief_phantom::{LightSetFault, LightSetSpec, Phototype, light_set};
use serde_json::Value;
use std::io::Cursor;

/// Pixels per row: some 45 mm of skin at 0.056 mm.
const WIDTH: usize = 800;

/// Writes a set of one person's skin into a folder of its own; the description goes there or, as sets of several visits share one, beside it.
fn write_set(
    bench: &Bench,
    folder: &str,
    beside: bool,
    visit: u64,
    depth_factor: f64,
    fault: Option<LightSetFault>,
) {
    let spec = LightSetSpec {
        seed: 5,
        visit,
        phototype: Phototype::II,
        depth_factor,
        lamps: 6,
        near: false,
        lamp_mm: LightSetSpec::NEAR_MM,
        card: false,
        width: WIDTH,
        fault,
    };
    let set = light_set(&spec).unwrap();
    std::fs::create_dir(bench.path(folder)).unwrap();
    let ambient = ("ambient.png".to_owned(), set.ambient);
    for (name, pixels) in set.frames.into_iter().chain([ambient]) {
        let (width, height) = (pixels.width() as u32, pixels.height() as u32);
        let bytes = pixels.data().as_flattened().to_vec();
        let picture = RgbImage::from_raw(width, height, bytes).unwrap();
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Png).unwrap();
        bench.write(format!("{folder}/{name}"), &file.into_inner());
    }
    let place = if beside {
        String::new()
    } else {
        format!("{folder}/")
    };
    bench.write(format!("{place}lights.json"), set.lights_json.as_bytes());
}

#[test]
fn a_set_becomes_a_height_map_that_measures_the_same() {
    let bench = Bench::empty();
    write_set(&bench, "before", false, 0, 1.0, None);
    let asked = [
        "stereo",
        "before",
        "--out",
        "map.x3p",
        "--json",
        "--report",
        "before.html",
    ];
    let ended = bench.run(&asked);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let set: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(
        (&set["schema"], &set["kind"]),
        (&"relief.measure/1".into(), &"surface".into())
    );
    assert!(
        set["settings"]["heights_from"]
            .as_str()
            .unwrap()
            .starts_with("relief-stereo")
    );
    let checked: Vec<&str> = set["checks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|check| check["code"].as_str().unwrap())
        .collect();
    for code in ["lights", "motion", "exposure"] {
        assert!(checked.contains(&code), "{code}: {checked:?}");
    }
    let page = String::from_utf8(bench.read("before.html")).unwrap();
    for part in [
        "The skin under a lamp of your choice",
        "data-lamp=\"azimuth\"",
        "How sure the heights are",
    ] {
        assert!(page.contains(part), "missing: {part}");
    }
    // The map, read back as a scan, has the same scars; X3P keeps every bit but for the unit's rounding.
    let map: Value = serde_json::from_str(&bench.run(&["measure", "map.x3p", "--json"]).out).unwrap();
    let scars = |result: &Value| result["scars"].as_array().unwrap().len();
    assert!(scars(&set) > 0);
    assert_eq!(scars(&set), scars(&map));
    let volume = |result: &Value| result["parameters"]["scar_volume"]["value"].as_f64().unwrap();
    assert!((volume(&set) / volume(&map) - 1.0).abs() < 1e-4);
    // Of the set it is known that all its depths may be off together; of a map nobody knows where it comes from.
    let off = set["settings"]["scar_depth_off_together"].as_f64().unwrap();
    let half = |result: &Value| {
        let ends = &result["parameters"]["scar_volume"]["ci95"];
        (ends[1].as_f64().unwrap() - ends[0].as_f64().unwrap()) / 2.0
    };
    let expected = half(&map).hypot(1.959_964 * off * volume(&map));
    assert!(off > 0.05 && (half(&set) / expected - 1.0).abs() < 1e-3, "{off}");
}

#[test]
fn two_sets_are_compared_like_scans() {
    let bench = Bench::empty();
    // The description of the first lies beside its folder; each visit of the phantom has lamps of its own.
    write_set(&bench, "before", true, 0, 1.0, None);
    write_set(&bench, "after", false, 1, 0.6, None);
    let asked = ["compare", "before", "after", "--json", "--report", "result.html"];
    let ended = bench.run(&asked);
    assert_eq!(ended.code, 0, "{}{}", ended.err, ended.out);
    let result: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(result["verdict"], "improved");
    let relative = result["changes"][0]["relative"].as_f64().unwrap();
    assert!((-0.5..-0.3).contains(&relative), "{relative}");
    let page = String::from_utf8(bench.read("result.html")).unwrap();
    assert!(page.contains("The skin under a lamp of your choice"));
    // Two ways of measuring have errors of their own.
    bench.run(&["stereo", "before", "--out", "map.x3p"]);
    let mixed = bench.run(&["compare", "map.x3p", "after"]);
    assert_eq!((mixed.code, mixed.err.lines().count()), (1, 1), "{}", mixed.err);
    assert!(
        mixed.err.contains("after is a light set and map.x3p a scan"),
        "{}",
        mixed.err
    );
}

/// Middle and radius of a ball in a corner of the pictures, in pixels.
const BALL: ([f64; 2], f64) = ([90.0, 95.0], 60.0);

/// Light of a ball's pixel, from 0 to 1, for its normal and the unit vector to the lamp.
type Shading = fn([f64; 3], [f64; 3]) -> f64;

/// Bright where the line of sight of a camera far away, mirrored at the ball, meets the lamp within 3°.
fn mirror(normal: [f64; 3], lamp: [f64; 3]) -> f64 {
    let along = normal[2];
    let mirrored = [
        -2.0 * along * normal[0],
        -2.0 * along * normal[1],
        1.0 - 2.0 * along * along,
    ];
    let cosine: f64 = (0..3).map(|i| mirrored[i] * lamp[i]).sum();
    if cosine > 3f64.to_radians().cos() {
        1.0
    } else {
        0.02
    }
}

/// White paint under a lamp.
fn matte(normal: [f64; 3], lamp: [f64; 3]) -> f64 {
    0.7 * (0..3).map(|i| normal[i] * lamp[i]).sum::<f64>().max(0.0)
}

/// Lays the ball into a picture, dark when no lamp is on.
fn lay_ball(bench: &Bench, file: &str, shading: Shading, lamp: Option<([f64; 3], f64)>) {
    let mut picture = image::load_from_memory(&bench.read(file)).unwrap().to_rgb8();
    let ([x, y], radius) = BALL;
    for (column, row, pixel) in picture.enumerate_pixels_mut() {
        let [p, q] = [(f64::from(column) - x) / radius, (f64::from(row) - y) / radius];
        let rest = 1.0 - p * p - q * q;
        if rest <= 0.0 {
            continue;
        }
        let light = lamp.map_or(0.0, |(toward, intensity)| {
            let length = toward.iter().map(|v| v * v).sum::<f64>().sqrt();
            intensity * shading([p, q, -rest.sqrt()], toward.map(|v| v / length))
        });
        pixel.0 = [(255.0 * encoded(light.min(1.0))).round() as u8; 3];
    }
    let mut written = Cursor::new(Vec::new());
    picture.write_to(&mut written, ImageFormat::Png).unwrap();
    bench.write(file, &written.into_inner());
}

/// The curve of sRGB.
fn encoded(light: f64) -> f64 {
    if light <= 0.003_130_8 {
        12.92 * light
    } else {
        1.055 * light.powf(1.0 / 2.4) - 0.055
    }
}

#[test]
fn a_mirror_ball_tells_where_the_lamps_were() {
    balls_tell("mirror_ball", mirror, false);
}

#[test]
fn a_matt_ball_tells_how_bright_the_lamps_were_too() {
    balls_tell("matte_ball", matte, true);
}

/// Measures a set with its lamps as they are described, and as they are found on a ball.
fn balls_tell(key: &str, shading: Shading, brightness: bool) {
    let bench = Bench::empty();
    write_set(&bench, "set", false, 0, 1.0, None);
    let mut lights: Value = serde_json::from_slice(&bench.read("set/lights.json")).unwrap();
    let set = lights.as_object_mut().unwrap();
    set.remove("camera");
    let ([x, y], radius) = BALL;
    set.insert(
        key.to_owned(),
        serde_json::json!({"centre_px": [x, y], "radius_px": radius}),
    );
    lay_ball(&bench, "set/ambient.png", shading, None);
    for lamp in lights["lights"].as_array().unwrap() {
        let file = format!("set/{}", lamp["file"].as_str().unwrap());
        let direction = serde_json::from_value(lamp["direction"].clone()).unwrap();
        let intensity = lamp["intensity"].as_f64().unwrap();
        lay_ball(&bench, &file, shading, Some((direction, intensity)));
    }
    let measured = |lights: &Value| -> Value {
        bench.write("set/lights.json", lights.to_string().as_bytes());
        let ended = bench.run(&["stereo", "set", "--out", "map.npy", "--json"]);
        assert_eq!(ended.code, 0, "{}{}", ended.err, ended.out);
        serde_json::from_str(&ended.out).unwrap()
    };
    let told = measured(&lights);
    for lamp in lights["lights"].as_array_mut().unwrap() {
        let lamp = lamp.as_object_mut().unwrap();
        lamp.remove("direction");
        if brightness {
            lamp.remove("intensity");
        }
    }
    let found = measured(&lights);
    let volume = |result: &Value| result["parameters"]["scar_volume"]["value"].as_f64().unwrap();
    let change = volume(&found) / volume(&told) - 1.0;
    // Lamps within a degree: the spots are 3 pixels wide.
    assert!(change.abs() < 0.03, "{change}");
    // Without ball and directions nothing is known of the lamps.
    lights.as_object_mut().unwrap().remove(key);
    bench.write("set/lights.json", lights.to_string().as_bytes());
    let unknown = bench.run(&["stereo", "set", "--out", "map.npy"]);
    assert_eq!(
        (unknown.code, unknown.err.lines().count()),
        (1, 1),
        "{}",
        unknown.err
    );
    assert!(unknown.err.contains("mirror_ball"), "{}", unknown.err);
}

#[test]
fn a_bad_set_is_refused_with_the_reason_and_a_folder_of_something_else_is_no_set() {
    let bench = Bench::empty();
    write_set(&bench, "two", false, 0, 1.0, Some(LightSetFault::TwoLamps));
    let refused = bench.run(&["stereo", "two", "--out", "map.npy", "--json"]);
    assert_eq!(refused.code, 4, "{}", refused.err);
    let result: Value = serde_json::from_str(&refused.out).unwrap();
    assert_eq!(result["reasons"][0]["code"], "lights");
    assert!(!bench.path("map.npy").exists());
    std::fs::create_dir(bench.path("empty")).unwrap();
    let none = bench.run(&["measure", "empty"]);
    assert_eq!((none.code, none.err.lines().count()), (1, 1), "{}", none.err);
    assert!(none.err.contains("a folder without lights.json"), "{}", none.err);
    let broken = bench.run(&["stereo", "two", "--out", "map.doc"]);
    assert_eq!(broken.code, 2, "{}", broken.err);
}

#[test]
fn the_guide_tells_how_to_take_a_set() {
    let guide = Bench::empty().run(&["stereo", "guide"]);
    assert_eq!(guide.code, 0);
    for part in [
        "phone and one lamp",
        "ring light",
        "four flashes",
        "lights.json",
        "position_camera_mm",
        "mirror_ball",
        "matte_ball",
        "flat_frame",
        "vignetting",
    ] {
        assert!(guide.out.to_lowercase().contains(part), "missing: {part}");
    }
}
