//! Whether changes go with needle length and with the weeks between sessions.

use crate::error::Known;
use crate::model::{BESIDE_INTERVAL, BESIDE_NEEDLE, Effect, Fit, Models, Term};
use relief_estimate::Estimate;
use serde::{Deserialize, Serialize};

/// Associations. Nobody drew lots for needle lengths and intervals: whoever has deeper scars gets longer needles, so that a slope
/// is no effect of the needle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DoseResponse {
    /// For each [`crate::NEEDLE_STEP_MM`] of needle more.
    pub needle: Known<Slope>,
    /// For each week more between sessions.
    pub interval: Known<Slope>,
}

/// How changes go with a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Slope {
    /// Of what.
    pub effect: Effect,
    /// The difference of the change for one step more; below zero the change is more negative.
    pub slope: Estimate,
    /// What else is in the model, so that it is held equal.
    pub adjusted_for: Vec<Term>,
    /// Patients in the model.
    pub patients: usize,
    /// Comparisons in the model.
    pub comparisons: usize,
    /// Comparable rows that do not tell all that the model needs, or are of a rare kind.
    pub left_out: usize,
}

/// Both associations, each adjusted for severity before, scar type, phototype, setting and number of sessions, and the interval for the needle too.
pub fn dose_response(models: &Models) -> DoseResponse {
    let slope = |fit: &Known<Fit>, effect, adjusted_for: &[Term]| {
        let fit = fit.as_ref().map_err(|why| *why)?;
        Ok(Slope {
            effect,
            slope: fit.effect(effect)?,
            adjusted_for: fit.kept.held_equal(&models.rows, adjusted_for),
            patients: fit.kept.patients(),
            comparisons: fit.kept.len(),
            left_out: fit.kept.left_out(&models.rows),
        })
    };
    DoseResponse {
        needle: slope(&models.needle, Effect::PerNeedleStep, &BESIDE_NEEDLE),
        interval: slope(&models.interval, Effect::PerIntervalWeek, &BESIDE_INTERVAL),
    }
}
