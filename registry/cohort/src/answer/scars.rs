//! How the depth of single scars changed, type by type.

use super::patients::last_sessions;
use super::scar_sums::ScarSums;
use crate::cohort::Cohort;
use crate::error::{Known, NotKnown, enough};
use crate::model::RandomIntercept;
use nalgebra::DVector;
use relief_estimate::Estimate;
use relief_protocol::ScarType;
use serde::{Deserialize, Serialize};

/// Change of depth as a share of the depth before, after each patient's last session with single scars.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScarAnswer {
    /// Patients in the model.
    pub patients: usize,
    /// Scars in the model.
    pub scars: usize,
    /// Each type that enough patients have.
    pub types: Vec<ScarTypeAnswer>,
    /// The standard deviation of patients' own levels.
    pub patient_sd: f64,
    /// The standard deviation of scars within a patient, with that of measuring them.
    pub scar_sd: f64,
}

/// One type.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ScarTypeAnswer {
    /// Which.
    pub scar_type: ScarType,
    /// Patients with such scars.
    pub patients: usize,
    /// Such scars.
    pub scars: usize,
    /// The mean relative change of depth.
    pub change: Estimate,
}

/// The mixed model of scars within patients: scars of one face share the face's healing, so that fifty scars of one patient are not
/// fifty patients.
///
/// # Errors
///
/// Too few patients with single scars.
pub fn scars(cohort: &Cohort<'_>) -> Known<ScarAnswer> {
    scars_of(&ScarSums::of(&last_sessions(&cohort.scar_rows)))
}

/// The same from sums over patients with alike many scars, in any order. This is how a registry answers whose rows do not fit in memory.
///
/// # Errors
///
/// As [`scars`].
pub fn scars_of(sums: &[ScarSums]) -> Known<ScarAnswer> {
    let with = |kept: &dyn Fn(&ScarSums) -> bool| -> usize {
        let alike = sums.iter().filter(|sums| kept(sums));
        alike.map(|sums| sums.patients).sum()
    };
    enough(with(&|_| true))?;
    let patients: [usize; ScarType::ALL.len()] =
        std::array::from_fn(|kind| with(&|sums| sums.scars[kind] > 0));
    let scars: [usize; ScarType::ALL.len()] =
        std::array::from_fn(|kind| sums.iter().map(|sums| sums.patients * sums.scars[kind]).sum());
    let kinds: Vec<usize> = (0..patients.len())
        .filter(|kind| enough(patients[*kind]).is_ok())
        .collect();
    if kinds.is_empty() {
        return Err(NotKnown::FewPatients);
    }
    let model = RandomIntercept::of(&ScarSums::moments(sums, &kinds))?;
    let answer = |(place, kind): (usize, &usize)| {
        let weights = DVector::from_fn(kinds.len(), |row, _| f64::from(u8::from(row == place)));
        let (value, variance) = model.combined(&weights);
        Ok(ScarTypeAnswer {
            scar_type: ScarType::ALL[*kind],
            patients: patients[*kind],
            scars: scars[*kind],
            change: Estimate::from_standard_error_t(value, variance.sqrt(), model.df())?,
        })
    };
    Ok(ScarAnswer {
        patients: model.groups,
        scars: kinds.iter().map(|kind| scars[*kind]).sum(),
        types: kinds.iter().enumerate().map(answer).collect::<Known<_>>()?,
        patient_sd: model.between.sqrt(),
        scar_sd: model.residual.sqrt(),
    })
}
