//! What the patients of a practice can be chosen by: values that some of them have.

use crate::cohort::texts;
use crate::form::{Choice, choices};
use crate::language::{course_texts, decimal, say};
use crate::words::capitalised;
use relief_course::{Setting, TreatmentKind};
use relief_protocol::NeedleLength;
use relief_registry::{Comparison, Covariates};
use std::collections::BTreeSet;

/// What can be chosen. A list is empty where no row tells the field.
pub struct Choices {
    pub scar_types: Vec<Choice>,
    pub phototypes: Vec<Choice>,
    pub needles: Vec<Choice>,
    pub sessions: Vec<Choice>,
    /// Whole weeks, from the shortest to the longest mean.
    pub weeks: Vec<Choice>,
    pub settings: Vec<Choice>,
    pub devices: Vec<Choice>,
    /// Who treated, where the reader may know.
    pub operators: Vec<Choice>,
    /// What else somebody was treated with meanwhile.
    pub treatments: Vec<Choice>,
}

impl Choices {
    pub fn of(rows: &[Comparison], operators: Vec<Choice>) -> Self {
        let texts = texts();
        let setting = |setting| match setting {
            Setting::Professional => say("By professionals alone").to_owned(),
            Setting::AtHome => say("At home as well").to_owned(),
        };
        let number = |number: String| Choice::new(number.clone(), decimal(&number));
        let needles = told(rows, |covariates| covariates.needle);
        let sessions: BTreeSet<u8> = rows.iter().map(|row| row.sessions).collect();
        Self {
            scar_types: choices(&told(rows, |covariates| covariates.scar_type), |scars| {
                capitalised((texts.scar_type)(scars))
            }),
            phototypes: choices(&told(rows, |covariates| covariates.phototype), |phototype| {
                (course_texts().phototype)(phototype).to_owned()
            }),
            needles: needles
                .into_iter()
                .map(NeedleLength::mm)
                .map(|mm| number(mm.to_string()))
                .collect(),
            sessions: sessions
                .into_iter()
                .map(|count| number(count.to_string()))
                .collect(),
            weeks: weeks(rows).map(|weeks| number(weeks.to_string())).collect(),
            settings: choices(&told(rows, |covariates| covariates.setting), setting),
            devices: told(rows, |covariates| covariates.device.clone())
                .into_iter()
                .map(|device| Choice::new(device.clone(), device))
                .collect(),
            operators,
            treatments: choices(&treatments(rows), |kind| {
                capitalised((course_texts().treatment_kind)(kind))
            }),
        }
    }
}

/// The values that rows tell, each once, in order.
fn told<T: Ord>(rows: &[Comparison], of: impl Fn(&Covariates) -> Option<T>) -> Vec<T> {
    let told: BTreeSet<T> = rows.iter().filter_map(|row| of(&row.covariates)).collect();
    told.into_iter().collect()
}

fn treatments(rows: &[Comparison]) -> Vec<TreatmentKind> {
    let all = rows.iter().flat_map(|row| &row.covariates.other_treatments);
    let kinds: BTreeSet<TreatmentKind> = all.copied().collect();
    kinds.into_iter().collect()
}

fn weeks(rows: &[Comparison]) -> impl Iterator<Item = u32> + use<> {
    let means = rows.iter().filter_map(|row| row.covariates.interval_weeks);
    let ends = means.fold(None, |ends: Option<[f64; 2]>, mean| match ends {
        None => Some([mean, mean]),
        Some([low, high]) => Some([low.min(mean), high.max(mean)]),
    });
    // Weeks of people's lives are small numbers above zero.
    ends.into_iter()
        .flat_map(|[low, high]| low.floor() as u32..=high.ceil() as u32)
}
