//! Which pairs a set holds.

use crate::{
    kind::{PairKind, Phototype},
    pair::PairSpec,
    random::mix,
};

/// Size of a photo unless another is asked for: 3.1 megapixels at 0.066 mm per pixel.
pub const DEFAULT_SIZE: [usize; 2] = [2048, 1536];

/// Every so many pairs, one of upright photos.
const UPRIGHT: u64 = 4;

/// The comparable half of a set, in turn: unchanged pairs weigh as much as treated ones.
const COMPARABLE: [PairKind; 11] = [
    PairKind::Unchanged,
    PairKind::Treated30,
    PairKind::Unchanged,
    PairKind::Treated60,
    PairKind::NoCard,
    PairKind::Unchanged,
    PairKind::Treated15,
    PairKind::Treated30,
    PairKind::Unchanged,
    PairKind::Worse25,
    PairKind::Unchanged,
];
/// These take every third turn of [`PairKind::NoCard`] each.
const RARE: [PairKind; 3] = [PairKind::NoCard, PairKind::Treated60NoCard, PairKind::CardOnce];

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
                let (kind, phototype) = turn(&COMPARABLE, i / 2);
                let round = i / 2 / COMPARABLE.len();
                // One more step after each round of phototypes, so that all meet.
                let rare = RARE[(round + round / Phototype::ALL.len()) % RARE.len()];
                (if kind == RARE[0] { rare } else { kind }, phototype)
            } else {
                turn(&incomparable, i / 2)
            };
            let seed = mix(seed ^ mix(i as u64));
            let [long, short] = DEFAULT_SIZE;
            let [width, height] = if seed.is_multiple_of(UPRIGHT) {
                [short, long]
            } else {
                [long, short]
            };
            PairSpec {
                kind,
                phototype,
                seed,
                width,
                height,
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
        let set = plan(3, 2 * COMPARABLE.len() * RARE.len() * Phototype::ALL.len());
        let met: HashSet<_> = set.iter().map(|pair| (pair.kind, pair.phototype)).collect();
        assert_eq!(met.len(), PairKind::ALL.len() * Phototype::ALL.len());
        let seeds: HashSet<_> = set.iter().map(|pair| pair.seed).collect();
        assert_eq!(seeds.len(), set.len());
    }

    #[test]
    fn a_longer_plan_begins_like_a_shorter_one() {
        assert_eq!(plan(9, 40)[..20], plan(9, 20)[..]);
    }

    #[test]
    fn a_set_of_two_hundred_has_every_kind_and_every_phototype_often() {
        let set = plan(5, 200);
        let of = |counts: &dyn Fn(&PairSpec) -> bool| set.iter().filter(|pair| counts(pair)).count();
        for kind in PairKind::ALL {
            assert!(of(&|pair| pair.kind == kind) >= 3, "{kind:?}");
        }
        for phototype in Phototype::ALL {
            let (all, treated) = (
                of(&|pair| pair.phototype == phototype),
                of(&|pair| pair.phototype == phototype && pair.kind == PairKind::Treated30),
            );
            assert!(all >= 28 && treated >= 2, "{phototype:?}: {all}, {treated}");
        }
    }
}
