//! Which scars of two scans are the same place of skin.

use crate::register::Motion;
use crate::scars::{Footprint, Scar};

/// Outlines that share this much of the smaller one are of one scar.
const SHARED: f64 = 0.3;

/// One place of skin with the scars that each scan shows there, by their numbers in its list. Two of one scan and one of the other
/// are a scar that was split, or two that merged; none is one that vanished, or is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) before: Vec<usize>,
    pub(super) after: Vec<usize>,
}

/// Every place that shows a scar in one scan at least, in the order of the scars before and then of those after.
pub(super) fn places(before: &[Scar], after: &[Scar], motion: &Motion) -> Vec<Place> {
    // Scars before come first, then those after; each begins as a place of its own.
    let mut place: Vec<usize> = (0..before.len() + after.len()).collect();
    for (i, one) in before.iter().enumerate() {
        for (j, other) in after.iter().enumerate() {
            if are_one(one, other, motion) {
                let (from, to) = (place[before.len() + j], place[i]);
                let (from, to) = (from.max(to), from.min(to));
                for at in place.iter_mut().filter(|at| **at == from) {
                    *at = to;
                }
            }
        }
    }
    let mut roots = place.clone();
    roots.sort_unstable();
    roots.dedup();
    roots
        .into_iter()
        .map(|root| {
            let members = (0..place.len()).filter(|at| place[*at] == root);
            let (before_too, after_too): (Vec<usize>, Vec<usize>) =
                members.partition(|at| *at < before.len());
            Place {
                before: before_too,
                after: after_too.into_iter().map(|at| at - before.len()).collect(),
            }
        })
        .collect()
}

fn are_one(before: &Scar, after: &Scar, motion: &Motion) -> bool {
    let [x, y] = motion.to_after(before.centre_mm);
    let apart = (x - after.centre_mm[0]).hypot(y - after.centre_mm[1]);
    let reach = before.length_mm.value + after.length_mm.value;
    if apart > reach {
        return false;
    }
    let smaller = before.outline.area_mm2().min(after.outline.area_mm2());
    shared_mm2(&before.outline, &after.outline, motion) >= SHARED * smaller
}

/// The area of the scan before that lies in both.
fn shared_mm2(before: &Footprint, after: &Footprint, motion: &Motion) -> f64 {
    let shared = before
        .places_mm()
        .filter(|at| after.contains(motion.to_after(*at)));
    shared.count() as f64 * before.pitch_mm[0] * before.pitch_mm[1]
}
