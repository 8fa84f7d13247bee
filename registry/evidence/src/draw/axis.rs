//! An axis with round ticks.

/// How many steps between ticks are aimed at.
const STEPS: f64 = 5.0;
/// The numbers of which ticks are multiples, times powers of ten.
const ROUND: [f64; 4] = [1.0, 2.0, 5.0, 10.0];

/// An axis from the first to the last tick.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Axis {
    pub(super) ticks: Vec<f64>,
    /// Decimals that tell the ticks apart.
    pub(super) decimals: usize,
}

impl Axis {
    /// The shortest axis with round ticks that holds all `values`. Without two different values it is one unit long.
    pub(super) fn holding(values: impl IntoIterator<Item = f64>) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values {
            (low, high) = (low.min(value), high.max(value));
        }
        if low >= high {
            (low, high) = if low.is_finite() {
                (low - 0.5, low + 0.5)
            } else {
                (0.0, 1.0)
            };
        }
        let rough = (high - low) / STEPS;
        let power = 10f64.powf(rough.log10().floor());
        let factor = ROUND
            .iter()
            .copied()
            .find(|factor| factor * power >= rough)
            .unwrap_or(10.0);
        let step = factor * power;
        let (first, last) = ((low / step).floor() as i64, (high / step).ceil() as i64);
        Self {
            ticks: (first..=last).map(|tick| tick as f64 * step).collect(),
            decimals: (-step.log10().floor()).max(0.0) as usize,
        }
    }

    /// Where a value lies: 0 at the first tick, 1 at the last; values beyond stay at the ends.
    pub(super) fn place(&self, value: f64) -> f64 {
        let (first, last) = (self.ticks[0], self.ticks[self.ticks.len() - 1]);
        ((value - first) / (last - first)).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_hold_all_values() {
        let axis = Axis::holding([-2.88, 0.71]);
        assert_eq!(axis.ticks, [-3.0, -2.0, -1.0, 0.0, 1.0]);
        assert_eq!((axis.decimals, axis.place(-1.0)), (0, 0.5));
        assert_eq!(Axis::holding([0.08, 0.72]).ticks.len(), 5);
        assert_eq!(Axis::holding([2.0]).ticks.len(), 7);
        assert_eq!(Axis::holding([]).place(7.0), 1.0);
    }
}
