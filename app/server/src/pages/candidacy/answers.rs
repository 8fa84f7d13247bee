//! The questions as fields, and the fields as answers.

use crate::form::{Choice, Form};
use crate::guard::Visitor;
use crate::language::{say, text};
use jiff::civil::Date;
use relief_course::{Answer, Override, Questionnaire};
use relief_protocol::{AnswerKind, Key, Protocol, Question as Asked};
use std::collections::BTreeMap;

/// A question as the page asks it.
pub struct Question {
    pub id: String,
    pub ask: String,
    pub note: String,
    pub kind: AnswerKind,
    pub may_override: bool,
    /// The names of the fields that belong to it.
    pub ended: String,
    pub when_ended: String,
    pub override_reason: String,
}

impl Question {
    pub fn is_yes_no(&self) -> bool {
        self.kind == AnswerKind::YesNo
    }

    pub fn is_since(&self) -> bool {
        self.kind == AnswerKind::Since
    }
}

pub(super) fn asks_birth(question: &Asked) -> bool {
    question.answer == AnswerKind::Born
}

/// The questions of a protocol, in its order.
pub fn questions(protocol: &Protocol) -> Vec<Question> {
    let question = |asked: &Asked| Question {
        id: asked.id.to_string(),
        ask: asked.ask.to_string(),
        note: asked.note.as_ref().map_or_else(String::new, ToString::to_string),
        kind: asked.answer,
        may_override: asked.clinician_may_override,
        ended: ended(&asked.id),
        when_ended: format!("{}=ended", asked.id),
        override_reason: override_reason(&asked.id),
    };
    protocol.candidacy().question.iter().map(question).collect()
}

fn ended(id: &Key) -> String {
    format!("{id}.ended")
}

fn override_reason(id: &Key) -> String {
    format!("{id}.override")
}

/// The answers to a question of yes or no.
pub fn yes_no() -> Vec<Choice> {
    [
        ("no", text("No")),
        ("yes", text("Yes")),
        ("not_sure", text("Not sure")),
    ]
    .map(|(code, label)| Choice::new(code, say(label)))
    .into()
}

/// The answers to a question of since when.
pub fn since() -> Vec<Choice> {
    let all = [
        ("never", text("Never")),
        ("ongoing", text("Now")),
        ("ended", text("It has ended")),
        ("not_sure", text("Not sure")),
    ];
    all.map(|(code, label)| Choice::new(code, say(label))).into()
}

/// The overrides in the form, each under the visitor's signature.
pub(super) fn overrides(visitor: &Visitor, protocol: &Protocol, form: &mut Form) -> BTreeMap<Key, Override> {
    let mut overrides = BTreeMap::new();
    for asked in &protocol.candidacy().question {
        if let Some(reason) = form.maybe_note(&override_reason(&asked.id)) {
            let clinician = visitor.signature();
            overrides.insert(asked.id.clone(), Override { clinician, reason });
        }
    }
    overrides
}

/// The answers, when every question has one; else the problems stand in the form.
pub(super) fn read(
    asked_on: Date,
    protocol: &Protocol,
    form: &mut Form,
    overrides: BTreeMap<Key, Override>,
) -> Option<Questionnaire> {
    let mut answers = BTreeMap::new();
    for asked in &protocol.candidacy().question {
        if let Some(answer) = answer(asked, form) {
            answers.insert(asked.id.clone(), answer);
        }
    }
    form.is_sound().then_some(Questionnaire {
        asked_on,
        answers,
        overrides,
    })
}

fn answer(asked: &Asked, form: &mut Form) -> Option<Answer> {
    let id = asked.id.as_str();
    if asked.answer == AnswerKind::Born {
        return form.date(id).map(Answer::Born);
    }
    match form.typed().one(id) {
        "yes" => Some(Answer::Yes),
        "no" => Some(Answer::No),
        "not_sure" => Some(Answer::NotSure),
        "never" => Some(Answer::Never),
        "ongoing" => Some(Answer::Ongoing),
        "ended" => form.date(&ended(&asked.id)).map(Answer::Ended),
        _ => {
            form.fault(id, say("Please answer."));
            None
        }
    }
}
