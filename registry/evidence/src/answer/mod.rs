//! What the published trials answer: for each question the studies that can say something, those that cannot and why, and
//! what they say together.

mod agreement;
mod contribution;
mod grouping;
mod question;
mod reasons;
mod scar_types;
mod weighed;

pub use agreement::{Correlated, OtherModel};
pub use contribution::{ASSUMED_CORRELATION, Contribution, OTHER_CORRELATIONS};
pub(crate) use grouping::LESS;
pub use grouping::{Grouping, GroupsByNumber};
pub use question::{Measure, Question};
pub use reasons::{LeftOut, NotPooled, WhyNot};
pub use scar_types::{ScarTypeFinding, by_scar_type};

use crate::effect::Effect;
use crate::error::EvidenceError;
use crate::pool::{
    Asymmetry, AsymmetryModel, LeftOut as WithoutOne, Model, Pooled, egger, leave_one_out, pool,
};
use crate::trials::Row;

/// Below this many studies a test of the funnel says nothing (Cochrane Handbook 13.3.5.4).
pub const LEAST_FOR_ASYMMETRY: usize = 10;

/// What is known about one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The question.
    pub question: Question,
    /// The studies that say something that can be weighed, in the table's order.
    pub studies: Vec<Contribution>,
    /// The studies that asked, and whose answer cannot be weighed.
    pub left_out: Vec<LeftOut>,
    /// What they say together, or why that cannot be said.
    pub together: Result<Together, NotPooled>,
    /// What they, or the one study there is, would say with other correlations within a person; empty where none was assumed.
    pub correlations: Vec<Correlated>,
}

/// Three studies or more pooled, and how far that hangs on single studies, on the method and on what was assumed.
#[derive(Debug, Clone, PartialEq)]
pub struct Together {
    /// Pooled by [`Model::CAREFUL`], on the scale of [`Question::measure`].
    pub pooled: Pooled,
    /// The same by the other estimators of the variance between studies.
    pub other_models: Vec<OtherModel>,
    /// The same without each study.
    pub without_one: Vec<WithoutOne>,
    /// Egger's test; none below [`LEAST_FOR_ASYMMETRY`] studies.
    pub asymmetry: Option<Asymmetry>,
}

impl Answer {
    /// How many people the studies evaluated, and in how many studies that is not told.
    pub fn people(&self) -> (u32, usize) {
        let told = self.studies.iter().filter_map(|study| study.n);
        (
            told.sum(),
            self.studies.iter().filter(|study| study.n.is_none()).count(),
        )
    }
}

/// Answers every question that the table bears on.
///
/// ```
/// use relief_evidence::{answer, trials};
/// let answers = answer::answers(&trials::shipped()?)?;
/// let controlled = answers.iter().filter(|answer| answer.question.is_controlled());
/// // No two published comparisons with another treatment can be pooled.
/// assert!(controlled.into_iter().all(|answer| answer.together.is_err()));
/// # Ok::<(), relief_evidence::EvidenceError>(())
/// ```
///
/// # Errors
///
/// [`EvidenceError`] when a row's numbers cannot be what they say, as a correlation of 1.
pub fn answers(rows: &[Row]) -> Result<Vec<Answer>, EvidenceError> {
    let questions = question::questions(rows).into_iter();
    questions
        .map(|question| answer(rows, question, ASSUMED_CORRELATION))
        .collect()
}

/// One question, with `correlation` between two measurements of a person where a study does not tell it.
///
/// # Errors
///
/// As [`answers`].
pub fn answer(rows: &[Row], question: Question, correlation: f64) -> Result<Answer, EvidenceError> {
    let (studies, left_out) = contribution::gather(rows, question, correlation)?;
    let assumed = studies.iter().any(|study| study.assumed);
    let correlations = match (assumed, studies.len()) {
        (false, _) | (true, 2) => Vec::new(),
        _ => agreement::other_correlations(rows, question)?,
    };
    Ok(Answer {
        question,
        together: match studies.len() {
            0 => Err(NotPooled::NoStudy),
            1 => Err(NotPooled::OneStudy),
            2 => Err(NotPooled::TwoStudies),
            _ => Ok(together(&studies)?),
        },
        studies,
        left_out,
        correlations,
    })
}

fn together(studies: &[Contribution]) -> Result<Together, EvidenceError> {
    let effects: Vec<Effect> = studies.iter().map(|study| study.effect).collect();
    let asymmetry = (effects.len() >= LEAST_FOR_ASYMMETRY).then(|| egger(&effects, AsymmetryModel::Egger));
    Ok(Together {
        pooled: pool(&effects, Model::CAREFUL)?,
        other_models: agreement::other_models(&effects)?,
        without_one: leave_one_out(&effects, Model::CAREFUL)?,
        asymmetry: asymmetry.transpose()?,
    })
}
