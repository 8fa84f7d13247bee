//! Whether the answer hangs on one study.

use super::{Model, Pooled, pool};
use crate::effect::Effect;
use crate::error::EvidenceError;

/// What the other studies say.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    /// The place of the study that was left out.
    pub study: usize,
    /// The others pooled.
    pub others: Pooled,
}

/// Pools all studies but one, for each of at least three in turn.
///
/// # Errors
///
/// [`EvidenceError::TooFew`] below three studies; else as [`pool`].
pub fn leave_one_out(effects: &[Effect], model: Model) -> Result<Vec<LeftOut>, EvidenceError> {
    if effects.len() < 3 {
        return Err(EvidenceError::TooFew {
            what: "leaving one out",
            count: effects.len(),
            least: 3,
        });
    }
    let without = |study: usize| {
        let others: Vec<Effect> = [&effects[..study], &effects[study + 1..]].concat();
        Ok(LeftOut {
            study,
            others: pool(&others, model)?,
        })
    };
    (0..effects.len()).map(without).collect()
}
