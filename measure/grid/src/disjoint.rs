//! Disjoint sets that merge (union–find with path halving).

/// Sets of the numbers `0..n`. The least member of a set stands for it.
pub(crate) struct DisjointSets(Vec<u32>);

impl DisjointSets {
    /// Every number by itself.
    pub(crate) fn new(n: u32) -> Self {
        Self((0..n).collect())
    }

    /// What stands for the set of `i`.
    pub(crate) fn find(&mut self, mut i: u32) -> u32 {
        while self.0[i as usize] != i {
            let above = self.0[self.0[i as usize] as usize];
            self.0[i as usize] = above;
            i = above;
        }
        i
    }

    /// Merge two sets.
    pub(crate) fn union(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}
