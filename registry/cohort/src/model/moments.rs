//! What a mixed model needs of its rows: cross products, once of rows and once of patients' sums.

use super::design::Design;
use super::kept::Kept;
use super::rows::ModelRows;
use nalgebra::DMatrix;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// So many rows, and the rest of their last patient, are summed by themselves, on however many threads: a few milliseconds.
const ROWS_PER_PART: usize = 1 << 15;

/// Everything the likelihood needs. A group enters by its size and the sums of its rows only, and groups of one size together.
pub(crate) struct Moments {
    pub(super) rows: usize,
    pub(super) groups: usize,
    /// How many columns; the values are one more.
    pub(super) width: usize,
    /// Cross products of columns and values.
    pub(super) cross: DMatrix<f64>,
    /// By size: how many groups, and the cross products of their sums.
    pub(super) by_size: BTreeMap<usize, (usize, DMatrix<f64>)>,
}

impl Moments {
    /// Of no rows, with so many columns.
    pub(crate) fn none(width: usize) -> Self {
        Self {
            rows: 0,
            groups: 0,
            width,
            cross: DMatrix::zeros(width + 1, width + 1),
            by_size: BTreeMap::new(),
        }
    }

    /// Adds groups of one size: the cross products of their rows' columns and values, and those of each group's sums of them.
    pub(crate) fn add(&mut self, size: usize, groups: usize, cross: &DMatrix<f64>, of_sums: &DMatrix<f64>) {
        self.cross += cross;
        *self.sums_of_size(size, groups) += of_sums;
    }

    /// Counts groups of one size, and gives the cross products of the sums of all groups of that size.
    fn sums_of_size(&mut self, size: usize, groups: usize) -> &mut DMatrix<f64> {
        self.rows += size * groups;
        self.groups += groups;
        let width = self.width;
        let (count, sums) = self
            .by_size
            .entry(size)
            .or_insert_with(|| (0, DMatrix::zeros(width + 1, width + 1)));
        *count += groups;
        sums
    }

    /// Of the rows that are kept, with the columns of a design.
    pub(super) fn of(all: &ModelRows, kept: &Kept, design: &Design) -> Self {
        let parts = kept.parts(all, ROWS_PER_PART).into_par_iter();
        let parts: Vec<Self> = parts.map(|part| Self::of_part(all, kept, design, part)).collect();
        let mut moments = Self::none(design.width());
        for part in &parts {
            moments.cross += &part.cross;
            for (size, (groups, sums)) in &part.by_size {
                *moments.sums_of_size(*size, *groups) += sums;
            }
        }
        moments.cross.fill_lower_triangle_with_upper_triangle();
        let sums = moments.by_size.values_mut();
        sums.for_each(|(_, sums)| sums.fill_lower_triangle_with_upper_triangle());
        moments
    }

    /// Of rows of whole patients, above the diagonals.
    fn of_part(all: &ModelRows, kept: &Kept, design: &Design, part: &[u32]) -> Self {
        let mut moments = Self::none(design.width());
        let mut row = Vec::with_capacity(design.width() + 1);
        let mut group = Group::new(design.width() + 1);
        for place in part.iter().map(|place| *place as usize) {
            let patient = all.codes()[place].patient;
            if patient != group.patient {
                group.close(&mut moments);
                group.patient = patient;
            }
            design.entries(&all.rows()[place], |term| kept.kind(all, place, term), &mut row);
            row.push((design.width(), all.rows()[place].change.unwrap_or(f64::NAN)));
            // A row's columns rise: each pair stands above the diagonal.
            for (at, (column, value)) in row.iter().enumerate() {
                for (other, by) in &row[..=at] {
                    moments.cross[(*other, *column)] += value * by;
                }
                group.add(*column, *value);
            }
            group.rows += 1;
        }
        group.close(&mut moments);
        moments
    }

    /// Those of some of the columns, in another order.
    pub(super) fn select(&self, columns: &[usize]) -> Self {
        let with_values = [columns, &[self.width]].concat();
        let of = |matrix: &DMatrix<f64>| matrix.select_rows(&with_values).select_columns(&with_values);
        let by_size = self.by_size.iter();
        Self {
            rows: self.rows,
            groups: self.groups,
            width: columns.len(),
            cross: of(&self.cross),
            by_size: by_size
                .map(|(size, (groups, sums))| (*size, (*groups, of(sums))))
                .collect(),
        }
    }
}

/// The sums of one patient's rows.
struct Group {
    patient: u32,
    rows: usize,
    sums: Vec<f64>,
    /// The columns that any row is not nought in, rising when it is closed.
    there: Vec<usize>,
}

impl Group {
    fn new(columns: usize) -> Self {
        Self {
            patient: u32::MAX,
            rows: 0,
            sums: vec![0.0; columns],
            there: Vec::with_capacity(columns),
        }
    }

    fn add(&mut self, column: usize, value: f64) {
        if !self.there.contains(&column) {
            self.there.push(column);
        }
        self.sums[column] += value;
    }

    /// Adds the group to the moments, and begins the next one.
    fn close(&mut self, moments: &mut Moments) {
        if self.rows == 0 {
            return;
        }
        self.there.sort_unstable();
        let products = moments.sums_of_size(self.rows, 1);
        for (at, column) in self.there.iter().enumerate() {
            for other in &self.there[..=at] {
                products[(*other, *column)] += self.sums[*other] * self.sums[*column];
            }
        }
        for column in self.there.drain(..) {
            self.sums[column] = 0.0;
        }
        self.rows = 0;
    }
}
