//! The models that a page is made of.

use super::{Fit, ModelRows, Term, fits};
use crate::answer::{CONFOUNDERS, Scale};
use crate::cohort::Cohort;
use crate::error::Known;

/// What else the model of needle length holds equal. Needles at home are short: without the setting, the slope would be the difference between the
/// settings.
pub(crate) const BESIDE_NEEDLE: [Term; 5] = [
    Term::EachSession,
    Term::ScarType,
    Term::Phototype,
    Term::Before,
    Term::AtHome,
];
/// The model of needle length, whose terms that of the weeks between sessions holds equal.
pub(crate) const BESIDE_INTERVAL: [Term; 6] = {
    let [sessions, scar_type, phototype, before, at_home] = BESIDE_NEEDLE;
    [
        sessions,
        scar_type,
        phototype,
        before,
        at_home,
        Term::NeedleLength,
    ]
};

/// All models of one metric that a page is made of, fitted together: most of them are of the same rows.
pub struct Models {
    pub(crate) rows: ModelRows,
    pub(crate) each_session: Known<Fit>,
    pub(crate) needle: Known<Fit>,
    pub(crate) interval: Known<Fit>,
    pub(crate) setting: Known<Fit>,
}

impl Models {
    /// Of a metric of a cohort.
    pub fn in_cohort(cohort: &Cohort<'_>, metric: &str, scale: Scale) -> Self {
        Self::of(ModelRows::of(cohort, metric, scale))
    }

    /// Of some rows. This is how a registry answers that reads them from a database.
    pub fn of(rows: ModelRows) -> Self {
        let interval = [&BESIDE_INTERVAL[..], &[Term::IntervalWeeks]].concat();
        let setting = [&CONFOUNDERS[..], &[Term::AtHome]].concat();
        let all = [&[Term::EachSession][..], &BESIDE_INTERVAL, &interval, &setting];
        let [each_session, needle, interval, setting] = fits(&rows, all);
        Self {
            rows,
            each_session,
            needle,
            interval,
            setting,
        }
    }
}
