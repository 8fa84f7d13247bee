//! Whatever happens in whatever order: no window is ever violated, in any zone, over every change of the clocks.

use crate::{PROTOCOL, calendar, line};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, ToSpan};
use proptest::prelude::*;
use relief_course::{Calendar, Plan, Slot, Visit, VisitState};

const ZONES: [&str; 6] = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "America/St_Johns",
];

/// One thing that may happen.
#[derive(Debug, Clone)]
enum Happening {
    /// Time goes by.
    Hours(i64),
    /// A visit is booked at the first free time.
    Propose(usize),
    /// A visit is booked so many quarters of an hour from now, wherever that falls.
    Book(usize, i64),
    Miss(usize),
    Defer(usize, i64),
    Keep(usize),
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        (1_i64..2000).prop_map(Happening::Hours),
        (0_usize..6).prop_map(Happening::Propose),
        (0_usize..6, 0_i64..20_000).prop_map(|(visit, quarters)| Happening::Book(visit, quarters)),
        (0_usize..6).prop_map(Happening::Miss),
        (0_usize..6, 0_i64..90).prop_map(|(visit, days)| Happening::Defer(visit, days)),
        (0_usize..6).prop_map(Happening::Keep),
        (0_usize..3).prop_map(Happening::Keep),
    ]
}

const VISITS: [Visit; 6] = [
    Visit::Session(1),
    Visit::Session(2),
    Visit::Session(3),
    Visit::Judgement(3),
    Visit::FollowUp(1),
    Visit::FollowUp(2),
];

fn days(earlier: Date, later: Date) -> i32 {
    earlier.until(later).unwrap().get_days()
}

fn holds(plan: &Plan, clinic: &Calendar) -> Result<(), TestCaseError> {
    let displaced = plan.displaced(&PROTOCOL);
    for planned in plan.visits(&PROTOCOL) {
        if let VisitState::Booked(slot) = planned.state
            && !displaced.contains(&planned.visit)
        {
            let on = clinic.zone().date(slot.start);
            prop_assert!(
                on >= planned.window.earliest,
                "{:?} on {on}, {:?}",
                planned.visit,
                planned.window
            );
            prop_assert_eq!(clinic.check(slot), Ok(()));
        }
    }
    for pair in [[1, 2], [2, 3]] {
        let kept = pair.map(|number| plan.kept(Visit::Session(number)));
        if let [Some(first), Some(second)] = kept {
            prop_assert!(days(first, second) >= 28, "{first} {second}");
        }
    }
    if let (Some(last), Some(judged)) = (plan.kept(Visit::Session(3)), plan.kept(Visit::Judgement(3))) {
        prop_assert!(judged >= last.checked_add(3.months()).unwrap());
    }
    let json = serde_json::to_string(plan).unwrap();
    prop_assert_eq!(&serde_json::from_str::<Plan>(&json).unwrap(), plan);
    Ok(())
}

proptest! {
    #[test]
    fn no_window_is_ever_violated(
        zone in prop::sample::select(ZONES.to_vec()),
        start in 0_i32..6000,
        happenings in prop::collection::vec(happening(), 1..40),
    ) {
        let clinic = calendar(zone);
        // From 2011, so that Samoa's skipped day is among them.
        let starts_on = date(2011, 6, 1).checked_add(start.days()).unwrap();
        let mut plan = Plan::new(starts_on);
        let mut now = starts_on.to_zoned(jiff::tz::TimeZone::get(zone).unwrap()).unwrap().timestamp();
        for happening in happenings {
            match happening {
                Happening::Hours(hours) => now += SignedDuration::from_hours(hours),
                Happening::Propose(visit) => {
                    let proposed = plan.propose(&PROTOCOL, &clinic, VISITS[visit], 45, &[], now);
                    if let Some(slot) = proposed {
                        let window = plan.window(&PROTOCOL, VISITS[visit]).unwrap();
                        let booked = plan.book(&PROTOCOL, &clinic, VISITS[visit], slot, now);
                        // A proposal can always be booked, unless this patient's other visit is then.
                        if let Ok(booking) = booked {
                            prop_assert!(booking.on >= window.earliest && slot.start >= now);
                        } else {
                            prop_assert!(matches!(booked, Err(relief_course::PlanError::Overlaps { .. })), "{booked:?}");
                        }
                    }
                }
                Happening::Book(visit, quarters) => {
                    let start = now + SignedDuration::from_mins(15 * quarters);
                    let _ = plan.book(&PROTOCOL, &clinic, VISITS[visit], Slot { start, minutes: 45 }, now);
                }
                Happening::Miss(visit) => {
                    let _ = plan.miss(VISITS[visit], now);
                }
                Happening::Defer(visit, days) => {
                    let until = clinic.zone().date(now).checked_add(days.days()).unwrap();
                    let _ = plan.defer(&PROTOCOL, VISITS[visit], until, line("flu"), now);
                }
                Happening::Keep(visit) => {
                    let _ = plan.keep(&PROTOCOL, &clinic, VISITS[visit], now);
                }
            }
            holds(&plan, &clinic)?;
        }
    }

    #[test]
    fn a_proposal_for_an_open_window_lies_in_it(
        zone in prop::sample::select(ZONES.to_vec()),
        start in 0_i32..6000,
        wait in 0_i32..50,
    ) {
        let clinic = calendar(zone);
        let day = clinic.first_free(
            date(2011, 6, 1).checked_add(start.days()).unwrap(), jiff::Timestamp::UNIX_EPOCH, 45, &[],
        ).unwrap();
        let mut plan = Plan::new(clinic.zone().date(day.start));
        plan.keep(&PROTOCOL, &clinic, Visit::Session(1), day.start).unwrap();
        let now = day.start + SignedDuration::from_hours(24 * i64::from(wait));
        let slot = plan.propose(&PROTOCOL, &clinic, Visit::Session(2), 45, &[], now).unwrap();
        let first = plan.kept(Visit::Session(1)).unwrap();
        let gap = days(first, clinic.zone().date(slot.start));
        prop_assert!(gap >= 28);
        // The clinic is never closed for more than a week end, or four days where a day was skipped.
        prop_assert!(gap <= 28.max(wait) + 5, "{gap} days after a wait of {wait}");
        prop_assert_eq!(clinic.check(slot), Ok(()));
    }

    #[test]
    fn the_clinic_is_never_open_longer_than_its_hours_say(
        zone in prop::sample::select(ZONES.to_vec()),
        offset in 0_i32..7000,
    ) {
        let clinic = calendar(zone);
        let on = date(2010, 1, 1).checked_add(offset.days()).unwrap();
        for [from, to] in clinic.open_on(on) {
            prop_assert_eq!(clinic.zone().date(from), on);
            prop_assert_eq!(clinic.zone().date(to), on);
            prop_assert!(clinic.zone().time(from).hour() >= 9 && clinic.zone().time(to).hour() <= 18);
            prop_assert!(to.duration_since(from) <= SignedDuration::from_hours(5));
        }
    }
}
