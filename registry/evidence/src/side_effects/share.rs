//! The share of patients with a side effect, with its exact interval.

use super::Row;
use crate::answer::WhyNot;
use crate::error::EvidenceError;
use crate::trials::Value;
use relief_estimate::Estimate;

impl Row {
    /// The share of patients, 0 to 1, with the exact interval; see [`Estimate::share`].
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
        let share = |(patients, n): (u32, u32)| Estimate::share(patients as usize, n as usize);
        Ok(match counted {
            Ok(counted) => Ok(share(counted)?),
            Err(why) => Err(why),
        })
    }
}

fn relied(column: &'static str, value: Option<&Value<u32>>, missing: WhyNot) -> Result<u32, WhyNot> {
    let relied = value.ok_or(missing)?.relied_on();
    relied.copied().map_err(|reason| WhyNot::Doubtful {
        column,
        reason: reason.to_owned(),
    })
}
