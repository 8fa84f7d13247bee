//! Writes a light set of eight JPEGs with their lamps and true heights: `relief-peers-stereo FOLDER WIDTH SEED`.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use relief_formats::{Output, write};
use relief_grid::Raster;
use relief_phantom::{LightSetSpec, Phototype, light_set};
use std::{error::Error, fs, path::Path};

/// As a camera writes photos that somebody wants to measure.
const QUALITY: u8 = 95;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, width, seed] = arguments.as_slice() else {
        return Err("usage: relief-peers-stereo FOLDER WIDTH SEED".into());
    };
    let folder = Path::new(folder);
    let drawn = light_set(&LightSetSpec {
        seed: seed.parse()?,
        visit: 0,
        phototype: Phototype::II,
        depth_factor: 1.0,
        lamps: 8,
        near: false,
        lamp_mm: LightSetSpec::NEAR_MM,
        card: false,
        width: width.parse()?,
        fault: None,
    })?;
    fs::create_dir_all(folder)?;
    // What the pictures are called there ends with another format's name.
    let renamed = |name: &str| name.replace(".png", ".jpg");
    for (name, picture) in &drawn.frames {
        jpeg(&folder.join(renamed(name)), picture)?;
    }
    jpeg(&folder.join("ambient.jpg"), &drawn.ambient)?;
    fs::write(folder.join("truth.npy"), write(&drawn.heights, Output::Npy)?)?;
    // The description comes last: a folder that has one is complete.
    fs::write(folder.join("lights.json"), renamed(&drawn.lights_json))?;
    Ok(())
}

fn jpeg(path: &Path, picture: &Raster<[u8; 3]>) -> Result<(), Box<dyn Error>> {
    let mut encoder = Encoder::new_file(path, QUALITY)?;
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    let sides = [picture.width(), picture.height()].map(u16::try_from);
    let [width, height] = sides;
    encoder.encode(picture.data().as_flattened(), width?, height?, ColorType::Rgb)?;
    Ok(())
}
