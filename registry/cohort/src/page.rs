//! The answers that a page of a practice or a registry is made of, together.

use crate::answer::{At, ChangeAnswer, Scale, ScarAnswer, SideEffects, change, scars, side_effects};
use crate::cohort::Cohort;
use crate::error::Known;
use crate::texts::Captured;
use serde::{Deserialize, Serialize};

/// The primary end points: that of photos, and that of scans.
pub const PRIMARY: [(&str, Captured); 2] = [
    ("scar_shading_contrast", Captured::Photos),
    ("scar_volume", Captured::Scans),
];

/// What a registry answers for everybody at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    /// Each metric that any row has, in the order of the alphabet.
    pub metrics: Vec<MetricAnswers>,
    /// Single scars by type.
    pub scars: Known<ScarAnswer>,
    /// Side effects per session.
    pub side_effects: Known<SideEffects>,
}

/// How one metric changed, as a share of before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MetricAnswers {
    /// The metric.
    pub metric: String,
    /// Its unit.
    pub unit: String,
    /// After each patient's last session.
    pub last: Known<ChangeAnswer>,
    /// After each session, from the first to the last that anybody had.
    pub sessions: Vec<Known<ChangeAnswer>>,
}

impl Answers {
    /// Of a cohort.
    pub fn of(cohort: &Cohort<'_>) -> Self {
        let metric = |metric: &str| MetricAnswers {
            metric: metric.to_owned(),
            unit: cohort.unit(metric).unwrap_or_default().to_owned(),
            last: change(cohort, metric, Scale::Relative, At::Last),
            sessions: (1..=cohort.last_session())
                .map(|session| change(cohort, metric, Scale::Relative, At::Session(session)))
                .collect(),
        };
        Self {
            metrics: cohort.metrics().into_iter().map(metric).collect(),
            scars: scars(cohort),
            side_effects: side_effects(cohort),
        }
    }
}
