//! Sets of which nobody says where the lamps stood: the card beside the skin shows it.

use crate::error::Problem;
use image::{ImageFormat, RgbImage};
use relief_compare::light_set::{pack, read};
use relief_compare::{CompareOptions, Input};
use relief_grid::Raster;
use relief_phantom::RenderedLightSet;
use relief_stereo::{Reconstruction, View};
use serde_json::Value;
use std::io::Cursor;

/// How far one lamp is carried around the skin, in mm; the card lies beside it, so that the lamp is nearer to the card at one side.
pub const LAMP_MM: [f64; 2] = [370.0, 390.0];

/// Measures a set as a folder of pictures whose description has no lamp's place: how bright lamps are themselves, and how far they were from the card on average.
pub fn found(drawn: &RenderedLightSet) -> Result<Reconstruction, Problem> {
    let failed = |error: &dyn std::fmt::Display| Problem::Measure(error.to_string());
    let lights = description(drawn).ok_or_else(|| failed(&"no near lamps before a camera"))?;
    let mut files = vec![("lights.json".to_owned(), lights.into_bytes())];
    let ambient = ("ambient.png".to_owned(), drawn.ambient.clone());
    for (name, picture) in drawn.frames.iter().chain([&ambient]) {
        files.push((name.clone(), png(picture).map_err(|error| failed(&error))?));
    }
    let bytes = pack("set.zip", &files).map_err(|error| failed(&error))?;
    let input = Input {
        name: "set.zip",
        bytes: &bytes,
    };
    let found = read(input, &[], &CompareOptions::default()).map_err(|error| failed(&error))?;
    Ok(found.reconstruction)
}

/// The phantom's description without what the card is to tell.
fn description(drawn: &RenderedLightSet) -> Option<String> {
    let told = relief_stereo::Lights::from_json(drawn.lights_json.as_bytes()).ok()?;
    let Some(View::Perspective(camera)) = told.view() else {
        return None;
    };
    let card = drawn.card_middle_mm?;
    let away = |[x, y, z]: [f64; 3], from: [f64; 3]| (x - from[0]).hypot(y - from[1]).hypot(z - from[2]);
    let places: Vec<[f64; 3]> = drawn.lamps_mm.iter().copied().collect::<Option<_>>()?;
    let mean = places.iter().map(|place| away(*place, card)).sum::<f64>() / places.len() as f64;
    let mut file: Value = serde_json::from_str(&drawn.lights_json).ok()?;
    for (lamp, place) in file["lights"].as_array_mut()?.iter_mut().zip(&places) {
        // The phantom tells what arrives where the camera looks.
        let nearer = away(*place, [0.0, 0.0, camera.distance_mm]) / camera.distance_mm;
        lamp["intensity"] = (lamp["intensity"].as_f64()? * nearer * nearer).into();
        lamp["direction"] = Value::Null;
        lamp["position_camera_mm"] = Value::Null;
    }
    let file = file.as_object_mut()?;
    file.remove("camera");
    file.remove("mm_per_px_at_z0");
    file.insert("lamp_distance_mm".to_owned(), mean.into());
    serde_json::to_string(file).ok()
}

fn png(picture: &Raster<[u8; 3]>) -> Result<Vec<u8>, image::ImageError> {
    let mut bytes = Cursor::new(Vec::new());
    let pixels = picture.data().as_flattened().to_vec();
    if let Some(image) = RgbImage::from_raw(picture.width() as u32, picture.height() as u32, pixels) {
        image.write_to(&mut bytes, ImageFormat::Png)?;
    }
    Ok(bytes.into_inner())
}
