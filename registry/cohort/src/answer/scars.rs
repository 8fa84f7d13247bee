//! How the depth of single scars changed, type by type.

use super::patients::last_sessions;
use crate::cohort::Cohort;
use crate::error::{Known, NotKnown, enough};
use crate::model::RandomIntercept;
use crate::rows::ScarRow;
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
    let mut rows = last_sessions(&cohort.scar_rows);
    let patients = |rows: &[&ScarRow]| rows.chunk_by(|a, b| a.patient == b.patient).count();
    enough(patients(&rows))?;
    let of_type = |rows: &[&ScarRow], kind| -> (usize, usize) {
        let alike: Vec<&ScarRow> = rows.iter().copied().filter(|row| row.scar_type == kind).collect();
        (patients(&alike), alike.len())
    };
    let types: Vec<ScarType> = ScarType::ALL
        .into_iter()
        .filter(|kind| enough(of_type(&rows, *kind).0).is_ok())
        .collect();
    rows.retain(|row| types.contains(&row.scar_type));
    if types.is_empty() {
        return Err(NotKnown::FewPatients);
    }
    let is = |kind: &ScarType| {
        rows.iter()
            .map(|row| f64::from(u8::from(row.scar_type == *kind)))
            .collect()
    };
    let columns: Vec<Vec<f64>> = types.iter().map(is).collect();
    let values: Vec<f64> = rows
        .iter()
        .map(|row| row.after_mm / row.before_mm - 1.0)
        .collect();
    let groups: Vec<u64> = rows.iter().map(|row| row.patient.0).collect();
    let model = RandomIntercept::fit(&columns, &values, &groups)?;
    let answer = |(place, scar_type): (usize, &ScarType)| {
        let weights = DVector::from_fn(types.len(), |row, _| f64::from(u8::from(row == place)));
        let (value, variance) = model.combined(&weights);
        let (patients, scars) = of_type(&rows, *scar_type);
        Ok(ScarTypeAnswer {
            scar_type: *scar_type,
            patients,
            scars,
            change: Estimate::from_standard_error_t(value, variance.sqrt(), model.df())?,
        })
    };
    Ok(ScarAnswer {
        patients: patients(&rows),
        scars: rows.len(),
        types: types.iter().enumerate().map(answer).collect::<Known<_>>()?,
        patient_sd: model.between.sqrt(),
        scar_sd: model.residual.sqrt(),
    })
}
