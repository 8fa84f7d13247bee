//! What is pooled and what is refused, on tables that were changed for it.

use relief_evidence::answer::{Answer, Grouping, NotPooled, Question, WhyNot, answer, answers};
use relief_evidence::sentence::{conclusion, left_out, of_answer, of_groups};
use relief_evidence::texts::ENGLISH;
use relief_evidence::trials::{Response, Row, SHIPPED, Scale, Treatment, parse, shipped};

const GRADE: Question = Question::Change(Scale::GoodmanBaronQualitative);

/// The shipped table with a text replaced that stands in it.
fn changed(from: &str, to: &str) -> Vec<Row> {
    assert!(SHIPPED.contains(from), "{from} is not in the table");
    parse(&SHIPPED.replace(from, to)).unwrap()
}

fn asked(rows: &[Row], question: Question) -> Answer {
    answer(rows, question, 0.5).unwrap()
}

fn why<'a>(answer: &'a Answer, id: &str) -> &'a WhyNot {
    &answer.left_out.iter().find(|study| study.id == id).unwrap().why
}

#[test]
fn each_study_is_weighed_once_or_left_out_once() {
    for answer in answers(&shipped().unwrap()).unwrap() {
        let weighed = answer.studies.iter().map(|study| study.study.id.as_str());
        let mut all: Vec<&str> = weighed
            .chain(answer.left_out.iter().map(|study| study.id.as_str()))
            .collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count, "{:?}", answer.question);
    }
}

#[test]
fn what_a_source_does_not_tell_is_the_reason() {
    let rows = shipped().unwrap();
    let grade = asked(&rows, GRADE);
    assert_eq!(*why(&grade, "IDOJ2024"), WhyNot::NoSpread);
    assert_eq!(*why(&grade, "KARACHI-TAZ"), WhyNot::NoNumber);
    let points = asked(&rows, Question::Change(Scale::GoodmanBaronQuantitative));
    assert_eq!(*why(&points, "AFRA2019"), WhyNot::Medians);
    let plasma = asked(&rows, Question::Against(Treatment::NeedlingPrp));
    assert_eq!(*why(&plasma, "ASIF2016"), WhyNot::CountsOfSides);
    let laser = asked(&rows, Question::Against(Treatment::FractionalErYag));
    assert_eq!(*why(&laser, "OSMAN2017"), WhyNot::OwnScale);
}

#[test]
fn a_doubtful_number_is_not_weighed_and_a_reported_one_is() {
    let peel = Question::Change(Scale::Ecca);
    let doubtful = asked(&shipped().unwrap(), peel);
    assert!(matches!(
        why(&doubtful, "RANA2017"),
        WhyNot::Doubtful {
            column: "change_sd",
            ..
        }
    ));
    let trusted = changed(
        "change_sd=doubtful: as printed; far too small for a standard deviation",
        "change_sd=computed: for this test",
    );
    // Even then nobody tells how many were in that arm.
    assert_eq!(*why(&asked(&trusted, peel), "RANA2017"), WhyNot::NoCount);
}

#[test]
fn one_and_two_studies_are_not_pooled() {
    let rows = shipped().unwrap();
    let refused = |question| asked(&rows, question).together.unwrap_err();
    let points = Question::Change(Scale::GoodmanBaronQuantitative);
    let without: Vec<Row> = rows
        .iter()
        .filter(|row| row.study.id != "ALCHALABI2020")
        .cloned()
        .collect();
    assert_eq!(
        asked(&without, points).together.unwrap_err(),
        NotPooled::TwoStudies
    );
    assert!(asked(&rows, points).together.is_ok());
    assert_eq!(
        refused(Question::Improved(Response::MoreThanOneGrade)),
        NotPooled::OneStudy
    );
    assert_eq!(refused(Question::Against(Treatment::Placebo)), NotPooled::NoStudy);
}

#[test]
fn scars_of_one_type_do_not_count_as_all() {
    let grade = asked(&shipped().unwrap(), GRADE);
    let dalwig = grade
        .studies
        .iter()
        .find(|study| study.study.id == "DALWIG2020")
        .unwrap();
    assert_eq!(dalwig.effect.value, -0.91);
}

#[test]
fn the_standard_deviation_of_a_change_tells_its_correlation() {
    let rows = shipped().unwrap();
    let malik = |correlation| {
        let answer = answer(&rows, Question::StandardisedChange, correlation).unwrap();
        let malik = answer
            .studies
            .into_iter()
            .find(|study| study.study.id == "MALIK2024")
            .unwrap();
        (malik.effect, malik.assumed)
    };
    assert_eq!(malik(0.5), malik(0.1));
    assert!(!malik(0.5).1);
}

#[test]
fn an_impossible_standard_deviation_is_an_error_and_no_effect() {
    let rows = changed("-10.08,1.88,", "-10.08,18.8,");
    let error = answer(&rows, Question::StandardisedChange, 0.5)
        .unwrap_err()
        .to_string();
    assert!(error.contains("the correlation is -2"), "{error}");
}

#[test]
fn the_sentence_says_the_pooled_numbers_and_what_they_cannot_tell() {
    let rows = shipped().unwrap();
    let grade = asked(&rows, GRADE);
    let said = of_answer(&grade, &ENGLISH);
    for part in [
        "changed by −1.08 on average (95 % interval −2.01 to −0.16; 3 studies, 71 people",
        "disagree considerably beyond chance (I² 95 %)",
        "anywhere from −2.88 to 0.71",
        "Nobody untreated was compared with",
        "a correlation of 0.5 is assumed",
    ] {
        assert!(said.contains(part), "{part:?} is not in {said}");
    }
    let others = left_out(&grade, &ENGLISH).unwrap();
    assert!(
        others.contains("6 × no standard deviation or interval told"),
        "{others}"
    );
}

#[test]
fn an_interval_with_no_effect_in_it_is_told_as_one() {
    let rows = changed("-0.91,,-1.05,-0.78", "0.91,,0.78,1.05");
    let said = of_answer(&asked(&rows, GRADE), &ENGLISH);
    assert!(said.contains("The interval includes no change at all."), "{said}");
}

#[test]
fn what_follows_depends_on_what_is_found() {
    let rows = shipped().unwrap();
    let all = answers(&rows).unwrap();
    assert_eq!(
        conclusion(&all, &ENGLISH),
        "In published studies scar scores are lower after microneedling than before. How much of that microneedling does is \
         not known: 1 of them compared with no treatment (15 people), and that comparison cannot be weighed."
    );
    let without_sham: Vec<Row> = rows
        .into_iter()
        .filter(|row| row.study.id != "ALAM2014")
        .collect();
    let follows = conclusion(&answers(&without_sham).unwrap(), &ENGLISH);
    assert!(
        follows.ends_with("none of them compared with no treatment."),
        "{follows}"
    );
    let nothing = conclusion(&answers(&[]).unwrap(), &ENGLISH);
    assert!(
        nothing.starts_with("Published studies do not show with certainty"),
        "{nothing}"
    );
}

#[test]
fn groups_need_more_studies_than_groups_that_tell_their_number() {
    let rows = shipped().unwrap();
    let all = asked(&rows, Question::StandardisedChange);
    let found = all.grouped(Grouping::Sessions).unwrap();
    assert_eq!((found.not_told, found.groups), (3, Err(NotPooled::TooFewGroups)));
    let said = of_groups(&all, Grouping::Sessions, &ENGLISH).unwrap();
    assert!(
        said.contains("not compared, because too few studies tell their number; 3 studies do not tell it."),
        "{said}"
    );
}

#[test]
fn groups_that_can_be_compared_are() {
    // Sharma and the Vietnamese study are given sessions for this test.
    let table = SHIPPED
        .replace(
            "split_face,,,professional,40,needling and saline,needling,roller,,,,",
            "split_face,,,professional,40,needling and saline,needling,roller,,,3,",
        )
        .replace(
            "professional,31,needling,needling,roller,,,,1,8",
            "professional,31,needling,needling,roller,,,12,1,8",
        );
    let all = asked(&parse(&table).unwrap(), Question::StandardisedChange);
    let found = all.grouped(Grouping::Sessions).unwrap();
    let groups = found.groups.unwrap();
    let sizes: Vec<(&str, usize)> = groups
        .groups
        .iter()
        .map(|one| (one.group.as_str(), one.studies))
        .collect();
    assert_eq!((found.not_told, sizes), (1, vec![("more", 3), ("less", 2)]));
    let said = of_groups(&all, Grouping::Sessions, &ENGLISH).unwrap();
    assert!(
        said.starts_with("By the number of sessions: 4 sessions or more −") && said.contains("p 0."),
        "{said}"
    );
}
