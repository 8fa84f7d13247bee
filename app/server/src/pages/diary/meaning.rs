//! What a day means, by which rule, and what the patient is told.

use crate::chart::Current;
use crate::clock;
use crate::language::{course_texts, say};
use jiff::civil::Date;
use relief_course::{ClinicZone, Diary, Fired, Level};
use relief_protocol::Protocol;

/// What a day means.
pub(super) struct Meaning {
    pub word: &'static str,
    /// What the patient is told.
    pub patient: &'static str,
    pub mark: &'static str,
    pub is_alarming: bool,
    /// The rules that fired, each with its advice.
    pub reasons: Vec<Reason>,
    /// What clinicians found when they looked at it.
    pub findings: Vec<Finding>,
}

/// A rule that fired.
pub(super) struct Reason {
    pub rule: String,
    pub advice: String,
}

/// What a clinician found.
pub(super) struct Finding {
    pub by: String,
    pub finding: String,
}

/// How a level is marked.
pub(super) fn mark(level: Level) -> &'static str {
    match level {
        Level::Expected => "good",
        Level::Watch => "stop",
        Level::ContactNow => "bad",
    }
}

/// What a day means; `None` without an entry.
pub(super) fn of(current: &Current, diary: &Diary, on: Date, zone: &ClinicZone) -> Option<Meaning> {
    let (_, triage) = diary
        .triages(&current.protocol)
        .into_iter()
        .find(|(day, _)| *day == on)?;
    let words = (course_texts().level)(triage.level);
    let looks = diary.reviews().iter().filter(|review| review.on == on);
    Some(Meaning {
        word: words.word,
        patient: words.patient,
        mark: mark(triage.level),
        is_alarming: triage.level == Level::ContactNow,
        reasons: triage
            .fired
            .iter()
            .map(|fired| reason(&current.protocol, fired))
            .collect(),
        findings: looks
            .map(|review| Finding {
                by: format!("{}, {}", review.by.name, clock::moment(zone, review.by.at)),
                finding: review.finding.to_string(),
            })
            .collect(),
    })
}

/// A rule in words; of a red flag in the protocol's own, with its advice.
pub(super) fn reason(protocol: &Protocol, fired: &Fired) -> Reason {
    let flag = match fired {
        Fired::RedFlag { flag } => protocol.red_flag(flag),
        _ => None,
    };
    match flag {
        Some(flag) => Reason {
            rule: format!("{} {}", flag.ask, say("Yes.")),
            advice: flag.advice.to_string(),
        },
        None => Reason {
            rule: (course_texts().fired)(fired),
            advice: String::new(),
        },
    }
}
