//! What a new patient may expect after each session: a range, wide when little is known.

use crate::answer::Scale;
use crate::cohort::Cohort;
use crate::distribution::{UPPER_95, t_quantile};
use crate::error::{Known, NotKnown};
use crate::model::{Fit, ModelRows, Term};
use serde::{Deserialize, Serialize};

/// Sessions that are looked ahead: courses of microneedling for scars are three to six sessions, and judged anew after some.
pub const SESSIONS: u8 = 4;

/// What the evidence says before any patient of the practice, in the scale of the change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prior {
    /// After how many sessions.
    pub session: u8,
    /// The mean change.
    pub mean: f64,
    /// How uncertain that mean is: the standard deviation of the mean of a practice like this one. Above zero.
    pub sd: f64,
    /// The standard deviation between patients. Above zero.
    pub patient_sd: f64,
}

/// What a prior's standard deviation between patients counts for, in patients: as the fewest that are ever shown.
const PRIOR_PATIENTS: f64 = 4.0;

/// Where the change of a new patient will lie, at one place, after so many sessions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Expected {
    /// After how many.
    pub session: u8,
    /// The middle.
    pub middle: f64,
    /// Half of new patients lie between.
    pub half: [f64; 2],
    /// 95 of 100 lie between.
    pub most: [f64; 2],
    /// What it rests on.
    pub from: ExpectedFrom,
}

/// What a range rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpectedFrom {
    /// The practice's patients.
    Practice,
    /// The practice's patients, drawn towards the evidence, the more the fewer they are.
    Both,
    /// The evidence alone.
    Evidence,
}

/// Mean and spread, each with what it is worth.
struct Spread {
    mean: f64,
    variance_of_mean: f64,
    variance: f64,
    df: f64,
}

/// The ranges after 1 to [`SESSIONS`] sessions, for patients like those of the cohort: filter first. The range is Student's, about
/// the mean of the mixed model, with the variance of patients, of places and sessions within them, and of the mean itself. With a
/// prior the mean is weighed with it by precision, and the variance by degrees of freedom (the conjugate normal model, Gelman et
/// al., Bayesian Data Analysis, 3.3, with both taken as independent). No relative change ends under −1, which is gone.
/// Without enough patients and without a prior it is not known, nor with a prior whose numbers are out of range.
pub fn expected(cohort: &Cohort<'_>, metric: &str, scale: Scale, priors: &[Prior]) -> Vec<Known<Expected>> {
    let fit = Fit::new(&ModelRows::of(cohort, metric, scale), &[Term::EachSession]);
    let after = |session| {
        let practice = fit.as_ref().map_err(|why| *why).and_then(|fit| {
            let weights = fit.after(session).ok_or(NotKnown::FewPatients)?;
            let (mean, variance_of_mean) = fit.model.combined(&weights);
            let variance = fit.model.between + fit.model.residual;
            let df = fit.model.df();
            Ok(Spread {
                mean,
                variance_of_mean,
                variance,
                df,
            })
        });
        let prior = priors.iter().find(|prior| prior.session == session);
        let prior = prior.map(Prior::known).transpose()?;
        let (known, from) = match (practice, prior) {
            (Ok(practice), None) => (practice, ExpectedFrom::Practice),
            (Ok(practice), Some(prior)) => (practice.with(&prior), ExpectedFrom::Both),
            (Err(_), Some(prior)) => (prior, ExpectedFrom::Evidence),
            (Err(why), None) => return Err(why),
        };
        Ok(known.range(session, scale, from))
    };
    (1..=SESSIONS).map(after).collect()
}

impl Prior {
    fn is_usable(&self) -> bool {
        let positive = |value: f64| value.is_finite() && value > 0.0;
        self.mean.is_finite() && positive(self.sd) && positive(self.patient_sd)
    }

    fn known(&self) -> Known<Spread> {
        if !self.is_usable() {
            return Err(NotKnown::Undefined);
        }
        Ok(Spread {
            mean: self.mean,
            variance_of_mean: self.sd.powi(2),
            variance: self.patient_sd.powi(2),
            df: PRIOR_PATIENTS,
        })
    }
}

impl Spread {
    fn with(&self, other: &Self) -> Self {
        let [own, others] = [self, other].map(|known| known.variance_of_mean.recip());
        let df = self.df + other.df;
        Self {
            mean: (own * self.mean + others * other.mean) / (own + others),
            variance_of_mean: (own + others).recip(),
            variance: (self.df * self.variance + other.df * other.variance) / df,
            df,
        }
    }

    fn range(&self, session: u8, scale: Scale, from: ExpectedFrom) -> Expected {
        let sd = (self.variance + self.variance_of_mean).sqrt();
        let least = match scale {
            Scale::Relative => GONE,
            Scale::Absolute => f64::NEG_INFINITY,
        };
        let between = |upper| {
            let half = t_quantile(upper, self.df) * sd;
            [(self.mean - half).max(least), self.mean + half]
        };
        Expected {
            session,
            middle: self.mean,
            half: between(UPPER_HALF),
            most: between(UPPER_95),
            from,
        }
    }
}

/// Nothing becomes less than gone, so that a share of before ends here.
const GONE: f64 = -1.0;

/// The upper quartile, above which a quarter of patients lies.
const UPPER_HALF: f64 = 0.75;
