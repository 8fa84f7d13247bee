//! Subgroups: whether studies of one kind find another effect than studies of another kind.

use super::Model;
use super::fit::{Design, fit};
use crate::effect::Effect;
use crate::error::EvidenceError;
use nalgebra::DMatrix;
use relief_estimate::Estimate;

/// The mean effect of a group of studies.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupEffect {
    /// The group.
    pub group: String,
    /// How many studies it has.
    pub studies: usize,
    /// Its mean effect.
    pub estimate: Estimate,
}

/// Groups of studies and whether they differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    /// The groups, in the order in which they first appear.
    pub groups: Vec<GroupEffect>,
    /// The variance between the studies of a group, one for all groups: with a handful of studies each group's own is a guess.
    pub tau2: f64,
    /// The test of no difference between groups: F with Knapp-Hartung, chi-square over its degrees of freedom with the normal interval.
    pub statistic: f64,
    /// Groups less one.
    pub df: usize,
    /// Its p.
    pub p: f64,
}

/// Pools each group of studies, with one τ² for all (`metafor::rma` with a factor as moderator), and tests whether the groups differ.
///
/// Groups are not drawn by lot. That studies with longer needles found more says nothing of needles while these
/// studies also differ in patients, sessions and raters.
///
/// # Errors
///
/// [`EvidenceError::TooFew`] below two groups, or when there are not more studies than groups; else as [`super::pool`].
pub fn pool_groups(effects: &[Effect], group_of: &[&str], model: Model) -> Result<Groups, EvidenceError> {
    if group_of.len() != effects.len() {
        return Err(EvidenceError::Length {
            what: "groups",
            count: group_of.len(),
            studies: effects.len(),
        });
    }
    let mut names: Vec<&str> = Vec::new();
    for name in group_of {
        if !names.contains(name) {
            names.push(name);
        }
    }
    if names.len() < 2 {
        return Err(EvidenceError::TooFew {
            what: "groups to compare",
            count: names.len(),
            least: 2,
        });
    }
    let member = |row: usize, group: usize| f64::from(u8::from(group_of[row] == names[group]));
    let own_means = DMatrix::from_fn(effects.len(), names.len(), member);
    let contrasts = DMatrix::from_fn(effects.len(), names.len(), |row, group| {
        if group == 0 { 1.0 } else { member(row, group) }
    });
    let means = fit(&Design::with(effects, own_means)?, model)?;
    let (statistic, p) = fit(&Design::with(effects, contrasts)?, model)?.omnibus(1)?;
    let groups = names.iter().enumerate().map(|(at, name)| {
        let (mean, half) = (
            means.coefficients[at],
            means.law.half_width() * means.standard_error(at),
        );
        Ok(GroupEffect {
            group: (*name).to_owned(),
            studies: group_of.iter().filter(|group| *group == name).count(),
            estimate: Estimate::new(mean, [mean - half, mean + half])?,
        })
    });
    Ok(Groups {
        groups: groups.collect::<Result<_, EvidenceError>>()?,
        tau2: means.tau2,
        statistic,
        df: names.len() - 1,
        p,
    })
}
