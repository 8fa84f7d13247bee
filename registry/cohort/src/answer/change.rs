//! How far a metric changed, and how many patients improved.

use super::dropout::{DroppedOut, dropped_out};
use super::reasons::reasons;
use super::results;
use crate::cohort::Cohort;
use crate::error::{Known, NotKnown, enough};
use crate::location::Location;
use crate::rows::Measured;
use crate::share::Share;
use relief_estimate::Verdict;
use serde::{Deserialize, Serialize};

/// What a change is told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// As a share of before: −0.2 is a fifth less.
    Relative,
    /// In the metric's unit.
    Absolute,
}

impl Scale {
    pub(crate) fn of(self, measured: &Measured) -> Option<f64> {
        match self {
            Self::Relative => measured.relative,
            Self::Absolute => Some(measured.difference.value),
        }
    }
}

/// After which session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// After this one; patients who were not compared after it do not count.
    Session(u8),
    /// Each patient's last one. When that one was not comparable, none before it stands in for it.
    Last,
}

/// How a metric changed from before the first session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeAnswer {
    /// The metric.
    pub metric: String,
    /// The unit of before; of the change too when the scale is absolute.
    pub unit: String,
    /// What the change is told in.
    pub scale: Scale,
    /// After which session.
    pub at: At,
    /// Patients with a comparison, comparable or not.
    pub patients: usize,
    /// The change from before, afterwards minus before: one value a patient, the mean of the patient's places.
    pub change: Known<Location>,
    /// What the comparisons say.
    pub verdicts: Known<Verdicts>,
    /// Patients none of whose places could be compared, of all patients.
    pub not_comparable: Share,
    /// Why comparisons were refused: the reason's code and of how many patients; most first. Reasons of fewer than
    /// [`crate::SMALLEST_CELL`] patients are left out.
    pub reasons: Vec<(String, usize)>,
}

/// Verdicts of patients who could be compared. A patient is worse when any place is, else improved when any place is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Verdicts {
    /// Improved beyond the interval and MDC95.
    pub improved: Share,
    /// Worse beyond them.
    pub worse: Share,
    /// Neither.
    pub no_detectable_change: Share,
}

/// The answer after one session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionAnswer {
    /// After which session.
    pub session: u8,
    /// How the metric had changed by then.
    pub change: Known<ChangeAnswer>,
    /// Who was seen after the session before and not after this one; `None` for the first.
    pub dropped_out: Option<Known<DroppedOut>>,
}

/// How a metric changed.
///
/// # Errors
///
/// [`NotKnown::Nobody`] and [`NotKnown::FewPatients`] about the patients with a row of the metric. Parts of the answer may be
/// withheld by themselves.
///
/// ```
/// use relief_registry::{At, Columns, NotKnown, Rows, Scale, change};
/// let empty = Columns::new(Rows::default())?;
/// let answer = change(&empty.cohort(), "scar_volume", Scale::Relative, At::Last);
/// assert_eq!(answer, Err(NotKnown::Nobody));
/// # Ok::<(), relief_registry::RowError>(())
/// ```
pub fn change(cohort: &Cohort<'_>, metric: &str, scale: Scale, at: At) -> Known<ChangeAnswer> {
    let results = results(cohort, metric, scale, at);
    enough(results.len())?;
    let count = |verdict| results.iter().filter(|result| result.verdict == verdict).count();
    let counts = VerdictCounts {
        improved: count(Verdict::Improved),
        worse: count(Verdict::Worse),
        no_detectable_change: count(Verdict::NoDetectableChange),
        not_comparable: count(Verdict::NotComparable),
    };
    Ok(ChangeAnswer {
        metric: metric.to_owned(),
        unit: cohort.unit(metric).ok_or(NotKnown::Nobody)?.to_owned(),
        scale,
        at,
        patients: results.len(),
        change: Location::of(results.iter().filter_map(|result| result.change).collect()),
        verdicts: counts.verdicts(),
        not_comparable: counts.not_comparable()?,
        reasons: reasons(cohort, metric, at),
    })
}

/// How many patients have which verdict; a patient is worse when any place is, else improved when any place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VerdictCounts {
    /// Improved.
    pub improved: usize,
    /// Worse.
    pub worse: usize,
    /// Neither.
    pub no_detectable_change: usize,
    /// No place could be compared.
    pub not_comparable: usize,
}

impl VerdictCounts {
    /// All of them.
    pub fn patients(&self) -> usize {
        self.compared() + self.not_comparable
    }

    fn compared(&self) -> usize {
        self.improved + self.worse + self.no_detectable_change
    }

    /// The shares of those who could be compared.
    ///
    /// # Errors
    ///
    /// Too few could.
    pub fn verdicts(&self) -> Known<Verdicts> {
        let compared = self.compared();
        enough(compared)?;
        Ok(Verdicts {
            improved: Share::exact(self.improved, compared)?,
            worse: Share::exact(self.worse, compared)?,
            no_detectable_change: Share::exact(self.no_detectable_change, compared)?,
        })
    }

    /// The share of all of those who could not.
    ///
    /// # Errors
    ///
    /// Too few patients.
    pub fn not_comparable(&self) -> Known<Share> {
        enough(self.patients())?;
        Share::exact(self.not_comparable, self.patients())
    }
}

/// The answer after each session from the first to the last that anybody had.
pub fn by_session(cohort: &Cohort<'_>, metric: &str, scale: Scale) -> Vec<SessionAnswer> {
    (1..=cohort.last_session())
        .map(|session| SessionAnswer {
            session,
            change: change(cohort, metric, scale, At::Session(session)),
            dropped_out: (session > 1).then(|| dropped_out(cohort, metric, scale, session)),
        })
        .collect()
}
