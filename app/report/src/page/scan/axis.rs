//! Axes of drawings: where the round numbers lie.

/// The least of 1, 2 and 5 times a power of ten that parts `span` into at most `most` steps.
pub(super) fn round_step(span: f64, most: usize) -> f64 {
    let least = (span / most as f64).max(f64::MIN_POSITIVE);
    let decade = 10f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0].map(|times| times * decade);
    // A span that is a round number divided by `most` shall not miss it for its last bit.
    let fits = steps.into_iter().find(|step| *step >= least * (1.0 - 1e-9));
    fits.unwrap_or(10.0 * decade)
}

/// The multiples of a round step from `low` to `high`.
pub(super) fn ticks(low: f64, high: f64, most: usize) -> Vec<f64> {
    let step = round_step(high - low, most);
    // An end that is a multiple of the step shall not miss it for its last bit.
    let (first, last) = (
        (low / step - 1e-9).ceil() as i64,
        (high / step + 1e-9).floor() as i64,
    );
    (first..=last).map(|at| at as f64 * step).collect()
}

/// A coordinate in a drawing.
pub(super) fn place(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_few() {
        assert_eq!(round_step(10.0, 10), 1.0);
        assert_eq!(round_step(11.0, 10), 2.0);
        assert_eq!(round_step(0.3, 3), 0.1);
        assert_eq!(round_step(420.0, 5), 100.0);
    }

    #[test]
    fn ticks_lie_within_the_axis() {
        assert_eq!(ticks(-430.0, 60.0, 5), [-400.0, -300.0, -200.0, -100.0, 0.0]);
        assert_eq!(ticks(0.0, 0.3, 3).len(), 4);
    }
}
