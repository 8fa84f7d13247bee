//! What the patients of a practice can be chosen by: values that enough of them have.

use crate::cohort::texts;
use crate::form::{Choice, choices};
use crate::language::{course_texts, decimal, say};
use crate::words::capitalised;
use relief_course::Setting;
use relief_protocol::NeedleLength;
use relief_registry::{Comparison, Pseudonym, SMALLEST_CELL};
use std::collections::{BTreeMap, BTreeSet};

/// What can be chosen. A list is empty where the rows of too few patients tell the field.
pub struct Choices {
    pub scar_types: Vec<Choice>,
    pub phototypes: Vec<Choice>,
    pub needles: Vec<Choice>,
    pub sessions: Vec<Choice>,
    /// Whole weeks on both sides of the means.
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
        let treatments = told(rows, |row| row.covariates.other_treatments.iter().copied());
        let number = |number: String| Choice::new(number.clone(), decimal(&number));
        let needles = told(rows, |row| row.covariates.needle);
        let sessions = told(rows, |row| [row.sessions]);
        // Weeks of people's lives are small numbers above zero.
        let whole = |weeks: f64| [weeks.floor() as u32, weeks.ceil() as u32];
        let weeks = told(rows, |row| {
            row.covariates.interval_weeks.into_iter().flat_map(whole)
        });
        Self {
            scar_types: choices(&told(rows, |row| row.covariates.scar_type), |scars| {
                capitalised((texts.scar_type)(scars))
            }),
            phototypes: choices(&told(rows, |row| row.covariates.phototype), |phototype| {
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
            weeks: weeks.into_iter().map(|weeks| number(weeks.to_string())).collect(),
            settings: choices(&told(rows, |row| row.covariates.setting), setting),
            devices: told(rows, |row| row.covariates.device.clone())
                .into_iter()
                .map(|device| Choice::new(device.clone(), device))
                .collect(),
            operators,
            treatments: choices(&treatments, |kind| {
                capitalised((course_texts().treatment_kind)(kind))
            }),
        }
    }

    /// Whether there is nothing to choose by.
    pub fn is_empty(&self) -> bool {
        let Self {
            scar_types,
            phototypes,
            needles,
            sessions,
            weeks,
            settings,
            devices,
            operators,
            treatments,
        } = self;
        [
            scar_types, phototypes, needles, sessions, weeks, settings, devices, operators, treatments,
        ]
        .iter()
        .all(|list| list.is_empty())
    }
}

/// The values that rows of enough patients tell, each once, in order: that a rare one is in the list would tell that somebody has it.
pub fn told<'a, T: Ord, I: IntoIterator<Item = T>>(
    rows: &'a [Comparison],
    of: impl Fn(&'a Comparison) -> I,
) -> Vec<T> {
    let mut patients: BTreeMap<T, BTreeSet<Pseudonym>> = BTreeMap::new();
    for row in rows {
        for value in of(row) {
            patients.entry(value).or_default().insert(row.patient);
        }
    }
    let enough = patients
        .into_iter()
        .filter(|(_, patients)| patients.len() >= SMALLEST_CELL);
    enough.map(|(value, _)| value).collect()
}
