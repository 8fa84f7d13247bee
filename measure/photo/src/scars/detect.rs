//! Finding scar candidates, in both pictures at once.
//!
//! Candidates are found on the *mean* of the two pictures. Finding them on the first alone would pick
//! what happened to look strong there, and any second picture would then seem better (regression to the
//! mean): the bias that makes so many before-and-after pairs look like a success.

use super::{Chroma, Footprint, shading};
use crate::pair::LogPlanes;
use relief_grid::components::{Component, Connectivity, components};
use relief_grid::{Mask, Pitch, Raster, filter, morphology};
use std::ops::Range;

/// Relief wider than about three times this is the form of the cheek.
const FORM_SIGMA_MM: f64 = 3.0;

/// Smoothing under the width of the narrowest ice pick scar (0.5 mm), against noise.
const FINE_SIGMA_MM: f64 = 0.12;

/// Width over which shading energy is gathered: the wall of a scar is about this wide.
const ENERGY_SIGMA_MM: f64 = 0.4;

/// Energy over the median of the skin, from which a place is a candidate: pores and micro-relief stay under 2.
const OVER_SKIN: f32 = 3.0;

/// Smallest candidate, square millimetres: an ice pick scar of 0.7 mm.
const SMALLEST_MM2: f64 = 0.4;

/// Longest scar: the largest rolling scars are some 8 mm long; longer are folds and edges of cast shadows.
const LONGEST_MM: f64 = 9.0;

/// Largest ratio of length to width: linear marks are wrinkles, hairs and edges of shadows.
const SLENDEREST: f64 = 3.5;

/// Candidates keep this distance from the edge of the measured skin and of the picture: there lie the shadow of the
/// card and the rim of the face.
const EDGE_MM: f64 = 2.5;

/// Side of the tiles whose own median says how strong the skin's shading is there: darker skin is noisier.
const TILE_MM: f64 = 16.0;

/// The ring of undisturbed skin lies this far from the candidate's cells.
const RING_MM: [f64; 2] = [0.3, 1.2];

/// Scar candidates of the skin, row by row of their first cell: places that vary three times as much as the skin's own
/// relief, that are not moles (`moles`, see `pigment_mask`), freckles or blood.
///
/// They are sought in the shading and in green light. Light that is thrown to and fro between the walls of a pit loses
/// green on each way, so that the pit stands out there even where lamps from both sides leave hardly any shading; its
/// contrast is then measured in the shading alone (see `contrasts`), which redness does not move.
pub fn find_scars(mean: &LogPlanes, skin: &Mask, moles: &Mask, pitch: Pitch) -> Vec<Footprint> {
    let px = |mm: f64| mm / pitch.mm_per_px();
    let clear = skin.and_not(moles);
    let away = away_from_edges(skin, px(EDGE_MM));
    let inner = away.and(&clear);
    let stands_out = |signal: &Raster<f32>| {
        let energy = shading_energy(signal, &clear, px);
        let typical = Typical::of(&energy, &inner, px(TILE_MM));
        Mask::from_fn(skin.width(), skin.height(), |x, y| {
            inner.get(x, y) && energy[(x, y)] > OVER_SKIN * typical.at(x, y)
        })
    };
    let (by_relief, in_green) = rayon::join(|| stands_out(&shading(mean)), || stands_out(&mean.green));
    let strong = by_relief.or(&in_green);
    let found = components(&strong, Connectivity::Eight);
    let smallest = SMALLEST_MM2 / pitch.mm_per_px().powi(2);
    let chroma = Chroma::of(mean, &clear, px(FORM_SIGMA_MM));
    let surroundings = Surroundings {
        clear: &clear,
        strong: &strong,
        near_px: px(RING_MM[0]),
        far_px: px(RING_MM[1]),
    };
    found
        .list
        .iter()
        .filter(|component| component.area_px as f64 >= smallest)
        .map(|component| (component, cells(component, &found.labels)))
        .filter(|(_, inside)| !inside.iter().any(|&cell| at_edge(&away, cell)))
        .filter(|(_, inside)| chroma.may_be_relief(inside))
        .map(|(component, inside)| surroundings.footprint(component, inside))
        .filter(|footprint| {
            let [width, length] = footprint.extents_px();
            length <= px(LONGEST_MM) && length <= SLENDEREST * width
        })
        .collect()
}

/// Root mean square of the band-passed shading in a neighbourhood.
fn shading_energy(signal: &Raster<f32>, clear: &Mask, px: impl Fn(f64) -> f64) -> Raster<f32> {
    let (band, _) = filter::band_pass_masked(signal, clear, px(FINE_SIGMA_MM), px(FORM_SIGMA_MM));
    let power = band.map(|v| v * v);
    let (energy, _) = filter::gaussian_masked(&power, clear, px(ENERGY_SIGMA_MM));
    energy.map(|v| v.max(0.0).sqrt())
}

/// The skin without what lies within `distance_px` of its edge or of the picture's.
fn away_from_edges(skin: &Mask, distance_px: f64) -> Mask {
    let border = distance_px.ceil() as usize;
    let (width, height) = (skin.width(), skin.height());
    let eroded = morphology::erode(skin, distance_px);
    Mask::from_fn(width, height, |x, y| {
        x >= border && y >= border && x + border < width && y + border < height && eroded.get(x, y)
    })
}

/// Whether a cell touches the edge of `area`: what is cut by it is not wholly seen.
fn at_edge(area: &Mask, (x, y): (usize, usize)) -> bool {
    let outside = |x: usize, y: usize| {
        !area
            .raster()
            .get(x as isize, y as isize)
            .copied()
            .unwrap_or(false)
    };
    x == 0 || y == 0 || outside(x - 1, y) || outside(x + 1, y) || outside(x, y - 1) || outside(x, y + 1)
}

/// The typical strength of the skin's own shading, by tiles and never under that of all skin.
struct Typical {
    tiles: Raster<f32>,
    side: usize,
}

impl Typical {
    fn of(energy: &Raster<f32>, skin: &Mask, side_px: f64) -> Self {
        let side = (side_px.round() as usize).max(1);
        let all = median(skin_values(energy, skin, 0..energy.width(), 0..energy.height()));
        let tiles = Raster::from_fn(
            energy.width().div_ceil(side),
            energy.height().div_ceil(side),
            |tx, ty| {
                let columns = tx * side..((tx + 1) * side).min(energy.width());
                let rows = ty * side..((ty + 1) * side).min(energy.height());
                let values = skin_values(energy, skin, columns, rows);
                // A tile with little skin, or mostly scar, tells nothing of its own.
                if values.len() * 4 < side * side {
                    all
                } else {
                    median(values).clamp(all, 2.0 * all)
                }
            },
        );
        Self { tiles, side }
    }

    fn at(&self, x: usize, y: usize) -> f32 {
        self.tiles[(x / self.side, y / self.side)]
    }
}

fn skin_values(energy: &Raster<f32>, skin: &Mask, columns: Range<usize>, rows: Range<usize>) -> Vec<f32> {
    rows.flat_map(|y| columns.clone().map(move |x| (x, y)))
        .filter(|&(x, y)| skin.get(x, y))
        .map(|cell| energy[cell])
        .collect()
}

fn median(mut values: Vec<f32>) -> f32 {
    if values.is_empty() {
        return f32::INFINITY;
    }
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}

fn cells(component: &Component, labels: &Raster<u32>) -> Vec<(usize, usize)> {
    let columns = component.x.clone();
    component
        .y
        .clone()
        .flat_map(|y| columns.clone().map(move |x| (x, y)))
        .filter(|&cell| labels[cell] == component.label)
        .collect()
}

struct Surroundings<'a> {
    clear: &'a Mask,
    strong: &'a Mask,
    near_px: f64,
    far_px: f64,
}

impl Surroundings<'_> {
    fn footprint(&self, component: &Component, inside: Vec<(usize, usize)>) -> Footprint {
        let reach = self.far_px.ceil() as usize;
        let (x0, y0) = (
            component.x.start.saturating_sub(reach),
            component.y.start.saturating_sub(reach),
        );
        let x1 = (component.x.end - 1 + reach).min(self.clear.width() - 1);
        let y1 = (component.y.end - 1 + reach).min(self.clear.height() - 1);
        let mut here = Mask::filled(x1 - x0 + 1, y1 - y0 + 1, false);
        for &(x, y) in &inside {
            here.set(x - x0, y - y0, true);
        }
        let ring = morphology::dilate(&here, self.far_px).and_not(&morphology::dilate(&here, self.near_px));
        let ring = (y0..=y1)
            .flat_map(|y| (x0..=x1).map(move |x| (x, y)))
            .filter(|&(x, y)| ring.get(x - x0, y - y0) && self.clear.get(x, y) && !self.strong.get(x, y))
            .collect();
        Footprint {
            inside,
            ring,
            centre: component.centroid,
        }
    }
}
