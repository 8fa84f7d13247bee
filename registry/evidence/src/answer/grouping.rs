//! Whether studies that did more, or deeper, found more.

use super::{Answer, Contribution, NotPooled};
use crate::effect::Effect;
use crate::error::EvidenceError;
use crate::pool::{Groups, Model, pool_groups};

/// By what studies are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// By the number of sessions.
    Sessions,
    /// By the weeks between sessions.
    Interval,
    /// By the longest needle set.
    NeedleLength,
}

/// Studies in two groups by a number.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupsByNumber {
    /// Below or up to which the first group is.
    pub edge: f64,
    /// How many studies do not tell the number.
    pub not_told: usize,
    /// The groups, or why they cannot be compared.
    pub groups: Result<Groups, NotPooled>,
}

impl Grouping {
    /// Where the two groups part: the customary course has 4 sessions or more, 4 weeks or more apart, and 1.5 mm is the longest needle
    /// that the American authority looked at.
    fn edge(self) -> f64 {
        match self {
            Self::Sessions | Self::Interval => 4.0,
            Self::NeedleLength => 1.5,
        }
    }

    fn number(self, study: &Contribution) -> Option<f64> {
        let arm = &study.row.arm;
        let told = |value: &Option<crate::trials::Value<f64>>| {
            value.as_ref().and_then(|value| value.relied_on().ok().copied())
        };
        match self {
            Self::Sessions => told(&arm.sessions),
            Self::Interval => told(&arm.interval_weeks),
            Self::NeedleLength => arm.needle_length_mm.map(|[_, longest]| longest),
        }
    }

    /// Whether a number is in the second group.
    fn is_more(self, number: f64) -> bool {
        match self {
            Self::Sessions | Self::Interval => number >= self.edge(),
            Self::NeedleLength => number > self.edge(),
        }
    }
}

/// The first group, in programs.
pub(crate) const LESS: &str = "less";
/// One study is no group.
const LEAST_IN_GROUP: usize = 2;
/// The second.
const MORE: &str = "more";

impl Answer {
    /// The answer's studies in two groups, and whether these differ.
    ///
    /// # Errors
    ///
    /// As [`pool_groups`]. Groups of fewer than two studies are no error and told in the result.
    pub fn grouped(&self, grouping: Grouping) -> Result<GroupsByNumber, EvidenceError> {
        let told: Vec<(Effect, &str)> = self
            .studies
            .iter()
            .filter_map(|study| {
                let more = grouping.is_more(grouping.number(study)?);
                Some((study.effect, if more { MORE } else { LESS }))
            })
            .collect();
        let (effects, groups): (Vec<Effect>, Vec<&str>) = told.iter().copied().unzip();
        let size = |group: &str| groups.iter().filter(|own| **own == group).count();
        let comparable = [LESS, MORE].iter().all(|group| size(group) >= LEAST_IN_GROUP);
        Ok(GroupsByNumber {
            edge: grouping.edge(),
            not_told: self.studies.len() - effects.len(),
            groups: if comparable {
                Ok(pool_groups(&effects, &groups, Model::CAREFUL)?)
            } else {
                Err(NotPooled::TooFewGroups)
            },
        })
    }
}
