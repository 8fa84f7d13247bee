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
        Self::in_parts(all, kept, design, ROWS_PER_PART)
    }

    fn in_parts(all: &ModelRows, kept: &Kept, design: &Design, rows: usize) -> Self {
        let parts = kept.parts(all, rows).into_par_iter();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ModelRow, Term};
    use crate::rows::{Phototype, Pseudonym};
    use relief_course::Setting;

    /// Nine patients with one to seventeen rows, the fourth with more than a part.
    fn rows() -> ModelRows {
        let sizes = [1, 3, 2, 17, 1, 4, 2, 5, 3];
        let of = |(patient, size): (usize, usize)| {
            (0..size).map(move |row| ModelRow {
                patient: Pseudonym(patient as u64),
                sessions: 1 + (row % 3) as u8,
                change: Some(-0.1 * row as f64 + 0.03 * (patient * row % 5) as f64),
                before: 10.0 + (patient * 7 % 5) as f64 + 0.1 * row as f64,
                scar_type: None,
                phototype: Some(Phototype::ALL[patient % 2]),
                needle_mm: None,
                interval_weeks: None,
                setting: Some(Setting::Professional),
                other_treatment: false,
                weeks_since_session: None,
            })
        };
        ModelRows::new(sizes.into_iter().enumerate().flat_map(of).collect())
    }

    #[test]
    fn rows_summed_in_parts_of_any_size_are_the_same() {
        let rows = rows();
        let terms = [Term::EachSession, Term::Before];
        let kept = Kept::of(&rows, &terms).unwrap();
        let design = Design::new(&rows, &kept, &terms);
        let whole = Moments::in_parts(&rows, &kept, &design, usize::MAX);
        for size in [1, 7, 37, 38, 39] {
            let parts = Moments::in_parts(&rows, &kept, &design, size);
            let counted = (parts.rows, parts.groups);
            assert_eq!(counted, (whole.rows, whole.groups), "{size}");
            assert!((&parts.cross - &whole.cross).amax() < 1e-9, "{size}");
            assert_eq!(parts.by_size.len(), whole.by_size.len());
            for (size, (groups, sums)) in &whole.by_size {
                let (found, of_parts) = &parts.by_size[size];
                assert_eq!(found, groups);
                assert!((of_parts - sums).amax() < 1e-9, "{size}");
            }
        }
        assert_eq!((whole.rows, whole.groups), (38, 9));
    }
}
