//! Whatever is written in the file: a checked protocol, or one line of error.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use proptest::prelude::*;
use relief_protocol::{NeedleLength, NeedleLevel, Protocol, ScarType, Severity, Zone, shipped};

fn protocol() -> Protocol {
    Protocol::parse(shipped::MICRONEEDLING_ACNE_SCARS).unwrap()
}

fn scars() -> impl Strategy<Value = Vec<ScarType>> {
    prop::sample::subsequence(ScarType::ALL.to_vec(), 0..=3)
}

proptest! {
    #[test]
    fn a_damaged_file_gives_a_place_inside_it(at in 0.0..1.0_f64, junk in "[ -~\n\"\\[\\]={}äß0-9]{0,6}", cut in 0_usize..40) {
        let text = shipped::MICRONEEDLING_ACNE_SCARS;
        let start = (at * text.len() as f64) as usize;
        let start = (0..=start).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let end = ((start + cut).min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap();
        let damaged = format!("{}{junk}{}", &text[..start], &text[end..]);
        if let Err(error) = Protocol::parse(&damaged) {
            prop_assert!(error.line >= 1 && error.line <= damaged.matches('\n').count() + 1);
            let line = damaged.split('\n').nth(error.line - 1).unwrap();
            prop_assert!(error.column >= 1 && error.column <= line.chars().count() + 1, "{error}");
            prop_assert!(!error.to_string().contains('\n'), "{error}");
        }
    }

    #[test]
    fn a_longer_needle_is_never_more_allowed(zone in prop::sample::select(Zone::ALL.to_vec()), scars in scars(), a in 0.05..5.0_f64, b in 0.05..5.0_f64) {
        let protocol = protocol();
        let level = |mm: f64| protocol.check_needle(zone, &scars, NeedleLength::from_mm(mm).unwrap()).unwrap().level;
        let (short, long) = (a.min(b), a.max(b));
        // Below the usual lengths a longer one may become usual.
        let harmless = |level| matches!(level, NeedleLevel::Typical | NeedleLevel::Unusual);
        prop_assert!(level(long) >= level(short) || (harmless(level(long)) && harmless(level(short))));
    }

    #[test]
    fn one_more_scar_type_never_allows_a_longer_needle(zone in prop::sample::select(Zone::ALL.to_vec()), scars in prop::collection::vec(prop::sample::select(ScarType::ALL.to_vec()), 1..3), more in prop::sample::select(ScarType::ALL.to_vec()), mm in 0.05..5.0_f64) {
        let protocol = protocol();
        let length = NeedleLength::from_mm(mm).unwrap();
        let few = protocol.check_needle(zone, &scars, length).unwrap().level;
        let many: Vec<ScarType> = scars.iter().copied().chain([more]).collect();
        prop_assert!(protocol.check_needle(zone, &many, length).unwrap().level >= few);
    }

    #[test]
    fn what_is_expected_is_watched_and_both_only_fall(day in 0_u16..800) {
        for effect in protocol().effects() {
            prop_assert!(effect.expected_on(day) <= effect.watched_on(day));
            prop_assert!(effect.expected_on(day + 1) <= effect.expected_on(day));
            prop_assert!(effect.watched_on(day + 1) <= effect.watched_on(day));
            prop_assert!(day <= 730 || effect.watched_on(day) == Severity::None);
        }
    }
}
