//! What a row's numbers weigh, or why they cannot be weighed.

use super::question::Question;
use super::reasons::WhyNot;
use crate::effect::{
    Effect, Group, Paired, change_from_interval, logit, mean_change, standardised_by_raw_score,
    standardised_mean_difference,
};
use crate::error::EvidenceError;
use crate::trials::{Design, Outcome, Response, Row, Statistic, Value};

/// Why a row says nothing, or what is wrong with its numbers.
pub(super) enum Silent {
    Why(WhyNot),
    Wrong(EvidenceError),
}

impl From<EvidenceError> for Silent {
    fn from(error: EvidenceError) -> Self {
        Self::Wrong(error)
    }
}

impl From<WhyNot> for Silent {
    fn from(why: WhyNot) -> Self {
        Self::Why(why)
    }
}

/// An effect, of how many people, and whether a correlation was assumed.
pub(super) type Said = Result<(Effect, Option<u32>, bool), Silent>;

/// What a row says about a question, beside the row it is compared with; `correlation` is taken where none is told.
pub(super) fn said(row: &Row, other: Option<&Row>, question: Question, correlation: f64) -> Said {
    match (question, other) {
        (Question::Improved(response), _) => improved(&row.outcome, response),
        (Question::Change(_), _) => change(&row.outcome, correlation),
        (Question::StandardisedChange, _) => standardised_change(&row.outcome, correlation),
        (Question::Against(_), Some(other)) => against(row, other, correlation),
        (Question::Against(_), None) => Err(WhyNot::NoNumber.into()),
    }
}

/// The value, unless it is doubtful; none when there is none.
fn relied<T: Copy>(column: &'static str, value: Option<&Value<T>>) -> Result<Option<T>, WhyNot> {
    let relied = value.map(|value| value.relied_on().copied());
    relied.transpose().map_err(|reason| WhyNot::Doubtful {
        column,
        reason: reason.to_owned(),
    })
}

fn scored(outcome: &Outcome) -> Result<(), WhyNot> {
    relied("scale", Some(&outcome.scale))?;
    match outcome.statistic {
        Some(Statistic::Median) => Err(WhyNot::Medians),
        Some(Statistic::Mean) | None => Ok(()),
    }
}

/// Which reason fits a row whose numbers do not suffice.
fn insufficient(outcome: &Outcome) -> Silent {
    let tells_a_change = outcome.change_mean.is_some() || outcome.percent_change.is_some();
    let scattered = outcome.change_sd.is_some() || outcome.post_sd.is_some();
    Silent::Why(
        match (tells_a_change || outcome.responders.is_some(), scattered) {
            (_, true) if outcome.n.is_none() => WhyNot::NoCount,
            (true, _) => WhyNot::NoSpread,
            (false, _) => WhyNot::NoNumber,
        },
    )
}

fn improved(outcome: &Outcome, response: Response) -> Said {
    relied("scale", Some(&outcome.scale))?;
    let counted = outcome.response == Some(response);
    let events = relied("responders", outcome.responders.as_ref())?.filter(|_| counted);
    match (events, relied("n", outcome.n.as_ref())?) {
        (Some(events), Some(n)) => Ok((logit(events, n)?, Some(n), false)),
        _ => Err(insufficient(outcome)),
    }
}

/// The standard deviations before and afterwards and of the change, where they are told.
struct Spread {
    n: Option<u32>,
    before: Option<f64>,
    after: Option<f64>,
    change: Option<f64>,
}

impl Spread {
    fn of(outcome: &Outcome) -> Result<Self, WhyNot> {
        Ok(Self {
            n: relied("n", outcome.n.as_ref())?,
            before: relied("baseline_sd", outcome.baseline_sd.as_ref())?,
            after: relied("post_sd", outcome.post_sd.as_ref())?,
            change: relied("change_sd", outcome.change_sd.as_ref())?,
        })
    }

    /// Both measurements of the same people. The correlation is what the change's own standard deviation tells, else assumed.
    fn paired(&self, outcome: &Outcome, assumed: f64) -> Result<Option<(Paired, bool)>, WhyNot> {
        let centres = (
            relied("post_mean", outcome.post_mean.as_ref())?,
            relied("baseline_mean", outcome.baseline_mean.as_ref())?,
        );
        let ((Some(mean), Some(reference_mean)), Some(n), Some(sd), Some(reference_sd)) =
            (centres, self.n, self.after, self.before)
        else {
            return Ok(None);
        };
        let told = self.change.map(|change| {
            (sd * sd + reference_sd * reference_sd - change * change) / (2.0 * sd * reference_sd)
        });
        let paired = Paired {
            mean,
            sd,
            reference_mean,
            reference_sd,
            n,
            correlation: told.unwrap_or(assumed),
        };
        Ok(Some((paired, told.is_none())))
    }
}

fn change(outcome: &Outcome, correlation: f64) -> Said {
    scored(outcome)?;
    let spread = Spread::of(outcome)?;
    let mean = relied("change_mean", outcome.change_mean.as_ref())?;
    let ends = (
        relied("change_low", outcome.change_low.as_ref())?,
        relied("change_high", outcome.change_high.as_ref())?,
    );
    if let (Some(mean), Some(sd), Some(n)) = (mean, spread.change, spread.n) {
        return Ok((Effect::new(mean, sd * sd / f64::from(n))?, Some(n), false));
    }
    if let (Some(mean), (Some(low), Some(high))) = (mean, ends) {
        return Ok((
            change_from_interval(mean, [low, high], spread.n)?,
            spread.n,
            false,
        ));
    }
    match spread.paired(outcome, correlation)? {
        Some((paired, assumed)) => Ok((mean_change(paired)?, spread.n, assumed)),
        None => Err(insufficient(outcome)),
    }
}

fn standardised_change(outcome: &Outcome, correlation: f64) -> Said {
    scored(outcome)?;
    let spread = Spread::of(outcome)?;
    match spread.paired(outcome, correlation)? {
        Some((paired, assumed)) => Ok((standardised_by_raw_score(paired)?, spread.n, assumed)),
        None => Err(insufficient(outcome)),
    }
}

/// The difference afterwards: of different people in standard deviations of both, of two sides in those of the other side.
fn against(row: &Row, other: &Row, correlation: f64) -> Said {
    let (needled, compared) = (&row.outcome, &other.outcome);
    if !needled.scale.value.is_shared() {
        return Err(WhyNot::OwnScale.into());
    }
    for outcome in [needled, compared] {
        scored(outcome)?;
        for (column, value) in [
            ("change_sd", &outcome.change_sd),
            ("change_low", &outcome.change_low),
            ("change_high", &outcome.change_high),
        ] {
            relied(column, value.as_ref())?;
        }
    }
    let (Some(own), Some(its)) = (final_score(needled)?, final_score(compared)?) else {
        let sides = row.study.design == Design::SplitFace && needled.responders.is_some();
        return Err(if sides {
            WhyNot::CountsOfSides.into()
        } else {
            insufficient(needled)
        });
    };
    if row.study.design != Design::SplitFace {
        return Ok((
            standardised_mean_difference(own, its)?,
            Some(own.n + its.n),
            false,
        ));
    }
    let sides = Paired {
        mean: own.mean,
        sd: own.sd,
        reference_mean: its.mean,
        reference_sd: its.sd,
        n: own.n,
        correlation,
    };
    Ok((standardised_by_raw_score(sides)?, Some(own.n), true))
}

fn final_score(outcome: &Outcome) -> Result<Option<Group>, WhyNot> {
    let centre = relied("post_mean", outcome.post_mean.as_ref())?;
    let sd = relied("post_sd", outcome.post_sd.as_ref())?;
    let n = relied("n", outcome.n.as_ref())?;
    Ok(match (centre, sd, n) {
        (Some(mean), Some(sd), Some(n)) => Some(Group { mean, sd, n }),
        _ => None,
    })
}
