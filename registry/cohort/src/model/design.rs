//! From rows to the columns of a model.

use super::{Effect, ModelRow, ModelRows, NEEDLE_STEP_MM, Term};
use crate::error::{Known, SMALLEST_CELL, enough};
use crate::rows::{Phototype, Pseudonym};
use relief_course::Setting;
use relief_protocol::ScarType;

/// A term has no more kinds than there are numbers of sessions.
const KINDS: usize = u8::MAX as usize + 1;
/// The kind of rows that do not tell the phototype, before all others.
const NOT_TOLD: usize = 0;

/// The rows that a model is fitted to, as numbers.
pub(crate) struct Design {
    /// Those of one patient together.
    pub(crate) rows: Vec<ModelRow>,
    pub(crate) effects: Vec<Effect>,
    pub(crate) columns: Vec<Vec<f64>>,
    pub(crate) values: Vec<f64>,
    pub(crate) patients: Vec<u64>,
    /// Comparable rows that do not tell a term or the change, or that are of a kind fewer than [`SMALLEST_CELL`] patients have.
    pub(crate) left_out: usize,
    /// Whether every row tells its phototype, and enough patients have each.
    tells_phototype: bool,
}

impl Design {
    /// The rows that tell the change and every term.
    pub(crate) fn new(all: &ModelRows, terms: &[Term]) -> Known<Self> {
        let told = |row: &&ModelRow| row.change.is_some() && terms.iter().all(|term| term.told(row));
        let mut rows: Vec<ModelRow> = all.rows().iter().filter(told).copied().collect();
        let told_phototype = tell_phototype(&rows);
        // Leaving out one kind can leave too few of another.
        let mut before = usize::MAX;
        while rows.len() < before {
            before = rows.len();
            terms.iter().for_each(|term| keep_common(&mut rows, *term));
        }
        let patients: Vec<u64> = rows.iter().map(|row| row.patient.0).collect();
        enough(patients.chunk_by(|a, b| a == b).count())?;
        let mut design = Self {
            values: rows.iter().filter_map(|row| row.change).collect(),
            left_out: all.rows().len() - rows.len(),
            effects: vec![Effect::Reference],
            columns: vec![vec![1.0; rows.len()]],
            patients,
            tells_phototype: told_phototype && tell_phototype(&rows),
            rows,
        };
        terms.iter().for_each(|term| design.add(*term));
        Ok(design)
    }

    /// The columns of one term. What does not vary gives none.
    fn add(&mut self, term: Term) {
        let optional = |value: Option<f64>| value.unwrap_or(f64::NAN);
        let new: Vec<(Effect, Vec<f64>)> = match term {
            Term::EachSession | Term::ScarType | Term::Phototype => self.of_kinds(term),
            Term::AtHome => vec![(
                Effect::AtHome,
                self.has(|row| row.setting == Some(Setting::AtHome)),
            )],
            Term::OtherTreatment => vec![(Effect::OtherTreatment, self.has(|row| row.other_treatment))],
            Term::Sessions => vec![(Effect::PerSession, self.number(|row| f64::from(row.sessions)))],
            Term::Before => vec![(Effect::PerUnitBefore, self.number(|row| row.before))],
            Term::NeedleLength => vec![(
                Effect::PerNeedleStep,
                self.number(|row| optional(row.needle_mm) / NEEDLE_STEP_MM),
            )],
            Term::IntervalWeeks => vec![(
                Effect::PerIntervalWeek,
                self.number(|row| optional(row.interval_weeks)),
            )],
            Term::WeeksSinceSession => vec![(
                Effect::PerWeekSinceSession,
                self.number(|row| optional(row.weeks_since_session)),
            )],
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

    fn number(&self, of: impl Fn(&ModelRow) -> f64) -> Vec<f64> {
        self.rows.iter().map(of).collect()
    }

    fn has(&self, of: impl Fn(&ModelRow) -> bool) -> Vec<f64> {
        self.number(|row| f64::from(u8::from(of(row))))
    }

    /// A column for every kind but the first, which is the reference.
    fn of_kinds(&self, term: Term) -> Vec<(Effect, Vec<f64>)> {
        let mut there = [false; KINDS];
        self.rows.iter().for_each(|row| there[term.kind(row)] = true);
        let others = (0..KINDS).filter(|kind| there[*kind]).skip(1);
        others
            .filter_map(|kind| Some((term.effect(kind)?, self.has(|row| term.kind(row) == kind))))
            .collect()
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

    /// Those of the terms that all rows tell: a phototype that some do not tell is not held equal among these.
    pub(crate) fn held_equal(&self, terms: &[Term]) -> Vec<Term> {
        let held = terms.iter().copied();
        held.filter(|term| self.tells_phototype || *term != Term::Phototype)
            .collect()
    }

    /// The fewest sessions in the model: the reference of [`Term::EachSession`].
    pub(crate) fn fewest_sessions(&self) -> u8 {
        self.rows.iter().map(|row| row.sessions).min().unwrap_or_default()
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
            Self::EachSession | Self::ScarType | Self::Phototype | Self::AtHome | Self::OtherTreatment
        )
    }

    /// Whether a row tells it.
    fn told(self, row: &ModelRow) -> bool {
        match self {
            Self::EachSession | Self::Sessions | Self::Before | Self::OtherTreatment | Self::Phototype => {
                true
            }
            Self::ScarType => row.scar_type.is_some(),
            Self::NeedleLength => row.needle_mm.is_some(),
            // After one session there is no pause yet, and none can have done anything.
            Self::IntervalWeeks => row.sessions == 1 || row.interval_weeks.is_some(),
            Self::AtHome => row.setting.is_some(),
            Self::WeeksSinceSession => row.weeks_since_session.is_some(),
        }
    }

    /// The kind that a row is of; all are of one for a term that is a number.
    fn kind(self, row: &ModelRow) -> usize {
        match self {
            Self::EachSession => usize::from(row.sessions),
            Self::ScarType => rank(row.scar_type).unwrap_or_default(),
            Self::Phototype => row
                .phototype
                .map_or(NOT_TOLD, |phototype| NOT_TOLD + 1 + phototype as usize),
            Self::AtHome => usize::from(row.setting == Some(Setting::AtHome)),
            Self::OtherTreatment => usize::from(row.other_treatment),
            _ => 0,
        }
    }

    /// The effect of a kind, for terms of several kinds.
    fn effect(self, kind: usize) -> Option<Effect> {
        match self {
            Self::EachSession => u8::try_from(kind).ok().map(Effect::AfterSession),
            Self::ScarType => ScarType::ALL.get(kind).copied().map(Effect::OfType),
            Self::Phototype => {
                let phototype = Phototype::ALL.get(kind.checked_sub(NOT_TOLD + 1)?);
                phototype.copied().map(Effect::OfPhototype)
            }
            _ => None,
        }
    }
}

fn tell_phototype(rows: &[ModelRow]) -> bool {
    rows.iter().all(|row| row.phototype.is_some())
}

/// Keeps the rows of kinds that enough patients have.
fn keep_common(rows: &mut Vec<ModelRow>, term: Term) {
    if term == Term::Phototype {
        return fold_rare_phototypes(rows);
    }
    if !term.is_number() {
        let patients = patients_by_kind(rows, term);
        rows.retain(|row| patients[term.kind(row)] >= SMALLEST_CELL);
    }
}

/// Phototypes that few patients have count as not told, and few who do not tell theirs as of the most frequent one: nobody is left out for it.
fn fold_rare_phototypes(rows: &mut [ModelRow]) {
    let patients = patients_by_kind(rows, Term::Phototype);
    for row in rows.iter_mut() {
        row.phototype = row
            .phototype
            .filter(|_| patients[Term::Phototype.kind(row)] >= SMALLEST_CELL);
    }
    let patients = patients_by_kind(rows, Term::Phototype);
    let of = |phototype: &Phototype| patients[NOT_TOLD + 1 + *phototype as usize];
    if patients[NOT_TOLD] < SMALLEST_CELL {
        // The lightest of several.
        let most = Phototype::ALL
            .into_iter()
            .rev()
            .max_by_key(of)
            .filter(|most| of(most) > 0);
        rows.iter_mut()
            .for_each(|row| row.phototype = row.phototype.or(most));
    }
}

/// How many patients have each kind of a term.
fn patients_by_kind(rows: &[ModelRow], term: Term) -> [usize; KINDS] {
    // Rows of one patient stand together, so that the last one seen of a kind is enough to count patients.
    let mut patients = [(Pseudonym(0), 0); KINDS];
    for row in rows {
        let (last, count) = &mut patients[term.kind(row)];
        if *count == 0 || *last != row.patient {
            (*last, *count) = (row.patient, *count + 1);
        }
    }
    patients.map(|(_, count)| count)
}

fn rank(scar_type: Option<ScarType>) -> Option<usize> {
    ScarType::ALL.iter().position(|known| Some(*known) == scar_type)
}
