//! Every value has words, and no words are left with a hole.

use crate::{at, key, line};
use jiff::civil::{date, time};
use relief_course::grading::{Gais, GoodmanBaronGrade, Satisfaction, Scale, ScarS};
use relief_course::texts::ENGLISH;
use relief_course::{
    Blocker, CalendarError, Caution, Closed, Confounder, ConsentError, ConsentState, ConsentTo, Decision,
    DiaryError, Fired, Level, PlanError, Role, SessionProblem, Setting, TreatmentKind, Visit,
};
use relief_protocol::{Complaint, NeedleLength, ScarType, Severity, Sign, Zone};
use std::collections::BTreeSet;

/// Every one differs from every other and none is empty.
fn distinct(what: &str, words: Vec<String>) {
    let unique: BTreeSet<&String> = words.iter().collect();
    assert_eq!(unique.len(), words.len(), "{what}: {words:?}");
    assert!(
        words.iter().all(|word| !word.trim().is_empty()),
        "{what}: {words:?}"
    );
}

fn owned<T: Copy>(values: &[T], words: impl Fn(T) -> &'static str) -> Vec<String> {
    values.iter().map(|value| words(*value).to_owned()).collect()
}

#[test]
fn every_name_is_there_and_stands_for_one_thing() {
    distinct("zones", owned(&Zone::ALL, ENGLISH.zone));
    distinct("scars", owned(&ScarType::ALL, ENGLISH.scar_type));
    distinct("complaints", owned(&Complaint::ALL, ENGLISH.complaint));
    distinct("signs", owned(&Sign::ALL, ENGLISH.sign));
    distinct("severities", owned(&Severity::ALL, ENGLISH.severity));
    distinct("roles", owned(&Role::ALL, ENGLISH.role));
    distinct("consents", owned(&ConsentTo::ALL, ENGLISH.consent_to));
    distinct("scales", owned(&Scale::ALL, ENGLISH.scale));
    distinct("GAIS", owned(&Gais::ALL, ENGLISH.gais));
    distinct("SCAR-S", owned(&ScarS::ALL, ENGLISH.scar_s));
    distinct("satisfaction", owned(&Satisfaction::ALL, ENGLISH.satisfaction));
    distinct(
        "settings",
        owned(&[Setting::Professional, Setting::AtHome], ENGLISH.setting),
    );
    let grades = [1, 2, 3, 4].map(|grade| GoodmanBaronGrade::try_from(grade).unwrap());
    distinct("grades", owned(&grades, ENGLISH.goodman_baron_grade));
    let levels = [Level::Expected, Level::Watch, Level::ContactNow];
    distinct(
        "levels",
        levels
            .iter()
            .map(|level| (ENGLISH.level)(*level).patient.to_owned())
            .collect(),
    );
}

#[test]
fn every_field_of_the_session_form_has_a_label() {
    let fields = [
        "anaesthetic",
        "applied_at",
        "removed_at",
        "started_at",
        "ended_at",
        "signed_at",
        "adverse_events",
        "needle_mm",
        "passes",
        "device",
        "cartridge_lot",
        "endpoint",
        "operator",
    ];
    distinct("fields", owned(&fields, ENGLISH.session_field));
}

#[test]
fn sentences_carry_their_numbers() {
    let on = date(2026, 3, 30);
    let visit = Visit::Session(2);
    let needle = NeedleLength::from_mm(2.6).unwrap();
    let limit = NeedleLength::from_mm(2.5).unwrap();
    let refused = SessionProblem::NeedleRefused {
        zone: Zone::Chin,
        needle,
        limit,
        rule: key("thick_skin"),
    };
    let rising = Fired::Rising {
        sign: Sign::Redness,
        day: 4,
        from: Severity::Mild,
        to: Severity::Moderate,
    };
    let rolled = Confounder::HomeRolling {
        times: 9,
        longest_mm: Some(NeedleLength::from_mm(0.5).unwrap()),
    };
    let holiday = Closed::Holiday {
        on, name: line("दशैं")
    };
    let sentences = [
        (
            refused.to_string(),
            "2.6 mm is too long for the zone chin; the limit is 2.5 mm.",
        ),
        (
            (ENGLISH.fired)(&rising),
            "Redness rose from mild to moderate by day 4, when it should only fall.",
        ),
        (
            (ENGLISH.confounder)(&rolled),
            "Rolled at home 9 times, with needles of up to 0.5 mm.",
        ),
        (
            PlanError::Closed(holiday).to_string(),
            "The clinic is closed on 2026-03-30: दशैं.",
        ),
        (
            PlanError::TooEarly {
                visit,
                on,
                earliest: date(2026, 4, 1),
            }
            .to_string(),
            "2026-03-30 is too soon for the session 2: not before 2026-04-01.",
        ),
        (
            (ENGLISH.decision)(Decision::DeferUntil(on)),
            "Not before 2026-03-30.",
        ),
        (
            (ENGLISH.blocker)(&Blocker::Consent {
                to: ConsentTo::Treatment,
                state: ConsentState::Outdated { version: 3 },
            }),
            "Consent to the treatment is given for version 3, which has changed.",
        ),
        (
            (ENGLISH.caution)(Caution::Late { latest: on }),
            "Later than advised: it should have been by 2026-03-30.",
        ),
        (
            DiaryError::DayTaken { on }.to_string(),
            "2026-03-30 has an entry already.",
        ),
        (
            ConsentError::OutOfOrder {
                last: at("2026-01-05T10:00:00Z"),
            }
            .to_string(),
            "Consent was last changed later, at 2026-01-05T10:00:00Z.",
        ),
        (
            CalendarError::OpeningOrder {
                from: time(18, 0, 0, 0),
                to: time(9, 0, 0, 0),
            }
            .to_string(),
            "The opening from 18:00:00 to 09:00:00 must end after it begins and begin after the one before it ends.",
        ),
        (
            (ENGLISH.confounder)(&Confounder::OtherTreatment {
                kind: TreatmentKind::Laser,
            }),
            "Other treatment: laser.",
        ),
    ];
    for (sentence, expected) in sentences {
        assert_eq!(sentence, expected);
    }
}
