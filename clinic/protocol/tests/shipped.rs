//! The shipped protocol says what it is meant to say.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use relief_protocol::{
    AnswerKind, Complaint, Hash, Key, NeedleLength, NeedleLevel, Protocol, ScarType, Severity, Sign, Then,
    Unit, When, Zone, shipped,
};
use std::collections::BTreeSet;

fn protocol() -> Protocol {
    Protocol::parse(shipped::MICRONEEDLING_ACNE_SCARS).unwrap_or_else(|error| panic!("{error}"))
}

fn mm(mm: f64) -> NeedleLength {
    NeedleLength::from_mm(mm).unwrap()
}

fn level(zone: Zone, scars: &[ScarType], length: f64) -> NeedleLevel {
    protocol().check_needle(zone, scars, mm(length)).unwrap().level
}

#[test]
fn every_shipped_protocol_can_be_found_by_the_name_in_it() {
    for (name, text) in shipped::ALL {
        let protocol = Protocol::parse(text).unwrap();
        assert_eq!(protocol.identity().name.as_str(), name);
        assert_eq!(shipped::text(name), Some(text));
    }
    assert_eq!(shipped::text("acupuncture"), None);
}

#[test]
fn the_identity_is_the_hash_of_the_bytes() {
    let text = shipped::MICRONEEDLING_ACNE_SCARS;
    let identity = protocol().identity().clone();
    assert_eq!(identity.hash, Hash::of(text.as_bytes()));
    let commented = format!("{text}# one more comment\n");
    assert_ne!(
        Protocol::parse(&commented).unwrap().identity().hash,
        identity.hash
    );
    let json = serde_json::to_string(&identity).unwrap();
    assert_eq!(
        serde_json::from_str::<relief_protocol::Identity>(&json).unwrap(),
        identity
    );
    assert!(
        serde_json::from_str::<relief_protocol::Identity>(&json.replace("hash\":\"", "hash\":\"X")).is_err()
    );
}

#[test]
fn needles_are_half_to_one_mm_warned_above_one_and_a_half() {
    use NeedleLevel::{Refused, Typical, Unusual, Warned};
    // zone, scars, length, level
    let table: [(Zone, &[ScarType], f64, NeedleLevel); 16] = [
        (Zone::CheekLeft, &[], 0.4, Unusual),
        (Zone::CheekLeft, &[], 0.5, Typical),
        (Zone::CheekLeft, &[], 1.0, Typical),
        (Zone::CheekLeft, &[], 1.1, Unusual),
        (Zone::CheekLeft, &[], 1.5, Unusual),
        (Zone::CheekLeft, &[], 1.51, Warned),
        (Zone::CheekLeft, &[], 2.0, Warned),
        (Zone::CheekLeft, &[], 2.01, Refused),
        (Zone::CheekLeft, &[ScarType::Rolling], 2.5, Warned),
        (Zone::CheekLeft, &[ScarType::Rolling], 2.51, Refused),
        // The strictest type speaks.
        (
            Zone::CheekLeft,
            &[ScarType::Rolling, ScarType::IcePick],
            2.0,
            Refused,
        ),
        (Zone::Forehead, &[ScarType::Rolling], 2.0, Warned),
        (Zone::Forehead, &[ScarType::Rolling], 2.1, Refused),
        (Zone::Nose, &[], 1.0, Unusual),
        (Zone::Nose, &[ScarType::Boxcar], 1.25, Warned),
        (Zone::UpperLip, &[], 1.6, Refused),
    ];
    for (zone, scars, length, expected) in table {
        assert_eq!(
            level(zone, scars, length),
            expected,
            "{zone:?} {scars:?} {length} mm"
        );
    }
}

#[test]
fn every_zone_has_a_rule_for_every_scar_and_the_note_on_the_literature_is_there() {
    let protocol = protocol();
    for zone in Zone::ALL {
        for scar in ScarType::ALL.into_iter().map(Some).chain([None]) {
            let rule = protocol.needle_rule(zone, scar).unwrap();
            assert!(
                rule.limit_mm <= mm(2.5) && rule.warn_above_mm <= mm(1.5),
                "{}",
                rule.id
            );
        }
    }
    let cheek = protocol.needle_rule(Zone::CheekLeft, None).unwrap();
    assert!(cheek.note.as_ref().unwrap().as_str().contains("1.5 to 3.0 mm"));
    assert!(cheek.against.contains(&Key::try_from("Juhasz2020").unwrap()));
}

#[test]
fn three_sessions_four_to_six_weeks_apart_judged_after_three_months_then_yearly() {
    let protocol = protocol();
    assert_eq!(
        (protocol.sessions().planned, protocol.sessions().optional),
        (3, 1)
    );
    let interval = protocol.interval();
    assert_eq!(
        (interval.at_least.to_string(), interval.at_most.to_string()),
        ("4 weeks".into(), "6 weeks".into())
    );
    assert_eq!(protocol.judgement().at_least.to_string(), "3 months");
    let every = protocol.follow_up().every;
    assert_eq!((every.count(), every.unit()), (1, Unit::Years));
    assert_eq!(protocol.complaints(), Complaint::ALL);
}

#[test]
fn every_reason_not_to_treat_is_asked_for() {
    // question, what the worst answer leads to, whether a named clinician may override it
    let table = [
        ("keloid_history", Then::Refer, false),
        ("pregnant_or_nursing", Then::Defer, false),
        ("rosacea", Then::Refer, true),
        ("eczema", Then::Refer, true),
        ("psoriasis", Then::Refer, true),
        ("active_acne", Then::Defer, true),
        ("active_infection", Then::Refer, false),
        ("herpes_history", Then::Refer, true),
        ("isotretinoin", Then::Defer, true),
        ("anticoagulants", Then::Refer, true),
        ("immunosuppression", Then::Refer, false),
        ("diabetes_poorly_controlled", Then::Refer, true),
        ("skin_cancer", Then::Refer, false),
        ("keratosis", Then::Refer, false),
        ("radiotherapy", Then::Refer, false),
        ("metal_allergy", Then::Refer, true),
        ("anaesthetic_allergy", Then::Refer, true),
        ("date_of_birth", Then::Defer, true),
        ("new_scars", Then::Defer, true),
        ("unrealistic_expectation", Then::Defer, true),
        ("dysmorphic_concern", Then::Refer, true),
    ];
    let protocol = protocol();
    for (id, then, may_override) in table {
        let question = protocol.question(&Key::try_from(id).unwrap()).unwrap();
        let thens = [
            question.yes.as_ref().map(|c| c.then),
            question.ongoing.as_ref().map(|c| c.then),
            question.recent.as_ref().map(|c| c.then),
            question.younger.as_ref().map(|c| c.then),
        ];
        assert_eq!(thens.into_iter().flatten().max(), Some(then), "{id}");
        assert_eq!(question.clinician_may_override, may_override, "{id}");
    }
    let isotretinoin = protocol
        .question(&Key::try_from("isotretinoin").unwrap())
        .unwrap();
    assert_eq!(isotretinoin.answer, AnswerKind::Since);
    assert_eq!(
        isotretinoin.recent.as_ref().unwrap().within.to_string(),
        "6 months"
    );
    let age = protocol
        .question(&Key::try_from("date_of_birth").unwrap())
        .unwrap();
    assert_eq!(age.younger.as_ref().unwrap().than_years, 22);
}

#[test]
fn redness_is_normal_for_a_week_and_darkening_never() {
    let protocol = protocol();
    let redness = protocol.effect(Sign::Redness).unwrap();
    assert_eq!(redness.normal_through_day(), Some(7));
    assert_eq!(redness.expected_on(0), Severity::Severe);
    assert_eq!(redness.expected_on(3), Severity::Moderate);
    assert_eq!(redness.expected_on(7), Severity::Mild);
    assert_eq!(redness.expected_on(8), Severity::None);
    assert_eq!(redness.watched_on(8), Severity::None);
    assert_eq!(
        protocol.effect(Sign::Darkening).unwrap().normal_through_day(),
        None
    );
    for sign in Sign::ALL {
        assert!(protocol.effect(sign).is_some(), "{}", sign.name());
    }
}

#[test]
fn there_is_advice_for_before_and_after_and_for_rolling_at_home() {
    let protocol = protocol();
    for when in [When::Before, When::After] {
        assert!(protocol.care().iter().filter(|care| care.when == when).count() >= 3);
    }
    assert!(protocol.red_flags().len() >= 8);
    let roller = protocol.home_roller();
    assert_eq!(roller.warn_above_mm, mm(0.1));
    assert!(roller.advice.len() >= 3);
}

#[test]
fn every_source_is_used() {
    let text = shipped::MICRONEEDLING_ACNE_SCARS;
    let cited: BTreeSet<&str> = text
        .lines()
        .filter(|line| line.starts_with("sources =") || line.starts_with("against ="))
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .collect();
    let protocol = protocol();
    let listed: BTreeSet<&str> = protocol.sources().keys().map(Key::as_str).collect();
    assert_eq!(cited, listed);
}

/// What people read, by the key that it stands under.
const TEXTS: [&str; 9] = [
    "title", "note", "citation", "ask", "reason", "text", "advice", "endpoint", "language",
];

/// Takes the texts out of a file and gives them back, each with its place.
fn take_texts(value: &mut toml::Value, place: &str, texts: &mut Vec<(String, String)>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table.iter_mut() {
                let place = format!("{place}.{key}");
                match value {
                    toml::Value::String(text) if TEXTS.contains(&key.as_str()) => {
                        texts.push((place, std::mem::take(text)));
                    }
                    _ => take_texts(value, &place, texts),
                }
            }
        }
        toml::Value::Array(values) => {
            for (index, value) in values.iter_mut().enumerate() {
                take_texts(value, &format!("{place}[{index}]"), texts);
            }
        }
        _ => {}
    }
}

/// The numbers in a text, with a decimal point.
fn numbers(text: &str) -> Vec<String> {
    let digits = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let parts = text
        .split(|c| !digits(c))
        .map(|part| part.trim_matches(['.', ',']));
    let mut numbers: Vec<String> = parts
        .filter(|part| !part.is_empty())
        .map(|part| part.replace(',', "."))
        .collect();
    numbers.sort();
    numbers
}

#[test]
fn the_german_edition_is_the_english_one_in_other_words() {
    for ((name, english), (german_name, german)) in shipped::ALL.into_iter().zip(shipped::GERMAN) {
        assert_eq!(name, german_name);
        let protocol = Protocol::parse(german).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            (protocol.identity().name.as_str(), protocol.language()),
            (name, "de")
        );
        let [(english, english_texts), (german, german_texts)] = [english, german].map(|text| {
            let mut file: toml::Value = toml::from_str(text).unwrap();
            let mut texts = Vec::new();
            take_texts(&mut file, "", &mut texts);
            (file, texts)
        });
        assert_eq!(english, german, "all but the texts");
        assert!(english_texts.len() > 100, "{}", english_texts.len());
        for ((place, from), (german_place, to)) in english_texts.iter().zip(&german_texts) {
            assert_eq!(place, german_place);
            // A paper keeps its title.
            assert!(from != to || place.ends_with(".citation"), "{place}: {from}");
            assert_eq!(numbers(from), numbers(to), "{place}");
        }
    }
}

/// The fuzzing seed is a whole protocol, so that fuzzing starts behind every check.
#[test]
fn the_smallest_protocol_is_a_protocol() {
    let small = include_str!("../../../fuzz/seeds/protocol/small.toml");
    let protocol = Protocol::parse(small).unwrap_or_else(|error| panic!("{error}"));
    assert!(protocol.check_needle(Zone::Nose, &[], mm(0.5)).is_none());
    assert!(protocol.effect(Sign::Pain).is_none());
}
