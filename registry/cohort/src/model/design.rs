//! From rows to the columns of a model.

use super::{Effect, NEEDLE_STEP_MM, Term};
use crate::answer::Scale;
use crate::cohort::Cohort;
use crate::error::{Known, NotKnown, SMALLEST_CELL, enough};
use crate::rows::{Columns, Pseudonym};
use relief_course::Setting;
use relief_protocol::ScarType;
use std::collections::BTreeMap;

/// One row of a model: a place of a patient after a session.
pub(crate) struct Design {
    rows: Vec<usize>,
    pub(crate) effects: Vec<Effect>,
    pub(crate) columns: Vec<Vec<f64>>,
    pub(crate) values: Vec<f64>,
    pub(crate) patients: Vec<u64>,
    /// Comparable rows that do not tell a term or the change, or that are of a kind fewer than [`SMALLEST_CELL`] patients have.
    pub(crate) left_out: usize,
}

impl Design {
    /// The rows that tell the change and every term.
    pub(crate) fn new(cohort: &Cohort<'_>, metric: &str, scale: Scale, terms: &[Term]) -> Known<Self> {
        let columns = cohort.columns;
        let metric = columns.names.find(metric).ok_or(NotKnown::Nobody)?;
        let all = cohort.rows.iter().map(|row| *row as usize);
        let mut rows: Vec<usize> = all
            .filter(|row| columns.metric[*row] == metric && columns.measured[*row].is_some())
            .collect();
        let comparable = rows.len();
        let change = |row: &usize| columns.measured[*row].and_then(|measured| scale.of(&measured));
        rows.retain(|row| change(row).is_some() && terms.iter().all(|term| term.told(columns, *row)));
        // Leaving out one kind can leave too few of another.
        let mut before = usize::MAX;
        while rows.len() < before {
            before = rows.len();
            terms
                .iter()
                .for_each(|term| keep_common(columns, &mut rows, *term));
        }
        rows.sort_by_key(|row| columns.patient[*row]);
        let patients: Vec<u64> = rows.iter().map(|row| columns.patient[*row].0).collect();
        enough(patients.chunk_by(|a, b| a == b).count())?;
        let mut design = Self {
            values: rows.iter().filter_map(change).collect(),
            left_out: comparable - rows.len(),
            effects: vec![Effect::Reference],
            columns: vec![vec![1.0; rows.len()]],
            patients,
            rows,
        };
        terms.iter().for_each(|term| design.add(columns, *term));
        Ok(design)
    }

    /// The columns of one term. What does not vary gives none.
    fn add(&mut self, columns: &Columns, term: Term) {
        let number =
            |effect, of: &dyn Fn(usize) -> f64| (effect, self.rows.iter().map(|row| of(*row)).collect());
        let has = |effect, of: &dyn Fn(usize) -> bool| {
            (
                effect,
                self.rows
                    .iter()
                    .map(|row| f64::from(u8::from(of(*row))))
                    .collect(),
            )
        };
        let optional = |values: &[Option<f64>], row: usize| values[row].unwrap_or(f64::NAN);
        let new: Vec<(Effect, Vec<f64>)> = match term {
            Term::EachSession => kinds(self.rows.iter().map(|row| columns.sessions[*row]))
                .map(|session| {
                    has(Effect::AfterSession(session), &|row| {
                        columns.sessions[row] == session
                    })
                })
                .collect(),
            Term::ScarType => kinds(self.rows.iter().filter_map(|row| rank(columns.scar_type[*row])))
                .map(|place| ScarType::ALL[place])
                .map(|kind| has(Effect::OfType(kind), &|row| columns.scar_type[row] == Some(kind)))
                .collect(),
            Term::AtHome => vec![has(Effect::AtHome, &|row| {
                columns.setting[row] == Some(Setting::AtHome)
            })],
            Term::OtherTreatment => {
                vec![has(Effect::OtherTreatment, &|row| {
                    !columns.other_treatments[row].is_empty()
                })]
            }
            Term::Sessions => vec![number(Effect::PerSession, &|row| {
                f64::from(columns.sessions[row])
            })],
            Term::Before => vec![number(Effect::PerUnitBefore, &|row| {
                columns.measured[row].map_or(0.0, |measured| measured.before)
            })],
            Term::NeedleLength => vec![number(Effect::PerNeedleStep, &|row| {
                optional(&columns.needle_mm, row) / NEEDLE_STEP_MM
            })],
            Term::IntervalWeeks => vec![number(Effect::PerIntervalWeek, &|row| {
                optional(&columns.interval_weeks, row)
            })],
            Term::WeeksSinceSession => vec![number(Effect::PerWeekSinceSession, &|row| {
                optional(&columns.weeks_since_session, row)
            })],
        };
        for (effect, mut column) in new {
            let there = |value: &&f64| !value.is_nan();
            let first = column.iter().find(there);
            if column.iter().filter(there).all(|value| Some(value) == first) {
                continue;
            }
            if term.is_number() {
                let centre = self.mean_over_patients(&column);
                // What cannot be there yet stands at the mean, where it explains nothing.
                let centred = |value: &mut f64| *value = if value.is_nan() { 0.0 } else { *value - centre };
                column.iter_mut().for_each(centred);
            }
            self.effects.push(effect);
            self.columns.push(column);
        }
    }

    /// Each patient weighs once, however many rows there are of them; what is not a number is not there.
    fn mean_over_patients(&self, column: &[f64]) -> f64 {
        let mut start = 0;
        let (mut sum, mut count) = (0.0, 0.0);
        for patient in self.patients.chunk_by(|a, b| a == b) {
            let rows = &column[start..start + patient.len()];
            start += patient.len();
            let there = rows.iter().filter(|value| !value.is_nan());
            let (own, of) = there.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
            if of > 0.0 {
                sum += own / of;
                count += 1.0;
            }
        }
        sum / count
    }

    /// The rows of the registry, those of one patient together.
    pub(crate) fn rows(&self) -> &[usize] {
        &self.rows
    }

    /// The fewest sessions in the model: the reference of [`Term::EachSession`].
    pub(crate) fn fewest_sessions(&self, columns: &Columns) -> u8 {
        self.rows
            .iter()
            .map(|row| columns.sessions[*row])
            .min()
            .unwrap_or_default()
    }

    /// How many patients there are.
    pub(crate) fn count(&self) -> usize {
        self.patients.chunk_by(|a, b| a == b).count()
    }
}

impl Term {
    /// Whether it enters as a number, and not as kinds.
    fn is_number(self) -> bool {
        !matches!(
            self,
            Self::EachSession | Self::ScarType | Self::AtHome | Self::OtherTreatment
        )
    }

    /// Whether a row tells it.
    fn told(self, columns: &Columns, row: usize) -> bool {
        match self {
            Self::EachSession | Self::Sessions | Self::Before | Self::OtherTreatment => true,
            Self::ScarType => columns.scar_type[row].is_some(),
            Self::NeedleLength => columns.needle_mm[row].is_some(),
            // After one session there is no pause yet, and none can have done anything.
            Self::IntervalWeeks => columns.sessions[row] == 1 || columns.interval_weeks[row].is_some(),
            Self::AtHome => columns.setting[row].is_some(),
            Self::WeeksSinceSession => columns.weeks_since_session[row].is_some(),
        }
    }

    /// The kind that a row is of; all are of one for a term that is a number.
    fn kind(self, columns: &Columns, row: usize) -> usize {
        match self {
            Self::EachSession => usize::from(columns.sessions[row]),
            Self::ScarType => rank(columns.scar_type[row]).unwrap_or_default(),
            Self::AtHome => usize::from(columns.setting[row] == Some(Setting::AtHome)),
            Self::OtherTreatment => usize::from(!columns.other_treatments[row].is_empty()),
            _ => 0,
        }
    }
}

/// Keeps the rows of kinds that enough patients have.
fn keep_common(columns: &Columns, rows: &mut Vec<usize>, term: Term) {
    let mut patients: BTreeMap<usize, Vec<Pseudonym>> = BTreeMap::new();
    for row in rows.iter() {
        patients
            .entry(term.kind(columns, *row))
            .or_default()
            .push(columns.patient[*row]);
    }
    patients.retain(|_, patients| {
        patients.sort_unstable();
        patients.dedup();
        patients.len() >= SMALLEST_CELL
    });
    rows.retain(|row| patients.contains_key(&term.kind(columns, *row)));
}

fn rank(scar_type: Option<ScarType>) -> Option<usize> {
    ScarType::ALL.iter().position(|known| Some(*known) == scar_type)
}

/// Every kind but the first, which is the reference.
fn kinds<T: Ord>(kinds: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
    kinds
        .collect::<std::collections::BTreeSet<T>>()
        .into_iter()
        .skip(1)
}
