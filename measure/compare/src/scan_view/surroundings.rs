//! A scar and the skin around it, as heights above the skin that would be there without the scar.
//!
//! The reference is of the kind that scars are measured against: a robust quadratic through a ring of skin.

use relief_grid::{HeightMap, Mask, Point, Polygon, Raster, morphology};
use relief_surface::form::{Fit, Form};

/// Beyond an outline, which runs at a tenth of the depth, a scar goes on for about this and a share of its radius.
const SKIRT_MM: f64 = 0.3;
const SKIRT_SHARE: f64 = 0.25;
/// The ring of skin is as wide as this, and of wide scars as a share of their radius.
const RING_MM: f64 = 1.0;
const RING_SHARE: f64 = 0.25;
/// Other scars reach a little beyond their outlines.
const OTHERS_RIM_MM: f64 = 0.25;
/// The window shows this much of skin around the outline, so that a section that goes on beyond it has heights.
const MARGIN_MM: f64 = 1.6;
/// A window of fewer cells along a side has no skin to tell.
const LEAST_CELLS: usize = 3;
/// Cells between which less lies than this share are one place.
const SAME_PLACE: f64 = 1e-6;
/// µm in a mm.
const UM: f64 = 1e3;

/// A part of a map.
pub(super) struct Surroundings {
    /// Its first cell.
    first: [usize; 2],
    pitch_mm: [f64; 2],
    heights_um: Raster<f64>,
    valid: Mask,
    /// The scar.
    scar: Mask,
}

/// A line through the deepest place of a scar.
pub(super) struct Line {
    /// In the map, in mm.
    pub deepest_mm: [f64; 2],
    /// Of length 1: that of the scar's longer axis.
    pub direction: [f64; 2],
    /// From one cell to the next in that direction.
    pub step_mm: f64,
    /// From the deepest place to where the outline ends, backwards (negative) and forwards.
    pub reach_mm: [f64; 2],
}

impl Surroundings {
    /// What is around an outline in mm of the map, beside other outlines; `None` where too little skin was measured.
    pub(super) fn around(map: &HeightMap, outline: &[[f64; 2]], others: &[Vec<[f64; 2]>]) -> Option<Self> {
        let pitch_mm = [map.pitch_x().mm_per_px(), map.pitch_y().mm_per_px()];
        let pitch = (pitch_mm[0] * pitch_mm[1]).sqrt();
        let cells = [map.width(), map.height()];
        let spans = [0, 1].map(|axis| span(outline, axis));
        let half = 0.25 * (spans[0][1] - spans[0][0] + spans[1][1] - spans[1][0]);
        let skirt_mm = SKIRT_MM + SKIRT_SHARE * half;
        let ring_mm = skirt_mm + RING_MM.max(RING_SHARE * half);
        let margin_mm = ring_mm.max(MARGIN_MM);
        let [columns, rows] = [0, 1].map(|axis| {
            let [low, high] = spans[axis];
            let cell = |mm: f64| (mm / pitch_mm[axis]).max(0.0) as usize;
            cell(low - margin_mm).min(cells[axis])..(cell(high + margin_mm) + 1).min(cells[axis])
        });
        let first = [columns.start, rows.start];
        let [width, height] = [columns.len(), rows.len()];
        if width.min(height) < LEAST_CELLS {
            return None;
        }
        let mask =
            |outline: &[[f64; 2]]| Mask::from_polygon(width, height, &polygon(outline, first, pitch_mm));
        let scar = mask(outline);
        let mut taken = morphology::dilate(&scar, skirt_mm / pitch);
        for other in others.iter().filter(|other| overlaps(other, spans, margin_mm)) {
            taken = taken.or(&morphology::dilate(&mask(other), OTHERS_RIM_MM / pitch));
        }
        let window = |x: usize, y: usize| (first[0] + x, first[1] + y);
        let valid = Mask::from_fn(width, height, |x, y| {
            let (x, y) = window(x, y);
            map.valid().get(x, y)
        });
        let ring = morphology::dilate(&scar, ring_mm / pitch)
            .and(&valid)
            .and_not(&taken);
        let on_grid = |heights: Raster<f64>, valid: Mask| {
            HeightMap::new(heights, valid, map.pitch_x(), map.pitch_y(), map.scale())
        };
        let heights = Raster::from_fn(width, height, |x, y| map.heights_mm()[window(x, y)]);
        let skin = Form::fit(&on_grid(heights.clone(), ring), 2, Fit::Robust).ok()?;
        let level = on_grid(
            Raster::filled(width, height, 0.0),
            Mask::filled(width, height, true),
        );
        // What is left of a level map is the skin, upside down.
        let below = skin.taken_off(&level);
        let cosine = cosine(below.heights_mm(), &scar, pitch_mm);
        let heights_um = Raster::from_fn(width, height, |x, y| {
            UM * cosine * (heights[(x, y)] + below.heights_mm()[(x, y)])
        });
        Some(Self {
            first,
            pitch_mm,
            heights_um,
            valid,
            scar,
        })
    }

    /// The height at a place of the map in mm, between the cells around it; `None` where one of them was not measured.
    pub(super) fn height_um(&self, at_mm: [f64; 2]) -> Option<f64> {
        let cell = [0, 1].map(|axis| at_mm[axis] / self.pitch_mm[axis] - self.first[axis] as f64);
        let [near, share] = [
            cell.map(|at| (at + SAME_PLACE).floor()),
            cell.map(|at| at - (at + SAME_PLACE).floor()),
        ];
        let mut sum = 0.0;
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            let along = |share: f64, far: i32| if far == 1 { share } else { 1.0 - share };
            let weight = along(share[0], dx) * along(share[1], dy);
            if weight <= SAME_PLACE {
                continue;
            }
            let (x, y) = (near[0] as isize + dx as isize, near[1] as isize + dy as isize);
            self.valid.raster().get(x, y).filter(|valid| **valid)?;
            sum += weight * self.heights_um.get(x, y)?;
        }
        Some(sum)
    }

    /// The line through the deepest place along the longer axis; `None` for a scar without a measured cell.
    pub(super) fn line(&self) -> Option<Line> {
        let cells = || {
            let rows = 0..self.scar.height();
            let all = rows.flat_map(|y| (0..self.scar.width()).map(move |x| (x, y)));
            all.filter(|&(x, y)| self.scar.get(x, y))
        };
        let place = |(x, y): (usize, usize)| [x + self.first[0], y + self.first[1]].map(|at| at as f64);
        let at_mm = |cell| {
            let [x, y] = place(cell);
            [x * self.pitch_mm[0], y * self.pitch_mm[1]]
        };
        let deepest = cells()
            .filter_map(|cell| Some((cell, self.middle_um(cell)?)))
            .min_by(|(_, a), (_, b)| a.total_cmp(b))?;
        let deepest_mm = at_mm(deepest.0);
        let direction = axis(&cells().map(at_mm).collect::<Vec<_>>());
        let along = cells().map(|cell| {
            let at = at_mm(cell);
            (at[0] - deepest_mm[0]) * direction[0] + (at[1] - deepest_mm[1]) * direction[1]
        });
        let reach_mm = along.fold([0.0, 0.0], |[low, high]: [f64; 2], at| {
            [low.min(at), high.max(at)]
        });
        let in_cells = [0, 1].map(|axis| direction[axis] / self.pitch_mm[axis]);
        Some(Line {
            deepest_mm,
            direction,
            step_mm: 1.0 / in_cells[0].hypot(in_cells[1]),
            reach_mm,
        })
    }

    /// The median of a measured cell and its eight neighbours: a single spike is no bottom.
    fn middle_um(&self, (x, y): (usize, usize)) -> Option<f64> {
        self.valid.get(x, y).then_some(())?;
        let around = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy)));
        let mut heights: Vec<f64> = around
            .filter_map(|(dx, dy)| {
                let (x, y) = (x as isize + dx, y as isize + dy);
                self.valid.raster().get(x, y).filter(|valid| **valid)?;
                self.heights_um.get(x, y).copied()
            })
            .collect();
        heights.sort_unstable_by(f64::total_cmp);
        Some(heights[heights.len() / 2])
    }
}

/// The least and the greatest coordinate along an axis.
fn span(outline: &[[f64; 2]], axis: usize) -> [f64; 2] {
    outline
        .iter()
        .fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], at| {
            [low.min(at[axis]), high.max(at[axis])]
        })
}

fn overlaps(outline: &[[f64; 2]], spans: [[f64; 2]; 2], margin_mm: f64) -> bool {
    [0, 1].into_iter().all(|axis| {
        let [low, high] = span(outline, axis);
        low <= spans[axis][1] + margin_mm && high >= spans[axis][0] - margin_mm
    })
}

fn polygon(outline: &[[f64; 2]], first: [usize; 2], pitch_mm: [f64; 2]) -> Polygon {
    let corner = |at: &[f64; 2]| {
        Point::new(
            at[0] / pitch_mm[0] - first[0] as f64,
            at[1] / pitch_mm[1] - first[1] as f64,
        )
    };
    Polygon {
        corners: outline.iter().map(corner).collect(),
    }
}

/// The cosine of the angle between the skin's normal and the map's in the middle of the scar.
fn cosine(skin: &Raster<f64>, scar: &Mask, pitch_mm: [f64; 2]) -> f64 {
    let [width, height] = [scar.width(), scar.height()];
    let (x, y) = (width / 2, height / 2);
    let (left, right) = (x.saturating_sub(1), (x + 1).min(width - 1));
    let (up, down) = (y.saturating_sub(1), (y + 1).min(height - 1));
    let along = (skin[(right, y)] - skin[(left, y)]) / ((right - left).max(1) as f64 * pitch_mm[0]);
    let across = (skin[(x, down)] - skin[(x, up)]) / ((down - up).max(1) as f64 * pitch_mm[1]);
    1.0 / (1.0 + along * along + across * across).sqrt()
}

/// The direction of the longer axis of some places, along x where they have none.
fn axis(places: &[[f64; 2]]) -> [f64; 2] {
    let count = places.len().max(1) as f64;
    let mean = [0, 1].map(|axis| places.iter().map(|at| at[axis]).sum::<f64>() / count);
    let moment = |i: usize, j: usize| {
        let products = places.iter().map(|at| (at[i] - mean[i]) * (at[j] - mean[j]));
        products.sum::<f64>() / count
    };
    let (along, across, both) = (moment(0, 0), moment(1, 1), moment(0, 1));
    // What rounding leaves of a round scar's moments is no direction.
    if (along - across).hypot(2.0 * both) <= 1e-9 * (along + across) {
        return [1.0, 0.0];
    }
    let (sin, cos) = (0.5 * (2.0 * both).atan2(along - across)).sin_cos();
    [cos, sin]
}
