//! One course from the first question to the follow-up, and every gate that can stand in its way.

use crate::{PROTOCOL, at, calendar, entry, form, healthy, key, line, note, signed};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use relief_course::{
    AlarmReview, Anaesthetic, Answer, Blocker, Caution, ConsentEvent, ConsentForm, ConsentState, ConsentTo,
    Course, Diary, Due, Endpoint, HomeRolling, Permit, Session, SessionDraft, Setting, Signs, Visit,
    ZoneDraft, assess,
};
use relief_protocol::{Complaint, NeedleLength, Protocol, ScarType, Zone, shipped};

const START: Date = date(2026, 3, 2);

fn noon(on: Date) -> Timestamp {
    on.at(12, 0, 0, 0)
        .to_zoned(jiff::tz::TimeZone::get("Europe/Berlin").unwrap())
        .unwrap()
        .timestamp()
}

fn consented() -> Course {
    let mut course = Course::new(&PROTOCOL, Complaint::AcneScars, START);
    for to in [ConsentTo::Treatment, ConsentTo::PhotosInRecord] {
        let given = ConsentEvent::Given {
            to,
            form: form(),
            signature: signed(noon(START) - jiff::SignedDuration::from_hours(1)),
        };
        course.consents.add(given).unwrap();
    }
    course
}

fn ask(course: &mut Course, on: Date, answers: &[(&str, Answer)]) {
    let mut questionnaire = healthy(on);
    questionnaire
        .answers
        .extend(answers.iter().map(|(question, answer)| (key(question), *answer)));
    course.assessments.push(assess(&PROTOCOL, questionnaire).unwrap());
}

fn begin(course: &Course, on: Date) -> Result<Permit, Vec<Blocker>> {
    course.may_begin_session(&PROTOCOL, &calendar("Europe/Berlin"), &form(), noon(on))
}

fn treat(course: &mut Course, on: Date) {
    let number = begin(course, on).unwrap().number;
    let mut draft = SessionDraft::new(number, on);
    draft.started_at = Some(noon(on));
    draft.ended_at = Some(noon(on));
    draft.anaesthetic = Some(Anaesthetic::None);
    draft.adverse_events = Some(vec![]);
    let zone = ZoneDraft {
        scars: [ScarType::Boxcar].into(),
        needle_mm: Some(NeedleLength::from_mm(1.0).unwrap()),
        passes: Some(6),
        device: Some(line("Dermapen 4")),
        cartridge_lot: Some(line("77")),
        endpoint: Some(Endpoint::Erythema),
        operator: Some("dr-1".try_into().unwrap()),
        reason_for_length: None,
    };
    draft.zones.insert(Zone::CheekRight, zone);
    let session: Session = draft.sign(&PROTOCOL, signed(noon(on))).unwrap();
    course
        .plan
        .keep(
            &PROTOCOL,
            &calendar("Europe/Berlin"),
            Visit::Session(number),
            noon(on),
        )
        .unwrap();
    course.diaries.push(Diary::new(number, on));
    course.sessions.push(session);
}

#[test]
fn a_whole_course_runs_to_its_yearly_follow_up() {
    let mut course = consented();
    for on in [START, date(2026, 4, 1), date(2026, 4, 30)] {
        ask(&mut course, on, &[]);
        treat(&mut course, on);
    }
    ask(&mut course, date(2026, 6, 1), &[]);
    assert_eq!(
        begin(&course, date(2026, 6, 1)),
        Err(vec![Blocker::NoSessionPlanned])
    );
    let late_and_due = |today| -> Vec<(Visit, bool)> {
        let due = course.due(&PROTOCOL, today).into_iter();
        due.filter_map(|due| match due {
            Due::Visit { planned, late } => Some((planned.visit, late)),
            _ => None,
        })
        .collect()
    };
    assert_eq!(late_and_due(date(2026, 7, 29)), []);
    assert_eq!(late_and_due(date(2026, 7, 30)), [(Visit::Judgement(3), false)]);
    assert_eq!(
        late_and_due(date(2027, 3, 30)),
        [(Visit::Judgement(3), true), (Visit::FollowUp(1), false)]
    );
    let json = serde_json::to_string(&course).unwrap();
    assert_eq!(serde_json::from_str::<Course>(&json).unwrap(), course);
}

#[test]
fn without_candidacy_and_consent_nothing_begins_and_all_that_is_missing_is_said() {
    let course = Course::new(&PROTOCOL, Complaint::AcneScars, date(2026, 3, 4));
    assert_eq!(
        begin(&course, START),
        Err(vec![
            Blocker::TooEarly {
                earliest: date(2026, 3, 4)
            },
            Blocker::AskCandidacy,
            Blocker::Consent {
                to: ConsentTo::Treatment,
                state: ConsentState::Never
            },
        ])
    );
}

#[test]
fn candidacy_is_asked_before_every_session_and_grows_stale() {
    let mut course = consented();
    ask(&mut course, date(2026, 2, 23), &[]);
    assert!(begin(&course, START).is_ok());
    assert_eq!(begin(&course, date(2026, 3, 3)), Err(vec![Blocker::AskCandidacy]));
    ask(&mut course, START, &[]);
    treat(&mut course, START);
    // The answers of the first session do not carry over, however fresh.
    course.assessments.last_mut().unwrap().questionnaire.asked_on = START;
    let four_weeks_later = date(2026, 3, 30);
    assert_eq!(begin(&course, four_weeks_later), Err(vec![Blocker::AskCandidacy]));
    ask(&mut course, four_weeks_later, &[]);
    assert!(begin(&course, four_weeks_later).is_ok());
}

#[test]
fn answers_that_still_hold_are_asked_again_after_a_session_all_the_same() {
    let patient =
        shipped::MICRONEEDLING_ACNE_SCARS.replacen("valid_for = \"7 days\"", "valid_for = \"1 year\"", 1);
    let patient = Protocol::parse(&patient).unwrap();
    let mut course = consented();
    course.protocol = patient.identity().clone();
    course.assessments.push(assess(&patient, healthy(START)).unwrap());
    let clinic = calendar("Europe/Berlin");
    let begin = |course: &Course, on| course.may_begin_session(&patient, &clinic, &form(), noon(on));
    assert!(begin(&course, START).is_ok());
    let mut treated = consented();
    ask(&mut treated, START, &[]);
    treat(&mut treated, START);
    (course.plan, course.sessions) = (treated.plan, treated.sessions);
    let next = date(2026, 3, 30);
    assert_eq!(begin(&course, next), Err(vec![Blocker::AskCandidacy]));
    course
        .assessments
        .push(assess(&patient, healthy(date(2026, 3, 3))).unwrap());
    assert!(begin(&course, next).is_ok());
}

#[test]
fn a_deferral_and_a_referral_block() {
    let mut course = consented();
    ask(&mut course, START, &[("active_acne", Answer::Yes)]);
    assert_eq!(
        begin(&course, START),
        Err(vec![Blocker::Deferred {
            until: date(2026, 3, 30)
        }])
    );
    ask(&mut course, START, &[("keloid_history", Answer::Yes)]);
    assert_eq!(begin(&course, START), Err(vec![Blocker::Referred]));
}

#[test]
fn on_the_day_a_deferral_ends_the_questions_are_asked_again() {
    let mut course = consented();
    let birthday = date(2026, 3, 3);
    ask(
        &mut course,
        START,
        &[("date_of_birth", Answer::Born(date(2004, 3, 3)))],
    );
    assert_eq!(
        begin(&course, START),
        Err(vec![Blocker::Deferred { until: birthday }])
    );
    assert_eq!(begin(&course, birthday), Err(vec![Blocker::AskCandidacy]));
}

#[test]
fn consent_to_another_text_or_a_revoked_one_blocks() {
    let mut course = consented();
    ask(&mut course, START, &[]);
    let newer = ConsentForm { version: 4, ..form() };
    let begun = course.may_begin_session(&PROTOCOL, &calendar("Europe/Berlin"), &newer, noon(START));
    let outdated = ConsentState::Outdated { version: 3 };
    assert_eq!(
        begun,
        Err(vec![Blocker::Consent {
            to: ConsentTo::Treatment,
            state: outdated
        }])
    );
    let at = noon(START);
    let revoke = |to| ConsentEvent::Revoked {
        to,
        signature: signed(at),
        reason: Some(line("afraid of pain")),
    };
    course.consents.add(revoke(ConsentTo::PhotosInRecord)).unwrap();
    assert_eq!(begin(&course, START).unwrap().cautions, [Caution::NoPhotoConsent]);
    course.consents.add(revoke(ConsentTo::Treatment)).unwrap();
    let revoked = ConsentState::Revoked { at };
    assert_eq!(
        begin(&course, START),
        Err(vec![Blocker::Consent {
            to: ConsentTo::Treatment,
            state: revoked
        }])
    );
}

#[test]
fn an_open_alarm_blocks_the_next_session_until_it_is_reviewed() {
    let mut course = consented();
    ask(&mut course, START, &[]);
    treat(&mut course, START);
    let next = date(2026, 3, 30);
    ask(&mut course, next, &[]);
    let mut bumps = entry(date(2026, 3, 12), Signs::default());
    bumps.red_flags.insert(key("firm_bumps"));
    course.diaries[0].add(bumps.clone(), next).unwrap();
    assert_eq!(
        begin(&course, next),
        Err(vec![Blocker::OpenAlarm { on: bumps.on }])
    );
    assert_eq!(
        course.due(&PROTOCOL, next)[0],
        Due::Alarm {
            session: 1,
            on: bumps.on
        }
    );
    let finding = note("Milia, opened");
    course.diaries[0]
        .review(AlarmReview {
            on: bumps.on,
            by: signed(at("2026-03-29T10:00:00Z")),
            finding,
        })
        .unwrap();
    assert_eq!(
        begin(&course, next),
        Ok(Permit {
            number: 2,
            cautions: vec![]
        })
    );
}

#[test]
fn rolling_at_home_and_lateness_are_cautions() {
    let mut course = consented();
    ask(&mut course, START, &[]);
    treat(&mut course, START);
    let late = date(2026, 4, 14);
    ask(&mut course, late, &[]);
    let rolled = date(2026, 4, 5);
    course.context.home_rolling.push(HomeRolling {
        on: rolled,
        needle_mm: Some(NeedleLength::from_mm(0.5).unwrap()),
        device: Some(line("drum roller")),
        zones: [Zone::CheekRight].into(),
        note: None,
    });
    let expected = vec![
        Caution::Late {
            latest: date(2026, 4, 13),
        },
        Caution::RolledAtHome { on: rolled },
    ];
    assert_eq!(
        begin(&course, late),
        Ok(Permit {
            number: 2,
            cautions: expected
        })
    );
    let settings = |from, to| course.settings(from, to).into_iter().collect::<Vec<_>>();
    assert_eq!(settings(START, late), [Setting::Professional, Setting::AtHome]);
    assert_eq!(settings(date(2026, 3, 3), date(2026, 4, 4)), []);
    assert_eq!(settings(rolled, rolled), [Setting::AtHome]);
}

#[test]
fn another_protocol_than_the_courses_own_blocks() {
    let changed = shipped::MICRONEEDLING_ACNE_SCARS.replacen("version = 1", "version = 2", 1);
    let changed = Protocol::parse(&changed.replace("\"acne_scars\", ", "")).unwrap();
    let mut course = consented();
    ask(&mut course, START, &[]);
    let begun = course.may_begin_session(&changed, &calendar("Europe/Berlin"), &form(), noon(START));
    assert_eq!(
        begun,
        Err(vec![
            Blocker::OtherProtocol,
            Blocker::ComplaintNotTreated,
            Blocker::CandidacyOfOtherProtocol
        ])
    );
}

#[test]
fn what_is_due_names_missing_diary_days_and_bookings_to_move() {
    let mut course = consented();
    ask(&mut course, START, &[]);
    treat(&mut course, START);
    let due = course.due(&PROTOCOL, date(2026, 3, 4));
    assert_eq!(
        due,
        [Due::DiaryEntry {
            session: 1,
            on: START
        }]
    );
    let clinic = calendar("Europe/Berlin");
    let now = noon(date(2026, 3, 4));
    for (visit, on) in [
        (2, date(2026, 3, 30)),
        (3, date(2026, 4, 27)),
        (2, date(2026, 4, 2)),
    ] {
        let slot = course
            .plan
            .propose(&PROTOCOL, &clinic, Visit::Session(visit), 45, &[], now)
            .unwrap();
        let start = clinic.open_on(on)[0][0];
        course
            .plan
            .book(
                &PROTOCOL,
                &clinic,
                Visit::Session(visit),
                relief_course::Slot { start, ..slot },
                now,
            )
            .unwrap();
    }
    assert!(
        course
            .due(&PROTOCOL, date(2026, 3, 4))
            .contains(&Due::MoveBooking {
                visit: Visit::Session(3)
            })
    );
}
