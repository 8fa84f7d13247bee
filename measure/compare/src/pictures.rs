//! Pictures for people: both photos on one raster, and maps of what was measured.
//!
//! Skin in a picture is moved at most. It is never smoothed, sharpened, relit or recoloured.

use crate::frame::Frame;
use crate::{CompareError, Map, Mark, Picture, PictureFormat, Pictures};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use relief_grid::sample::Interpolation;
use relief_grid::warp::warp;
use relief_grid::{Mask, Raster};
use relief_photo::colour::srgb;
use relief_photo::comparison::{PhotoComparison, ScarChange};
use relief_photo::pair::Aligned;

/// JPEG quality at which a 12-bit eye sees no difference on skin.
const QUALITY: u8 = 92;

/// Grey of cells that were not measured.
pub const NOT_MEASURED: [u8; 3] = [128, 128, 128];

/// The same grey in linear light, where the after picture does not reach.
const NOT_SEEN: [f32; 3] = [0.215_861; 3];

/// ln(red/green) that reaches the deep end of the redness map.
const REDDEST: f32 = 1.2;

/// Skin shown around the frame: less than the measuring keeps from the card.
const MARGIN_MM: f64 = 3.0;

/// Draws the pictures of a comparison. Those of a comparable pair are cropped to the skin; of a refused one all is shown,
/// because the reason may be anywhere.
pub fn draw(compared: &PhotoComparison) -> Result<Pictures, CompareError> {
    let [before, after] = &compared.workings;
    let Some(registration) = &compared.registration else {
        return plain(&before.linear, &after.linear, false);
    };
    let (width, height) = (before.linear.width(), before.linear.height());
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
    match &compared.aligned {
        Some(aligned) if compared.comparable() => framed(compared, aligned, [&before.linear, &moved]),
        _ => plain(&before.linear, &moved, true),
    }
}

/// Both pictures whole, and no maps.
fn plain(
    before: &Raster<[f32; 3]>,
    after: &Raster<[f32; 3]>,
    aligned: bool,
) -> Result<Pictures, CompareError> {
    Ok(Pictures {
        before: jpeg(before)?,
        after: jpeg(after)?,
        aligned,
        cropped: false,
        mm_per_px: None,
        maps: Vec::new(),
        view: None,
        skins: Vec::new(),
    })
}

/// Both pictures and the maps, in one frame around the skin.
fn framed(
    compared: &PhotoComparison,
    aligned: &Aligned,
    pictures: [&Raster<[f32; 3]>; 2],
) -> Result<Pictures, CompareError> {
    let whole = Frame {
        x: 0..aligned.skin.width(),
        y: 0..aligned.skin.height(),
    };
    let scars = compared.scars.iter().flat_map(|scar| scar.cells.iter().copied());
    let margin = (MARGIN_MM / aligned.pitch.mm_per_px()) as usize;
    let half = Frame::of(&aligned.skin, scars, margin).unwrap_or(whole);
    let full = half.doubled(pictures[0].width(), pictures[0].height());
    let [before, after] = pictures.map(|picture| jpeg(&full.crop(picture)));
    let skin = Mask::from_fn(half.x.len(), half.y.len(), |x, y| {
        aligned.skin.get(half.x.start + x, half.y.start + y)
    });
    let mut maps = Vec::new();
    if !compared.scars.is_empty() {
        let [before, after] = pictures.map(|picture| jpeg(&full.crop(&outlined(picture, compared))));
        maps.push(Map {
            name: "scars".to_owned(),
            caption: "Scars found in both pictures, outlined and numbered as in the table; the same outlines are measured before and after.".to_owned(),
            before: before?,
            after: after?,
            marks: marks(compared, &full),
        });
    }
    maps.push(Map {
        name: "redness".to_owned(),
        caption: "Redness as ln(red/green) in linear light: pale 0, deep red 1.2. Grey was not measured."
            .to_owned(),
        before: redness(&half.crop(&aligned.before), &skin)?,
        after: redness(&half.crop(&aligned.after), &skin)?,
        marks: Vec::new(),
    });
    Ok(Pictures {
        before: before?,
        after: after?,
        aligned: true,
        cropped: true,
        // The pictures have twice the cells of the raster that was measured.
        mm_per_px: compared.scales[0].pitch.map(|_| aligned.pitch.mm_per_px() / 2.0),
        maps,
        view: None,
        skins: Vec::new(),
    })
}

/// The number of each scar, at the upper right corner of its outline.
fn marks(compared: &PhotoComparison, frame: &Frame) -> Vec<Mark> {
    let mark = |(id, scar): (u32, &ScarChange)| {
        let right = scar.cells.iter().map(|cell| cell.0).max()?;
        let top = scar.cells.iter().map(|cell| cell.1).min()?;
        Some(Mark {
            id,
            x: (2 * right + 2) as f64 - frame.x.start as f64,
            y: (2 * top) as f64 - frame.y.start as f64,
            outline: Vec::new(),
        })
    };
    (1..).zip(&compared.scars).filter_map(mark).collect()
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

pub fn png(rgb: &[u8], width: usize, height: usize) -> Result<Picture, CompareError> {
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
