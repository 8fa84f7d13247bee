//! Every value has words, and no words are left with a hole.

use crate::{at, key, line};
use jiff::civil::{date, time};
use relief_course::grading::{Gais, GoodmanBaronGrade, Satisfaction, Scale, ScarS};
use relief_course::texts::{ENGLISH, GERMAN, Texts};
use relief_course::{
    Blocker, CalendarError, Caution, Closed, Confounder, ConsentError, ConsentState, ConsentTo, Decision,
    DiaryError, Fired, Level, Phototype, PlanError, Role, SessionProblem, Setting, TreatmentKind, Visit,
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

const LANGUAGES: [&Texts; 2] = [&ENGLISH, &GERMAN];

#[test]
fn every_name_is_there_and_stands_for_one_thing() {
    for language in LANGUAGES {
        names_are_distinct(language);
    }
}

fn names_are_distinct(texts: &Texts) {
    distinct("zones", owned(&Zone::ALL, texts.zone));
    distinct("scars", owned(&ScarType::ALL, texts.scar_type));
    distinct("complaints", owned(&Complaint::ALL, texts.complaint));
    distinct("signs", owned(&Sign::ALL, texts.sign));
    distinct("severities", owned(&Severity::ALL, texts.severity));
    distinct("phototypes", owned(&Phototype::ALL, texts.phototype));
    distinct("roles", owned(&Role::ALL, texts.role));
    distinct("consents", owned(&ConsentTo::ALL, texts.consent_to));
    distinct("scales", owned(&Scale::ALL, texts.scale));
    distinct("GAIS", owned(&Gais::ALL, texts.gais));
    distinct("SCAR-S", owned(&ScarS::ALL, texts.scar_s));
    distinct("satisfaction", owned(&Satisfaction::ALL, texts.satisfaction));
    distinct(
        "settings",
        owned(&[Setting::Professional, Setting::AtHome], texts.setting),
    );
    let grades = [1, 2, 3, 4].map(|grade| GoodmanBaronGrade::try_from(grade).unwrap());
    distinct("grades", owned(&grades, texts.goodman_baron_grade));
    let levels = [Level::Expected, Level::Watch, Level::ContactNow];
    distinct(
        "levels",
        levels
            .iter()
            .map(|level| (texts.level)(*level).patient.to_owned())
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
    for texts in LANGUAGES {
        distinct("fields", owned(&fields, texts.session_field));
    }
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

#[test]
fn german_sentences_carry_their_numbers_as_german_writes_them() {
    let on = date(2026, 3, 30);
    let visit = Visit::Session(2);
    let [needle, limit] = [2.6, 2.5].map(|mm| NeedleLength::from_mm(mm).unwrap());
    let beyond = |at_most| Fired::BeyondWatch {
        sign: Sign::Darkening,
        day: 4,
        severity: Severity::Severe,
        at_most,
    };
    let sentences = [
        (
            (GERMAN.session_problem)(&SessionProblem::NeedleRefused {
                zone: Zone::Chin,
                needle,
                limit,
                rule: key("thick_skin"),
            }),
            "2,6 mm ist für diese Zone zu lang (Kinn); die Grenze ist 2,5 mm.",
        ),
        (
            (GERMAN.session_problem)(&SessionProblem::TimesOutOfOrder {
                first: "started_at",
                then: "ended_at",
            }),
            "„Erster Durchgang um“ darf nicht später sein als „Letzter Durchgang um“.",
        ),
        (
            (GERMAN.fired)(&beyond(Severity::Mild)),
            "Dunkle Verfärbung an Tag 4: stark; zu Hause beobachtet wird höchstens: leicht.",
        ),
        (
            (GERMAN.fired)(&beyond(Severity::None)),
            "Dunkle Verfärbung an Tag 4: stark; das wird an diesem Tag nicht nur zu Hause beobachtet.",
        ),
        (
            (GERMAN.fired)(&Fired::Rising {
                sign: Sign::Redness,
                day: 4,
                from: Severity::Mild,
                to: Severity::Moderate,
            }),
            "Rötung an Tag 4: mittelstark, davor: leicht; zu erwarten ist nur noch ein Rückgang.",
        ),
        (
            (GERMAN.confounder)(&Confounder::HomeRolling {
                times: 9,
                longest_mm: Some(NeedleLength::from_mm(0.5).unwrap()),
            }),
            "9-mal zu Hause gerollt, mit Nadeln bis 0,5 mm.",
        ),
        (
            (GERMAN.plan_error)(&PlanError::TooEarly {
                visit,
                on,
                earliest: date(2026, 4, 1),
            }),
            "Der 30.03.2026 ist zu früh für die Sitzung 2: nicht vor dem 01.04.2026.",
        ),
        (
            (GERMAN.plan_error)(&PlanError::OutOfOrder {
                visit,
                first: Visit::Judgement(1),
            }),
            "Die Beurteilung nach 1 Sitzung kommt vor der Sitzung 2.",
        ),
        (
            (GERMAN.blocker)(&Blocker::Consent {
                to: ConsentTo::Treatment,
                state: ConsentState::Revoked {
                    at: at("2026-01-05T10:00:00Z"),
                },
            }),
            "Einwilligung (Behandlung): widerrufen am 05.01.2026, 10:00 Uhr (UTC).",
        ),
        (
            (GERMAN.calendar_error)(&CalendarError::OpeningOrder {
                from: time(18, 0, 0, 0),
                to: time(9, 0, 0, 0),
            }),
            "Die Öffnung von 18:00 Uhr bis 09:00 Uhr muss nach ihrem Beginn enden und darf erst beginnen, wenn die \
             vorige geendet hat.",
        ),
    ];
    for (sentence, expected) in sentences {
        assert_eq!(sentence, expected);
    }
}
