//! Medians from counts: which values stand at the ranks that a median and its interval need.

use relief_estimate::Estimate;
use relief_registry::{Known, MedianRanks};

/// Values and how often each is there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Counted<T>(Vec<(T, usize)>);

impl<T> Default for Counted<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy> Counted<T> {
    pub(crate) fn add(&mut self, value: T, n: usize) {
        self.0.push((value, n));
    }

    /// How many there are, each as often as it is there.
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|(_, n)| n).sum()
    }

    pub(crate) fn rising(mut self, order: impl Fn(&T, &T) -> std::cmp::Ordering) -> Self {
        self.0.sort_by(|a, b| order(&a.0, &b.0));
        self
    }

    /// The value at a rank, from 1, of rising values, and the rank among those that are the same.
    pub(crate) fn at(&self, rank: usize) -> Option<(T, usize)> {
        let mut before = 0;
        for (value, n) in &self.0 {
            if rank <= before + n {
                return Some((*value, rank - before));
            }
            before += n;
        }
        None
    }
}

/// The ranks that the median of so many values needs; none where it is not known.
pub(crate) fn wanted(n: usize) -> Vec<usize> {
    let ranks = MedianRanks::of(n).map(|ranks| [ranks.middle, ranks.ends].concat());
    ranks.unwrap_or_default()
}

/// The median of so many values, of which `at` knows those at the wanted ranks.
pub(crate) fn median(n: usize, at: impl Fn(usize) -> Option<f64>) -> Known<Estimate> {
    // A rank that is missing becomes no finite number, and so no answer.
    MedianRanks::of(n)?.estimate(|rank| at(rank).unwrap_or(f64::NAN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_count_values_as_often_as_they_are_there() {
        let mut counted = Counted::default();
        for (value, n) in [(7, 1), (-2, 3), (4, 2)] {
            counted.add(value, n);
        }
        let counted = counted.rising(Ord::cmp);
        assert_eq!(counted.len(), 6);
        let found: Vec<_> = (0..8).map(|rank| counted.at(rank)).collect();
        let all = [(-2, 1), (-2, 2), (-2, 3), (4, 1), (4, 2), (7, 1)].map(Some);
        assert_eq!(found[1..7], all);
        assert_eq!(found[7], None);
    }
}
