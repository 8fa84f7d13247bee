//! The evidence as one self-contained page: no script, nothing fetched, in light, dark and on paper.

use super::DrawError;
use super::forest::{Forest, Mark};
use super::funnel::Funnel;
use super::svg::{Drawing, STYLE};
use crate::answer::{ASSUMED_CORRELATION, Answer, LeftOut, OTHER_CORRELATIONS, by_scar_type};
use crate::error::EvidenceError;
use crate::reviews::Review;
use crate::sentence::{conclusion, of_answer};
use crate::side_effects;
use crate::texts::{Texts, fill};
use crate::trials::{Row, Value};
use askama::Template;

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    texts: &'a Texts,
    style: &'static str,
    drawing_style: &'static str,
    conclusion: String,
    sections: Vec<Section<'a>>,
    findings: Vec<Finding>,
    side_effects: Vec<SideEffectRow<'a>>,
    reviews: Vec<ReviewRow>,
    method: String,
}

struct Section<'a> {
    title: String,
    said: String,
    forest: Option<&'a Forest>,
    drawing: Option<Drawing<'a>>,
    funnel: Option<Funnel>,
    left_out: Vec<(&'a LeftOut, String)>,
}

/// What one study found in scars of one type.
struct Finding {
    scar_type: &'static str,
    study: String,
    people: String,
    change: String,
    link: String,
}

/// One side effect of one treatment in one study.
struct SideEffectRow<'a> {
    side_effect: &'static str,
    treatment: &'static str,
    counted: String,
    lasted: String,
    note: &'a str,
    study: String,
    link: String,
}

/// One result of a review.
struct ReviewRow {
    label: String,
    link: String,
    about: &'static str,
    studies: String,
    people: String,
    result: String,
}

/// The page of all answers, with what `rows` tell of each type of scar, side effects, and what reviews pooled.
///
/// # Errors
///
/// [`DrawError`] when the page cannot be written.
pub fn page(
    answers: &[Answer],
    rows: &[Row],
    side_effects: &[side_effects::Row],
    reviews: &[Review],
    texts: &Texts,
) -> Result<String, DrawError> {
    let forests: Vec<Option<Forest>> = answers.iter().map(|answer| Forest::of(answer, texts)).collect();
    let sections = answers.iter().zip(&forests).map(|(answer, forest)| {
        Ok(Section {
            title: texts.titled(answer.question),
            said: of_answer(answer, texts),
            forest: forest.as_ref(),
            drawing: forest
                .as_ref()
                .map(|forest| Drawing::of(forest, texts, 0.0, false)),
            funnel: Funnel::of(answer, texts)?,
            left_out: (answer.left_out.iter())
                .map(|study| (study, (texts.why_not)(&study.why)))
                .collect(),
        })
    });
    let r = |correlation: f64| texts.fixed(correlation, 1);
    let [low, high] = OTHER_CORRELATIONS.map(r);
    Ok(Page {
        texts,
        style: include_str!("../../assets/page.css"),
        drawing_style: STYLE,
        conclusion: conclusion(answers, texts),
        sections: sections.collect::<Result<_, DrawError>>()?,
        findings: findings(rows, texts),
        side_effects: side_effects
            .iter()
            .map(|row| side_effect_row(row, texts))
            .collect::<Result<_, _>>()?,
        reviews: reviews.iter().map(|review| review_row(review, texts)).collect(),
        method: fill(
            texts.page.method,
            &[("r", &r(ASSUMED_CORRELATION)), ("r_low", &low), ("r_high", &high)],
        ),
    }
    .render()?)
}

fn side_effect_row<'a>(
    row: &'a side_effects::Row,
    texts: &Texts,
) -> Result<SideEffectRow<'a>, EvidenceError> {
    Ok(SideEffectRow {
        side_effect: (texts.side_effect)(row.side_effect),
        treatment: texts.treated(row),
        counted: texts.counted(row)?,
        lasted: texts.lasted(row),
        note: texts.noted(row),
        study: row.label(),
        link: row.source.link(),
    })
}

fn review_row(review: &Review, texts: &Texts) -> ReviewRow {
    let count = |value: &Option<Value<u32>>| {
        value
            .as_ref()
            .map_or_else(|| "?".to_owned(), |value| value.value.to_string())
    };
    ReviewRow {
        label: review.label(),
        link: review.source.link(),
        about: (texts.subject)(review.subject),
        studies: count(&review.studies),
        people: count(&review.people),
        result: texts.review_result(review),
    }
}

fn findings(rows: &[Row], texts: &Texts) -> Vec<Finding> {
    let found = by_scar_type(rows).into_iter();
    found
        .map(|found| Finding {
            scar_type: (texts.scar_type)(found.scar_type),
            study: found.row.study.label(),
            people: (found.row.outcome.n.as_ref()).map_or_else(|| "?".to_owned(), |n| n.value.to_string()),
            change: texts.finding(&found.row.outcome),
            link: found.row.study.source.link(),
        })
        .collect()
}
