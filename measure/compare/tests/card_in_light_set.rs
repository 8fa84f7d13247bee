//! The phantom draws the Relief card by itself: what looks for the card in photos finds it in a light set.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use image::{ImageFormat, RgbImage};
use relief_grid::Raster;
use relief_phantom::{LightSetSpec, Phototype, light_set};
use relief_photo::card::{CardSearch, find_card};
use relief_photo::{ReadLimits, read_photo};
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
