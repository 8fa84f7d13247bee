//! Pearson's correlation from sums.

/// Count, sums, sums of squares and of products of pairs.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums(pub(super) [f64; 6]);

impl Sums {
    pub(super) fn add(&mut self, a: f64, b: f64) {
        for (sum, term) in self.0.iter_mut().zip([1.0, a, b, a * a, b * b, a * b]) {
            *sum += term;
        }
    }

    /// How many pairs there are.
    pub(super) fn count(&self) -> f64 {
        self.0[0]
    }

    /// `None` with fewer than three pairs, and where one side does not vary.
    pub(super) fn correlation(&self) -> Option<f64> {
        let [n, a, b, aa, bb, ab] = self.0;
        let spread = (aa - a * a / n) * (bb - b * b / n);
        (n > 2.0 && spread > 0.0).then(|| (ab - a * b / n) / spread.sqrt())
    }
}
