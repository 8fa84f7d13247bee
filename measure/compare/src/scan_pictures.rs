//! Pictures of scans for people: how deep every place lies below the smooth skin, in greys, with the scars' outlines.

use crate::pictures::{NOT_MEASURED, png};
use crate::{CompareError, Map, Mark, Picture, Pictures};
use relief_grid::{Mask, Point, Polygon, Raster};
use relief_surface::change::SurfaceComparison;
use relief_surface::register::Relief;
use std::ops::Range;

/// What is drawn lightest: elevations of this height, in mm.
const LIGHTEST_MM: f64 = -0.15;
/// What is drawn darkest.
const DARKEST_MM: f64 = 0.5;
/// The outlines' colour.
const LINE: [u8; 3] = [13, 217, 242];

/// Draws both scans on the grid of the first; the second as it is where they could not be laid on each other.
pub fn draw(compared: &SurfaceComparison) -> Result<Pictures, CompareError> {
    let [before, after] = &compared.reliefs;
    let first = greys(before, |at| before.depth_at(at));
    let Some(registration) = compared.registration.filter(|_| compared.comparable()) else {
        return Ok(Pictures {
            before: picture(&first)?,
            after: picture(&greys(after, |at| after.depth_at(at)))?,
            aligned: false,
            cropped: false,
            mm_per_px: None,
            maps: Vec::new(),
        });
    };
    let moved = greys(before, |at| after.depth_at(registration.motion.to_after(at)));
    let mut maps = Vec::new();
    if !compared.scars.is_empty() {
        maps.push(Map {
            name: "scars".to_owned(),
            caption: "Dark is deep: white is 0.15 mm above the smooth skin, black 0.5 mm below it. Scars are outlined and numbered as in the table; each is measured within one outline before and after.".to_owned(),
            before: picture(&outlined(&first, before, compared))?,
            after: picture(&outlined(&moved, before, compared))?,
            marks: marks(before, compared),
        });
    }
    Ok(Pictures {
        before: picture(&first)?,
        after: picture(&moved)?,
        aligned: true,
        cropped: false,
        mm_per_px: Some(before.pitch_mm[0]),
        maps,
    })
}

/// A place's depth as grey: dark is deep.
fn greys(grid: &Relief, depth_mm: impl Fn([f64; 2]) -> Option<f64> + Sync) -> Raster<[u8; 3]> {
    Raster::from_fn(grid.valid.width(), grid.valid.height(), |x, y| {
        depth_mm(grid.at_mm(x, y)).map_or(NOT_MEASURED, |depth| {
            let share = ((depth - LIGHTEST_MM) / (DARKEST_MM - LIGHTEST_MM)).clamp(0.0, 1.0);
            [(245.0 * (1.0 - share) + 15.0 * share) as u8; 3]
        })
    })
}

fn picture(rgb: &Raster<[u8; 3]>) -> Result<Picture, CompareError> {
    png(rgb.data().as_flattened(), rgb.width(), rgb.height())
}

/// The outlines in cells of the relief.
fn polygons<'a>(grid: &'a Relief, compared: &'a SurfaceComparison) -> impl Iterator<Item = Polygon> + 'a {
    compared.scars.iter().map(|scar| Polygon {
        corners: scar
            .outline_mm
            .iter()
            .map(|at| {
                let [x, y] = grid.cell(*at);
                Point::new(x, y)
            })
            .collect(),
    })
}

fn outlined(rgb: &Raster<[u8; 3]>, grid: &Relief, compared: &SurfaceComparison) -> Raster<[u8; 3]> {
    let mut drawn = rgb.clone();
    for polygon in polygons(grid, compared) {
        let [columns, rows] = [
            span(polygon.corners.iter().map(|corner| corner.x), drawn.width()),
            span(polygon.corners.iter().map(|corner| corner.y), drawn.height()),
        ];
        let inside = Mask::from_fn(columns.len(), rows.len(), |x, y| {
            polygon.contains(Point::new((columns.start + x) as f64, (rows.start + y) as f64))
        });
        for (y, row) in rows.enumerate() {
            for (x, column) in columns.clone().enumerate() {
                let around = [(-1, 0), (1, 0), (0, -1), (0, 1)];
                let is_edge = inside.get(x, y)
                    && around
                        .iter()
                        .any(|(dx, dy)| inside.raster().get(x as isize + dx, y as isize + dy) != Some(&true));
                if is_edge {
                    drawn[(column, row)] = LINE;
                }
            }
        }
    }
    drawn
}

/// The cells along one axis in which corners lie, clipped to the picture.
fn span(corners: impl Iterator<Item = f64>, cells: usize) -> Range<usize> {
    let (least, most) = corners.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), at| {
        (least.min(at), most.max(at))
    });
    let first = (least.floor().max(0.0) as usize).min(cells);
    first..((most.ceil().max(0.0) as usize).saturating_add(1).min(cells)).max(first)
}

/// The number of each scar, at the upper right corner of its outline.
fn marks(grid: &Relief, compared: &SurfaceComparison) -> Vec<Mark> {
    (1..)
        .zip(polygons(grid, compared))
        .map(|(id, polygon)| Mark {
            id,
            x: polygon.corners.iter().map(|corner| corner.x).fold(0.0, f64::max),
            y: polygon
                .corners
                .iter()
                .map(|corner| corner.y)
                .fold(f64::INFINITY, f64::min),
        })
        .collect()
}
