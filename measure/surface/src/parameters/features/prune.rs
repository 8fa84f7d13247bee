//! Wolf pruning: regions lower than a limit, seen from their highest saddle, join the region behind it.

use super::regions::{Rank, Saddle};

/// What is left.
pub(super) struct Pruned {
    /// For each region the one that it is part of now.
    pub keeper: Vec<u32>,
    /// For each region that stayed the level of its highest saddle; `None` when it has no neighbour.
    pub spill: Vec<Option<f64>>,
}

/// Merge every region whose peak stands less than `limit_mm` over the saddle at which it meets a higher one.
///
/// Wolf pruning takes the region with the least height over its highest saddle, joins it to the region behind, and starts again. The
/// region behind a highest saddle is never lower (its own saddle is at least as high), so each region ends at the saddle at which
/// the cells above it first touch a higher peak: its persistence. Saddles are therefore taken once, from the highest down.
pub(super) fn prune(peaks: &[Rank], saddles: &[Saddle], limit_mm: f64) -> Pruned {
    let mut islands = Sets::new(peaks.len());
    let mut kept = Sets::new(peaks.len());
    for saddle in saddles {
        let [a, b] = saddle.between;
        let (of_a, of_b) = (islands.find(a), islands.find(b));
        if of_a == of_b {
            continue;
        }
        let a_ends = peaks[of_a as usize].order(&peaks[of_b as usize]).is_lt();
        let (ends, stays) = if a_ends { (of_a, of_b) } else { (of_b, of_a) };
        if peaks[ends as usize].level - saddle.rank.level < limit_mm {
            // Whatever else stood on the island that ends was lower still and has joined it.
            let behind = kept.find(if a_ends { b } else { a });
            kept.join(ends, behind);
        }
        islands.join(ends, stays);
    }
    let keeper: Vec<u32> = (0..peaks.len() as u32).map(|region| kept.find(region)).collect();
    let mut spill = vec![None; peaks.len()];
    for saddle in saddles {
        let [a, b] = saddle.between.map(|region| keeper[region as usize] as usize);
        if a != b {
            spill[a].get_or_insert(saddle.rank.level);
            spill[b].get_or_insert(saddle.rank.level);
        }
    }
    Pruned { keeper, spill }
}

/// Disjoint sets in which the caller says who stands for both (with path halving).
struct Sets(Vec<u32>);

impl Sets {
    fn new(members: usize) -> Self {
        Self((0..members as u32).collect())
    }

    fn find(&mut self, mut member: u32) -> u32 {
        while self.0[member as usize] != member {
            let above = self.0[self.0[member as usize] as usize];
            self.0[member as usize] = above;
            member = above;
        }
        member
    }

    /// `ends` and `stays` stand for their sets; afterwards `stays` stands for both.
    fn join(&mut self, ends: u32, stays: u32) {
        self.0[ends as usize] = stays;
    }
}
