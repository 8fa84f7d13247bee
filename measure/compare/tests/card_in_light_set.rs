//! Light sets with the Relief card in view: the phantom draws it by itself, what looks for the card in photos finds it, and it tells where lamps are.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use image::{ImageFormat, RgbImage};
use relief_compare::contract::Setting;
use relief_compare::light_set::{LightSetFound, pack, read};
use relief_compare::{CompareOptions, Input};
use relief_grid::{HeightMap, Raster};
use relief_phantom::{LightSetSpec, Phototype, RenderedLightSet, light_set};
use relief_photo::card::{CardSearch, find_card};
use relief_photo::{ReadLimits, read_photo};
use serde_json::Value;
use std::io::Cursor;

fn png(picture: &Raster<[u8; 3]>) -> Vec<u8> {
    let (width, height) = (picture.width() as u32, picture.height() as u32);
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_raw(width, height, picture.data().as_flattened().to_vec())
        .unwrap()
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

#[test]
fn the_card_is_found_with_its_scale() {
    for (near, lamp_mm) in [
        (false, LightSetSpec::NEAR_MM),
        (true, LightSetSpec::NEAR_MM),
        (true, [300.0, 500.0]),
    ] {
        let set = light_set(&LightSetSpec {
            seed: 4,
            visit: 1,
            phototype: Phototype::III,
            depth_factor: 1.0,
            lamps: 1,
            near,
            lamp_mm,
            card: true,
            width: 800,
            fault: None,
        })
        .unwrap();
        let photo = read_photo(&png(&set.frames[0].1), &ReadLimits::default()).unwrap();
        let CardSearch::Found(card) = find_card(&photo) else {
            panic!("no card, near {near}, at {lamp_mm:?} mm");
        };
        let truth = set.heights.pitch_x().mm_per_px();
        assert_eq!(card.tags_found, 4);
        assert!(
            (card.mm_per_px / truth - 1.0).abs() < 0.01,
            "{} {truth}",
            card.mm_per_px
        );
        // The line of sight to the card is 3 degrees from the camera's axis.
        let normal = set.card_normal.unwrap();
        let sight = (-normal[2]).acos().to_degrees();
        assert!(
            (card.tilt_deg() - sight).abs() < 4.0,
            "{} {sight}",
            card.tilt_deg()
        );
    }
}

/// From the picture's middle, at which the camera looks, up to the skin's: half of the card's part of the picture.
const SKIN_ABOVE_MM: f64 = 48.0;
/// From the camera to the plane on which skin and card lie.
const CAMERA_MM: f64 = 450.0;

/// One lamp that is carried around the skin, so far from it.
fn carried(away_mm: f64) -> RenderedLightSet {
    light_set(&LightSetSpec {
        seed: 9,
        visit: 0,
        phototype: Phototype::II,
        depth_factor: 1.0,
        lamps: 8,
        near: true,
        lamp_mm: [away_mm, away_mm + 1e-3],
        card: true,
        width: 600,
        fault: None,
    })
    .unwrap()
}

fn away_mm([x, y, z]: [f64; 3], from: [f64; 3]) -> f64 {
    (x - from[0]).hypot(y - from[1]).hypot(z - from[2])
}

/// The set with lamps as `change` leaves them, given each lamp's description and its true place.
fn described(
    drawn: &RenderedLightSet,
    extra: (&str, Option<f64>),
    change: impl Fn(&mut Value, [f64; 3]),
) -> LightSetFound {
    let mut lights: Value = serde_json::from_str(&drawn.lights_json).unwrap();
    for (lamp, place) in lights["lights"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .zip(&drawn.lamps_mm)
    {
        change(lamp, place.unwrap());
    }
    lights[extra.0] = extra.1.into();
    let mut files = vec![
        ("lights.json".to_owned(), lights.to_string().into_bytes()),
        ("ambient.png".to_owned(), png(&drawn.ambient)),
    ];
    files.extend(
        drawn
            .frames
            .iter()
            .map(|(name, picture)| (name.clone(), png(picture))),
    );
    let bytes = pack("set.zip", &files).unwrap();
    let input = Input {
        name: "set.zip",
        bytes: &bytes,
    };
    read(input, &[], &CompareOptions::default()).unwrap()
}

/// Lamps of which only the power is told: the same for one lamp, here as far as the phantom's differ.
fn untold(lamp: &mut Value, place: [f64; 3]) {
    let away = away_mm(place, [0.0, 0.0, CAMERA_MM]) / CAMERA_MM;
    lamp["intensity"] = (lamp["intensity"].as_f64().unwrap() * away * away).into();
    lamp["position_camera_mm"] = Value::Null;
    lamp["direction"] = Value::Null;
}

/// Root mean square of the heights' steps over half a millimetre, in mm: how deep everything is.
fn steps_mm(found: &LightSetFound) -> f64 {
    let map = &found.reconstruction.relief.as_ref().unwrap().height;
    let cells = (0..map.height()).flat_map(|y| (0..map.width() - 10).map(move |x| (x, y)));
    let steps = cells.filter_map(|(x, y)| Some(map.height_mm(x + 10, y)? - map.height_mm(x, y)?));
    let (sum, squares, count) = steps.fold((0.0, 0.0, 0.0), |(sum, squares, count), step| {
        (sum + step, squares + step * step, count + 1.0)
    });
    let mean: f64 = sum / count;
    (squares / count - mean * mean).sqrt()
}

#[test]
fn lamps_that_only_the_card_shows_make_the_relief_that_told_ones_do() {
    let drawn = carried(380.0);
    let card = drawn.card_middle_mm.unwrap();
    let away: Vec<f64> = drawn
        .lamps_mm
        .iter()
        .map(|place| away_mm(place.unwrap(), card))
        .collect();
    let mean = away.iter().sum::<f64>() / away.len() as f64;
    let told = described(&drawn, ("lamp_distance_mm", None), |_, _| ());
    let by_card = described(&drawn, ("lamp_distance_mm", Some(mean)), untold);
    let ratio = steps_mm(&by_card) / steps_mm(&told);
    let share = by_card.off_together();
    assert!(
        (0.08..0.2).contains(&share) && share > told.off_together() + 0.02,
        "{share}"
    );
    assert!((ratio - 1.0).abs() < 0.08, "{ratio}");
    // Nobody measured how far the lamp was held, and it leant the same all around.
    let open = described(&drawn, ("lamp_distance_mm", None), untold);
    let failed: Vec<_> = open
        .reconstruction
        .checks
        .iter()
        .filter(|check| !check.passed)
        .collect();
    assert!(open.reconstruction.relief.is_none());
    assert!(
        failed
            .iter()
            .any(|check| check.message.contains("bas-relief ambiguity")),
        "{failed:?}"
    );
}

#[test]
fn a_near_lamp_may_be_told_as_bright_as_it_is_or_as_it_arrives() {
    let drawn = carried(380.0);
    let arrives = described(&drawn, ("lamp_distance_mm", None), |_, _| ());
    let own = described(&drawn, ("lamp_distance_mm", None), |lamp, place| {
        let away = away_mm(place, [0.0, 0.0, CAMERA_MM]) / CAMERA_MM;
        lamp["intensity"] = (lamp["intensity"].as_f64().unwrap() * away * away).into();
    });
    let ratio = steps_mm(&own) / steps_mm(&arrives);
    assert!((ratio - 1.0).abs() < 0.01, "{ratio}");
}

/// How curved heights are along x and y, per m.
fn curved_per_m(map: &HeightMap) -> [f64; 2] {
    let pitch = map.pitch_x().mm_per_px();
    let reach = (15.0 / pitch) as usize;
    [(reach, 0), (0, reach)].map(|(along, down)| {
        let cells =
            (down..map.height() - down).flat_map(|y| (along..map.width() - along).map(move |x| (x, y)));
        let bends = cells.filter_map(|(x, y)| {
            let ends = map.height_mm(x + along, y + down)? + map.height_mm(x - along, y - down)?;
            Some(ends - 2.0 * map.height_mm(x, y)?)
        });
        let (sum, count) = bends.fold((0.0, 0.0), |(sum, count), bend| (sum + bend, count + 1.0));
        1e3 * sum / count / (reach as f64 * pitch).powi(2)
    })
}

#[test]
fn a_flat_card_straightens_the_form_that_near_lamps_bend_which_were_told_to_be_far() {
    let drawn = carried(900.0);
    let far = described(&drawn, ("camera", None), |lamp, place| {
        let skin = [0.0, -SKIN_ABOVE_MM, CAMERA_MM];
        lamp["direction"] = [0, 1, 2].map(|i| place[i] - skin[i]).to_vec().into();
        lamp["position_camera_mm"] = Value::Null;
        lamp["intensity"] = Value::Null;
    });
    let settings = far.settings("");
    let Some(Setting::Number(bend_per_m)) = settings.get("card_bend_per_m") else {
        panic!("{settings:?}");
    };
    // Light of a lamp that leans by 45 degrees at 0.9 m: 3 cos 45° / 0.9 m.
    assert!((bend_per_m - 2.36).abs() < 0.3, "{bend_per_m}");
    // Where lamps are told by their places nothing is bent. What all slopes are less, as a share, is the form less, too.
    let near = described(&drawn, ("lamp_distance_mm", None), |_, _| ());
    let share = steps_mm(&far) / steps_mm(&near);
    let [far, near] = [&far, &near].map(|set| {
        let relief = set.reconstruction.relief.as_ref().unwrap();
        curved_per_m(&relief.height)
    });
    for (far, near) in far.iter().zip(near) {
        let left = far - share * near;
        assert!(left.abs() < 0.1 * bend_per_m, "{far} {near} {share}");
    }
}
