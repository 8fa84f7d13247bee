//! What each study says about a question.

use super::question::{Question, is_needling};
use super::reasons::LeftOut;
use super::weighed::{Silent, said};
use crate::effect::Effect;
use crate::error::EvidenceError;
use crate::trials::{Row, Study, Treatment};
use relief_estimate::Estimate;

/// Between a person's scores before and afterwards, or between the sides of a face, where a study does not tell. Nothing is
/// known that would make another value better; what others would give stands beside each result.
pub const ASSUMED_CORRELATION: f64 = 0.5;
/// The others: people keep hardly any, or most, of their rank.
pub const OTHER_CORRELATIONS: [f64; 2] = [0.2, 0.8];

/// What one study says.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The study.
    pub study: Study,
    /// Its effect on the scale of [`Question::measure`].
    pub effect: Effect,
    /// The same with its 95 % interval from the normal quantile.
    pub estimate: Estimate,
    /// How many people it is of; none where the source does not tell and an interval is enough.
    pub n: Option<u32>,
    /// Whether a correlation within a person had to be assumed.
    pub assumed: bool,
    /// The row of the arm of microneedling alone.
    pub row: Row,
}

/// The studies that say something about a question and those that do not, each once, in the table's order.
pub(super) fn gather(
    rows: &[Row],
    question: Question,
    correlation: f64,
) -> Result<(Vec<Contribution>, Vec<LeftOut>), EvidenceError> {
    let (mut studies, mut left_out) = (Vec::new(), Vec::new());
    let mut seen: Vec<&str> = Vec::new();
    for first in rows {
        if seen.contains(&first.study.id.as_str()) {
            continue;
        }
        seen.push(&first.study.id);
        let own: Vec<&Row> = rows.iter().filter(|row| row.study.id == first.study.id).collect();
        let mut silent = None;
        let mut candidates = candidates(&own, question);
        // Of several scales of the same people the first that can be weighed counts, in the order of `Scale`.
        candidates.sort_by_key(|(row, _)| row.outcome.scale.value);
        for (row, other) in candidates {
            match said(row, other, question, correlation) {
                Ok((effect, n, assumed)) => {
                    studies.push(Contribution {
                        study: row.study.clone(),
                        effect,
                        estimate: Estimate::from_standard_error(effect.value, effect.standard_error())?,
                        n,
                        assumed,
                        row: row.clone(),
                    });
                    silent = None;
                    break;
                }
                Err(Silent::Wrong(error)) => return Err(error),
                Err(Silent::Why(why)) => silent = silent.or(Some(why)),
            }
        }
        left_out.extend(silent.map(|why| LeftOut {
            id: first.study.id.clone(),
            label: first.study.label(),
            n: first.outcome.n.as_ref().map(|n| n.value),
            why,
        }));
    }
    Ok((studies, left_out))
}

/// A study's rows that bear on the question, each with the row it is compared with.
fn candidates<'a>(own: &[&'a Row], question: Question) -> Vec<(&'a Row, Option<&'a Row>)> {
    let needling = own.iter().copied().filter(|row| is_needling(row));
    match question {
        Question::Change(scale) => needling
            .filter(|row| row.outcome.scale.value == scale)
            .map(|row| (row, None))
            .collect(),
        Question::StandardisedChange => needling
            .filter(|row| row.outcome.scale.value.is_shared())
            .map(|row| (row, None))
            .collect(),
        Question::Improved(response) => needling
            .filter(|row| row.outcome.response == Some(response))
            .map(|row| (row, None))
            .collect(),
        Question::Against(treatment) => needling
            .filter_map(|row| Some((row, Some(counterpart(own, row, treatment)?))))
            .collect(),
    }
}

/// The row of the same study and scale with the other treatment.
fn counterpart<'a>(own: &[&'a Row], needling: &Row, treatment: Treatment) -> Option<&'a Row> {
    own.iter().copied().find(|row| {
        row.arm.treatment == treatment
            && row.outcome.scar_type.is_none()
            && row.outcome.scale.value == needling.outcome.scale.value
    })
}
