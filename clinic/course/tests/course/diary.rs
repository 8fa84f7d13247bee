//! Every day of the diary is triaged by a rule that can be named.

use crate::{PROTOCOL, at, entry, key, note, signed};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use relief_course::{
    AlarmReview, Diary, DiaryEntry, DiaryError, DiarySummary, Fired, Level, Signature, Signs, Triage, triage,
};
use relief_protocol::{Protocol, Severity, Sign};

use Severity::{Mild, Moderate, None as Absent, Severe};

const TREATED: Date = date(2026, 3, 2);

fn on_day(day: u16, signs: Signs) -> DiaryEntry {
    entry(TREATED.checked_add(i64::from(day).days()).unwrap(), signs)
}

fn one(sign: Sign, severity: Severity) -> Signs {
    Signs::default().with(sign, severity)
}

fn judged(day: u16, signs: Signs, before: Option<Signs>) -> Triage {
    let before = before.map(|signs| on_day(day.saturating_sub(1), signs));
    triage(&PROTOCOL, day, &on_day(day, signs), before.as_ref())
}

#[test]
fn the_first_days_are_red_and_that_is_normal() {
    // sign, day, severity, level
    let table = [
        (Sign::Redness, 0, Severe, Level::Expected),
        (Sign::Redness, 1, Severe, Level::Expected),
        (Sign::Redness, 2, Severe, Level::Watch),
        (Sign::Redness, 3, Moderate, Level::Expected),
        (Sign::Redness, 3, Severe, Level::ContactNow),
        (Sign::Redness, 5, Moderate, Level::Watch),
        (Sign::Redness, 7, Mild, Level::Expected),
        // Beyond seven days redness is a red flag.
        (Sign::Redness, 8, Mild, Level::ContactNow),
        (Sign::Swelling, 1, Moderate, Level::Expected),
        (Sign::Swelling, 8, Mild, Level::ContactNow),
        (Sign::Pain, 0, Moderate, Level::Expected),
        (Sign::Pain, 0, Severe, Level::ContactNow),
        (Sign::Pain, 3, Mild, Level::Watch),
        (Sign::Bruising, 10, Mild, Level::Watch),
        (Sign::Itch, 7, Mild, Level::Watch),
        (Sign::Flaking, 4, Moderate, Level::Expected),
        (Sign::Darkening, 1, Mild, Level::Watch),
        (Sign::Darkening, 5, Moderate, Level::ContactNow),
        (Sign::Darkening, 31, Mild, Level::ContactNow),
    ];
    for (sign, day, severity, level) in table {
        let found = judged(day, one(sign, severity), None);
        assert_eq!(
            found.level, level,
            "{sign:?} {severity:?} on day {day}: {:?}",
            found.fired
        );
        assert_eq!(found.fired.is_empty(), level == Level::Expected);
    }
    assert_eq!(
        judged(20, Signs::default(), None),
        Triage {
            level: Level::Expected,
            fired: vec![]
        }
    );
}

#[test]
fn the_rule_that_fired_is_named_with_its_numbers_most_alarming_first() {
    let signs = one(Sign::Redness, Moderate).with(Sign::Pain, Moderate);
    let fired = judged(4, signs, None).fired;
    let pain = Fired::BeyondWatch {
        sign: Sign::Pain,
        day: 4,
        severity: Moderate,
        at_most: Mild,
    };
    let redness = Fired::BeyondExpected {
        sign: Sign::Redness,
        day: 4,
        severity: Moderate,
        at_most: Mild,
    };
    assert_eq!(fired, [pain, redness]);
}

#[test]
fn redness_that_grows_is_called_in_though_it_would_be_normal_by_itself() {
    let from = Some(one(Sign::Redness, Mild));
    assert_eq!(
        judged(3, one(Sign::Redness, Moderate), None).level,
        Level::Expected
    );
    let grown = judged(3, one(Sign::Redness, Moderate), from);
    assert_eq!(grown.level, Level::ContactNow);
    assert_eq!(
        grown.fired,
        [Fired::Rising {
            sign: Sign::Redness,
            day: 3,
            from: Mild,
            to: Moderate
        }]
    );
    // From nothing to mild is watched; while it may still grow, nothing is said.
    assert_eq!(
        judged(5, one(Sign::Redness, Mild), Some(Signs::default())).level,
        Level::Watch
    );
    assert_eq!(
        judged(2, one(Sign::Redness, Moderate), from).level,
        Level::Expected
    );
    assert_eq!(
        judged(
            3,
            one(Sign::Redness, Moderate),
            Some(one(Sign::Redness, Moderate))
        )
        .level,
        Level::Expected
    );
}

#[test]
fn every_red_flag_of_the_protocol_calls_at_once_and_so_does_an_unknown_one() {
    let unknown = key("from_an_older_protocol");
    for flag in PROTOCOL
        .red_flags()
        .iter()
        .map(|flag| flag.id.clone())
        .chain([unknown])
    {
        let mut entry = on_day(0, Signs::default());
        entry.red_flags.insert(flag.clone());
        let found = triage(&PROTOCOL, 0, &entry, None);
        assert_eq!(
            found,
            Triage {
                level: Level::ContactNow,
                fired: vec![Fired::RedFlag { flag }]
            }
        );
    }
}

#[test]
fn a_sign_that_the_protocol_does_not_describe_is_never_normal() {
    let small = include_str!("../../../../fuzz/seeds/protocol/small.toml");
    let protocol = Protocol::parse(small).unwrap();
    let found = triage(&protocol, 0, &on_day(0, one(Sign::Pain, Mild)), None);
    assert_eq!(found.level, Level::ContactNow);
}

#[test]
fn an_alarm_stays_open_until_a_clinician_has_looked_at_that_very_entry() {
    let mut diary = Diary::new(1, TREATED);
    let today = date(2026, 3, 20);
    let mut alarming = on_day(4, Signs::default());
    alarming.red_flags.insert(key("pus"));
    alarming.entered_at = at("2026-03-06T20:00:00Z");
    diary.add(on_day(3, Signs::default()), today).unwrap();
    diary.add(alarming.clone(), today).unwrap();
    let open = |diary: &Diary| {
        diary
            .open_alarms(&PROTOCOL)
            .into_iter()
            .map(|(on, _)| on)
            .collect::<Vec<_>>()
    };
    assert_eq!(open(&diary), [alarming.on]);
    let review = |when| AlarmReview {
        on: alarming.on,
        by: Signature { ..signed(at(when)) },
        finding: note("Pustule opened, no infection"),
    };
    // A look before the entry was made saw something else.
    diary.review(review("2026-03-06T19:00:00Z")).unwrap();
    assert_eq!(open(&diary), [alarming.on]);
    diary.review(review("2026-03-06T20:30:00Z")).unwrap();
    assert_eq!(open(&diary), []);
    let summary = DiarySummary::of(&PROTOCOL, &[diary.clone()]);
    assert_eq!(
        summary,
        DiarySummary {
            days: 2,
            watched: 0,
            contacted: 1
        }
    );
    let elsewhere = AlarmReview {
        on: date(2026, 3, 7),
        ..review("2026-03-06T20:30:00Z")
    };
    assert_eq!(
        diary.review(elsewhere),
        Err(DiaryError::NoSuchDay { on: date(2026, 3, 7) })
    );
}

#[test]
fn a_diary_has_one_entry_a_day_in_order_and_knows_which_are_missing() {
    let mut diary = Diary::new(1, TREATED);
    let today = date(2026, 3, 6);
    for day in [3, 0, 1] {
        diary.add(on_day(day, Signs::default()), today).unwrap();
    }
    let days: Vec<u16> = diary.entries().iter().map(|entry| diary.day(entry.on)).collect();
    assert_eq!(days, [0, 1, 3]);
    let add = |diary: &mut Diary, on| diary.add(entry(on, Signs::default()), today);
    assert_eq!(
        add(&mut diary, date(2026, 3, 3)),
        Err(DiaryError::DayTaken { on: date(2026, 3, 3) })
    );
    assert_eq!(add(&mut diary, date(2026, 3, 7)), Err(DiaryError::InTheFuture));
    assert_eq!(
        add(&mut diary, date(2026, 3, 1)),
        Err(DiaryError::BeforeSession { treated_on: TREATED })
    );
    assert_eq!(
        diary.missing(&PROTOCOL, today),
        [date(2026, 3, 4), date(2026, 3, 6)]
    );
    let last = diary.last_day(&PROTOCOL);
    assert_eq!(diary.day(last), PROTOCOL.diary().through_day);
    assert_eq!(diary.missing(&PROTOCOL, last).len(), 5);
    assert_eq!(
        diary.missing(&PROTOCOL, last.tomorrow().unwrap()),
        [],
        "nobody is asked any more"
    );
    assert_eq!(Diary::new(1, TREATED).missing(&PROTOCOL, date(2026, 3, 1)), []);
}

#[test]
fn signs_are_set_one_at_a_time() {
    for sign in Sign::ALL {
        let signs = one(sign, Severe);
        for other in Sign::ALL {
            assert_eq!(signs.get(other), if other == sign { Severe } else { Absent });
        }
    }
}

fn severity() -> impl Strategy<Value = Severity> {
    prop::sample::select(Severity::ALL.to_vec())
}

fn signs() -> impl Strategy<Value = Signs> {
    prop::collection::vec(severity(), Sign::ALL.len()).prop_map(|severities| {
        Sign::ALL
            .into_iter()
            .zip(severities)
            .fold(Signs::default(), |signs, (sign, severity)| {
                signs.with(sign, severity)
            })
    })
}

proptest! {
    #[test]
    fn adding_a_flag_or_strengthening_a_sign_never_lowers_the_level(
        signs in signs(),
        before in prop::option::of(signs()),
        day in 0_u16..60,
        flags in prop::collection::btree_set(0_usize..8, 0..3),
        more in 0_usize..8,
        sign in prop::sample::select(Sign::ALL.to_vec()),
        stronger in severity(),
    ) {
        let flag = |index: usize| PROTOCOL.red_flags()[index].id.clone();
        let mut entry = on_day(day, signs);
        entry.red_flags = flags.into_iter().map(flag).collect();
        let previous = before.map(|signs| on_day(day.saturating_sub(1), signs));
        let level = |entry: &DiaryEntry| triage(&PROTOCOL, day, entry, previous.as_ref()).level;
        let mut flagged = entry.clone();
        flagged.red_flags.insert(flag(more));
        prop_assert!(level(&flagged) >= level(&entry));
        prop_assert_eq!(level(&flagged), Level::ContactNow);
        let mut worse = entry.clone();
        worse.signs = signs.with(sign, signs.get(sign).max(stronger));
        prop_assert!(level(&worse) >= level(&entry));
    }

    #[test]
    fn the_same_signs_on_a_later_day_are_never_more_normal(signs in signs(), day in 0_u16..60, later in 0_u16..60) {
        let level = |day| judged(day, signs, None).level;
        prop_assert!(level(day + later) >= level(day));
    }

    #[test]
    fn the_level_is_that_of_the_first_rule(signs in signs(), before in prop::option::of(signs()), day in 0_u16..60) {
        let found = judged(day, signs, before);
        let levels: Vec<Level> = found.fired.iter().map(Fired::level).collect();
        prop_assert_eq!(found.level, levels.iter().copied().max().unwrap_or(Level::Expected));
        prop_assert!(levels.is_sorted_by(|a, b| a >= b));
        prop_assert!(!levels.contains(&Level::Expected));
    }
}
