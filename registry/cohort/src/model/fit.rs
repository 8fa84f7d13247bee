//! A model of a cohort, fitted, and its answer.

use super::design::Design;
use super::{Effect, Kept, ModelRows, Moments, RandomIntercept, Term};
use crate::answer::{CONFOUNDERS, Scale};
use crate::cohort::Cohort;
use crate::error::{Known, NotKnown};
use nalgebra::DVector;
use relief_estimate::Estimate;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

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
    pub(crate) kept: Arc<Kept>,
    pub(crate) effects: Vec<Effect>,
    pub(crate) model: RandomIntercept,
    moments: Moments,
    /// The fewest sessions of any row: the reference of [`Term::EachSession`].
    fewest_sessions: u8,
}

/// Fits several models. Those of the same rows share one pass over them: the sums that a model needs are a part of those of all columns.
pub(crate) fn fits<const N: usize>(rows: &ModelRows, models: [&[Term]; N]) -> [Known<Fit>; N] {
    let kept = models.map(|terms| Kept::of(rows, terms).map(Arc::new));
    let mut summed: Vec<(Arc<Kept>, Design, Moments)> = Vec::new();
    std::array::from_fn(|model| {
        let of = kept[model].clone()?;
        let known = summed.iter().position(|(known, ..)| *known == of);
        let place = known.unwrap_or_else(|| {
            let alike = models
                .iter()
                .zip(&kept)
                .filter(|(_, kept)| kept.as_ref() == Ok(&of));
            let mut terms: Vec<Term> = alike.flat_map(|(terms, _)| terms.iter().copied()).collect();
            terms.sort_unstable();
            terms.dedup();
            let design = Design::new(rows, &of, &terms);
            let moments = Moments::of(rows, &of, &design);
            summed.push((of.clone(), design, moments));
            summed.len() - 1
        });
        let (_, design, moments) = &summed[place];
        Fit::of(rows, of, design, moments, models[model])
    })
}

impl Fit {
    pub(crate) fn new(rows: &ModelRows, terms: &[Term]) -> Known<Self> {
        let [fit] = fits(rows, [terms]);
        fit
    }

    fn of(
        rows: &ModelRows,
        kept: Arc<Kept>,
        design: &Design,
        moments: &Moments,
        terms: &[Term],
    ) -> Known<Self> {
        let columns = design.columns_of(terms);
        let moments = moments.select(&columns);
        Ok(Self {
            effects: columns.iter().map(|column| design.effect(*column)).collect(),
            model: RandomIntercept::of(&moments)?,
            moments,
            fewest_sessions: kept.fewest_sessions(rows),
            kept,
        })
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
        self.coefficient(self.place(effect).ok_or(NotKnown::NotTellable)?)
    }

    /// The same effect in a model of the same rows with nothing else in it.
    pub(crate) fn of_same_rows(&self, effect: Effect) -> Known<Estimate> {
        let place = self.place(effect).ok_or(NotKnown::NotTellable)?;
        let model = RandomIntercept::of(&self.moments.select(&[0, place]))?;
        let (value, variance) = model.combined(&DVector::from_column_slice(&[0.0, 1.0]));
        Ok(Estimate::from_standard_error_t(
            value,
            variance.sqrt(),
            model.df(),
        )?)
    }

    fn place(&self, effect: Effect) -> Option<usize> {
        self.effects.iter().position(|known| *known == effect)
    }

    /// The weights that give the change after so many sessions of what else is the reference. `None` when nobody in the model has
    /// so many.
    pub(crate) fn after(&self, session: u8) -> Option<DVector<f64>> {
        let mut weights = DVector::zeros(self.effects.len());
        weights[0] = 1.0;
        if session != self.fewest_sessions {
            weights[self.place(Effect::AfterSession(session))?] = 1.0;
        }
        Some(weights)
    }

    fn coefficient(&self, place: usize) -> Known<Estimate> {
        let mut weights = DVector::zeros(self.effects.len());
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
    let rows = ModelRows::of(cohort, metric, scale);
    let fit = Fit::new(&rows, &terms)?;
    let coefficients = fit.effects.iter().enumerate().map(|(place, effect)| {
        Ok(Coefficient {
            effect: *effect,
            estimate: fit.coefficient(place)?,
        })
    });
    Ok(MixedAnswer {
        metric: metric.to_owned(),
        scale,
        patients: fit.kept.patients(),
        comparisons: fit.kept.len(),
        left_out: fit.kept.left_out(&rows),
        coefficients: coefficients.collect::<Known<_>>()?,
        patient_sd: fit.model.between.sqrt(),
        residual_sd: fit.model.residual.sqrt(),
    })
}
