//! Pictures for people: both photos on one raster, and maps of what was measured.
//!
//! Skin in a picture is moved at most. It is never smoothed, sharpened, relit or recoloured.

use crate::{CompareError, Map, Picture, PictureFormat, Pictures};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use relief_grid::sample::Interpolation;
use relief_grid::warp::warp;
use relief_grid::{Mask, Raster};
use relief_photo::colour::srgb;
use relief_photo::comparison::PhotoComparison;

/// JPEG quality at which a 12-bit eye sees no difference on skin.
const QUALITY: u8 = 92;

/// Grey of cells that were not measured.
const NOT_MEASURED: [u8; 3] = [128, 128, 128];

/// The same grey in linear light, where the after picture does not reach.
const NOT_SEEN: [f32; 3] = [0.215_861; 3];

/// ln(red/green) that reaches the deep end of the redness map.
const REDDEST: f32 = 1.2;

/// Draws the pictures of a comparison.
pub fn draw(compared: &PhotoComparison) -> Result<Pictures, CompareError> {
    let [before, after] = &compared.workings;
    let (width, height) = (before.linear.width(), before.linear.height());
    let first = jpeg(&before.linear)?;
    let Some(registration) = &compared.registration else {
        let second = jpeg(&after.linear)?;
        return Ok(Pictures {
            before: first,
            after: second,
            aligned: false,
            maps: Vec::new(),
        });
    };
    let (mut moved, seen) = warp(
        &after.linear,
        width,
        height,
        Interpolation::Cubic,
        &registration.mapping,
    );
    for (pixel, seen) in moved.data_mut().iter_mut().zip(seen.raster().data()) {
        if !seen {
            *pixel = NOT_SEEN;
        }
    }
    let second = jpeg(&moved)?;
    let mut maps = Vec::new();
    if let (Some(aligned), true) = (&compared.aligned, compared.comparable()) {
        maps.push(Map {
            name: "scars".to_owned(),
            caption:
                "Scars found in both pictures, outlined; the same outlines are measured before and after."
                    .to_owned(),
            before: jpeg(&outlined(&before.linear, compared))?,
            after: jpeg(&outlined(&moved, compared))?,
        });
        maps.push(Map {
            name: "redness".to_owned(),
            caption: "Redness as ln(red/green) in linear light: pale 0, deep red 1.2. Grey was not measured."
                .to_owned(),
            before: redness(&aligned.before, &aligned.skin)?,
            after: redness(&aligned.after, &aligned.skin)?,
        });
    }
    Ok(Pictures {
        before: first,
        after: second,
        aligned: true,
        maps,
    })
}

fn encoded(linear: &Raster<[f32; 3]>) -> Vec<u8> {
    linear
        .data()
        .iter()
        .flat_map(|rgb| rgb.map(|v| (255.0 * srgb::encode(f64::from(v.clamp(0.0, 1.0)))).round() as u8))
        .collect()
}

fn jpeg(linear: &Raster<[f32; 3]>) -> Result<Picture, CompareError> {
    let (width, height) = (linear.width(), linear.height());
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .write_image(
            &encoded(linear),
            width as u32,
            height as u32,
            ExtendedColorType::Rgb8,
        )
        .map_err(|source| CompareError::Draw { source })?;
    Ok(Picture {
        format: PictureFormat::Jpeg,
        bytes,
        width,
        height,
    })
}

fn png(rgb: &[u8], width: usize, height: usize) -> Result<Picture, CompareError> {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(rgb, width as u32, height as u32, ExtendedColorType::Rgb8)
        .map_err(|source| CompareError::Draw { source })?;
    Ok(Picture {
        format: PictureFormat::Png,
        bytes,
        width,
        height,
    })
}

/// The picture with a thin line around each scar.
fn outlined(linear: &Raster<[f32; 3]>, compared: &PhotoComparison) -> Raster<[f32; 3]> {
    const LINE: [f32; 3] = [0.02, 0.85, 0.95];
    let mut drawn = linear.clone();
    for scar in &compared.scars {
        let inside: std::collections::HashSet<&(usize, usize)> = scar.cells.iter().collect();
        for &(x, y) in &scar.cells {
            let next = [
                (x.wrapping_sub(1), y),
                (x + 1, y),
                (x, y.wrapping_sub(1)),
                (x, y + 1),
            ];
            if next.iter().all(|cell| inside.contains(cell)) {
                continue;
            }
            // A cell of the scars' raster is two by two pixels of the working image.
            for (px, py) in [
                (2 * x, 2 * y),
                (2 * x + 1, 2 * y),
                (2 * x, 2 * y + 1),
                (2 * x + 1, 2 * y + 1),
            ] {
                if px < drawn.width() && py < drawn.height() {
                    drawn[(px, py)] = LINE;
                }
            }
        }
    }
    drawn
}

fn redness(linear: &Raster<[f32; 3]>, skin: &Mask) -> Result<Picture, CompareError> {
    let (width, height) = (linear.width(), linear.height());
    let rgb: Vec<u8> = linear
        .data()
        .iter()
        .zip(skin.raster().data())
        .flat_map(|(&[red, green, _], &skin)| {
            if !skin {
                return NOT_MEASURED;
            }
            let share = ((red.max(1e-3) / green.max(1e-3)).ln() / REDDEST).clamp(0.0, 1.0);
            [255.0 - 75.0 * share, 245.0 * (1.0 - share), 235.0 * (1.0 - share)].map(|v| v as u8)
        })
        .collect();
    png(&rgb, width, height)
}
