//! Robust statistics: what stands out does not decide.

/// Tukey's constant, in robust standard deviations: 95 % efficient for a normal distribution (Holland & Welsch 1977,
/// doi:10.1080/03610927708827533).
const TUKEY: f64 = 4.685;
/// From the median of absolute deviations to a standard deviation of a normal distribution.
const MAD_TO_SIGMA: f64 = 1.4826;

/// Robust standard deviation of values about nought; nought without values.
pub(crate) fn sigma(values: impl IntoIterator<Item = f64>) -> f64 {
    // Numbers that are not negative stand in the order of their bits, which is told sooner.
    let mut sizes: Vec<u64> = values.into_iter().map(|value| value.abs().to_bits()).collect();
    if sizes.is_empty() {
        return 0.0;
    }
    let middle = sizes.len() / 2;
    let (_, median, _) = sizes.select_nth_unstable(middle);
    MAD_TO_SIGMA * f64::from_bits(*median)
}

/// Tukey's biweight of a residual whose robust standard deviation is `sigma`, above nought: 1 in the middle, 0 from 4.685 of them on.
pub(crate) fn tukey(residual: f64, sigma: f64) -> f64 {
    let share = residual / (TUKEY * sigma);
    (1.0 - share * share).max(0.0).powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_far_off_does_not_widen_the_spread_and_does_not_count() {
        let values = [-1.0, 1.0, -1.0, 1.0, 1e9];
        assert_eq!(sigma(values.into_iter()), MAD_TO_SIGMA);
        assert_eq!(sigma(std::iter::empty()), 0.0);
        assert_eq!([0.0, 1e9].map(|residual| tukey(residual, 1.0)), [1.0, 0.0]);
        assert!((tukey(TUKEY * 0.5, 1.0) - 0.5625).abs() < 1e-12);
    }
}
