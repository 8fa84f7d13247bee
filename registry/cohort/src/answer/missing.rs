//! What missing visits do to the answer: those who came beside all who began.

use super::{At, Scale, results};
use crate::cohort::Cohort;
use crate::error::{Known, NotKnown, enough};
use crate::location::Location;
use crate::model::Models;
use relief_estimate::Estimate;
use serde::{Deserialize, Serialize};

/// The change after each session, told in two ways.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MissingVisits {
    /// Patients with any comparison of the metric.
    pub patients: usize,
    /// After each session.
    pub sessions: Vec<SessionMeans>,
}

/// The mean change after one session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionMeans {
    /// After which session.
    pub session: u8,
    /// Patients who were compared after it.
    pub seen: Known<usize>,
    /// Of those alone (complete cases). When those leave in whom nothing happened, it is too good.
    pub complete_cases: Known<Location>,
    /// Of all who began, from the mixed model over all sessions. It is right when leaving depends on nothing but what was measured
    /// before (missing at random); leaving because of what was never measured it cannot see.
    pub model_based: Known<Estimate>,
}

/// Complete cases beside the model of the metric.
///
/// # Errors
///
/// Too few patients with the metric.
pub fn missing_visits(
    cohort: &Cohort<'_>,
    metric: &str,
    scale: Scale,
    models: &Models,
) -> Known<MissingVisits> {
    let patients = results(cohort, metric, scale, At::Last).len();
    let alone = |session| {
        let results = results(cohort, metric, scale, At::Session(session));
        Location::of(results.iter().filter_map(|result| result.change).collect())
    };
    missing_visits_of(patients, (1..=cohort.last_session()).map(alone).collect(), models)
}

/// The same from what was counted elsewhere: how many patients have any comparison, where those lie who were compared after each session,
/// from the first on, and the metric's models. This is how a registry answers that counts in a database.
///
/// # Errors
///
/// As [`missing_visits`].
pub fn missing_visits_of(
    patients: usize,
    complete_cases: Vec<Known<Location>>,
    models: &Models,
) -> Known<MissingVisits> {
    enough(patients)?;
    let fit = models.each_session.as_ref().map_err(|why| *why);
    let of = |(session, alone): (u8, Known<Location>)| SessionMeans {
        session,
        seen: alone.map(|alone| alone.n),
        complete_cases: alone,
        model_based: fit.and_then(|fit| fit.combined(&fit.after(session).ok_or(NotKnown::FewPatients)?)),
    };
    Ok(MissingVisits {
        patients,
        sessions: (1..=u8::MAX).zip(complete_cases).map(of).collect(),
    })
}
