//! What other methods and other assumptions would have said.

use super::{OTHER_CORRELATIONS, Question, contribution};
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

/// The mean effect, or that of the only study, with another correlation within a person.
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

/// What the studies, or the only one, would say with each of the other correlations.
pub(super) fn other_correlations(rows: &[Row], question: Question) -> Result<Vec<Correlated>, EvidenceError> {
    OTHER_CORRELATIONS
        .iter()
        .map(|correlation| {
            let (studies, _) = contribution::gather(rows, question, *correlation)?;
            let effects: Vec<Effect> = studies.iter().map(|study| study.effect).collect();
            Ok(Correlated {
                correlation: *correlation,
                estimate: match studies.as_slice() {
                    [one] => one.estimate,
                    _ => pool(&effects, Model::CAREFUL)?.estimate,
                },
            })
        })
        .collect()
}
