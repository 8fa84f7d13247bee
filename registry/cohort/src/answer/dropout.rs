//! Who was seen after one session and not after the next.

use super::{At, PatientResult, Scale, results};
use crate::cohort::Cohort;
use crate::error::{Known, enough};
use crate::share::Share;
use crate::two_groups::welch;
use relief_estimate::Estimate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Patients who were seen after the session before and not after this one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DroppedOut {
    /// Those who dropped out, of all seen before whose session is not still to come.
    pub dropped: Share,
    /// Those whose course goes on: nobody knows yet.
    pub going_on: usize,
    /// The metric before the first session: mean of those who dropped out minus that of those who stayed, with Welch's interval.
    /// Away from zero, those who stayed are not like those who began.
    pub before: Known<Estimate>,
    /// The change after the session before, likewise.
    pub change_so_far: Known<Estimate>,
}

/// Who dropped out before `session`, which is two or more.
pub(super) fn dropped_out(cohort: &Cohort<'_>, metric: &str, scale: Scale, session: u8) -> Known<DroppedOut> {
    let seen = results(cohort, metric, scale, At::Session(session - 1));
    let came: BTreeSet<_> = results(cohort, metric, scale, At::Session(session))
        .iter()
        .map(|result| result.patient)
        .collect();
    let (stayed, gone): (Vec<PatientResult>, Vec<PatientResult>) = seen
        .into_iter()
        .partition(|result| came.contains(&result.patient));
    let (going_on, dropped): (Vec<PatientResult>, Vec<PatientResult>) = gone
        .into_iter()
        .partition(|result| cohort.columns.going_on.contains(&result.patient));
    let known = stayed.len() + dropped.len();
    enough(known)?;
    let differ = |of: fn(&PatientResult) -> Option<f64>| {
        let values = |group: &[PatientResult]| group.iter().filter_map(of).collect::<Vec<f64>>();
        welch(&values(&dropped), &values(&stayed))
    };
    Ok(DroppedOut {
        dropped: Share::exact(dropped.len(), known)?,
        going_on: going_on.len(),
        before: differ(|result| result.before),
        change_so_far: differ(|result| result.change),
    })
}
