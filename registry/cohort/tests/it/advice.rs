//! Whether to go on: each step of the rule, and what one patient is told.

use crate::rows::{METRIC, columns, measured, refused, row};
use relief_estimate::{Direction, Estimate, Verdict};
use relief_registry::texts::ENGLISH;
use relief_registry::{
    Advice, Columns, Comparison, CourseStep, ExpectedFrom, GoingOn, NotKnown, PlaceChange, Prior, Pseudonym,
    Reason, Scale, Since, advise, expected, sentence, standing,
};
use std::collections::BTreeMap;

const PLANNED: u8 = 3;

fn step(session: u8, difference: f64) -> CourseStep {
    let verdict = match difference {
        better if better < -1.0 => Verdict::Improved,
        worse if worse > 1.0 => Verdict::Worse,
        _ => Verdict::NoDetectableChange,
    };
    let change = PlaceChange {
        difference: Estimate::from_standard_error(difference, 0.1).unwrap(),
        mdc95: 1.0,
        verdict,
    };
    CourseStep {
        session,
        places: BTreeMap::from([("cheek".to_owned(), change)]),
    }
}

/// A step in which another place changed, too.
fn and(mut step: CourseStep, other: CourseStep) -> CourseStep {
    let chin = other.places["cheek"];
    step.places.insert("chin".to_owned(), chin);
    step
}

/// Others with no detectable change after three sessions, of whom so many gained from the fourth.
fn others(gained: u64, of: u64) -> Columns {
    let course = |patient: u64| -> Vec<Comparison> {
        let after = if patient < gained { -1.5 } else { -0.2 };
        vec![
            row(patient, "cheek", 3, measured(-0.2)),
            row(patient, "cheek", 4, measured(after)),
        ]
    };
    columns((0..of).flat_map(course).collect())
}

fn asked(others: &Columns, course: &[CourseStep], planned: u8) -> Advice {
    advise(
        &others.cohort(),
        METRIC,
        Direction::LowerIsBetter,
        course,
        planned,
    )
}

fn said(others: &Columns, course: &[CourseStep]) -> (GoingOn, Reason) {
    let advice = asked(others, course, PLANNED);
    (advice.going_on, advice.reason)
}

#[test]
fn the_patients_own_course_comes_first() {
    let nobody_gains = others(0, 100);
    let not_measured = CourseStep {
        session: 3,
        places: BTreeMap::new(),
    };
    let table = [
        (vec![], GoingOn::Doubtful, Reason::NotMeasured),
        (
            vec![step(2, -3.0), not_measured.clone()],
            GoingOn::Doubtful,
            Reason::NotMeasured,
        ),
        (vec![step(2, 0.0), step(3, 1.5)], GoingOn::Stop, Reason::Worse),
        (
            vec![step(2, -3.0), step(3, -1.8)],
            GoingOn::Doubtful,
            Reason::WorseThanAfterLast,
        ),
        (
            vec![step(2, -1.5), step(3, -2.6)],
            GoingOn::GoOn,
            Reason::LastSessionHelped,
        ),
        (vec![step(1, -1.5)], GoingOn::GoOn, Reason::LastSessionHelped),
        (
            vec![step(2, 0.2), step(3, 0.1)],
            GoingOn::Stop,
            Reason::HardlyAnybodyGained,
        ),
        // A place is held against itself, and one that got worse is never outweighed.
        (
            vec![
                and(step(2, -3.0), step(2, -1.5)),
                and(step(3, -1.8), step(3, -4.0)),
            ],
            GoingOn::Doubtful,
            Reason::WorseThanAfterLast,
        ),
        (
            vec![
                and(step(2, -3.0), step(2, 0.0)),
                and(step(3, -2.5), step(3, -1.2)),
            ],
            GoingOn::GoOn,
            Reason::LastSessionHelped,
        ),
        // Of the chin there is no picture between: its own verdict tells.
        (
            vec![step(2, -3.0), and(step(3, -2.9), step(3, -0.5))],
            GoingOn::Doubtful,
            Reason::OthersNotKnown,
        ),
        (
            vec![step(2, -3.0), and(step(3, -2.9), step(3, -1.1))],
            GoingOn::GoOn,
            Reason::LastSessionHelped,
        ),
        // What was measured two sessions ago counts where the session between was not.
        (
            vec![
                step(1, -2.5),
                CourseStep {
                    session: 2,
                    ..not_measured.clone()
                },
                step(3, -2.6),
            ],
            GoingOn::Doubtful,
            Reason::OthersNotKnown,
        ),
    ];
    for (course, going_on, reason) in table {
        assert_eq!(said(&nobody_gains, &course), (going_on, reason), "{course:?}");
    }
}

#[test]
fn what_several_sessions_did_is_not_said_of_the_last() {
    let none = CourseStep {
        session: 2,
        places: BTreeMap::new(),
    };
    let nobody = others(0, 0);
    let since = |course: &[CourseStep]| asked(&nobody, course, PLANNED).since;
    assert_eq!(
        since(&[step(1, -2.0)]),
        Since::LastSession,
        "since before the first"
    );
    assert_eq!(since(&[step(1, 0.0), step(2, -2.0)]), Since::LastSession);
    assert_eq!(
        since(&[step(1, 0.0), none.clone(), step(3, -2.0)]),
        Since::Several
    );
    assert_eq!(since(&[step(3, -2.0)]), Since::Several);
    let chin_missed = [step(1, 0.0), and(step(2, -2.0), step(2, -2.0))];
    assert_eq!(since(&chin_missed), Since::Several);
    let advice = asked(&nobody, &[step(3, -2.0)], PLANNED);
    assert_eq!(
        sentence::of_advice(&advice, &ENGLISH),
        "Your sessions since the picture before made a measurable difference together; which of them did, nobody measured. One more may too."
    );
}

#[test]
fn others_decide_only_when_enough_of_them_say_the_same() {
    let course = [step(2, 0.0), step(3, 0.1)];
    // At nobody of 35 the interval reaches 10 %, at nobody of 40 it does not.
    assert_eq!(
        said(&others(0, 34), &course),
        (GoingOn::Doubtful, Reason::OthersNotKnown)
    );
    assert_eq!(
        said(&others(0, 40), &course),
        (GoingOn::Stop, Reason::HardlyAnybodyGained)
    );
    assert_eq!(
        said(&others(20, 100), &course),
        (GoingOn::GoOn, Reason::OthersGained)
    );
    // 5 of 100 may be chance and may be more than one in ten.
    assert_eq!(
        said(&others(5, 100), &course),
        (GoingOn::Doubtful, Reason::OthersNotKnown)
    );
    assert_eq!(
        asked(&others(2, 4), &course, PLANNED).others,
        Err(NotKnown::FewPatients)
    );
}

#[test]
fn nobody_is_stopped_for_lack_of_gain_before_the_planned_sessions() {
    let advice = asked(&others(0, 100), &[step(3, 0.1)], 4);
    assert_eq!(
        (advice.going_on, advice.reason),
        (GoingOn::Doubtful, Reason::OthersNotKnown)
    );
}

#[test]
fn higher_can_be_better() {
    let course = [step(3, 1.5)];
    let columns = others(0, 10);
    let mut better = course[0].clone();
    better.places.get_mut("cheek").unwrap().verdict = Verdict::Improved;
    let advice = advise(
        &columns.cohort(),
        METRIC,
        Direction::HigherIsBetter,
        &[better],
        PLANNED,
    );
    assert_eq!(advice.reason, Reason::LastSessionHelped);
}

#[test]
fn a_course_is_the_patients_own_rows_session_by_session() {
    let rows = vec![
        row(7, "cheek", 1, measured(-0.5)),
        row(7, "chin", 1, refused("pose")),
        row(7, "cheek", 3, measured(-2.0)),
        row(7, "chin", 3, measured(1.5)),
        row(8, "cheek", 2, measured(-9.0)),
    ];
    let columns = columns(rows);
    let course = columns.cohort().course(METRIC, Pseudonym(7), 4);
    let seen: Vec<(u8, usize, Verdict)> = course
        .iter()
        .map(|step| (step.session, step.places.len(), step.verdict()))
        .collect();
    assert_eq!(
        seen,
        [
            (1, 1, Verdict::NoDetectableChange),
            (2, 0, Verdict::NotComparable),
            (3, 2, Verdict::Worse),
            (4, 0, Verdict::NotComparable),
        ]
    );
    assert_eq!(course[2].places["cheek"].difference.value, -2.0);
    let advice = said(&columns, &course);
    assert_eq!(
        advice,
        (GoingOn::Doubtful, Reason::NotMeasured),
        "session 4 was not measured"
    );
    assert_eq!(said(&columns, &course[..3]), (GoingOn::Stop, Reason::Worse));
}

#[test]
fn a_patient_stands_among_others_after_as_many_sessions() {
    let mut rows: Vec<Comparison> = (1..=10)
        .map(|patient| row(patient, "cheek", 2, measured(-0.1 * patient as f64)))
        .collect();
    rows.push(row(0, "cheek", 2, measured(-0.75)));
    rows.push(row(99, "cheek", 3, refused("pose")));
    let columns = columns(rows);
    let of = |better, patient| {
        standing(
            &columns.cohort(),
            METRIC,
            Scale::Absolute,
            better,
            Pseudonym(patient),
        )
    };
    let place = of(Direction::LowerIsBetter, 0).unwrap();
    assert_eq!(
        (place.session, place.less_good.count, place.less_good.of),
        (2, 7, 10)
    );
    assert_eq!(
        sentence::of_standing(&Ok(place), &ENGLISH),
        "Of 10 others after as many sessions, 70 % had a less good change (95 % interval 35–93 %)."
    );
    assert_eq!(of(Direction::HigherIsBetter, 0).unwrap().less_good.count, 3);
    assert_eq!(of(Direction::LowerIsBetter, 99), Err(NotKnown::Nobody));
    assert_eq!(of(Direction::Neither, 0), Err(NotKnown::NotTellable));
}

#[test]
fn what_to_expect_is_wide_when_little_is_known_and_drawn_to_the_evidence() {
    let prior = Prior {
        session: 1,
        mean: -1.0,
        sd: 0.5,
        patient_sd: 1.0,
    };
    let cohort_of = |patients: u64| {
        let of = |patient| {
            row(
                patient,
                "cheek",
                1,
                measured(if patient % 2 == 0 { 0.5 } else { -0.5 }),
            )
        };
        let places = |patient: u64| {
            [
                of(patient),
                Comparison {
                    place: "chin".to_owned(),
                    ..of(patient + 1)
                },
            ]
            .map(|row| Comparison {
                patient: Pseudonym(patient),
                ..row
            })
        };
        columns((0..patients).flat_map(places).collect())
    };
    let first =
        |columns: &Columns, priors: &[Prior]| expected(&columns.cohort(), METRIC, Scale::Absolute, priors)[0];
    let width = |range: [f64; 2]| range[1] - range[0];
    let (none, few, many) = (cohort_of(0), cohort_of(6), cohort_of(400));
    assert_eq!(first(&none, &[]), Err(NotKnown::Nobody));
    let evidence = first(&none, &[prior]).unwrap();
    assert_eq!((evidence.middle, evidence.from), (-1.0, ExpectedFrom::Evidence));
    // Student's t with four degrees of freedom, about sd √(1² + 0.5²).
    assert!((width(evidence.most) / 2.0 - 2.776_445 * 1.25_f64.sqrt()).abs() < 1e-5);
    let [few, many] = [few, many].map(|columns| first(&columns, &[prior]).unwrap());
    assert!(few.middle < many.middle && many.middle < 0.0, "{few:?} {many:?}");
    assert!(width(many.most) < width(few.most) && width(few.most) < width(evidence.most));
    assert!(width(many.half) < width(many.most));
    assert_eq!(many.from, ExpectedFrom::Both);
    // As a share of before nothing is less than gone.
    let faint = Prior {
        mean: -0.6,
        sd: 0.3,
        patient_sd: 0.4,
        ..prior
    };
    let gone = expected(&cohort_of(0).cohort(), METRIC, Scale::Relative, &[faint])[0].unwrap();
    assert!(
        gone.most[0] == -1.0 && gone.half[0] > -1.0 && gone.most[1] > 0.7,
        "{gone:?}"
    );
    // Nobody has had more sessions.
    assert!(expected(&cohort_of(6).cohort(), METRIC, Scale::Absolute, &[])[1].is_err());
}
