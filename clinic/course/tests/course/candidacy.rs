//! Answers lead to eligible, defer or refer, with every reason, and never to less than they should.

use crate::{PROTOCOL, healthy, key, note, signed};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use relief_course::{Answer, AnswerFault, Decision, Override, Questionnaire, assess};
use relief_protocol::{AnswerKind, Then};

const TODAY: Date = date(2026, 3, 30);

fn with(answers: &[(&str, Answer)]) -> Questionnaire {
    let mut questionnaire = healthy(TODAY);
    for (question, answer) in answers {
        questionnaire.answers.insert(key(question), *answer).unwrap();
    }
    questionnaire
}

fn decision(answers: &[(&str, Answer)]) -> Decision {
    assess(&PROTOCOL, with(answers)).unwrap().decision
}

fn overriding(mut questionnaire: Questionnaire, question: &str) -> Questionnaire {
    let clinician = signed("2026-03-30T08:00:00Z".parse().unwrap());
    let reason = note("Superficial treatment, skin healed well before");
    questionnaire
        .overrides
        .insert(key(question), Override { clinician, reason });
    questionnaire
}

#[test]
fn each_answer_leads_where_the_protocol_says() {
    use Decision::{DeferUntil, Eligible, Refer};
    let table: [(&str, Answer, Decision); 25] = [
        ("keloid_history", Answer::Yes, Refer),
        ("keloid_history", Answer::NotSure, Refer),
        ("pregnant_or_nursing", Answer::Yes, DeferUntil(date(2026, 6, 30))),
        ("rosacea", Answer::Yes, Refer),
        ("eczema", Answer::Yes, Refer),
        ("psoriasis", Answer::Yes, Refer),
        ("active_acne", Answer::Yes, DeferUntil(date(2026, 4, 27))),
        ("active_infection", Answer::Yes, Refer),
        ("herpes_history", Answer::Yes, Refer),
        ("isotretinoin", Answer::Ongoing, DeferUntil(date(2026, 9, 30))),
        ("isotretinoin", Answer::Ended(date(2025, 9, 30)), Eligible),
        (
            "isotretinoin",
            Answer::Ended(date(2025, 10, 1)),
            DeferUntil(date(2026, 4, 1)),
        ),
        ("isotretinoin", Answer::Ended(date(2025, 8, 31)), Eligible),
        ("anticoagulants", Answer::Yes, Refer),
        ("immunosuppression", Answer::Yes, Refer),
        ("diabetes_poorly_controlled", Answer::Yes, Refer),
        ("skin_cancer", Answer::Yes, Refer),
        ("keratosis", Answer::Yes, Refer),
        ("radiotherapy", Answer::Ended(date(2026, 1, 15)), Refer),
        ("metal_allergy", Answer::Yes, Refer),
        ("anaesthetic_allergy", Answer::Yes, Refer),
        (
            "date_of_birth",
            Answer::Born(date(2004, 3, 31)),
            DeferUntil(date(2026, 3, 31)),
        ),
        ("date_of_birth", Answer::Born(date(2004, 3, 30)), Eligible),
        (
            "new_scars",
            Answer::Ended(date(2025, 12, 1)),
            DeferUntil(date(2026, 12, 1)),
        ),
        ("dysmorphic_concern", Answer::Yes, Refer),
    ];
    for (question, answer, expected) in table {
        assert_eq!(
            decision(&[(question, answer)]),
            expected,
            "{question}: {answer:?}"
        );
    }
}

#[test]
fn who_was_born_on_a_leap_day_comes_of_age_on_the_first_of_march() {
    assert_eq!(
        decision(&[("date_of_birth", Answer::Born(date(2008, 2, 29)))]),
        Decision::DeferUntil(date(2030, 3, 1))
    );
}

#[test]
fn every_reason_is_given_strictest_first() {
    let assessment = assess(
        &PROTOCOL,
        with(&[
            ("active_acne", Answer::Yes),
            ("filler_or_botulinum", Answer::Yes),
            ("new_scars", Answer::Ended(date(2025, 12, 1))),
            ("keloid_history", Answer::Yes),
        ]),
    )
    .unwrap();
    let found: Vec<_> = assessment
        .findings
        .iter()
        .map(|f| (f.question.as_str(), f.then, f.until))
        .collect();
    assert_eq!(
        found,
        [
            ("keloid_history", Then::Refer, None),
            ("new_scars", Then::Defer, Some(date(2026, 12, 1))),
            ("active_acne", Then::Defer, Some(date(2026, 4, 27))),
            ("filler_or_botulinum", Then::Caution, None),
        ]
    );
    assert!(
        assessment
            .findings
            .iter()
            .all(|finding| finding.reason.as_str().ends_with('.'))
    );
    assert_eq!(assessment.decision, Decision::Refer);
}

#[test]
fn a_named_clinician_overrides_isotretinoin_and_the_name_stays_in_the_record() {
    let on_it = with(&[("isotretinoin", Answer::Ongoing)]);
    let assessment = assess(&PROTOCOL, overriding(on_it, "isotretinoin")).unwrap();
    assert_eq!(assessment.decision, Decision::Eligible);
    let finding = &assessment.findings[0];
    assert_eq!(finding.then, Then::Defer);
    assert_eq!(
        finding.overridden.as_ref().unwrap().clinician.name.as_str(),
        "Dr. Çağla Öztürk"
    );
    // One override helps against one reason only.
    let two = overriding(
        with(&[("isotretinoin", Answer::Ongoing), ("rosacea", Answer::Yes)]),
        "isotretinoin",
    );
    assert_eq!(assess(&PROTOCOL, two).unwrap().decision, Decision::Refer);
}

#[test]
fn nobody_overrides_what_the_protocol_does_not_let_them() {
    for question in [
        "skin_cancer",
        "keloid_history",
        "pregnant_or_nursing",
        "active_infection",
    ] {
        let problems = assess(&PROTOCOL, overriding(healthy(TODAY), question)).unwrap_err();
        assert_eq!(problems[0].problem, AnswerFault::OverrideNotAllowed, "{question}");
    }
}

#[test]
fn half_a_questionnaire_is_no_assessment_and_every_gap_is_named() {
    let mut questionnaire = with(&[
        ("rosacea", Answer::Ongoing),
        ("isotretinoin", Answer::Ended(date(2026, 3, 31))),
        ("new_scars", Answer::Ended(date(1850, 1, 1))),
        ("date_of_birth", Answer::Yes),
    ]);
    questionnaire.answers.remove(&key("eczema"));
    questionnaire.answers.insert(key("shoe_size"), Answer::Yes);
    let problems = assess(&PROTOCOL, questionnaire).unwrap_err();
    let found: Vec<_> = problems
        .iter()
        .map(|p| (p.question.as_str(), p.problem))
        .collect();
    assert_eq!(
        found,
        [
            ("date_of_birth", AnswerFault::WrongKind),
            ("rosacea", AnswerFault::WrongKind),
            ("eczema", AnswerFault::Unanswered),
            ("isotretinoin", AnswerFault::InTheFuture),
            ("new_scars", AnswerFault::TooLongAgo),
            ("shoe_size", AnswerFault::UnknownQuestion),
        ]
    );
}

/// Answers of a kind, from harmless to worst; dates go from long ago to today.
fn ladder(kind: AnswerKind, rung: usize) -> Answer {
    let days_ago = |days: i64| TODAY.checked_sub(days.days()).unwrap();
    match (kind, rung) {
        (AnswerKind::YesNo, 0) => Answer::No,
        (AnswerKind::YesNo, 1) => Answer::NotSure,
        (AnswerKind::YesNo, _) => Answer::Yes,
        (AnswerKind::Since, 0) => Answer::Never,
        (AnswerKind::Since, 1..=98) => Answer::Ended(days_ago(5 * (99 - rung as i64))),
        (AnswerKind::Since, _) => Answer::Ongoing,
        (AnswerKind::Born, rung) => Answer::Born(days_ago(365 * (100 - rung as i64))),
    }
}

proptest! {
    #[test]
    fn a_worse_answer_is_never_more_permissive(
        rungs in prop::collection::vec(0_usize..=100, PROTOCOL.candidacy().question.len()),
        which in any::<prop::sample::Index>(),
        worse in 0_usize..=100,
        overrides in prop::collection::vec(any::<bool>(), PROTOCOL.candidacy().question.len()),
    ) {
        let questions = &PROTOCOL.candidacy().question;
        let fill = |rungs: &[usize]| {
            let mut questionnaire = healthy(TODAY);
            for ((question, rung), overridden) in questions.iter().zip(rungs).zip(&overrides) {
                questionnaire.answers.insert(question.id.clone(), ladder(question.answer, *rung));
                if *overridden && question.clinician_may_override {
                    questionnaire = overriding(questionnaire, question.id.as_str());
                }
            }
            assess(&PROTOCOL, questionnaire).unwrap()
        };
        let before = fill(&rungs);
        let mut worsened = rungs.clone();
        let place = which.index(questions.len());
        worsened[place] = worsened[place].max(worse);
        let after = fill(&worsened);
        prop_assert!(after.decision >= before.decision, "{before:?}\n{after:?}");
        prop_assert!(after.findings.len() >= before.findings.len());
    }

    #[test]
    fn a_deferral_lies_ahead_and_everything_that_is_deferred_has_a_day(
        rungs in prop::collection::vec(0_usize..=100, PROTOCOL.candidacy().question.len()),
    ) {
        let mut questionnaire = healthy(TODAY);
        for (question, rung) in PROTOCOL.candidacy().question.iter().zip(&rungs) {
            questionnaire.answers.insert(question.id.clone(), ladder(question.answer, *rung));
        }
        let assessment = assess(&PROTOCOL, questionnaire).unwrap();
        for finding in &assessment.findings {
            prop_assert_eq!(finding.then == Then::Defer, finding.until.is_some());
            prop_assert!(finding.until.is_none_or(|until| until > TODAY));
            prop_assert!(finding.decision() <= assessment.decision);
        }
    }
}
