//! Windows, daylight saving, and rebooking, day by day.

use crate::{PROTOCOL, at, calendar, line, note, signed};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use relief_course::{Plan, PlanError, Slot, Visit, VisitState, Window};
use relief_estimate::Verdict;

use Visit::{FollowUp, Judgement, Session};

fn local(zone: &str, date: Date, hour: i8, minute: i8) -> Timestamp {
    date.at(hour, minute, 0, 0)
        .to_zoned(TimeZone::get(zone).unwrap())
        .unwrap()
        .timestamp()
}

fn berlin(date: Date, hour: i8) -> Timestamp {
    local("Europe/Berlin", date, hour, 0)
}

fn slot(start: Timestamp) -> Slot {
    Slot { start, minutes: 45 }
}

fn window(plan: &Plan, visit: Visit) -> Window {
    plan.window(&PROTOCOL, visit).unwrap()
}

/// A plan with the sessions kept on these days, at ten o'clock in Berlin.
fn kept(days: &[Date]) -> Plan {
    let mut plan = Plan::new(days[0]);
    for (index, day) in days.iter().enumerate() {
        plan.keep(
            &PROTOCOL,
            &calendar("Europe/Berlin"),
            Session(index as u8 + 1),
            berlin(*day, 10),
        )
        .unwrap();
    }
    plan
}

#[test]
fn a_new_plan_shows_the_whole_course_as_far_as_it_can_be_known() {
    let plan = Plan::new(date(2026, 3, 2));
    let visits: Vec<Visit> = plan
        .visits(&PROTOCOL)
        .iter()
        .map(|planned| planned.visit)
        .collect();
    assert_eq!(
        visits,
        [Session(1), Session(2), Session(3), Judgement(3), FollowUp(1)]
    );
    assert_eq!(
        window(&plan, Session(1)),
        Window {
            earliest: date(2026, 3, 2),
            latest: None,
            firm: true
        }
    );
    let second = window(&plan, Session(2));
    assert_eq!(
        second,
        Window {
            earliest: date(2026, 3, 30),
            latest: None,
            firm: false
        }
    );
    assert_eq!(window(&plan, Judgement(3)).earliest, date(2026, 7, 27));
}

#[test]
fn windows_count_from_what_took_place() {
    let plan = kept(&[date(2026, 3, 2)]);
    let expected = Window {
        earliest: date(2026, 3, 30),
        latest: Some(date(2026, 4, 13)),
        firm: true,
    };
    assert_eq!(window(&plan, Session(2)), expected);
    let third = Window {
        earliest: date(2026, 4, 27),
        latest: Some(date(2026, 5, 25)),
        firm: false,
    };
    assert_eq!(window(&plan, Session(3)), third);

    let plan = kept(&[date(2026, 3, 2), date(2026, 4, 1), date(2026, 4, 30)]);
    let judgement = Window {
        earliest: date(2026, 7, 30),
        latest: Some(date(2026, 10, 30)),
        firm: true,
    };
    assert_eq!(window(&plan, Judgement(3)), judgement);
    let yearly = Window {
        earliest: date(2027, 3, 30),
        latest: Some(date(2027, 6, 30)),
        firm: true,
    };
    assert_eq!(window(&plan, FollowUp(1)), yearly);
}

#[test]
fn follow_ups_go_on_every_year() {
    let mut plan = kept(&[date(2026, 3, 2), date(2026, 4, 1), date(2026, 4, 30)]);
    for year in 1..=5 {
        let on = date(2026 + year, 5, 3);
        plan.keep(
            &PROTOCOL,
            &calendar("Europe/Berlin"),
            FollowUp(year as u16),
            berlin(on, 10),
        )
        .unwrap();
    }
    assert_eq!(window(&plan, FollowUp(6)).earliest, date(2032, 3, 30));
    let too_early = plan.keep(
        &PROTOCOL,
        &calendar("Europe/Berlin"),
        FollowUp(6),
        berlin(date(2032, 3, 29), 10),
    );
    assert!(matches!(too_early, Err(PlanError::TooEarly { .. })));
}

#[test]
fn shorter_is_refused_and_longer_is_flagged() {
    let (mut plan, clinic) = (kept(&[date(2026, 3, 2)]), calendar("Europe/Berlin"));
    let now = berlin(date(2026, 3, 2), 11);
    let mut book = |on: Date| plan.book(&PROTOCOL, &clinic, Session(2), slot(berlin(on, 9)), now);
    assert_eq!(
        book(date(2026, 3, 27)),
        Err(PlanError::TooEarly {
            visit: Session(2),
            on: date(2026, 3, 27),
            earliest: date(2026, 3, 30)
        })
    );
    assert!(!book(date(2026, 3, 30)).unwrap().late);
    assert!(!book(date(2026, 4, 13)).unwrap().late);
    assert!(book(date(2026, 4, 14)).unwrap().late);
    let keep = plan.keep(&PROTOCOL, &clinic, Session(2), berlin(date(2026, 3, 29), 12));
    assert!(matches!(keep, Err(PlanError::TooEarly { .. })), "{keep:?}");
}

#[test]
fn four_weeks_are_four_weeks_on_the_clinics_calendar_across_daylight_saving() {
    // Berlin moves its clocks on 29 March 2026: late on 28 days there are only 27 days and 23 hours.
    let clinic = calendar("Europe/Berlin");
    let mut plan = Plan::new(date(2026, 3, 2));
    plan.keep(&PROTOCOL, &clinic, Session(1), berlin(date(2026, 3, 2), 17))
        .unwrap();
    let early_in_the_day = slot(berlin(date(2026, 3, 30), 9));
    let booking = plan
        .book(
            &PROTOCOL,
            &clinic,
            Session(2),
            early_in_the_day,
            berlin(date(2026, 3, 3), 9),
        )
        .unwrap();
    assert_eq!(booking.on, date(2026, 3, 30));
    // The same instant is another day elsewhere: Apia is far ahead.
    assert_eq!(
        calendar("Pacific/Apia").zone().date(at("2026-03-29T12:00:00Z")),
        date(2026, 3, 30)
    );
}

#[test]
fn a_missed_visit_is_proposed_again_after_now_and_flagged_when_late() {
    let (mut plan, clinic) = (kept(&[date(2026, 3, 2)]), calendar("Europe/Berlin"));
    let first = slot(berlin(date(2026, 4, 13), 16));
    plan.book(&PROTOCOL, &clinic, Session(2), first, berlin(date(2026, 3, 3), 9))
        .unwrap();
    assert_eq!(
        plan.miss(Session(2), berlin(date(2026, 4, 13), 15)),
        Err(PlanError::InTheFuture)
    );
    let now = berlin(date(2026, 4, 13), 18);
    plan.miss(Session(2), now).unwrap();
    assert_eq!(
        (plan.state(Session(2)), plan.times_missed(Session(2))),
        (VisitState::Open, 1)
    );
    let again = plan
        .propose(&PROTOCOL, &clinic, Session(2), 45, &[], now)
        .unwrap();
    assert_eq!(again, slot(berlin(date(2026, 4, 14), 9)));
    assert!(
        plan.book(&PROTOCOL, &clinic, Session(2), again, now)
            .unwrap()
            .late
    );
    assert_eq!(
        plan.miss(Session(3), now),
        Err(PlanError::NotBooked { visit: Session(3) })
    );
}

#[test]
fn a_deferred_visit_gives_up_its_booking_and_waits() {
    let (mut plan, clinic) = (kept(&[date(2026, 3, 2)]), calendar("Europe/Berlin"));
    let now = berlin(date(2026, 3, 25), 9);
    plan.book(
        &PROTOCOL,
        &clinic,
        Session(2),
        slot(berlin(date(2026, 4, 1), 9)),
        now,
    )
    .unwrap();
    plan.defer(&PROTOCOL, Session(2), date(2026, 5, 4), line("active acne"), now)
        .unwrap();
    assert_eq!(plan.state(Session(2)), VisitState::Open);
    let moved = window(&plan, Session(2));
    assert_eq!(
        (moved.earliest, moved.latest),
        (date(2026, 5, 4), Some(date(2026, 4, 13)))
    );
    assert!(moved.is_late(moved.earliest));
    let again = plan
        .propose(&PROTOCOL, &clinic, Session(2), 45, &[], now)
        .unwrap();
    assert_eq!(again.start, berlin(date(2026, 5, 4), 9));
    // What follows moves along.
    assert_eq!(window(&plan, Session(3)).earliest, date(2026, 6, 1));
}

#[test]
fn moving_a_session_displaces_those_booked_after_it() {
    let (mut plan, clinic) = (kept(&[date(2026, 3, 2)]), calendar("Europe/Berlin"));
    let now = berlin(date(2026, 3, 3), 9);
    plan.book(
        &PROTOCOL,
        &clinic,
        Session(2),
        slot(berlin(date(2026, 3, 30), 9)),
        now,
    )
    .unwrap();
    plan.book(
        &PROTOCOL,
        &clinic,
        Session(3),
        slot(berlin(date(2026, 4, 27), 9)),
        now,
    )
    .unwrap();
    let moved = plan
        .book(
            &PROTOCOL,
            &clinic,
            Session(2),
            slot(berlin(date(2026, 3, 31), 9)),
            now,
        )
        .unwrap();
    assert_eq!(moved.displaced, [Session(3)]);
    assert_eq!(plan.displaced(&PROTOCOL), [Session(3)]);
}

#[test]
fn visits_come_in_order_and_once() {
    let (mut plan, clinic) = (Plan::new(date(2026, 3, 2)), calendar("Europe/Berlin"));
    let now = berlin(date(2026, 3, 2), 9);
    let third = slot(berlin(date(2026, 6, 1), 9));
    assert_eq!(
        plan.book(&PROTOCOL, &clinic, Session(3), third, now),
        Err(PlanError::OutOfOrder {
            visit: Session(3),
            first: Session(2)
        })
    );
    assert_eq!(
        plan.book(&PROTOCOL, &clinic, Session(4), third, now),
        Err(PlanError::NotPlanned { visit: Session(4) })
    );
    plan.book(&PROTOCOL, &clinic, Session(1), slot(now), now).unwrap();
    let later = berlin(date(2026, 4, 10), 9);
    assert_eq!(
        plan.keep(&PROTOCOL, &clinic, Session(2), later),
        Err(PlanError::OutOfOrder {
            visit: Session(2),
            first: Session(1)
        })
    );
    plan.keep(&PROTOCOL, &clinic, Session(1), now).unwrap();
    assert_eq!(
        plan.keep(&PROTOCOL, &clinic, Session(1), later),
        Err(PlanError::AlreadyKept { visit: Session(1) })
    );
    assert_eq!(
        plan.book(&PROTOCOL, &clinic, Session(2), slot(now), later),
        Err(PlanError::InThePast)
    );
    let earlier = berlin(date(2026, 3, 1), 9);
    assert_eq!(
        plan.defer(&PROTOCOL, Session(2), date(2026, 5, 1), line("flu"), earlier),
        Err(PlanError::BackInTime { last: now })
    );
}

#[test]
fn one_patient_is_not_booked_twice_at_a_time() {
    let (mut plan, clinic) = (
        kept(&[date(2026, 3, 2), date(2026, 4, 1), date(2026, 4, 30)]),
        calendar("Europe/Berlin"),
    );
    let now = berlin(date(2026, 5, 4), 9);
    let time = slot(berlin(date(2026, 8, 3), 9));
    plan.book(&PROTOCOL, &clinic, Judgement(3), time, now).unwrap();
    let mut other = plan.clone();
    let overlapping = Slot {
        start: local("Europe/Berlin", date(2027, 4, 1), 9, 30),
        minutes: 30,
    };
    other
        .book(
            &PROTOCOL,
            &clinic,
            Judgement(3),
            Slot {
                start: berlin(date(2027, 4, 1), 9),
                minutes: 45,
            },
            now,
        )
        .unwrap();
    assert_eq!(
        other.book(&PROTOCOL, &clinic, FollowUp(1), overlapping, now),
        Err(PlanError::Overlaps { visit: Judgement(3) })
    );
    let taken = [time];
    let free = plan
        .propose(
            &PROTOCOL,
            &clinic,
            Judgement(3),
            45,
            &taken,
            berlin(date(2026, 8, 3), 9),
        )
        .unwrap();
    assert_eq!(free.start, local("Europe/Berlin", date(2026, 8, 3), 9, 45));
}

#[test]
fn a_fourth_session_is_decided_on_the_measured_result_and_judged_again() {
    let clinic = calendar("Europe/Berlin");
    let mut plan = kept(&[date(2026, 3, 2), date(2026, 4, 1), date(2026, 4, 30)]);
    let decide = |plan: &mut Plan, verdict, on| {
        let by = signed(berlin(on, 12));
        plan.decide_optional(
            &PROTOCOL,
            &clinic,
            verdict,
            true,
            by,
            note("half better, one more agreed"),
        )
    };
    assert_eq!(
        decide(&mut plan, Verdict::Improved, date(2026, 8, 3)),
        Err(PlanError::NotJudged)
    );
    let too_early = plan.keep(&PROTOCOL, &clinic, Judgement(3), berlin(date(2026, 7, 29), 9));
    assert!(matches!(too_early, Err(PlanError::TooEarly { .. })));
    plan.keep(&PROTOCOL, &clinic, Judgement(3), berlin(date(2026, 8, 3), 9))
        .unwrap();
    assert_eq!(
        decide(&mut plan, Verdict::NotComparable, date(2026, 8, 3)),
        Err(PlanError::NotMeasured)
    );
    decide(&mut plan, Verdict::Improved, date(2026, 8, 3)).unwrap();
    assert_eq!(plan.sessions(&PROTOCOL), 4);
    let fourth = Window {
        earliest: date(2026, 8, 3),
        latest: Some(date(2026, 9, 14)),
        firm: true,
    };
    assert_eq!(window(&plan, Session(4)), fourth);
    assert_eq!(
        decide(&mut plan, Verdict::Improved, date(2026, 8, 4)),
        Err(PlanError::NoOptionalSession)
    );
    plan.keep(&PROTOCOL, &clinic, Session(4), berlin(date(2026, 8, 10), 9))
        .unwrap();
    assert_eq!(window(&plan, Judgement(4)).earliest, date(2026, 11, 10));
    plan.keep(&PROTOCOL, &clinic, Judgement(4), berlin(date(2026, 11, 12), 9))
        .unwrap();
    // The protocol allows one optional session, not two.
    assert_eq!(
        decide(&mut plan, Verdict::Improved, date(2026, 11, 12)),
        Err(PlanError::NoOptionalSession)
    );
}

#[test]
fn a_course_that_is_ended_early_is_judged_on_what_took_place() {
    let mut plan = kept(&[date(2026, 3, 2), date(2026, 4, 1)]);
    plan.end_sessions(&PROTOCOL, line("moved abroad"), berlin(date(2026, 4, 20), 9))
        .unwrap();
    let visits: Vec<Visit> = plan
        .visits(&PROTOCOL)
        .iter()
        .map(|planned| planned.visit)
        .collect();
    assert_eq!(visits, [Session(1), Session(2), Judgement(2), FollowUp(1)]);
    assert_eq!(window(&plan, Judgement(2)).earliest, date(2026, 7, 1));
    let again = plan.end_sessions(&PROTOCOL, line("again"), berlin(date(2026, 4, 21), 9));
    assert_eq!(again, Err(PlanError::NothingToEnd));
}
