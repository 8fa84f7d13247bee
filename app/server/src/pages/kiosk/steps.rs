//! What a patient is asked on the practice's tablet, in its order.

use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::Choice;
use crate::guard::Visitor;
use crate::pages::candidacy::{self, Question};
use crate::pages::consent::{self, Use};
use relief_course::Action;
use relief_store::Document;

/// The codes of the first and the last step; those between are named by what is consented to.
const QUESTIONS: &str = "questions";
const END: &str = "end";

/// A step.
pub(super) struct Step {
    /// Its code in the address.
    pub code: String,
    /// What it shows.
    pub show: Show,
}

/// What a step shows.
pub(super) enum Show {
    /// The questions of candidacy.
    Questions {
        questions: Vec<Question>,
        yes_no: Vec<Choice>,
        since: Vec<Choice>,
    },
    /// A text to sign.
    Consent(Box<Use>),
    /// There is nothing more to do, or the rest is left for later.
    End,
}

/// The steps that are open, and the end. The questions are open until they were answered today; a consent until it is
/// given to the text as it is now.
pub(super) fn open(visitor: &Visitor, chart: &Chart, documents: &[Document]) -> Result<Vec<Step>, Failure> {
    let current = chart.current()?;
    let today = visitor.today();
    let asked = current.course.assessments.iter();
    let mut steps = Vec::new();
    if chart.permits(visitor, Action::AnswerCandidacy)
        && !asked
            .into_iter()
            .any(|asked| asked.questionnaire.asked_on == today)
    {
        steps.push(Step {
            code: QUESTIONS.to_owned(),
            show: Show::Questions {
                questions: candidacy::questions(&current.protocol),
                yes_no: candidacy::yes_no(),
                since: candidacy::since(),
            },
        });
    }
    let consents = consent::open(visitor, chart, documents)?.into_iter();
    steps.extend(consents.map(|consent| Step {
        code: consent.code.clone(),
        show: Show::Consent(Box::new(consent)),
    }));
    steps.push(Step {
        code: END.to_owned(),
        show: Show::End,
    });
    Ok(steps)
}

/// The place of the step of a code; the first one's for a code of none.
pub(super) fn place(steps: &[Step], code: &str) -> usize {
    steps.iter().position(|step| step.code == code).unwrap_or(0)
}
