//! Which pairs a set holds.

use crate::{
    kind::{PairKind, Phototype},
    pair::PairSpec,
    random::mix,
};

/// Size of a photo unless another is asked for: 1.9 megapixels at 0.085 mm per pixel.
pub const DEFAULT_SIZE: [usize; 2] = [1600, 1200];

/// The comparable half of a set, in turn: unchanged pairs weigh as much as treated ones.
const COMPARABLE: [PairKind; 8] = [
    PairKind::Unchanged,
    PairKind::Treated30,
    PairKind::Unchanged,
    PairKind::Treated60,
    PairKind::Unchanged,
    PairKind::Treated15,
    PairKind::Unchanged,
    PairKind::Worse25,
];

/// A set of `pairs` pairs from one seed: every other one comparable, kinds and phototypes in turn so
/// that every kind meets every phototype.
///
/// ```
/// let set = relief_phantom::plan(1, 200);
/// assert_eq!(set.len(), 200);
/// assert_eq!(set.iter().filter(|pair| pair.kind.is_comparable()).count(), 100);
/// ```
pub fn plan(seed: u64, pairs: usize) -> Vec<PairSpec> {
    let incomparable: Vec<PairKind> = PairKind::ALL
        .into_iter()
        .filter(|kind| !kind.is_comparable())
        .collect();
    let turn = |kinds: &[PairKind], i: usize| {
        // The phototype moves on by one with each kind and by one more with each round.
        let (kind, round) = (i % kinds.len(), i / kinds.len());
        (kinds[kind], Phototype::ALL[(kind + round) % Phototype::ALL.len()])
    };
    (0..pairs)
        .map(|i| {
            let (kind, phototype) = if i % 2 == 0 {
                turn(&COMPARABLE, i / 2)
            } else {
                turn(&incomparable, i / 2)
            };
            PairSpec {
                kind,
                phototype,
                seed: mix(seed ^ mix(i as u64)),
                width: DEFAULT_SIZE[0],
                height: DEFAULT_SIZE[1],
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_kind_meets_every_phototype() {
        let set = plan(3, 2 * 22 * 6);
        let met: HashSet<_> = set.iter().map(|pair| (pair.kind, pair.phototype)).collect();
        assert_eq!(met.len(), 27 * 6);
        let seeds: HashSet<_> = set.iter().map(|pair| pair.seed).collect();
        assert_eq!(seeds.len(), set.len());
    }

    #[test]
    fn a_longer_plan_begins_like_a_shorter_one() {
        assert_eq!(plan(9, 40)[..20], plan(9, 20)[..]);
    }
}
