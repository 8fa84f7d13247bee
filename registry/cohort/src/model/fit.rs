//! A model of a cohort, fitted, and its answer.

use super::{Design, Effect, ModelRows, RandomIntercept, Term};
use crate::answer::{CONFOUNDERS, Scale};
use crate::cohort::Cohort;
use crate::error::{Known, NotKnown};
use nalgebra::DVector;
use relief_estimate::Estimate;
use serde::{Deserialize, Serialize};

/// What changes go with, over all places and sessions of a cohort.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MixedAnswer {
    /// The metric.
    pub metric: String,
    /// What its change is told in.
    pub scale: Scale,
    /// Patients in the model.
    pub patients: usize,
    /// Comparisons in the model.
    pub comparisons: usize,
    /// Comparable rows that do not tell all that the model needs, or are of a kind that fewer than [`crate::SMALLEST_CELL`]
    /// patients have.
    pub left_out: usize,
    /// The coefficients, the reference first. Terms that do not vary have none.
    pub coefficients: Vec<Coefficient>,
    /// The standard deviation of patients' own levels.
    pub patient_sd: f64,
    /// The standard deviation of a patient's places and sessions about that.
    pub residual_sd: f64,
}

/// One coefficient.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Coefficient {
    /// What it is of.
    pub effect: Effect,
    /// In the scale of the change, with Student's interval on patients less coefficients, which is wider than most programs'.
    pub estimate: Estimate,
}

/// A fitted model with what its columns are.
pub(crate) struct Fit {
    pub(crate) design: Design,
    pub(crate) model: RandomIntercept,
}

impl Fit {
    pub(crate) fn new(rows: &ModelRows, terms: &[Term]) -> Known<Self> {
        let design = Design::new(rows, terms)?;
        let model = RandomIntercept::fit(&design.columns, &design.values, &design.patients)?;
        Ok(Self { design, model })
    }

    /// A sum of coefficients, each so many times.
    pub(crate) fn combined(&self, weights: &DVector<f64>) -> Known<Estimate> {
        let (value, variance) = self.model.combined(weights);
        Ok(Estimate::from_standard_error_t(
            value,
            variance.sqrt(),
            self.model.df(),
        )?)
    }

    /// One effect; not tellable when it did not vary.
    pub(crate) fn effect(&self, effect: Effect) -> Known<Estimate> {
        let found = self.design.effects.iter().position(|known| *known == effect);
        self.coefficient(found.ok_or(NotKnown::NotTellable)?)
    }

    /// The same effect in a model of the same rows with nothing else in it.
    pub(crate) fn of_same_rows(&self, effect: Effect) -> Known<Estimate> {
        let found = self.design.effects.iter().position(|known| *known == effect);
        let place = found.ok_or(NotKnown::NotTellable)?;
        let columns = [0, place].map(|kept| self.design.columns[kept].clone());
        let model = RandomIntercept::fit(&columns, &self.design.values, &self.design.patients)?;
        let (value, variance) = model.combined(&DVector::from_column_slice(&[0.0, 1.0]));
        Ok(Estimate::from_standard_error_t(
            value,
            variance.sqrt(),
            model.df(),
        )?)
    }

    /// The weights that give the change after so many sessions of what else is the reference. `None` when nobody in the model has
    /// so many.
    pub(crate) fn after(&self, session: u8) -> Option<DVector<f64>> {
        let mut weights = DVector::zeros(self.design.effects.len());
        weights[0] = 1.0;
        if session != self.design.fewest_sessions() {
            let effect = Effect::AfterSession(session);
            let place = self.design.effects.iter().position(|known| *known == effect)?;
            weights[place] = 1.0;
        }
        Some(weights)
    }

    fn coefficient(&self, place: usize) -> Known<Estimate> {
        let mut weights = DVector::zeros(self.design.effects.len());
        weights[place] = 1.0;
        self.combined(&weights)
    }
}

/// Fits a linear mixed model to every comparable row: the change explained by `terms`, with a random intercept for the patient, by
/// restricted maximum likelihood. Such a model uses what is there of patients who dropped out, and is valid when leaving depends
/// on nothing but what was measured before (missing at random). With [`Term::AtHome`] come the [`CONFOUNDERS`], asked for or not: the
/// bare difference is given by nothing in this crate but [`crate::SettingDifference`].
///
/// # Errors
///
/// Too few patients, or terms that always go together.
pub fn mixed(cohort: &Cohort<'_>, metric: &str, scale: Scale, terms: &[Term]) -> Known<MixedAnswer> {
    let mut terms = terms.to_vec();
    if terms.contains(&Term::AtHome) {
        let slope = terms.contains(&Term::Sessions);
        let brought = CONFOUNDERS
            .into_iter()
            .filter(|term| !(slope && *term == Term::EachSession));
        let missing: Vec<Term> = brought.filter(|term| !terms.contains(term)).collect();
        terms.extend(missing);
    }
    let fit = Fit::new(&ModelRows::of(cohort, metric, scale), &terms)?;
    let coefficients = fit.design.effects.iter().enumerate().map(|(place, effect)| {
        Ok(Coefficient {
            effect: *effect,
            estimate: fit.coefficient(place)?,
        })
    });
    Ok(MixedAnswer {
        metric: metric.to_owned(),
        scale,
        patients: fit.design.count(),
        comparisons: fit.design.values.len(),
        left_out: fit.design.left_out,
        coefficients: coefficients.collect::<Known<_>>()?,
        patient_sd: fit.model.between.sqrt(),
        residual_sd: fit.model.residual.sqrt(),
    })
}
