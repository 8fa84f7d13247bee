//! Where one patient's change lies among the others'.

use crate::answer::{At, Scale, results};
use crate::cohort::Cohort;
use crate::error::{Known, NotKnown, enough};
use crate::rows::Pseudonym;
use crate::share::Share;
use relief_estimate::Direction;
use serde::{Deserialize, Serialize};

/// One patient among the others of a cohort, all after the same session.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// After which session.
    pub session: u8,
    /// The patient's change.
    pub change: f64,
    /// The others whose change was less good, half of those whose was the same counted: the percentile.
    pub less_good: Share,
}

/// The percentile of a patient's last comparable change among others after as many sessions. It places a measurement: two patients
/// whose changes differ by less than MDC95 are not known to differ.
///
/// # Errors
///
/// The patient has no comparable change, too few others have, or neither way is better.
pub fn standing(
    cohort: &Cohort<'_>,
    metric: &str,
    scale: Scale,
    better: Direction,
    patient: Pseudonym,
) -> Known<Standing> {
    let sign = match better {
        Direction::LowerIsBetter => 1.0,
        Direction::HigherIsBetter => -1.0,
        Direction::Neither => return Err(NotKnown::NotTellable),
    };
    let last = results(cohort, metric, scale, At::Last);
    let own = last
        .iter()
        .find(|result| result.patient == patient)
        .ok_or(NotKnown::Nobody)?;
    let change = own.change.ok_or(NotKnown::Nobody)?;
    let others = results(&cohort.without(patient), metric, scale, At::Session(own.sessions));
    let others: Vec<f64> = others.iter().filter_map(|result| result.change).collect();
    enough(others.len())?;
    let less_good = others
        .iter()
        .filter(|other| sign * **other > sign * change)
        .count();
    let same = others.iter().filter(|other| **other == change).count();
    Ok(Standing {
        session: own.sessions,
        change,
        less_good: Share::exact(less_good + same / 2, others.len())?,
    })
}
