//! What happened after sessions, how often and for how long.

use super::side_effect_sums::{Happened, SideEffectSums, SignSums, side_effects_of};
use crate::cohort::Cohort;
use crate::error::{Known, enough};
use crate::location::median;
use crate::rows::{DiaryRow, Pseudonym, SideEffect};
use crate::share::Share;
use relief_course::Level;
use relief_estimate::Estimate;
use relief_protocol::{Severity, Sign};
use serde::{Deserialize, Serialize};

/// Side effects over the sessions of a cohort.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SideEffects {
    /// Patients with a diary.
    pub patients: usize,
    /// Sessions with a diary: what the shares are of.
    pub sessions: usize,
    /// Sessions after which no diary was kept; nothing is known of them.
    pub without_diary: usize,
    /// Each sign.
    pub signs: Vec<SignAnswer>,
    /// Sessions after which a day was to be watched, and no day was worse.
    pub watched: SessionShare,
    /// Sessions after which the clinic had to be contacted.
    pub contacted: SessionShare,
}

/// One sign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignAnswer {
    /// Which.
    pub sign: Sign,
    /// After how many sessions it was there.
    pub any: SessionShare,
    /// After how many it was severe.
    pub severe: SessionShare,
    /// How long it lasted where it was there.
    pub duration: Known<Duration>,
}

/// A share of sessions. Sessions of one patient are alike, so that the interval is wider than that of as many patients.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SessionShare {
    /// The share, with the exact interval at the effective size of Korn and Graubard; with as many as there are patients when it
    /// happened never or always.
    pub share: Share,
    /// When it never happened: below this with 95 % confidence, which is about three divided by the patients (the rule of three,
    /// Hanley & Lippman-Hand 1983, doi:10.1001/jama.1983.03330370053031).
    pub at_most: Option<f64>,
}

/// How long a sign lasted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Duration {
    /// Patients who had it.
    pub patients: usize,
    /// Median over patients of their mean days, with its exact interval.
    pub median_days: Estimate,
    /// Sessions after which it was still there when the diary ended: these days count as they are, and were more.
    pub not_gone: usize,
}

/// Side effects per session.
///
/// # Errors
///
/// Fewer than [`crate::SMALLEST_CELL`] patients with a diary.
pub fn side_effects(cohort: &Cohort<'_>) -> Known<SideEffects> {
    let kept = cohort.session_rows.iter().copied();
    let mut diaries: Vec<Diaried<'_>> = kept
        .filter_map(|row| Some((row.patient, row.diary.as_ref()?)))
        .collect();
    diaries.sort_by_key(|(patient, _)| *patient);
    let patients: Vec<&[Diaried<'_>]> = diaries.chunk_by(|a, b| a.0 == b.0).collect();
    let sums = |happened: &dyn Fn(&DiaryRow) -> bool| {
        let count = |diaries: &&[Diaried<'_>]| {
            let count = diaries.iter().filter(|(_, diary)| happened(diary)).count();
            Happened::to_one(count, diaries.len())
        };
        patients.iter().map(count).sum()
    };
    let worst = |level| sums(&move |diary: &DiaryRow| diary.triage == level);
    let sign = |sign| {
        let severe = |effect: &SideEffect| effect.worst == Severity::Severe;
        SignSums {
            sign,
            any: sums(&|diary| found(diary, sign).is_some()),
            severe: sums(&|diary| found(diary, sign).is_some_and(severe)),
            duration: duration(&patients, sign),
        }
    };
    side_effects_of(&SideEffectSums {
        patients: patients.len(),
        sessions: diaries.len(),
        squares: patients.iter().map(|diaries| diaries.len().pow(2)).sum(),
        without_diary: cohort.session_rows.len() - diaries.len(),
        watched: worst(Level::Watch),
        contacted: worst(Level::ContactNow),
        signs: Sign::ALL.map(sign).to_vec(),
    })
}

fn found(diary: &DiaryRow, sign: Sign) -> Option<&SideEffect> {
    let there = |effect: &&SideEffect| effect.sign == sign && effect.worst > Severity::None;
    diary.effects.iter().find(there)
}

/// A session's diary, and whose.
type Diaried<'a> = (Pseudonym, &'a DiaryRow);

fn duration(patients: &[&[Diaried<'_>]], sign: Sign) -> Known<Duration> {
    let mut not_gone = 0;
    let mut means = Vec::new();
    for diaries in patients {
        let effects = || diaries.iter().filter_map(|(_, diary)| found(diary, sign));
        let count = effects().count();
        if count > 0 {
            means.push(effects().map(|effect| f64::from(effect.days)).sum::<f64>() / count as f64);
            not_gone += effects().filter(|effect| !effect.gone).count();
        }
    }
    enough(means.len())?;
    means.sort_unstable_by(f64::total_cmp);
    Ok(Duration {
        patients: means.len(),
        median_days: median(&means)?,
        not_gone,
    })
}
