//! May this person be needled: answers to the protocol's questions, and what they lead to.

use crate::dates;
use crate::signature::Signature;
use crate::words::Note;
use jiff::civil::Date;
use relief_protocol::{AnswerKind, Consequence, Identity, Key, Protocol, Question, Text, Then};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An answer to a candidacy question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not sure, which counts as yes or as still going on.
    NotSure,
    /// It never happened.
    Never,
    /// It still goes on.
    Ongoing,
    /// It ended, or a scar appeared, on this day.
    Ended(Date),
    /// The date of birth.
    Born(Date),
}

/// A clinician's decision to treat all the same, with name and reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The clinician who answers for it.
    pub clinician: Signature,
    /// Why.
    pub reason: Note,
}

/// A filled questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// The day it was asked, at the clinic.
    pub asked_on: Date,
    /// Answers by the question's name.
    pub answers: BTreeMap<Key, Answer>,
    /// Overrides by the question's name.
    pub overrides: BTreeMap<Key, Override>,
}

/// What the answers lead to, from free to forbidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The person may be treated.
    Eligible,
    /// Not before this day.
    DeferUntil(Date),
    /// A dermatologist decides.
    Refer,
}

/// One answer that matters, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The question.
    pub question: Key,
    /// What the rule says follows.
    pub then: Then,
    /// Until when to wait, when it defers.
    pub until: Option<Date>,
    /// The reason in plain words, as the protocol gives it.
    pub reason: Text,
    /// The override that turned it into a caution.
    pub overridden: Option<Override>,
}

/// The questionnaire with its decision and every reason, under the protocol that asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The protocol whose questions they were.
    pub protocol: Identity,
    /// What was answered.
    pub questionnaire: Questionnaire,
    /// Every answer that matters, strictest first, then in the order asked.
    pub findings: Vec<Finding>,
    /// The strictest of all.
    pub decision: Decision,
}

/// What is wrong with one answer; the message stands beside its question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerProblem {
    /// The question.
    pub question: Key,
    /// What is wrong.
    pub problem: AnswerFault,
}

/// What can be wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerFault {
    /// It is missing.
    Unanswered,
    /// The protocol has no such question.
    UnknownQuestion,
    /// It is an answer to another kind of question.
    WrongKind,
    /// Its date lies after the day it was asked.
    InTheFuture,
    /// Its date lies before anybody now alive was born.
    TooLongAgo,
    /// The protocol allows no override here.
    OverrideNotAllowed,
}

/// The earliest date that anybody asked can mean: 120 years ago.
const MOST_YEARS_AGO: i16 = 120;

/// Assesses a questionnaire. Fails with every problem, in the order of the questions, when an answer is missing or
/// cannot be: nobody is treated on half a questionnaire.
pub fn assess(protocol: &Protocol, questionnaire: Questionnaire) -> Result<Assessment, Vec<AnswerProblem>> {
    let problems = problems(protocol, &questionnaire);
    if !problems.is_empty() {
        return Err(problems);
    }
    let questions = protocol.candidacy().question.iter();
    let mut findings: Vec<Finding> = questions
        .filter_map(|question| {
            let answer = *questionnaire.answers.get(&question.id)?;
            let mut finding = finding(question, answer, questionnaire.asked_on)?;
            finding.overridden = questionnaire.overrides.get(&question.id).cloned();
            Some(finding)
        })
        .collect();
    // The sort is stable, so that equals keep the order asked.
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.decision()));
    let decision = findings
        .iter()
        .map(Finding::decision)
        .max()
        .unwrap_or(Decision::Eligible);
    Ok(Assessment {
        protocol: protocol.identity().clone(),
        questionnaire,
        findings,
        decision,
    })
}

impl Finding {
    /// What this finding alone leads to; an override leaves a caution.
    pub fn decision(&self) -> Decision {
        match (self.then, self.until, &self.overridden) {
            (_, _, Some(_)) | (Then::Caution, _, None) => Decision::Eligible,
            (Then::Defer, Some(until), None) => Decision::DeferUntil(until),
            // A deferral without a date cannot be made; if one is read, it is not taken lightly.
            (Then::Defer, None, None) | (Then::Refer, _, None) => Decision::Refer,
        }
    }
}

fn problems(protocol: &Protocol, questionnaire: &Questionnaire) -> Vec<AnswerProblem> {
    let of = |question: &Key, problem| AnswerProblem {
        question: question.clone(),
        problem,
    };
    let mut problems = Vec::new();
    for question in &protocol.candidacy().question {
        let answer = questionnaire.answers.get(&question.id);
        problems.extend(
            fault(question.answer, answer, questionnaire.asked_on).map(|fault| of(&question.id, fault)),
        );
        if questionnaire.overrides.contains_key(&question.id) && !question.clinician_may_override {
            problems.push(of(&question.id, AnswerFault::OverrideNotAllowed));
        }
    }
    let named = questionnaire.answers.keys().chain(questionnaire.overrides.keys());
    let unknown = named.filter(|id| protocol.question(id).is_none());
    problems.extend(unknown.map(|id| of(id, AnswerFault::UnknownQuestion)));
    problems
}

fn fault(kind: AnswerKind, answer: Option<&Answer>, asked_on: Date) -> Option<AnswerFault> {
    let Some(answer) = answer else {
        return Some(AnswerFault::Unanswered);
    };
    let day = match (kind, answer) {
        (AnswerKind::YesNo, Answer::Yes | Answer::No | Answer::NotSure)
        | (AnswerKind::Since, Answer::Never | Answer::Ongoing | Answer::NotSure) => return None,
        (AnswerKind::Since, Answer::Ended(day)) | (AnswerKind::Born, Answer::Born(day)) => *day,
        _ => return Some(AnswerFault::WrongKind),
    };
    if day > asked_on {
        return Some(AnswerFault::InTheFuture);
    }
    (asked_on.year() - day.year() > MOST_YEARS_AGO).then_some(AnswerFault::TooLongAgo)
}

fn finding(question: &Question, answer: Answer, asked_on: Date) -> Option<Finding> {
    let of = |then, until, reason: &Text| Finding {
        question: question.id.clone(),
        then,
        until: (then == Then::Defer).then_some(until),
        reason: reason.clone(),
        overridden: None,
    };
    let now = |consequence: &Consequence| {
        let until = consequence
            .wait
            .map_or(asked_on, |wait| dates::after(asked_on, wait));
        of(consequence.then, until, &consequence.reason)
    };
    match answer {
        Answer::No | Answer::Never => None,
        Answer::Yes => question.yes.as_ref().map(now),
        Answer::NotSure => question.yes.as_ref().or(question.ongoing.as_ref()).map(now),
        Answer::Ongoing => question.ongoing.as_ref().map(now),
        Answer::Ended(day) => {
            let recent = question.recent.as_ref()?;
            let over = dates::after(day, recent.within);
            (asked_on < over).then(|| of(recent.then, over, &recent.reason))
        }
        Answer::Born(day) => {
            let younger = question.younger.as_ref()?;
            let birthday = dates::birthday(day, younger.than_years);
            (asked_on < birthday).then(|| of(younger.then, birthday, &younger.reason))
        }
    }
}
