//! Merging shallow basins, the shallowest first.

use super::flood::{Flooded, Pass};
use crate::disjoint::DisjointSets;
use std::{cmp::Reverse, collections::BinaryHeap};

pub(super) struct Pruned {
    /// For each flooded basin the one that it ended up in.
    pub keeper: Vec<u32>,
    /// For each basin that stayed the height of its lowest pass.
    pub spill_height: Vec<Option<f32>>,
}

pub(super) fn prune(flooded: &Flooded, min_persistence: f32) -> Pruned {
    let basins = flooded.pits.len() as u32;
    // Basins are numbered from the lowest pit up, so the least of a set is the one with the lowest pit.
    let mut merged = DisjointSets::new(basins);
    merge_shallow(flooded, min_persistence, &mut merged);
    let keeper: Vec<u32> = (0..basins).map(|basin| merged.find(basin)).collect();
    let mut spill_height = vec![None; basins as usize];
    for pass in &flooded.passes {
        let (a, b) = (keeper[pass.lower as usize], keeper[pass.higher as usize]);
        for side in [a, b].into_iter().filter(|_| a != b) {
            let lowest: &mut Option<f32> = &mut spill_height[side as usize];
            *lowest = Some(lowest.map_or(pass.height, |height| height.min(pass.height)));
        }
    }
    Pruned { keeper, spill_height }
}

fn merge_shallow(flooded: &Flooded, min_persistence: f32, merged: &mut DisjointSets) {
    let persistence = |pass: &Pass, a: u32, b: u32| pass.height - flooded.pits[a.max(b) as usize].height;
    let shallow = |persistence: f32| persistence < min_persistence;
    // Persistence is never negative, so its bits order as it does. Ties go by the order of the passes.
    let mut queue: BinaryHeap<Reverse<(u32, usize)>> = flooded
        .passes
        .iter()
        .enumerate()
        .map(|(i, pass)| (persistence(pass, pass.lower, pass.higher), i))
        .filter(|&(persistence, _)| shallow(persistence))
        .map(|(persistence, i)| Reverse((persistence.to_bits(), i)))
        .collect();
    while let Some(Reverse((queued, i))) = queue.pop() {
        let pass = &flooded.passes[i];
        let (a, b) = (merged.find(pass.lower), merged.find(pass.higher));
        if a == b {
            continue;
        }
        // A basin that drowned one of the two since has a lower pit: the pass now stands higher over it.
        let now = persistence(pass, a, b);
        if now.to_bits() == queued {
            merged.union(a, b);
        } else if shallow(now) {
            queue.push(Reverse((now.to_bits(), i)));
        }
    }
}
