//! Candidacy questions: each kind of answer has its consequences and no others.

use super::{Fault, PathStep, at, named_once, not_empty};
use crate::candidacy::{AnswerKind, Candidacy, Consequence, Question, Then};

/// Nobody who can be asked is older.
const MOST_YEARS: u8 = 120;

pub(super) fn check(candidacy: &Candidacy) -> Result<(), Fault> {
    let questions = &candidacy.question;
    not_empty("question", questions.len(), at!["candidacy"])?;
    let ids = questions.iter().map(|question| &question.id);
    named_once(ids, |index| at!["candidacy", "question", index, "id"])?;
    questions.iter().enumerate().try_for_each(|(index, question)| {
        shape(index, question)?;
        waits(index, question)?;
        ongoing_is_strictest(index, question)?;
        years(index, question)
    })
}

/// The kind of answer decides which consequences the question has.
fn shape(index: usize, question: &Question) -> Result<(), Fault> {
    use AnswerKind::{Born, Since, YesNo};
    let kind = question.answer;
    let parts: [(&'static str, bool, bool); 4] = [
        ("yes", question.yes.is_some(), kind == YesNo),
        ("ongoing", question.ongoing.is_some(), kind == Since),
        ("recent", question.recent.is_some(), kind == Since),
        ("younger", question.younger.is_some(), kind == Born),
    ];
    for (part, given, wanted) in parts {
        let name = question.id.as_str();
        if given && !wanted {
            let reason = format!("the question {name:?} takes another kind of answer, so it has no {part:?}");
            return Err(Fault::new(at!["candidacy", "question", index, part], reason));
        }
        if wanted && !given {
            let reason = format!("the question {name:?} needs {part:?}: what such an answer leads to");
            return Err(Fault::new(at!["candidacy", "question", index, "answer"], reason));
        }
    }
    Ok(())
}

/// `wait` is given exactly when the answer defers.
fn waits(index: usize, question: &Question) -> Result<(), Fault> {
    let consequence = |part: &'static str, consequence: &Option<Consequence>| {
        let Some(consequence) = consequence else {
            return Ok(());
        };
        let path = |last: &'static str| -> Vec<PathStep> { at!["candidacy", "question", index, part, last] };
        match (consequence.then, consequence.wait) {
            (Then::Defer, None) => Err(Fault::new(
                path("then"),
                "defer needs a wait: how long before asking again",
            )),
            (Then::Caution | Then::Refer, Some(_)) => Err(Fault::new(
                path("wait"),
                "wait is for defer only; a caution or a referral has no end",
            )),
            _ => Ok(()),
        }
    };
    consequence("yes", &question.yes)?;
    consequence("ongoing", &question.ongoing)
}

/// What still goes on must not be treated sooner than what has ended.
fn ongoing_is_strictest(index: usize, question: &Question) -> Result<(), Fault> {
    let (Some(ongoing), Some(recent)) = (&question.ongoing, &question.recent) else {
        return Ok(());
    };
    let milder = ongoing.then < recent.then;
    let sooner = ongoing
        .wait
        .is_some_and(|wait| wait != recent.within && wait.days()[0] < recent.within.days()[1]);
    if milder || (ongoing.then == recent.then && sooner) {
        let reason = "what still goes on must be held back at least as long as what ended recently";
        return Err(Fault::new(at!["candidacy", "question", index, "ongoing"], reason));
    }
    Ok(())
}

fn years(index: usize, question: &Question) -> Result<(), Fault> {
    let Some(younger) = &question.younger else {
        return Ok(());
    };
    if (1..=MOST_YEARS).contains(&younger.than_years) {
        return Ok(());
    }
    let reason = format!(
        "than_years is {}; it must be from 1 to {MOST_YEARS}",
        younger.than_years
    );
    Err(Fault::new(
        at!["candidacy", "question", index, "younger", "than_years"],
        reason,
    ))
}
