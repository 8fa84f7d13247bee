//! What was decided of the last answers.

use crate::chart::Current;
use crate::language::{course_texts, day, say_with};
use relief_course::{Assessment, Decision, Finding};

/// The last decision, in words.
pub(super) struct Decided {
    pub asked_on: String,
    pub decision: String,
    /// How it is marked.
    pub mark: &'static str,
    pub findings: Vec<Found>,
    pub answers: Vec<[String; 2]>,
}

/// What one answer led to.
pub(super) struct Found {
    pub question: String,
    pub reason: String,
    pub overridden: String,
}

pub(super) fn last(current: &Current) -> Option<Decided> {
    let assessment = current
        .course
        .assessments
        .iter()
        .max_by_key(|assessment| assessment.questionnaire.asked_on)?;
    Some(Decided {
        asked_on: day(assessment.questionnaire.asked_on),
        decision: (course_texts().decision)(assessment.decision),
        mark: match assessment.decision {
            Decision::Eligible => "good",
            Decision::DeferUntil(_) => "stop",
            Decision::Refer => "bad",
        },
        findings: assessment
            .findings
            .iter()
            .map(|finding| found(current, finding))
            .collect(),
        answers: answers(current, assessment),
    })
}

fn found(current: &Current, finding: &Finding) -> Found {
    let overridden = finding.overridden.as_ref().map_or_else(String::new, |by| {
        say_with(
            "Overridden by {person}: {reason}",
            &[("person", &by.clinician.name), ("reason", &by.reason)],
        )
    });
    Found {
        question: ask(current, &finding.question),
        reason: finding.reason.to_string(),
        overridden,
    }
}

fn answers(current: &Current, assessment: &Assessment) -> Vec<[String; 2]> {
    let given = assessment.questionnaire.answers.iter();
    given
        .map(|(question, answer)| [ask(current, question), (course_texts().answer)(*answer)])
        .collect()
}

/// The words of a question; its id when the protocol no longer asks it.
fn ask(current: &Current, question: &relief_protocol::Key) -> String {
    current
        .protocol
        .question(question)
        .map_or_else(|| question.to_string(), |question| question.ask.to_string())
}
