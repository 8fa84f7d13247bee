//! At home against by a professional: adjusted, with what it was adjusted for, or not at all.

use crate::error::{Known, NotKnown, enough};
use crate::model::{Effect, ModelRow, Models, Term};
use crate::share::Share;
use relief_course::Setting;
use relief_estimate::Estimate;
use serde::Serialize;

/// What is held equal: who has milder scars, other scars, other skin, fewer sessions or shorter pauses may be needled at home more often. The needle's
/// length is not among them, because short needles are part of what needling at home is.
pub const CONFOUNDERS: [Term; 5] = [
    Term::Before,
    Term::ScarType,
    Term::Phototype,
    Term::EachSession,
    Term::IntervalWeeks,
];

/// The least share of patients at home who must be as severe before as nearly all patients of professionals. With fewer, most of the
/// comparison would be what a straight line says where nobody is.
pub const LEAST_OVERLAP: f64 = 0.5;

/// The percentiles between which nearly all patients of professionals lie.
const NEARLY_ALL: [f64; 2] = [0.05, 0.95];

/// The difference between needling at home and by a professional. The bare difference cannot be had without the adjusted one and the
/// names of what it was adjusted for: fields are read together by [`Self::adjusted_and_bare`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SettingDifference {
    adjusted: Estimate,
    bare: Estimate,
    confounders: Vec<Term>,
    at_home: usize,
    professional: usize,
    overlap: Share,
    left_out: usize,
}

impl SettingDifference {
    /// Change at home minus change by a professional, first with the confounders held equal, then bare, from the same comparisons.
    /// Even the first is no effect of the place: what nobody recorded is not held equal.
    pub fn adjusted_and_bare(&self) -> [Estimate; 2] {
        [self.adjusted, self.bare]
    }

    /// What was held equal.
    pub fn confounders(&self) -> &[Term] {
        &self.confounders
    }

    /// Patients needled at home, and by a professional.
    pub fn patients(&self) -> [usize; 2] {
        [self.at_home, self.professional]
    }

    /// Patients at home who were as severe before as 90 % of the patients of professionals.
    pub fn overlap(&self) -> Share {
        self.overlap
    }

    /// Comparable rows that do not tell every confounder.
    pub fn left_out(&self) -> usize {
        self.left_out
    }
}

/// Compares both settings by a mixed model with [`CONFOUNDERS`].
///
/// # Errors
///
/// Too few patients in either setting, settings that always go with a confounder, or less overlap than [`LEAST_OVERLAP`].
pub fn setting_difference(models: &Models) -> Known<SettingDifference> {
    let fit = models.setting.as_ref().map_err(|why| *why)?;
    let adjusted = fit.effect(Effect::AtHome)?;
    let bare = fit.of_same_rows(Effect::AtHome)?;
    let before = before(fit.kept.rows(&models.rows));
    let [at_home, professional] = [Setting::AtHome, Setting::Professional].map(|asked| {
        let of_setting = before.iter().filter(|(setting, _)| *setting == asked);
        of_setting.map(|(_, before)| *before).collect::<Vec<f64>>()
    });
    enough(at_home.len())?;
    enough(professional.len())?;
    let overlap = overlap(&at_home, professional.clone())?;
    if overlap.share.value < LEAST_OVERLAP {
        return Err(NotKnown::NotTellable);
    }
    Ok(SettingDifference {
        adjusted,
        bare,
        confounders: fit.kept.held_equal(&models.rows, &CONFOUNDERS),
        at_home: at_home.len(),
        professional: professional.len(),
        overlap,
        left_out: fit.kept.left_out(&models.rows),
    })
}

/// Each patient's setting, at home when any place was needled there, and the metric before: after the fewest sessions, at the mildest
/// place.
fn before<'a>(rows: impl Iterator<Item = &'a ModelRow>) -> Vec<(Setting, f64)> {
    let mut patients: Vec<(Setting, f64)> = Vec::new();
    let mut last = None;
    for row in rows {
        let Some(setting) = row.setting else {
            continue;
        };
        match patients.last_mut().filter(|_| last == Some(row.patient)) {
            Some(known) => known.0 = known.0.max(setting),
            None => patients.push((setting, row.before)),
        }
        last = Some(row.patient);
    }
    patients
}

fn overlap(at_home: &[f64], mut professional: Vec<f64>) -> Known<Share> {
    professional.sort_unstable_by(f64::total_cmp);
    let [low, high] =
        NEARLY_ALL.map(|share| professional[(share * (professional.len() - 1) as f64).round() as usize]);
    let alike = at_home
        .iter()
        .filter(|before| (low..=high).contains(*before))
        .count();
    Share::exact(alike, at_home.len())
}
