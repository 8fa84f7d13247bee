//! Funnels as SVG: effects against their standard errors, the smallest on top.

use super::axis::Axis;
use crate::answer::{Answer, Measure};
use crate::error::EvidenceError;
use crate::pool::funnel;
use crate::texts::{Texts, fill};
use askama::Template;

/// The drawing's size in units of the view box, and the field within it.
const SIZE: [f64; 2] = [760.0, 300.0];
/// Left and right of the field.
const ACROSS: [f64; 2] = [210.0, 540.0];
/// Top and bottom of the field.
const DOWN: [f64; 2] = [12.0, 240.0];

/// A funnel with places.
#[derive(Template)]
#[template(path = "funnel.svg")]
pub(super) struct Funnel {
    pub(super) title: String,
    axis_title: &'static str,
    error_title: &'static str,
    size: [f64; 2],
    across: [f64; 2],
    down: [f64; 2],
    centre: f64,
    /// The sides' points.
    sides: String,
    points: Vec<(f64, f64, String)>,
    ticks: Vec<(f64, String)>,
    errors: Vec<(f64, String)>,
}

impl Funnel {
    /// The funnel of an answer; none when nothing is pooled.
    pub(super) fn of(answer: &Answer, texts: &Texts) -> Result<Option<Self>, EvidenceError> {
        let Ok(together) = &answer.together else {
            return Ok(None);
        };
        let centre = together.pooled.estimate.value;
        let largest = answer.studies.iter().map(|study| study.effect.standard_error());
        let errors = Axis::holding(largest.chain([0.0]));
        let bottom = errors.ticks[errors.ticks.len() - 1];
        let sides = funnel(centre, &[bottom])?;
        let ends = sides.iter().flat_map(|side| side.ci95);
        let effects = answer.studies.iter().map(|study| study.effect.value);
        let axis = Axis::holding(ends.clone().chain(effects));
        let x = |value: f64| ACROSS[0] + axis.place(value) * (ACROSS[1] - ACROSS[0]);
        let y = |error: f64| DOWN[0] + errors.place(error) * (DOWN[1] - DOWN[0]);
        let [low, high] = sides[0].ci95.map(x);
        let what = texts.titled(answer.question);
        let shown = |value: f64| match answer.question.measure() {
            Measure::LogOdds => texts.value(Measure::LogOdds, value),
            Measure::Score | Measure::StandardDeviations => texts.fixed(value, axis.decimals),
        };
        Ok(Some(Self {
            title: fill(texts.page.funnel, &[("what", &what)]),
            axis_title: (texts.axis)(answer.question),
            error_title: texts.page.standard_error,
            size: SIZE,
            across: ACROSS,
            down: DOWN,
            centre: x(centre),
            sides: format!(
                "M{low:.2} {} L{:.2} {} L{high:.2} {}",
                DOWN[1],
                x(centre),
                DOWN[0],
                DOWN[1]
            ),
            points: (answer.studies.iter())
                .map(|study| {
                    (
                        x(study.effect.value),
                        y(study.effect.standard_error()),
                        study.study.label(),
                    )
                })
                .collect(),
            ticks: axis.ticks.iter().map(|tick| (x(*tick), shown(*tick))).collect(),
            errors: (errors.ticks.iter())
                .map(|tick| (y(*tick), texts.fixed(*tick, errors.decimals)))
                .collect(),
        }))
    }
}
