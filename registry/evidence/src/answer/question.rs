//! What can be asked of the table.

use crate::effect::logit_share;
use crate::trials::{Response, Row, Scale, Treatment};

/// A question to the published trials. All are about microneedling alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// How far a score changes from before to afterwards, in the scale's unit. Nobody untreated is compared with.
    Change(Scale),
    /// The same on any scale, in standard deviations between people before.
    StandardisedChange,
    /// How many improve by a rule.
    Improved(Response),
    /// The score afterwards against that after another treatment, in standard deviations; negative when microneedling alone
    /// leaves less.
    Against(Treatment),
}

/// On which scale effects are pooled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// In the unit of a score.
    Score,
    /// In standard deviations.
    StandardDeviations,
    /// The logarithm of the odds; read as shares.
    LogOdds,
}

impl Question {
    /// On which scale its effects are pooled.
    pub fn measure(self) -> Measure {
        match self {
            Self::Change(_) => Measure::Score,
            Self::StandardisedChange | Self::Against(_) => Measure::StandardDeviations,
            Self::Improved(_) => Measure::LogOdds,
        }
    }

    /// Whether somebody treated otherwise is compared with.
    pub fn is_controlled(self) -> bool {
        matches!(self, Self::Against(_))
    }

    /// The value that means no effect; none for shares, of which every value is one.
    pub fn no_effect(self) -> Option<f64> {
        (self.measure() != Measure::LogOdds).then_some(0.0)
    }

    /// A name for programs, as `change/goodman_baron_qualitative`.
    pub fn code(self) -> String {
        match self {
            Self::Change(scale) => format!("change/{}", scale.word()),
            Self::StandardisedChange => "standardised_change".to_owned(),
            Self::Improved(response) => format!("improved/{}", response.word()),
            Self::Against(other) => format!("against/{}", other.word()),
        }
    }
}

impl Measure {
    /// A pooled value as people read it: a share between 0 and 1 for log odds, else as it is.
    pub fn shown(self, value: f64) -> f64 {
        match self {
            Self::LogOdds => logit_share(value),
            Self::Score | Self::StandardDeviations => value,
        }
    }
}

/// The questions that at least two studies ask, and every other treatment that one compares with.
pub(super) fn questions(rows: &[Row]) -> Vec<Question> {
    let needling: Vec<&Row> = rows.iter().filter(|row| is_needling(row)).collect();
    let asked_twice = |asks: &dyn Fn(&Row) -> bool| {
        let first = needling.iter().find(|row| asks(row));
        first.is_some_and(|first| {
            needling
                .iter()
                .any(|row| asks(row) && row.study.id != first.study.id)
        })
    };
    let scales = Scale::ALL
        .iter()
        .filter(|scale| scale.is_shared() && asked_twice(&|row| row.outcome.scale.value == **scale));
    let responses = Response::ALL.iter().filter(|response| {
        response.is_shared()
            && needling
                .iter()
                .any(|row| row.outcome.response == Some(**response))
    });
    let others = Treatment::ALL.iter().filter(|other| {
        **other != Treatment::Needling && rows.iter().any(|row| row.arm.treatment == **other)
    });
    let changes = scales.map(|scale| Question::Change(*scale));
    let changes = changes.chain([Question::StandardisedChange]);
    changes
        .chain(responses.map(|response| Question::Improved(*response)))
        .chain(others.map(|other| Question::Against(*other)))
        .collect()
}

/// A row of microneedling alone, of scars of all types together.
pub(super) fn is_needling(row: &Row) -> bool {
    row.arm.treatment == Treatment::Needling && row.outcome.scar_type.is_none()
}
