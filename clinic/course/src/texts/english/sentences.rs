//! English sentences about where a course stands.

use super::names;
use crate::candidacy::Decision;
use crate::consent::ConsentState;
use crate::context::Confounder;
use crate::gate::{Blocker, Caution};
use crate::texts::LevelTexts;
use crate::triage::{Fired, Level};

pub(super) fn level(level: Level) -> LevelTexts {
    match level {
        Level::Expected => LevelTexts {
            word: "Expected",
            patient: "This is normal on this day.",
        },
        Level::Watch => LevelTexts {
            word: "Watch",
            patient: "This is a little more than usual. Look again tomorrow, and call us if it grows.",
        },
        Level::ContactNow => LevelTexts {
            word: "Contact the clinic now",
            patient: "Please call the clinic now. Do not wait for the next entry.",
        },
    }
}

pub(super) fn consent_state(state: ConsentState) -> String {
    match state {
        ConsentState::Never => "not given".to_owned(),
        ConsentState::Given => "given".to_owned(),
        ConsentState::Outdated { version } => format!("given for version {version}, which has changed"),
        ConsentState::Revoked { at } => format!("revoked at {at}"),
    }
}

pub(super) fn decision(decision: Decision) -> String {
    match decision {
        Decision::Eligible => "May be treated.".to_owned(),
        Decision::DeferUntil(until) => format!("Not before {until}."),
        Decision::Refer => "A dermatologist decides first.".to_owned(),
    }
}

pub(super) fn fired(rule: &Fired) -> String {
    match rule {
        Fired::RedFlag { flag } => format!("Red flag: {flag}."),
        Fired::BeyondWatch {
            sign,
            day,
            severity,
            at_most,
        } => format!(
            "{} on day {day} is {}; at home at most {} is watched.",
            capitalised(names::sign(*sign)),
            names::severity(*severity),
            names::severity(*at_most)
        ),
        Fired::BeyondExpected {
            sign,
            day,
            severity,
            at_most,
        } => format!(
            "{} on day {day} is {}; normal is at most {}.",
            capitalised(names::sign(*sign)),
            names::severity(*severity),
            names::severity(*at_most)
        ),
        Fired::Rising { sign, day, from, to } => format!(
            "{} rose from {} to {} by day {day}, when it should only fall.",
            capitalised(names::sign(*sign)),
            names::severity(*from),
            names::severity(*to)
        ),
    }
}

pub(super) fn blocker(blocker: &Blocker) -> String {
    match blocker {
        Blocker::OtherProtocol => "The course follows another protocol than this one.".to_owned(),
        Blocker::ComplaintNotTreated => "The protocol does not treat this complaint.".to_owned(),
        Blocker::NoSessionPlanned => {
            "No further session is planned; one more is decided on the measured result.".to_owned()
        }
        Blocker::TooEarly { earliest } => format!("It is too soon: not before {earliest}."),
        Blocker::AskCandidacy => "The candidacy questions have to be asked again.".to_owned(),
        Blocker::CandidacyOfOtherProtocol => {
            "The candidacy questions were asked under another version of the protocol.".to_owned()
        }
        Blocker::Deferred { until } => format!("Candidacy says to wait until {until}."),
        Blocker::Referred => "Candidacy says that a dermatologist decides first.".to_owned(),
        Blocker::Consent { to, state } => {
            format!(
                "Consent to {} is {}.",
                names::consent_to(*to),
                consent_state(*state)
            )
        }
        Blocker::OpenAlarm { on } => format!("The diary's alarm of {on} has not been looked at."),
    }
}

pub(super) fn caution(caution: Caution) -> String {
    match caution {
        Caution::Late { latest } => format!("Later than advised: it should have been by {latest}."),
        Caution::RolledAtHome { on } => format!("The patient rolled at home on {on}."),
        Caution::NoPhotoConsent => "Photos may not be kept, so the result will not be measured.".to_owned(),
    }
}

pub(super) fn confounder(confounder: &Confounder) -> String {
    match confounder {
        Confounder::HomeRolling {
            times,
            longest_mm: Some(longest),
        } => {
            format!("Rolled at home {times} times, with needles of up to {longest}.")
        }
        Confounder::HomeRolling {
            times,
            longest_mm: None,
        } => format!("Rolled at home {times} times."),
        Confounder::OtherTreatment { kind } => format!("Other treatment: {}.", names::treatment_kind(*kind)),
        Confounder::ActiveAcne { severity } => format!("Active acne: {}.", names::severity(*severity)),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
