//! Meta-analysis: one answer from many studies, and how far they disagree.
//!
//! The model is that of R's `metafor::rma` (Viechtbauer 2010, doi:10.18637/jss.v036.i03): each study's effect is the
//! common one, plus what this study differs by (variance τ²), plus its sampling error.

mod fit;
mod groups;
mod leave_one_out;
mod moderator;
mod pooled;
mod small_study;
mod tau2;

pub use groups::{GroupEffect, Groups, pool_groups};
pub use leave_one_out::{LeftOut, leave_one_out};
pub use moderator::{Regression, Slope, regress};
pub use pooled::{Pooled, pool};
pub use small_study::{Asymmetry, AsymmetryModel, egger, funnel};

use crate::distribution::Law;

/// How the variance between studies is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Between {
    /// There is none: all studies estimate one effect (the common-effect, or fixed-effect, model).
    Common,
    /// By moments (DerSimonian & Laird 1986, doi:10.1016/0197-2456(86)90046-2). In closed form; too small with few studies.
    DerSimonianLaird,
    /// By restricted maximum likelihood (Viechtbauer 2005, doi:10.3102/10769986030003261).
    Reml,
    /// So that the generalised Q equals its degrees of freedom (Paule & Mandel 1982, doi:10.6028/jres.087.022).
    PauleMandel,
}

/// How the interval about the pooled effect is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interval {
    /// As if the variances were known: normal quantiles (Wald). Too narrow with few studies.
    Normal,
    /// Knapp & Hartung 2003, doi:10.1002/sim.1482: the standard error from how the studies scatter, Student's t.
    KnappHartung,
    /// The same, but never with a smaller standard error than [`Interval::Normal`]: few studies that agree by chance make the
    /// plain one absurdly narrow (Jackson et al. 2017, doi:10.1002/sim.7411). `metafor` calls it `adhoc`.
    KnappHartungAtLeastNormal,
}

/// A model of how studies differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Model {
    /// How the variance between studies is found.
    pub between: Between,
    /// How the interval is made.
    pub interval: Interval,
}

impl Model {
    /// What Relief tells people: restricted maximum likelihood, Knapp-Hartung and never narrower than the normal interval.
    pub const CAREFUL: Self = Self {
        between: Between::Reml,
        interval: Interval::KnappHartungAtLeastNormal,
    };

    fn law(self, df: f64) -> Law {
        match self.interval {
            Interval::Normal => Law::Normal,
            Interval::KnappHartung | Interval::KnappHartungAtLeastNormal => Law::Student(df),
        }
    }
}
