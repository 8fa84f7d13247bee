//! Pictures of scans for people: how deep every place lies below the smooth skin, in greys, and its height in colours for maps.

use crate::height_colour::height_colour;
use crate::pictures::{NOT_MEASURED, png};
use crate::scan_view::{Place, Scans};
use crate::{CompareError, Map, Mark, Picture, Pictures, ScanPicture, ScanView};
use relief_grid::{HeightMap, Raster};
use relief_surface::change::SurfaceComparison;
use relief_surface::register::Relief;
use relief_surface::scars::Scar;

/// What is drawn lightest: elevations of this height, in mm.
const LIGHTEST_MM: f64 = -0.15;
/// What is drawn darkest.
const DARKEST_MM: f64 = 0.5;
/// What was not measured is hatched in a map of colours, of which grey is one: lines this far apart, in pixels.
const HATCH_PX: usize = 6;
const HATCH: [[u8; 3]; 2] = [[150; 3], [235; 3]];
/// More corners than this an outline does not show.
const MOST_CORNERS: usize = 96;

/// Draws both scans on the grid of the first; the second as it is where they could not be laid on each other.
pub fn draw(compared: &SurfaceComparison, maps: [&HeightMap; 2]) -> Result<Pictures, CompareError> {
    let [before, after] = &compared.reliefs;
    let first = greys(before, |at| before.depth_at(at));
    let Some(registration) = compared.registration.filter(|_| compared.comparable()) else {
        return Ok(Pictures {
            before: first?,
            after: greys(after, |at| after.depth_at(at))?,
            aligned: false,
            cropped: false,
            mm_per_px: None,
            maps: Vec::new(),
            view: None,
            skins: Vec::new(),
        });
    };
    let motion = &registration.motion;
    let moved = |at| after.depth_at(motion.to_after(at));
    let places = places(compared);
    let map = Map {
        name: "scars".to_owned(),
        caption: "Height above the smooth skin. Scars are outlined and numbered as in the table; each is measured within one outline before and after.".to_owned(),
        before: colours(before, |at| before.depth_at(at))?,
        after: colours(before, moved)?,
        marks: marks(before, &places),
    };
    let scans = Scans {
        first: (maps[0], before),
        second: Some((maps[1], after, motion)),
    };
    Ok(Pictures {
        before: first?,
        after: greys(before, moved)?,
        aligned: true,
        cropped: false,
        mm_per_px: Some(before.pitch_mm[0]),
        maps: vec![map],
        view: Some(ScanView::of(scans, &places)),
        skins: Vec::new(),
    })
}

/// Draws one scan with its scars.
pub fn draw_one(map: &HeightMap, relief: &Relief, scars: &[Scar]) -> Result<ScanPicture, CompareError> {
    let places = (1..).zip(scars).map(|(id, scar)| Place {
        id,
        centre_mm: scar.centre_mm,
        outline_mm: &scar.outline_mm,
        deeper: 0,
    });
    let places: Vec<Place<'_>> = places.collect();
    let scans = Scans {
        first: (map, relief),
        second: None,
    };
    Ok(ScanPicture {
        heights: colours(relief, |at| relief.depth_at(at))?,
        marks: marks(relief, &places),
        mm_per_px: relief.pitch_mm[0],
        view: ScanView::of(scans, &places),
        skin: None,
    })
}

fn places(compared: &SurfaceComparison) -> Vec<Place<'_>> {
    let places = (1..).zip(&compared.scars).map(|(id, scar)| Place {
        id,
        centre_mm: scar.centre_mm,
        outline_mm: &scar.outline_mm,
        deeper: usize::from(scar.after.depth_mm.value > scar.before.depth_mm.value),
    });
    places.collect()
}

/// A place's depth as grey: dark is deep.
fn greys(grid: &Relief, depth_mm: impl Fn([f64; 2]) -> Option<f64> + Sync) -> Result<Picture, CompareError> {
    picture(grid, |x, y| {
        depth_mm(grid.at_mm(x, y)).map_or(NOT_MEASURED, |depth| {
            let share = ((depth - LIGHTEST_MM) / (DARKEST_MM - LIGHTEST_MM)).clamp(0.0, 1.0);
            [(245.0 * (1.0 - share) + 15.0 * share) as u8; 3]
        })
    })
}

/// A place's height as colour.
fn colours(
    grid: &Relief,
    depth_mm: impl Fn([f64; 2]) -> Option<f64> + Sync,
) -> Result<Picture, CompareError> {
    picture(grid, |x, y| {
        let hatch = HATCH[usize::from((x + y) % HATCH_PX > 1)];
        depth_mm(grid.at_mm(x, y)).map_or(hatch, |depth| height_colour(-1e3 * depth))
    })
}

fn picture(grid: &Relief, colour: impl Fn(usize, usize) -> [u8; 3] + Sync) -> Result<Picture, CompareError> {
    let rgb = Raster::from_fn(grid.valid.width(), grid.valid.height(), colour);
    png(rgb.data().as_flattened(), rgb.width(), rgb.height())
}

/// Each scar's outline, and its number at the upper right corner.
fn marks(grid: &Relief, places: &[Place<'_>]) -> Vec<Mark> {
    let marks = places.iter().map(|place| {
        let outline = outline(grid, place.outline_mm);
        let along = |axis: usize| outline.iter().map(move |corner| corner[axis]);
        Mark {
            id: place.id,
            x: along(0).fold(0.0, f64::max),
            y: along(1).fold(f64::INFINITY, f64::min),
            outline,
        }
    });
    marks.collect()
}

/// An outline in pixels. It runs along the edges of cells; its corners are cut off by at most half a pixel, so that it makes no stairs.
fn outline(grid: &Relief, outline_mm: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let corners: Vec<[f64; 2]> = outline_mm.iter().map(|at| grid.cell(*at)).collect();
    let next = corners.iter().cycle().skip(1);
    let edges = corners.iter().zip(next);
    let mut cut: Vec<[f64; 2]> = edges
        .flat_map(|(a, b)| {
            let length = (b[0] - a[0]).hypot(b[1] - a[1]);
            let share = f64::min(0.5, 0.5 / length);
            [share, 1.0 - share].map(|share| {
                let at = [0, 1].map(|axis| a[axis] + share * (b[axis] - a[axis]));
                at.map(|at| (10.0 * at).round() / 10.0)
            })
        })
        .collect();
    cut.dedup();
    let step = cut.len().div_ceil(MOST_CORNERS).max(1);
    cut.into_iter().step_by(step).collect()
}
