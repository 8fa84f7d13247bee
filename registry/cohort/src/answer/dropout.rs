//! Who was seen after one session and not after the next.

use super::{At, PatientResult, Scale, results};
use crate::cohort::Cohort;
use crate::error::{Known, enough};
use crate::rows::{Columns, Pseudonym};
use crate::share::Share;
use crate::two_groups::{Spread, welch};
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

/// What is summed of patients who were seen after the session before: of those who were seen after this one too, and of those who
/// were not.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct DropoutSums {
    /// Seen again.
    pub stayed: GroupSums,
    /// Not seen again, and no session of theirs is to come.
    pub dropped: GroupSums,
    /// Not seen again yet.
    pub going_on: usize,
}

/// What is summed of one group. Patients of whom nothing could be compared after the session before have no values.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct GroupSums {
    /// So many patients.
    pub patients: usize,
    /// The metric before the first session, in its unit: the mean of each patient's places.
    pub before: Spread,
    /// The change after the session before, likewise.
    pub change: Spread,
}

impl GroupSums {
    fn of(group: &[PatientResult]) -> Self {
        let spread = |of: fn(&PatientResult) -> Option<f64>| {
            Spread::of(&group.iter().filter_map(of).collect::<Vec<f64>>())
        };
        Self {
            patients: group.len(),
            before: spread(|result| result.before),
            change: spread(|result| result.change),
        }
    }
}

/// Who dropped out before `session`, which is two or more.
pub(super) fn dropped_out(cohort: &Cohort<'_>, metric: &str, scale: Scale, session: u8) -> Known<DroppedOut> {
    let seen = results(cohort, metric, scale, At::Session(session - 1));
    let columns = cohort.columns;
    let came = who_came(
        columns,
        cohort.rows.iter().map(|row| *row as usize),
        metric,
        session,
    );
    // Whoever came and is no longer what a filter asks for, as when a colleague went on with the course, neither stayed nor dropped out.
    let came_at_all = who_came(columns, 0..columns.patient.len(), metric, session);
    let (stayed, gone): (Vec<PatientResult>, Vec<PatientResult>) = seen
        .into_iter()
        .filter(|result| came.contains(&result.patient) || !came_at_all.contains(&result.patient))
        .partition(|result| came.contains(&result.patient));
    let (going_on, dropped): (Vec<PatientResult>, Vec<PatientResult>) = gone
        .into_iter()
        .partition(|result| columns.going_on.contains(&result.patient));
    dropped_out_of(&DropoutSums {
        stayed: GroupSums::of(&stayed),
        dropped: GroupSums::of(&dropped),
        going_on: going_on.len(),
    })
}

/// Of some rows the patients who were seen after a session.
fn who_came(
    columns: &Columns,
    rows: impl Iterator<Item = usize>,
    metric: &str,
    session: u8,
) -> BTreeSet<Pseudonym> {
    let metric = columns.names.find(metric);
    rows.filter(|row| columns.sessions[*row] == session && Some(columns.metric[*row]) == metric)
        .map(|row| columns.patient[row])
        .collect()
}

/// Who dropped out, from sums over patients. This is how a registry answers whose rows do not fit in memory.
///
/// # Errors
///
/// Too few patients who stayed or dropped out.
pub fn dropped_out_of(sums: &DropoutSums) -> Known<DroppedOut> {
    let (stayed, dropped) = (&sums.stayed, &sums.dropped);
    let known = stayed.patients + dropped.patients;
    enough(known)?;
    Ok(DroppedOut {
        dropped: Share::exact(dropped.patients, known)?,
        going_on: sums.going_on,
        before: welch(&dropped.before, &stayed.before),
        change_so_far: welch(&dropped.change, &stayed.change),
    })
}
