//! One place of skin, measured in both scans.

use super::Pair;
use super::places::Place;
use super::settings::CompareSettings;
use crate::scars::{Footprint, Scar, ScarType, Within, measure_within};
use relief_estimate::{Change, Direction, Estimate, PairedEstimates, Verdict};

/// What a scan shows of a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Geometry {
    /// The greatest depth below the skin around; nought or less where nothing is deeper.
    pub depth_mm: Estimate,
    /// The volume below the skin around; about nought where a scar vanished.
    pub volume_mm3: Estimate,
    /// Where at least a tenth of the depth is left.
    pub area_mm2: f64,
    /// Shorter side, longer side and wall slope of the largest scar that was found there; `None` when none was.
    pub shape: Option<Shape>,
}

/// The outline of a scar that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// The shorter side.
    pub width_mm: f64,
    /// The longer side.
    pub length_mm: f64,
    /// The mean slope of the walls.
    pub wall_slope_deg: f64,
}

/// A place with a scar in one of the scans at least.
#[derive(Debug, Clone, PartialEq)]
pub struct ScarChange {
    /// The type, from the largest scar before, or after where there was none before.
    pub scar_type: ScarType,
    /// How sure the type is, 0 to 1.
    pub confidence: f64,
    /// Its centre in the scan before.
    pub centre_mm: [f64; 2],
    /// The outline of what was found before, else after, in the scan before.
    pub outline_mm: Vec<[f64; 2]>,
    /// Before.
    pub before: Geometry,
    /// After, within the same foot.
    pub after: Geometry,
    /// Scars that were found before and after; 1 and 1 for a scar that stayed one.
    pub found: [usize; 2],
    /// The change of its volume.
    pub verdict: Verdict,
}

impl Geometry {
    /// The same where all depths may be off by a share of themselves.
    fn off_together(self, share: f64) -> Self {
        let widened = |of: Estimate| of.widened(share * of.value.abs());
        Self {
            depth_mm: widened(self.depth_mm),
            volume_mm3: widened(self.volume_mm3),
            ..self
        }
    }
}

impl ScarChange {
    /// The same with what all scars of a scan have in common in its intervals, too; until then they may be summed.
    pub(super) fn off_together(self, [before, after]: [f64; 2]) -> Self {
        Self {
            before: self.before.off_together(before),
            after: self.after.off_together(after),
            ..self
        }
    }
}

/// Less of a scar's foot on both scans says nothing of it.
const LEAST_SHOWN: f64 = 0.75;

/// Measures a place in both scans; `None` where one of them does not show enough of it.
pub(super) fn measure(pair: &Pair<'_>, place: &Place, settings: &CompareSettings) -> Option<ScarChange> {
    let members = [&place.before, &place.after];
    let scars =
        [0, 1].map(|side| -> Vec<&Scar> { members[side].iter().map(|at| &pair.scars[side][*at]).collect() });
    let feet = [0, 1].map(|side| scars[side].iter().map(|scar| &scar.foot).collect::<Vec<_>>());
    let in_foot = |before: [f64; 2], after: [f64; 2]| {
        feet[0].iter().any(|foot| foot.contains(before)) || feet[1].iter().any(|foot| foot.contains(after))
    };
    // What belongs to other scars, in whichever scan, is no skin around.
    let others = [0, 1].map(|side| -> Vec<&Footprint> {
        let all = pair.scars[side].iter().enumerate();
        all.filter(|(at, _)| !members[side].contains(at))
            .map(|(_, scar)| &scar.outline)
            .collect()
    });
    let in_other = |before: [f64; 2], after: [f64; 2]| {
        others[0].iter().any(|other| other.contains(before))
            || others[1].iter().any(|other| other.contains(after))
    };
    let places: Vec<[f64; 2]> = feet[0]
        .iter()
        .flat_map(|foot| foot.places_mm())
        .chain(
            feet[1]
                .iter()
                .flat_map(|foot| foot.places_mm())
                .map(|at| pair.motion.to_before(at)),
        )
        .collect();
    let after_places: Vec<[f64; 2]> = places.iter().map(|at| pair.motion.to_after(*at)).collect();
    let to_after = |at: [f64; 2]| pair.motion.to_after(at);
    let to_before = |at: [f64; 2]| pair.motion.to_before(at);
    let both = places.iter().zip(&after_places);
    let shown = both
        .filter(|(before, after)| pair.both_show([**before, **after]))
        .count();
    (shown as f64 >= LEAST_SHOWN * places.len() as f64).then_some(())?;
    // What one scan does not show is measured in neither, and is no skin around.
    let is_foot = |before, after| in_foot(before, after) && pair.both_show([before, after]);
    let is_other = |before, after| {
        in_other(before, after) || (in_foot(before, after) && !pair.both_show([before, after]))
    };
    let before = measure_within(
        pair.maps[0],
        spans(&places),
        |at| is_foot(at, to_after(at)),
        |at| is_other(at, to_after(at)),
        pair.hair[0],
    )?;
    let after = measure_within(
        pair.maps[1],
        spans(&after_places),
        |at| is_foot(to_before(at), at),
        |at| is_other(to_before(at), at),
        pair.hair[1],
    )?;
    let largest = |side: usize| {
        let by_area = |a: &&&Scar, b: &&&Scar| a.area_mm2.value.total_cmp(&b.area_mm2.value);
        scars[side].iter().max_by(by_area).copied()
    };
    let main = largest(0).or(largest(1))?;
    let home = |at: [f64; 2]| {
        if place.before.is_empty() {
            to_before(at)
        } else {
            at
        }
    };
    let (before, after) = (geometry(before, largest(0)), geometry(after, largest(1)));
    Some(ScarChange {
        scar_type: main.scar_type,
        confidence: main.confidence,
        centre_mm: home(main.centre_mm),
        outline_mm: main.outline_mm.iter().map(|at| home(*at)).collect(),
        found: [place.before.len(), place.after.len()],
        verdict: verdict(&before, &after, settings),
        before,
        after,
    })
}

fn geometry(within: Within, largest: Option<&Scar>) -> Geometry {
    Geometry {
        depth_mm: within.depth_mm,
        volume_mm3: within.volume_mm3,
        area_mm2: within.area_mm2,
        shape: largest.map(|scar| Shape {
            width_mm: scar.width_mm.value,
            length_mm: scar.length_mm.value,
            wall_slope_deg: scar.wall_slope_deg.value,
        }),
    }
}

/// The least and the greatest x, and y.
fn spans(places: &[[f64; 2]]) -> [[f64; 2]; 2] {
    [0, 1].map(|axis| {
        let along = places.iter().map(|at| at[axis]);
        along.fold([f64::INFINITY, f64::NEG_INFINITY], |[least, most], at| {
            [least.min(at), most.max(at)]
        })
    })
}

fn verdict(before: &Geometry, after: &Geometry, settings: &CompareSettings) -> Verdict {
    let [first, second] = settings.off_together;
    let [first, second] = [before.off_together(first), after.off_together(second)];
    let pair = paired(first.volume_mm3, second.volume_mm3);
    let larger = before.volume_mm3.value.max(after.volume_mm3.value);
    // A scar that is new has no volume before: its limit is that of the larger.
    let limit = settings.mdc95.one_scar.in_units(larger, false);
    let weighed = pair.and_then(|pair| {
        let limit = relief_estimate::Mdc95::Absolute(limit.ok()?);
        Change::weigh(pair, limit, Direction::LowerIsBetter).ok()
    });
    weighed.map_or(Verdict::NoDetectableChange, |change| change.verdict)
}

/// Two estimates and their difference, as if their errors were independent: what both share makes it wider than it is, never narrower.
pub(super) fn paired(before: Estimate, after: Estimate) -> Option<PairedEstimates> {
    let half = before.half_width().hypot(after.half_width());
    let difference = after.value - before.value;
    Some(PairedEstimates {
        before,
        after,
        difference: Estimate::new(difference, [difference - half, difference + half]).ok()?,
    })
}
