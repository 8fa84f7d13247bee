//! How far raters agree with each other, and with their own earlier grades.

use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{course_texts, decimal, say, say_with};
use crate::shell::{Shell, page};
use askama::Template;
use axum::response::Html;
use relief_course::grading::Scale;
use relief_course::{Action, PersonId};
use relief_estimate::{
    Estimate, EstimateError, IntraclassCorrelation, IntraclassModel, KappaWeights, LimitInterval,
    LimitsOfAgreement, Pairs, weighted_kappa,
};
use relief_store::{BlindedGrade, RecordId};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "agreement.html")]
struct AgreementPage {
    shell: Shell,
    scales: Vec<OnScale>,
    may_ask: bool,
}

/// The grades of one scale.
struct OnScale {
    name: &'static str,
    grades: usize,
    between: Vec<Row>,
    within: Vec<Row>,
}

/// How far two raters, or a rater and the same one later, agree.
struct Row {
    who: String,
    n: usize,
    kappa: String,
    icc: String,
    difference: String,
}

/// What was graded: a photo, alone or against one from before.
type Item = (RecordId, Option<RecordId>);
/// The scores of each rater for each item, in the order of the tasks.
type Scores = BTreeMap<Item, BTreeMap<PersonId, Vec<u16>>>;

/// `GET /agreement`
pub async fn show(visitor: Visitor) -> Result<Html<String>, Failure> {
    let grades = visitor.repository().blinded_grades().await?;
    let scales = Scale::ALL
        .into_iter()
        .filter_map(|scale| on_scale(scale, &grades));
    page(&AgreementPage {
        shell: Shell::new(&visitor, "/patients", say("How far raters agree")),
        may_ask: visitor.may(Action::JudgeOutcome),
        scales: scales.collect(),
    })
}

fn on_scale(scale: Scale, grades: &[BlindedGrade]) -> Option<OnScale> {
    let mut scores = Scores::new();
    let mut names: BTreeMap<&PersonId, &str> = BTreeMap::new();
    let mut count = 0;
    for grade in grades.iter().filter(|grade| grade.grade.scale() == scale) {
        let item = scores.entry((grade.photo, grade.before)).or_default();
        item.entry(grade.rater.clone())
            .or_default()
            .push(grade.grade.score());
        names.insert(&grade.rater, grade.name.as_str());
        count += 1;
    }
    let raters: Vec<(&PersonId, &str)> = names.into_iter().collect();
    let between = raters.iter().enumerate().flat_map(|(i, one)| {
        let others = raters[i + 1..].iter();
        others.map(move |other| {
            let who = say_with("{one} and {other}", &[("one", &one.1), ("other", &other.1)]);
            (who, one.0, other.0)
        })
    });
    let between = between.map(|(who, one, other)| {
        // The first grade of each: what a rater said later is another question.
        row(
            scale,
            who,
            pairs(&scores, |of| {
                Some([*of.get(one)?.first()?, *of.get(other)?.first()?])
            }),
        )
    });
    let within = raters.iter().map(|(rater, name)| {
        let twice = |of: &BTreeMap<PersonId, Vec<u16>>| match of.get(*rater)?.as_slice() {
            [first, second, ..] => Some([*first, *second]),
            _ => None,
        };
        row(scale, (*name).to_owned(), pairs(&scores, twice))
    });
    (count > 0).then(|| OnScale {
        name: (course_texts().scale)(scale),
        grades: count,
        between: between.filter(|row| row.n > 0).collect(),
        within: within.filter(|row| row.n > 0).collect(),
    })
}

fn pairs(scores: &Scores, of: impl Fn(&BTreeMap<PersonId, Vec<u16>>) -> Option<[u16; 2]>) -> Vec<[u16; 2]> {
    scores.values().filter_map(of).collect()
}

fn row(scale: Scale, who: String, pairs: Vec<[u16; 2]>) -> Row {
    let [kappa, icc, difference] = agreement(scale, &pairs).map(|found| match found {
        Ok([value, low, high]) => say_with(
            "{value} ({low} to {high})",
            &[
                ("value", &decimal(&format!("{value:.2}"))),
                ("low", &decimal(&format!("{low:.2}"))),
                ("high", &decimal(&format!("{high:.2}"))),
            ],
        ),
        Err(EstimateError::TooFew { .. }) => say("too few").to_owned(),
        Err(EstimateError::NoVariation { .. }) => say("all alike").to_owned(),
        Err(_) => String::new(),
    });
    Row {
        who,
        n: pairs.len(),
        kappa,
        icc,
        difference,
    }
}

/// Of pairs of scores: quadratically weighted kappa and ICC(2,1), each with its interval, and the mean of the second less the
/// first with Bland and Altman's limits of agreement.
fn agreement(scale: Scale, pairs: &[[u16; 2]]) -> [Result<[f64; 3], EstimateError>; 3] {
    let [low, high] = scale.range().map(usize::from);
    let steps: Vec<[usize; 2]> = pairs
        .iter()
        .map(|pair| pair.map(|score| usize::from(score) - low))
        .collect();
    let ratings: Vec<[f64; 2]> = pairs.iter().map(|pair| pair.map(f64::from)).collect();
    let icc = IntraclassCorrelation::of(&ratings, IntraclassModel::AgreementOfRandomRaters);
    let [first, second] = [0, 1].map(|which| ratings.iter().map(|pair| pair[which]).collect::<Vec<f64>>());
    let limits =
        Pairs::new(&first, &second).and_then(|pairs| LimitsOfAgreement::of(&pairs, LimitInterval::Exact));
    let with_interval = |estimate: Estimate| [estimate.value, estimate.ci95[0], estimate.ci95[1]];
    [
        weighted_kappa(&steps, high - low + 1, KappaWeights::Quadratic).map(with_interval),
        icc.map(|icc| with_interval(icc.correlation)),
        limits.map(|limits| [limits.bias.value, limits.lower.value, limits.upper.value]),
    ]
}
