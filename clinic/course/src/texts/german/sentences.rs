//! German sentences about where a course stands.

use super::{figures, names};
use crate::candidacy::Decision;
use crate::consent::ConsentState;
use crate::context::Confounder;
use crate::gate::{Blocker, Caution};
use crate::texts::LevelTexts;
use crate::triage::{Fired, Level};
use relief_protocol::{Severity, Sign};

pub(super) fn level(level: Level) -> LevelTexts {
    match level {
        Level::Expected => LevelTexts {
            word: "Erwartet",
            patient: "Das ist an diesem Tag normal.",
        },
        Level::Watch => LevelTexts {
            word: "Beobachten",
            patient: "Das ist etwas mehr als üblich. Schauen Sie morgen noch einmal nach und rufen Sie uns an, wenn es \
                zunimmt.",
        },
        Level::ContactNow => LevelTexts {
            word: "Jetzt in der Praxis anrufen",
            patient: "Bitte rufen Sie jetzt in der Praxis an. Warten Sie nicht bis zum nächsten Eintrag.",
        },
    }
}

pub(super) fn consent_state(state: ConsentState) -> String {
    match state {
        ConsentState::Never => "nicht erteilt".to_owned(),
        ConsentState::Given => "erteilt".to_owned(),
        ConsentState::Outdated { version } => {
            format!("erteilt für Version {version}, die inzwischen geändert wurde")
        }
        ConsentState::Revoked { at } => format!("widerrufen am {}", figures::instant(at)),
    }
}

pub(super) fn decision(decision: Decision) -> String {
    match decision {
        Decision::Eligible => "Die Behandlung ist möglich.".to_owned(),
        Decision::DeferUntil(until) => format!("Nicht vor dem {}.", figures::day(until)),
        Decision::Refer => "Zuerst entscheidet eine Hautärztin oder ein Hautarzt.".to_owned(),
    }
}

pub(super) fn fired(rule: &Fired) -> String {
    match rule {
        Fired::RedFlag { flag } => format!("Warnzeichen: {flag}."),
        Fired::BeyondWatch {
            sign,
            day,
            severity,
            at_most: Severity::None,
        } => format!(
            "{}; das wird an diesem Tag nicht nur zu Hause beobachtet.",
            found(*sign, *day, *severity)
        ),
        Fired::BeyondWatch {
            sign,
            day,
            severity,
            at_most,
        } => format!(
            "{}; zu Hause beobachtet wird höchstens: {}.",
            found(*sign, *day, *severity),
            names::severity(*at_most)
        ),
        Fired::BeyondExpected {
            sign,
            day,
            severity,
            at_most: Severity::None,
        } => format!(
            "{}; das ist an diesem Tag nicht normal.",
            found(*sign, *day, *severity)
        ),
        Fired::BeyondExpected {
            sign,
            day,
            severity,
            at_most,
        } => format!(
            "{}; normal ist höchstens: {}.",
            found(*sign, *day, *severity),
            names::severity(*at_most)
        ),
        Fired::Rising { sign, day, from, to } => format!(
            "{} an Tag {day}: {}, davor: {}; zu erwarten ist nur noch ein Rückgang.",
            capitalised(names::sign(*sign)),
            names::severity(*to),
            names::severity(*from)
        ),
    }
}

/// `Rötung an Tag 4: stark`.
fn found(sign: Sign, day: u16, severity: Severity) -> String {
    format!(
        "{} an Tag {day}: {}",
        capitalised(names::sign(sign)),
        names::severity(severity)
    )
}

pub(super) fn blocker(blocker: &Blocker) -> String {
    match blocker {
        Blocker::OtherProtocol => "Der Verlauf folgt einem anderen Protokoll als diesem.".to_owned(),
        Blocker::ComplaintNotTreated => "Das Protokoll behandelt dieses Anliegen nicht.".to_owned(),
        Blocker::NoSessionPlanned => {
            "Es ist keine weitere Sitzung geplant; über eine zusätzliche wird anhand des \
            gemessenen Ergebnisses entschieden."
                .to_owned()
        }
        Blocker::TooEarly { earliest } => {
            format!("Es ist zu früh: nicht vor dem {}.", figures::day(*earliest))
        }
        Blocker::AskCandidacy => "Die Fragen zur Eignung müssen erneut gestellt werden.".to_owned(),
        Blocker::CandidacyOfOtherProtocol => {
            "Die Fragen zur Eignung wurden unter einer anderen Fassung des Protokolls gestellt.".to_owned()
        }
        Blocker::Deferred { until } => format!(
            "Nach der Prüfung der Eignung ist bis zum {} zu warten.",
            figures::day(*until)
        ),
        Blocker::Referred => {
            "Nach der Prüfung der Eignung entscheidet zuerst eine Hautärztin oder ein Hautarzt.".to_owned()
        }
        Blocker::Consent { to, state } => format!(
            "Einwilligung ({}): {}.",
            names::consent_to(*to),
            consent_state(*state)
        ),
        Blocker::OpenAlarm { on } => format!(
            "Der Alarm des Tagebuchs vom {} wurde noch nicht angesehen.",
            figures::day(*on)
        ),
    }
}

pub(super) fn caution(caution: Caution) -> String {
    match caution {
        Caution::Late { latest } => format!(
            "Später als empfohlen: Die Sitzung sollte bis zum {} stattfinden.",
            figures::day(latest)
        ),
        Caution::RolledAtHome { on } => format!("Am {} wurde zu Hause gerollt.", figures::day(on)),
        Caution::NoPhotoConsent => {
            "Fotos dürfen nicht aufbewahrt werden, das Ergebnis wird also nicht gemessen.".to_owned()
        }
    }
}

pub(super) fn confounder(confounder: &Confounder) -> String {
    match confounder {
        Confounder::HomeRolling {
            times,
            longest_mm: Some(longest),
        } => format!(
            "{times}-mal zu Hause gerollt, mit Nadeln bis {}.",
            figures::length(*longest)
        ),
        Confounder::HomeRolling {
            times,
            longest_mm: None,
        } => format!("{times}-mal zu Hause gerollt."),
        Confounder::OtherTreatment { kind } => {
            format!("Andere Behandlung: {}.", names::treatment_kind(*kind))
        }
        Confounder::ActiveAcne { severity } => format!("Aktive Akne: {}.", names::severity(*severity)),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
