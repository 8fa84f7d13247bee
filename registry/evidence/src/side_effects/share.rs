//! The share of patients with a side effect, with its exact interval.

use super::Row;
use crate::answer::WhyNot;
use crate::distribution::{LOWER_95, UPPER_95, beta_quantile};
use crate::error::EvidenceError;
use crate::trials::Value;
use relief_estimate::Estimate;

impl Row {
    /// The share of patients, 0 to 1, with the interval of Clopper & Pearson (1934, doi:10.1093/biomet/26.4.404), which never covers less
    /// than it says.
    ///
    /// ```
    /// use relief_evidence::side_effects::{SideEffect, shipped};
    /// let rows = shipped()?;
    /// let counted = rows.iter().find(|row| row.side_effect == SideEffect::DarkMarks && row.id == "FABBROCINI2009");
    /// // None of 32, so most likely fewer than one in nine.
    /// let share = counted.unwrap().share()?.unwrap();
    /// assert!(share.value == 0.0 && (share.ci95[1] - 0.109).abs() < 1e-3);
    /// # Ok::<(), relief_evidence::EvidenceError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// None with rows of a table: reading refuses more patients than there are.
    pub fn share(&self) -> Result<Result<Estimate, WhyNot>, EvidenceError> {
        let counted = relied("patients", self.patients.as_ref(), WhyNot::NoNumber)
            .and_then(|patients| Ok((patients, relied("n", self.n.as_ref(), WhyNot::NoCount)?)));
        counted.map_or_else(|why| Ok(Err(why)), |(patients, n)| Ok(Ok(exact(patients, n)?)))
    }
}

fn relied(column: &'static str, value: Option<&Value<u32>>, missing: WhyNot) -> Result<u32, WhyNot> {
    let relied = value.ok_or(missing)?.relied_on();
    relied.copied().map_err(|reason| WhyNot::Doubtful {
        column,
        reason: reason.to_owned(),
    })
}

fn exact(patients: u32, n: u32) -> Result<Estimate, EvidenceError> {
    let (yes, no) = (f64::from(patients), f64::from(n.saturating_sub(patients)));
    let low = if patients == 0 {
        0.0
    } else {
        beta_quantile(LOWER_95, yes, no + 1.0)
    };
    let high = if patients == n {
        1.0
    } else {
        beta_quantile(UPPER_95, yes + 1.0, no)
    };
    Ok(Estimate::new(yes / f64::from(n), [low, high])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The probability of at most `most` of `n` at a share, summed term by term.
    fn at_most(most: u32, n: u32, share: f64) -> f64 {
        let mut term = (1.0 - share).powi(n as i32);
        let mut sum = term;
        for k in 1..=most {
            term *= f64::from(n - k + 1) / f64::from(k) * share / (1.0 - share);
            sum += term;
        }
        sum
    }

    #[test]
    fn the_ends_are_where_so_many_or_more_or_fewer_have_one_in_forty() {
        for (patients, n) in [(2, 30), (5, 30), (9, 30), (3, 22), (29, 30)] {
            let [low, high] = exact(patients, n).unwrap().ci95;
            assert!(
                (1.0 - at_most(patients - 1, n, low) - 0.025).abs() < 1e-9,
                "{patients} of {n}"
            );
            assert!(
                (at_most(patients, n, high) - 0.025).abs() < 1e-9,
                "{patients} of {n}"
            );
        }
        // None and all have closed forms.
        let [low, high] = exact(0, 32).unwrap().ci95;
        assert!(low == 0.0 && (high - (1.0 - 0.025_f64.powf(1.0 / 32.0))).abs() < 1e-12);
        let [low, high] = exact(32, 32).unwrap().ci95;
        assert!(high == 1.0 && (low - 0.025_f64.powf(1.0 / 32.0)).abs() < 1e-12);
    }
}
