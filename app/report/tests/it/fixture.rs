//! Comparisons as the measuring crates would return them.

use image::{ImageFormat, Rgb, RgbImage};
use relief_compare::contract::CompareResult;
use relief_compare::{Comparison, Map, Mark, Picture, PictureFormat, Pictures};
use std::io::Cursor;

/// A pair with one metric better, one worse, a warning and five scars.
pub fn improved() -> Comparison {
    comparison(include_str!("../fixtures/improved.json"), true)
}

/// A pair refused for its light, with a hostile file name.
pub fn refused() -> Comparison {
    comparison(include_str!("../fixtures/refused.json"), true)
}

fn comparison(json: &str, aligned: bool) -> Comparison {
    let result: CompareResult = serde_json::from_str(json).unwrap();
    let map = |name: &str, caption: &str| Map {
        name: name.to_owned(),
        caption: caption.to_owned(),
        before: picture([40, 90, 160], 240, 160),
        after: picture([60, 120, 170], 240, 160),
        marks: if name == "scars" {
            vec![
                Mark {
                    id: 1,
                    x: 58.0,
                    y: 41.0,
                    outline: vec![],
                },
                Mark {
                    id: 2,
                    x: 238.0,
                    y: 1.0,
                    outline: vec![],
                },
            ]
        } else {
            vec![]
        },
    };
    let pictures = Pictures {
        before: picture([196, 150, 130], 480, 320),
        after: picture([204, 160, 142], 480, 320),
        aligned,
        cropped: false,
        mm_per_px: None,
        maps: vec![
            map("scars", "Scars: outlines over the skin."),
            map(
                "erythema",
                "Redness: blue is pale, yellow is red; 0 to 40 units of the camera erythema index.",
            ),
        ],
        view: None,
        skins: Vec::new(),
    };
    Comparison {
        result,
        pictures: Some(pictures),
    }
}

/// A flat PNG with a darker disc, so that a shift would show.
fn picture(colour: [u8; 3], width: u32, height: u32) -> Picture {
    let image = RgbImage::from_fn(width, height, |x, y| {
        let (dx, dy) = (
            f64::from(x) - f64::from(width) / 2.0,
            f64::from(y) - f64::from(height) / 2.0,
        );
        let shade = if dx.hypot(dy) < f64::from(height) / 4.0 {
            30
        } else {
            0
        };
        Rgb(colour.map(|channel| channel - shade))
    });
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png).unwrap();
    Picture {
        format: PictureFormat::Png,
        bytes: bytes.into_inner(),
        width: width as usize,
        height: height as usize,
    }
}
