//! Which rows a model is fitted to.

use super::codes::{CHANGE, KINDS, NOT_TOLD};
use super::{ModelRow, ModelRows, Term};
use crate::error::{Known, SMALLEST_CELL, enough};
use crate::rows::Phototype;

/// Kinds of phototypes, with that of rows that do not tell theirs.
const PHOTOTYPES: usize = Phototype::ALL.len() + 1;

/// The rows that tell the change and every term, and are of kinds that enough patients have.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Kept {
    /// Their places, those of one patient together.
    rows: Vec<u32>,
    /// What each kind of phototype counts as.
    phototypes: [u8; PHOTOTYPES],
    patients: usize,
}

impl Kept {
    /// Those of a model with some terms.
    pub(super) fn of(all: &ModelRows, terms: &[Term]) -> Known<Self> {
        let needed = terms.iter().fold(CHANGE, |bits, term| bits | term.bit());
        let places = (0..).zip(all.codes()).filter(|(_, code)| code.tells(needed));
        let mut kept = Self {
            rows: places.map(|(place, _)| place).collect(),
            phototypes: std::array::from_fn(|kind| kind as u8),
            patients: 0,
        };
        // Leaving out one kind can leave too few of another.
        let mut before = usize::MAX;
        while kept.rows.len() < before {
            before = kept.rows.len();
            terms.iter().for_each(|term| kept.keep_common(all, *term));
        }
        kept.forget_absent_phototypes(all);
        // One kind holds them all.
        kept.patients = kept.patients_by(all, |_| 0)[0];
        enough(kept.patients)?;
        Ok(kept)
    }

    /// Keeps the rows of kinds that enough patients have.
    fn keep_common(&mut self, all: &ModelRows, term: Term) {
        if term == Term::Phototype {
            return self.fold_rare_phototypes(all);
        }
        if term.is_number() {
            return;
        }
        let codes = all.codes();
        let patients = self.patients_by(all, |place| codes[place].kind(term));
        let is_rare = |patients: usize| (1..SMALLEST_CELL).contains(&patients);
        if patients.iter().any(|patients| is_rare(*patients)) {
            let kind = |place: u32| usize::from(codes[place as usize].kind(term));
            self.rows.retain(|place| !is_rare(patients[kind(*place)]));
        }
    }

    /// Phototypes that few patients have count as not told, and few who do not tell theirs as of the most frequent one: nobody is left out for it.
    fn fold_rare_phototypes(&mut self, all: &ModelRows) {
        let patients = self.patients_by_phototype(all);
        for kind in &mut self.phototypes {
            if patients[usize::from(*kind)] < SMALLEST_CELL {
                *kind = NOT_TOLD;
            }
        }
        let patients = self.patients_by_phototype(all);
        if patients[usize::from(NOT_TOLD)] >= SMALLEST_CELL {
            return;
        }
        let told = NOT_TOLD + 1..PHOTOTYPES as u8;
        // The lightest of several.
        let most = told.rev().max_by_key(|kind| patients[usize::from(*kind)]);
        if let Some(most) = most.filter(|most| patients[usize::from(*most)] > 0) {
            let not_told = self.phototypes.iter_mut().filter(|kind| **kind == NOT_TOLD);
            not_told.for_each(|kind| *kind = most);
        }
    }

    /// Kinds that no row has count as themselves, so that rows of which nothing was folded are told to be the same as those of a model without phototypes.
    fn forget_absent_phototypes(&mut self, all: &ModelRows) {
        let mut there = [false; PHOTOTYPES];
        for place in self.places() {
            there[usize::from(all.codes()[place].kind(Term::Phototype))] = true;
        }
        for (kind, counts_as) in (0..).zip(&mut self.phototypes) {
            if !there[usize::from(kind)] {
                *counts_as = kind;
            }
        }
    }

    fn patients_by_phototype(&self, all: &ModelRows) -> [usize; KINDS] {
        self.patients_by(all, |place| self.kind(all, place, Term::Phototype))
    }

    /// How many patients have each kind.
    fn patients_by(&self, all: &ModelRows, kind: impl Fn(usize) -> u8) -> [usize; KINDS] {
        // Rows of one patient stand together, so that the last one seen of a kind is enough to count patients.
        let mut patients = [(u32::MAX, 0); KINDS];
        for place in self.places() {
            let patient = all.codes()[place].patient;
            let (last, count) = &mut patients[usize::from(kind(place))];
            *count += usize::from(*last != patient);
            *last = patient;
        }
        patients.map(|(_, count)| count)
    }

    /// The kind of a row by a term.
    pub(super) fn kind(&self, all: &ModelRows, place: usize, term: Term) -> u8 {
        let kind = all.codes()[place].kind(term);
        if term == Term::Phototype {
            self.phototypes[usize::from(kind)]
        } else {
            kind
        }
    }

    /// The rows' places.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().map(|place| *place as usize)
    }

    /// The rows' places in parts of so many, each ended with its last patient.
    pub(super) fn parts(&self, all: &ModelRows, rows: usize) -> Vec<&[u32]> {
        let patient = |place: &u32| all.codes()[*place as usize].patient;
        let (mut rest, mut parts) = (&self.rows[..], Vec::new());
        while rest.len() > rows {
            let last = patient(&rest[rows - 1]);
            let more = rest[rows..]
                .iter()
                .take_while(|place| patient(place) == last)
                .count();
            let part;
            (part, rest) = rest.split_at(rows + more);
            parts.push(part);
        }
        parts.push(rest);
        parts
    }

    /// The rows themselves.
    pub(crate) fn rows<'a>(&'a self, all: &'a ModelRows) -> impl Iterator<Item = &'a ModelRow> {
        self.places().map(|place| &all.rows()[place])
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// How many patients there are.
    pub(crate) const fn patients(&self) -> usize {
        self.patients
    }

    /// Comparable rows that do not tell a term or the change, or that are of a kind fewer than [`SMALLEST_CELL`] patients have.
    pub(crate) fn left_out(&self, all: &ModelRows) -> usize {
        all.rows().len() - self.len()
    }

    /// The fewest sessions: the reference of [`Term::EachSession`].
    pub(crate) fn fewest_sessions(&self, all: &ModelRows) -> u8 {
        self.rows(all).map(|row| row.sessions).min().unwrap_or_default()
    }

    /// Those of the terms that all these rows tell, whoever was left out: a phototype that some do not tell is not held equal among these.
    pub(crate) fn held_equal(&self, all: &ModelRows, terms: &[Term]) -> Vec<Term> {
        let tells = |place: usize| {
            let told = all.codes()[place].kind(Term::Phototype);
            told != NOT_TOLD && self.phototypes[usize::from(told)] != NOT_TOLD
        };
        let tells_phototype = self.places().all(tells);
        let held = terms.iter().copied();
        held.filter(|term| tells_phototype || *term != Term::Phototype)
            .collect()
    }
}
