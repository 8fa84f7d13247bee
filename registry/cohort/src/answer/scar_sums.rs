//! Sums over single scars from which the mixed model follows.

use crate::model::Moments;
use crate::rows::ScarRow;
use nalgebra::DMatrix;
use relief_protocol::ScarType;
use std::collections::BTreeMap;

const TYPES: usize = ScarType::ALL.len();

/// Patients who have as many scars of each type as one another, after their last session with single scars. Types stand in the order of
/// [`ScarType::ALL`]. A change is the depth after divided by the depth before, less one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScarSums {
    /// So many scars of each type has each of them.
    pub scars: [usize; TYPES],
    /// So many patients they are.
    pub patients: usize,
    /// Sums of changes, by type.
    pub sums: [f64; TYPES],
    /// Sums of squares of changes, by type.
    pub squares: [f64; TYPES],
    /// Sums over patients of a patient's sum of one type times that of another: first with first, second and third, then
    /// second with second and third, and so on.
    pub products: [f64; TYPES * (TYPES + 1) / 2],
}

/// The place of a pair of types, of which the first does not stand behind the second, in [`ScarSums::products`].
fn pair(first: usize, second: usize) -> usize {
    (0..first).map(|kind| TYPES - kind).sum::<usize>() + second - first
}

impl ScarSums {
    /// Of rows, those of one patient together.
    pub(super) fn of(rows: &[&ScarRow]) -> Vec<Self> {
        let mut found: BTreeMap<[usize; TYPES], Self> = BTreeMap::new();
        for rows in rows.chunk_by(|a, b| a.patient == b.patient) {
            let one = Self::of_patient(rows);
            found
                .entry(one.scars)
                .and_modify(|sums| sums.add(&one))
                .or_insert(one);
        }
        found.into_values().collect()
    }

    fn of_patient(rows: &[&ScarRow]) -> Self {
        let mut one = Self {
            scars: [0; TYPES],
            patients: 1,
            sums: [0.0; TYPES],
            squares: [0.0; TYPES],
            products: [0.0; TYPES * (TYPES + 1) / 2],
        };
        for row in rows {
            let kind = row.scar_type as usize;
            let change = row.after_mm / row.before_mm - 1.0;
            one.scars[kind] += 1;
            one.sums[kind] += change;
            one.squares[kind] += change * change;
        }
        for first in 0..TYPES {
            for second in first..TYPES {
                one.products[pair(first, second)] = one.sums[first] * one.sums[second];
            }
        }
        one
    }

    fn add(&mut self, other: &Self) {
        self.patients += other.patients;
        let sums = self.sums.iter_mut().zip(other.sums);
        let squares = self.squares.iter_mut().zip(other.squares);
        let products = self.products.iter_mut().zip(other.products);
        for (sum, more) in sums.chain(squares).chain(products) {
            *sum += more;
        }
    }

    /// What the model needs of the scars of these types; whoever has none of them is left out.
    pub(super) fn moments(all: &[Self], kinds: &[usize]) -> Moments {
        let width = kinds.len();
        let mut moments = Moments::none(width);
        for of in all {
            let size: usize = kinds.iter().map(|kind| of.scars[*kind]).sum();
            if size == 0 {
                continue;
            }
            moments.add(size, of.patients, &of.cross(kinds), &of.cross_of_sums(kinds));
        }
        moments
    }

    /// The cross products of the columns, one a type, and the changes.
    fn cross(&self, kinds: &[usize]) -> DMatrix<f64> {
        let width = kinds.len();
        let mut cross = DMatrix::zeros(width + 1, width + 1);
        for (place, kind) in kinds.iter().enumerate() {
            cross[(place, place)] = (self.patients * self.scars[*kind]) as f64;
            cross[(place, width)] = self.sums[*kind];
            cross[(width, place)] = self.sums[*kind];
            cross[(width, width)] += self.squares[*kind];
        }
        cross
    }

    /// The cross products of each patient's sums of the same.
    fn cross_of_sums(&self, kinds: &[usize]) -> DMatrix<f64> {
        let width = kinds.len();
        let changes: f64 = kinds.iter().map(|kind| self.sums[*kind]).sum();
        DMatrix::from_fn(width + 1, width + 1, |row, column| {
            let scars = |place: usize| kinds.get(place).map(|kind| self.scars[*kind] as f64);
            match (scars(row), scars(column)) {
                (Some(row), Some(column)) => self.patients as f64 * row * column,
                (Some(scars), None) | (None, Some(scars)) => scars * changes,
                (None, None) => self.square_of_sums(kinds),
            }
        })
    }

    /// The sum over patients of the square of the patient's sum of changes.
    fn square_of_sums(&self, kinds: &[usize]) -> f64 {
        let of = |first: usize| {
            kinds
                .iter()
                .map(move |second| self.products[pair(first.min(*second), first.max(*second))])
        };
        kinds.iter().flat_map(|first| of(*first)).sum()
    }
}
