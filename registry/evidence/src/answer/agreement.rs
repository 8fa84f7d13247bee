//! What other methods and other assumptions would have said.

use super::{Answer, OTHER_CORRELATIONS, contribution};
use crate::effect::Effect;
use crate::error::EvidenceError;
use crate::pool::{Between, Interval, Model, Pooled, pool};
use crate::trials::Row;
use relief_estimate::Estimate;

/// The pooled effect by another model.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherModel {
    /// The model.
    pub model: Model,
    /// What it says.
    pub pooled: Pooled,
}

/// The pooled effect with another correlation within a person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correlated {
    /// The correlation.
    pub correlation: f64,
    /// What it gives.
    pub estimate: Estimate,
}

pub(super) fn other_models(effects: &[Effect]) -> Result<Vec<OtherModel>, EvidenceError> {
    let careful = Interval::KnappHartungAtLeastNormal;
    let models = [
        (Between::PauleMandel, careful),
        (Between::DerSimonianLaird, careful),
        (Between::DerSimonianLaird, Interval::Normal),
        (Between::Common, Interval::Normal),
    ];
    let pooled = models.map(|(between, interval)| {
        let model = Model { between, interval };
        Ok(OtherModel {
            model,
            pooled: pool(effects, model)?,
        })
    });
    pooled.into_iter().collect()
}

pub(super) fn other_correlations(
    rows: &[Row],
    answer: &Answer,
    taken: f64,
) -> Result<Vec<Correlated>, EvidenceError> {
    if !answer.studies.iter().any(|study| study.assumed) {
        return Ok(Vec::new());
    }
    let others = OTHER_CORRELATIONS.iter().filter(|other| **other != taken);
    others
        .map(|correlation| {
            let (studies, _) = contribution::gather(rows, answer.question, *correlation)?;
            let effects: Vec<Effect> = studies.iter().map(|study| study.effect).collect();
            Ok(Correlated {
                correlation: *correlation,
                estimate: pool(&effects, Model::CAREFUL)?.estimate,
            })
        })
        .collect()
}
