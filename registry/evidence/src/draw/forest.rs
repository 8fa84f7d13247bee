//! What a forest shows, before it is drawn.

use super::axis::Axis;
use crate::answer::{Answer, Measure};
use crate::texts::{Texts, fill};
use relief_estimate::Estimate;

/// What a line of a forest is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Mark {
    /// A study with its share of the weight, none when nothing is pooled.
    Study(Option<f64>),
    /// The pooled effect.
    Pooled,
    /// The range of a new study.
    NewStudy,
}

/// A line of a forest, in the unit of its axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) mark: Mark,
    pub(super) label: String,
    pub(super) people: String,
    /// Value and interval in words.
    pub(super) words: String,
    pub(super) weight: String,
    pub(super) value: f64,
    pub(super) ends: [f64; 2],
    pub(super) bias: String,
    pub(super) link: String,
}

/// A forest.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Forest {
    pub(super) title: String,
    pub(super) alt: String,
    pub(super) axis_title: String,
    pub(super) axis: Axis,
    pub(super) no_effect: Option<f64>,
    pub(super) lines: Vec<Line>,
}

impl Forest {
    /// The forest of an answer; none when no study can be drawn.
    pub(super) fn of(answer: &Answer, texts: &Texts) -> Option<Self> {
        if answer.studies.is_empty() {
            return None;
        }
        let measure = answer.question.measure();
        let together = answer.together.as_ref().ok();
        let weights = together.map(|together| together.pooled.weights.as_slice());
        let mut lines: Vec<Line> = (answer.studies.iter().enumerate())
            .map(|(at, study)| Line {
                people: study.n.map_or_else(|| "?".to_owned(), |n| n.to_string()),
                bias: study.study.risk_of_bias(study.n),
                link: study.study.source.link(),
                ..line(
                    Mark::Study(weights.map(|weights| weights[at])),
                    &study.study.label(),
                    measure,
                    &study.estimate,
                    texts,
                )
            })
            .collect();
        if let Some(together) = together {
            let (pooled, page) = (&together.pooled, &texts.page);
            let people = match answer.people() {
                (told, 0) => told.to_string(),
                (told, _) => format!("{told}+"),
            };
            let pooled_line = line(Mark::Pooled, page.pooled, measure, &pooled.estimate, texts);
            lines.push(Line {
                people,
                ..pooled_line
            });
            let range = pooled.prediction.as_ref();
            lines.extend(range.map(|range| line(Mark::NewStudy, page.new_study, measure, range, texts)));
        }
        let no_effect = answer.question.no_effect();
        let values = lines.iter().flat_map(|line| line.ends).chain(no_effect);
        let title = texts.titled(answer.question);
        Some(Self {
            alt: fill(texts.page.forest_alt, &[("what", &title)]),
            title,
            axis_title: (texts.axis)(answer.question).to_owned(),
            axis: Axis::holding(values),
            no_effect,
            lines,
        })
    }

    /// A tick of the axis in words.
    pub(super) fn tick(&self, tick: f64, texts: &Texts) -> String {
        texts.fixed(tick, self.axis.decimals)
    }
}

fn line(mark: Mark, label: &str, measure: Measure, estimate: &Estimate, texts: &Texts) -> Line {
    let on_axis = |value: f64| match measure {
        Measure::LogOdds => 100.0 * measure.shown(value),
        Measure::Score | Measure::StandardDeviations => value,
    };
    let interval = texts.interval(measure, estimate);
    Line {
        mark,
        label: label.to_owned(),
        people: String::new(),
        words: match mark {
            Mark::NewStudy => interval,
            Mark::Study(_) | Mark::Pooled => {
                format!("{} ({interval})", texts.value(measure, estimate.value))
            }
        },
        weight: match mark {
            Mark::Study(Some(weight)) => texts.percent(weight),
            Mark::Study(None) | Mark::Pooled | Mark::NewStudy => String::new(),
        },
        value: on_axis(estimate.value),
        ends: estimate.ci95.map(on_axis),
        bias: String::new(),
        link: String::new(),
    }
}
