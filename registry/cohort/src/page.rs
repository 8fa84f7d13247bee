//! The answers that a page of a practice or a registry is made of, together.

use crate::answer::{
    At, ChangeAnswer, DoseResponse, MissingVisits, NumberNeeded, Scale, ScarAnswer, SessionAnswer,
    SettingDifference, SideEffects, by_session, change, dose_response, missing_visits, number_needed, scars,
    setting_difference, side_effects,
};
use crate::cohort::Cohort;
use crate::error::Known;
use crate::model::Models;
use crate::texts::Captured;
use serde::Serialize;

/// The primary end points: that of photos, and that of scans.
pub const PRIMARY: [(&str, Captured); 2] = [
    ("scar_shading_contrast", Captured::Photos),
    ("scar_volume", Captured::Scans),
];

/// The version of [`Answers`] as JSON. It changes when a field does.
pub const ANSWERS_SCHEMA: &str = "relief.registry/2";

/// What a registry answers for everybody at once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answers {
    /// Each metric that any row has, in the order of the alphabet.
    pub metrics: Vec<MetricAnswers>,
    /// Single scars by type.
    pub scars: Known<ScarAnswer>,
    /// Side effects per session.
    pub side_effects: Known<SideEffects>,
}

/// How one metric changed, as a share of before, and what goes with that.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MetricAnswers {
    /// The metric.
    pub metric: String,
    /// Its unit.
    pub unit: String,
    /// After each patient's last session.
    pub last: Known<ChangeAnswer>,
    /// How many must be needled for one to improve, likewise.
    pub number_needed: Known<NumberNeeded>,
    /// After each session, from the first to the last that anybody had, with who dropped out before it.
    pub sessions: Vec<SessionAnswer>,
    /// Those who came beside all who began.
    pub missing_visits: Known<MissingVisits>,
    /// Needle length, and weeks between sessions.
    pub dose_response: DoseResponse,
    /// At home against by a professional.
    pub setting: Known<SettingDifference>,
}

impl Answers {
    /// Of a cohort.
    pub fn of(cohort: &Cohort<'_>) -> Self {
        let metrics = cohort.metrics().into_iter();
        Self {
            metrics: metrics.map(|metric| of_metric(cohort, metric)).collect(),
            scars: scars(cohort),
            side_effects: side_effects(cohort),
        }
    }
}

fn of_metric(cohort: &Cohort<'_>, metric: &str) -> MetricAnswers {
    let scale = Scale::Relative;
    let models = Models::in_cohort(cohort, metric, scale);
    MetricAnswers {
        metric: metric.to_owned(),
        unit: cohort.unit(metric).unwrap_or_default().to_owned(),
        last: change(cohort, metric, scale, At::Last),
        number_needed: number_needed(cohort, metric, At::Last),
        sessions: by_session(cohort, metric, scale),
        missing_visits: missing_visits(cohort, metric, scale, &models),
        dose_response: dose_response(&models),
        setting: setting_difference(&models),
    }
}
