//! Cross-sections: the skin along a line through the deepest place of each scar, in every scan at the same place.

use super::surroundings::Surroundings;
use super::{Place, Scans};
use rayon::prelude::*;
use relief_grid::HeightMap;
use serde::{Deserialize, Serialize};

/// Skin that is shown beyond the outline at each end.
const BEYOND_MM: f64 = 1.5;
/// Finer than this a section cannot be drawn.
const MOST_SAMPLES: f64 = 240.0;

/// The skin along a line through a scar's deepest place, along its length.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// The scar's `id` in the result.
    pub id: u32,
    /// Between samples, along the line.
    pub step_mm: f64,
    /// The first and the last sample in pixels of the pictures, `(x, y)`.
    pub ends_px: [[f64; 2]; 2],
    /// The first and the last sample within the outline.
    pub outline: [usize; 2],
    /// For each scan its heights in µm above the undisturbed skin, along that skin's normal; `None` where it was not measured. They are
    /// the scan's own cells and what lies between them, not smoothed.
    pub heights_um: Vec<Vec<Option<f64>>>,
}

/// The section of every place whose skin around can be told.
pub(super) fn sections(scans: Scans<'_>, places: &[Place<'_>]) -> Vec<Section> {
    let sections: Vec<Option<Section>> = places
        .par_iter()
        .map(|place| section(scans, place, places))
        .collect();
    sections.into_iter().flatten().collect()
}

/// A scan's map, and where places of the first scan lie on it.
type Scan<'a> = (&'a HeightMap, Box<dyn Fn([f64; 2]) -> [f64; 2] + 'a>);

fn section(scans: Scans<'_>, place: &Place<'_>, all: &[Place<'_>]) -> Option<Section> {
    let first: Scan<'_> = (scans.first.0, Box::new(|at| at));
    let second = scans
        .second
        .map(|(map, _, motion)| -> Scan<'_> { (map, Box::new(|at| motion.to_after(at))) });
    let of_each: Vec<(Option<Surroundings>, Scan<'_>)> = std::iter::once(first)
        .chain(second)
        .map(|(map, at)| {
            let moved = |outline: &[[f64; 2]]| outline.iter().map(|corner| at(*corner)).collect::<Vec<_>>();
            let others = all.iter().filter(|other| other.id != place.id);
            let others: Vec<_> = others.map(|other| moved(other.outline_mm)).collect();
            (
                Surroundings::around(map, &moved(place.outline_mm), &others),
                (map, at),
            )
        })
        .collect();
    let deeper = &of_each.get(place.deeper)?.0;
    let line = deeper.as_ref()?.line()?;
    // The line is told in the scan in which the scar is deeper, and drawn on the first.
    let home = |at: [f64; 2]| match scans.second {
        Some((_, _, motion)) if place.deeper == 1 => motion.to_before(at),
        _ => at,
    };
    let times =
        ((line.reach_mm[1] - line.reach_mm[0] + 2.0 * BEYOND_MM) / (line.step_mm * MOST_SAMPLES)).ceil();
    let step_mm = line.step_mm * times.max(1.0);
    let steps = |mm: f64| (mm / step_mm).round() as i64;
    let ends = [
        steps(line.reach_mm[0] - BEYOND_MM),
        steps(line.reach_mm[1] + BEYOND_MM),
    ];
    let at = |sample: i64| {
        let along = sample as f64 * step_mm;
        home([0, 1].map(|axis| line.deepest_mm[axis] + along * line.direction[axis]))
    };
    let heights_um = of_each.iter().map(|(around, (_, place))| {
        let samples = ends[0]..=ends[1];
        samples
            .map(|sample| around.as_ref()?.height_um(place(at(sample))))
            .collect()
    });
    Some(Section {
        id: place.id,
        step_mm,
        ends_px: ends.map(|end| scans.first.1.cell(at(end))),
        outline: line.reach_mm.map(|reach| (steps(reach) - ends[0]) as usize),
        heights_um: heights_um.collect(),
    })
}
