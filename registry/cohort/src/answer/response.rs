//! Whether changes go with needle length and with the weeks between sessions.

use super::Scale;
use crate::cohort::Cohort;
use crate::error::Known;
use crate::model::{Effect, Fit, ModelRows, Term};
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
pub fn dose_response(cohort: &Cohort<'_>, metric: &str, scale: Scale) -> DoseResponse {
    dose_response_of(&ModelRows::of(cohort, metric, scale))
}

/// The same from the rows themselves. This is how a registry answers that reads them from a database.
pub fn dose_response_of(rows: &ModelRows) -> DoseResponse {
    let slope = |term, effect, adjusted_for: &[Term]| {
        let terms: Vec<Term> = adjusted_for.iter().copied().chain([term]).collect();
        let fit = Fit::new(rows, &terms)?;
        Ok(Slope {
            effect,
            slope: fit.effect(effect)?,
            adjusted_for: fit.design.held_equal(adjusted_for),
            patients: fit.design.count(),
            comparisons: fit.design.values.len(),
            left_out: fit.design.left_out,
        })
    };
    // Needles at home are short: without the setting, the slope would be the difference between the settings.
    let common = [
        Term::EachSession,
        Term::ScarType,
        Term::Phototype,
        Term::Before,
        Term::AtHome,
    ];
    let with_needle = [common.as_slice(), &[Term::NeedleLength]].concat();
    DoseResponse {
        needle: slope(Term::NeedleLength, Effect::PerNeedleStep, &common),
        interval: slope(Term::IntervalWeeks, Effect::PerIntervalWeek, &with_needle),
    }
}
