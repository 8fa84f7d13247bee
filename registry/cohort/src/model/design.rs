//! From rows to the columns of a model.

use super::codes::KINDS;
use super::kept::Kept;
use super::{Effect, ModelRow, ModelRows, Term};

/// The columns that some terms give on some rows, the reference first.
pub(super) struct Design {
    /// What each column is of, and the term that gives it.
    columns: Vec<(Effect, Option<Term>)>,
    ways: Vec<Way>,
}

/// How a term enters.
enum Way {
    /// A column for every kind but the first, which is the reference.
    Kinds {
        term: Term,
        columns: Box<[Option<usize>; KINDS]>,
    },
    /// One for a number, above its mean over patients.
    Number { term: Term, column: usize, centre: f64 },
}

impl Design {
    /// Of terms that all kept rows tell. What does not vary gives no column.
    pub(super) fn new(all: &ModelRows, kept: &Kept, terms: &[Term]) -> Self {
        let mut design = Self {
            columns: vec![(Effect::Reference, None)],
            ways: Vec::new(),
        };
        for term in terms {
            if term.is_number() {
                design.add_number(all, kept, *term);
            } else {
                design.add_kinds(all, kept, *term);
            }
        }
        design
    }

    fn add_kinds(&mut self, all: &ModelRows, kept: &Kept, term: Term) {
        let mut there = [false; KINDS];
        kept.places()
            .for_each(|place| there[usize::from(kept.kind(all, place, term))] = true);
        let mut columns = Box::new([None; KINDS]);
        let others = (0..=u8::MAX).filter(|kind| there[usize::from(*kind)]).skip(1);
        for (kind, effect) in others.filter_map(|kind| Some((kind, term.effect(kind)?))) {
            columns[usize::from(kind)] = Some(self.columns.len());
            self.columns.push((effect, Some(term)));
        }
        self.ways.push(Way::Kinds { term, columns });
    }

    fn add_number(&mut self, all: &ModelRows, kept: &Kept, term: Term) {
        let number = |place: usize| term.number(&all.rows()[place]);
        let Some((effect, first)) = kept.places().find_map(number) else {
            return;
        };
        // Each patient weighs once, however many rows there are of them; what cannot be there yet is not there.
        let mut varies = false;
        let (mut of_patients, mut patients) = (0.0, 0.0);
        let (mut own, mut rows, mut patient) = (0.0, 0.0, u32::MAX);
        for place in kept.places() {
            let Some((_, value)) = number(place) else {
                continue;
            };
            varies |= value != first;
            let of = all.codes()[place].patient;
            if of != patient && rows > 0.0 {
                of_patients += own / rows;
                patients += 1.0;
                (own, rows) = (0.0, 0.0);
            }
            (own, rows, patient) = (own + value, rows + 1.0, of);
        }
        if varies {
            self.ways.push(Way::Number {
                term,
                column: self.columns.len(),
                centre: (of_patients + own / rows) / (patients + 1.0),
            });
            self.columns.push((effect, Some(term)));
        }
    }

    /// How many columns there are.
    pub(super) const fn width(&self) -> usize {
        self.columns.len()
    }

    /// Those of the reference and some terms, in the terms' order.
    pub(super) fn columns_of(&self, terms: &[Term]) -> Vec<usize> {
        let of = |term: Option<Term>| {
            let columns = self.columns.iter().enumerate();
            let of_term = columns.filter(move |(_, (_, of))| *of == term);
            of_term.map(|(column, _)| column)
        };
        let terms = terms.iter().flat_map(|term| of(Some(*term)));
        of(None).chain(terms).collect()
    }

    /// What a column is of.
    pub(super) fn effect(&self, column: usize) -> Effect {
        self.columns[column].0
    }

    /// The columns in which a row is not nought. Most say of what kind a row is, and most rows are of another.
    pub(super) fn entries(&self, row: &ModelRow, kind: impl Fn(Term) -> u8, to: &mut Vec<(usize, f64)>) {
        to.clear();
        to.push((0, 1.0));
        for way in &self.ways {
            match way {
                Way::Kinds { term, columns } => {
                    let column = columns[usize::from(kind(*term))];
                    to.extend(column.map(|column| (column, 1.0)));
                }
                Way::Number { term, column, centre } => {
                    // What cannot be there yet stands at the mean, where it explains nothing.
                    let number = term.number(row);
                    to.extend(number.map(|(_, value)| (*column, value - centre)));
                }
            }
        }
    }
}
