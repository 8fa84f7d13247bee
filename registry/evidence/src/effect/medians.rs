//! A mean and a standard deviation from a median and quartiles or extremes.

use crate::distribution::normal_quantile;
use crate::error::{EvidenceError, finite, within};

/// What a study with skewed values reports. All are in one unit and must not fall from the least to the greatest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FiveNumbers {
    /// The least value, the median, the greatest.
    Extremes([f64; 3]),
    /// The first quartile, the median, the third quartile.
    Quartiles([f64; 3]),
    /// The least value, the first quartile, the median, the third quartile, the greatest.
    All([f64; 5]),
}

/// A mean and a standard deviation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanAndSd {
    /// The mean, in the numbers' unit.
    pub mean: f64,
    /// The standard deviation, in the numbers' unit.
    pub sd: f64,
}

/// The mean (Luo et al. 2018, doi:10.1177/0962280216669183) and the standard deviation (Wan et al.
/// 2014, doi:10.1186/1471-2288-14-135) of `n` values of which a few are known.
///
/// Both assume that the values are about normal. They are made for studies that reported a median because that
/// is their habit; where it was reported because the values are skewed, the result is biased.
///
/// ```
/// use relief_evidence::effect::{FiveNumbers, mean_and_sd};
/// let even = mean_and_sd(FiveNumbers::Quartiles([4.0, 5.0, 6.0]), 100)?;
/// assert!((even.mean - 5.0).abs() < 1e-12);
/// assert!((even.sd - 1.5).abs() < 0.02);
/// # Ok::<(), relief_evidence::EvidenceError>(())
/// ```
///
/// # Errors
///
/// [`EvidenceError`] when the numbers are not finite or fall, or `n` is below 4 (quartiles need that many).
pub fn mean_and_sd(numbers: FiveNumbers, n: u32) -> Result<MeanAndSd, EvidenceError> {
    let size = f64::from(n);
    within("the number of people", size, n >= 4, "at least 4")?;
    // Half the distance, in standard deviations, between the extremes and between the quartiles of n normal values.
    let extreme = normal_quantile((size - 0.375) / (size + 0.25));
    let quartile = normal_quantile((0.75 * size - 0.125) / (size + 0.25));
    let (mean, sd) = match numbers {
        FiveNumbers::Extremes([least, median, greatest]) => {
            rising(&[least, median, greatest])?;
            let weight = 4.0 / (4.0 + size.powf(0.75));
            let mean = weight * (least + greatest) / 2.0 + (1.0 - weight) * median;
            (mean, (greatest - least) / (2.0 * extreme))
        }
        FiveNumbers::Quartiles([first, median, third]) => {
            rising(&[first, median, third])?;
            let weight = 0.7 + 0.39 / size;
            let mean = weight * (first + third) / 2.0 + (1.0 - weight) * median;
            (mean, (third - first) / (2.0 * quartile))
        }
        FiveNumbers::All([least, first, median, third, greatest]) => {
            rising(&[least, first, median, third, greatest])?;
            let outer = 2.2 / (2.2 + size.powf(0.75));
            let inner = 0.7 - 0.72 / size.powf(0.55);
            let mean = outer * (least + greatest) / 2.0
                + inner * (first + third) / 2.0
                + (1.0 - outer - inner) * median;
            let sd = (greatest - least) / (4.0 * extreme) + (third - first) / (4.0 * quartile);
            (mean, sd)
        }
    };
    Ok(MeanAndSd { mean, sd })
}

fn rising(numbers: &[f64]) -> Result<(), EvidenceError> {
    for number in numbers {
        finite("a quantile", *number)?;
    }
    match numbers.windows(2).find(|pair| pair[0] > pair[1]) {
        Some(pair) => Err(EvidenceError::Order {
            what: "quantiles",
            first: pair[0],
            second: pair[1],
        }),
        None => Ok(()),
    }
}
