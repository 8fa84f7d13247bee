//! The sums of one patient, and of many in columns.

use super::wrong;
use datafusion::arrow::array::{ArrayRef, AsArray, Float64Array, Int64Array, StructArray, UInt8Array};
use datafusion::arrow::datatypes::{DataType, Field, Fields, Float64Type, Int64Type, UInt8Type};
use datafusion::error::Result;
use std::sync::Arc;

const TYPES: usize = 3;

/// Of the scars after so many sessions; a patient's line of memory.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Sums {
    /// Nought before the first row.
    sessions: u8,
    scars: [u32; TYPES],
    sums: [f64; TYPES],
    squares: [f64; TYPES],
}

impl Sums {
    pub(super) fn fields() -> Fields {
        let whole = |name: &str| Field::new(name, DataType::Int64, false);
        let number = |name: &str| Field::new(name, DataType::Float64, false);
        let sessions = Field::new("sessions", DataType::UInt8, false);
        let counts = ["n1", "n2", "n3"].map(whole);
        let sums = ["s1", "s2", "s3", "q1", "q2", "q3"].map(number);
        std::iter::once(sessions).chain(counts).chain(sums).collect()
    }

    /// Adds a scar; one after fewer sessions counts no more. A scar of a type that is none of the three stands in no sum.
    pub(super) fn add(&mut self, sessions: u8, kind: Option<usize>, change: impl FnOnce() -> f64) {
        if sessions < self.sessions {
            return;
        }
        if sessions > self.sessions {
            *self = Self {
                sessions,
                ..Self::default()
            };
        }
        if let Some(kind) = kind {
            let change = change();
            self.scars[kind] += 1;
            self.sums[kind] += change;
            self.squares[kind] += change * change;
        }
    }

    /// Adds what somebody else summed of the same patient.
    pub(super) fn merge(&mut self, other: &Self) {
        if other.sessions > self.sessions {
            *self = *other;
        } else if other.sessions == self.sessions {
            for kind in 0..TYPES {
                self.scars[kind] += other.scars[kind];
                self.sums[kind] += other.sums[kind];
                self.squares[kind] += other.squares[kind];
            }
        }
    }

    /// One row a patient.
    pub(super) fn array(all: &[Self]) -> Result<ArrayRef> {
        let sessions = UInt8Array::from_iter_values(all.iter().map(|sums| sums.sessions));
        let mut columns: Vec<ArrayRef> = vec![Arc::new(sessions)];
        for kind in 0..TYPES {
            let scars = all.iter().map(|sums| i64::from(sums.scars[kind]));
            columns.push(Arc::new(Int64Array::from_iter_values(scars)));
        }
        let numbers: [fn(&Self) -> &[f64; TYPES]; 2] = [|sums| &sums.sums, |sums| &sums.squares];
        for of in numbers {
            for kind in 0..TYPES {
                let numbers = all.iter().map(|sums| of(sums)[kind]);
                columns.push(Arc::new(Float64Array::from_iter_values(numbers)));
            }
        }
        Ok(Arc::new(StructArray::try_new(Self::fields(), columns, None)?))
    }

    /// The rows of [`Self::array`].
    pub(super) fn all(array: &ArrayRef) -> Result<Vec<Self>> {
        let other = || wrong("got sums of another kind");
        let columns = array.as_struct_opt().ok_or_else(other)?.columns();
        let [sessions, rest @ ..] = columns else {
            return Err(other());
        };
        let sessions = sessions.as_primitive_opt::<UInt8Type>().ok_or_else(other)?;
        let (counts, numbers) = rest.split_at_checked(TYPES).ok_or_else(other)?;
        let counts: Option<Vec<_>> = counts
            .iter()
            .map(|column| column.as_primitive_opt::<Int64Type>())
            .collect();
        let numbers: Option<Vec<_>> = numbers
            .iter()
            .map(|column| column.as_primitive_opt::<Float64Type>())
            .collect();
        let (counts, numbers) = counts.zip(numbers).ok_or_else(other)?;
        let [s1, s2, s3, q1, q2, q3] = numbers[..] else {
            return Err(other());
        };
        let row = |row: usize| Self {
            sessions: sessions.value(row),
            // Counts come from the same type of number.
            scars: std::array::from_fn(|kind| counts[kind].value(row) as u32),
            sums: [s1, s2, s3].map(|column| column.value(row)),
            squares: [q1, q2, q3].map(|column| column.value(row)),
        };
        Ok((0..array.len()).map(row).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_session_counts_in_whichever_order_rows_come() {
        let rows = [(2, 0, -0.5), (1, 1, 0.25), (2, 2, -0.25), (2, 0, 0.125)];
        let mut of_all = Sums::default();
        let mut parts = [Sums::default(); 2];
        for (place, (sessions, kind, change)) in rows.into_iter().enumerate() {
            of_all.add(sessions, Some(kind), || change);
            parts[place % 2].add(sessions, Some(kind), || change);
        }
        let expected = Sums {
            sessions: 2,
            scars: [2, 0, 1],
            sums: [-0.375, 0.0, -0.25],
            squares: [0.265_625, 0.0, 0.0625],
        };
        assert_eq!(of_all, expected);
        let [mut forwards, mut backwards] = parts;
        forwards.merge(&parts[1]);
        backwards.merge(&parts[0]);
        assert_eq!([forwards, backwards], [expected; 2]);
        // A later session with nothing that can be summed leaves nothing.
        of_all.add(3, None, || 1.0);
        assert_eq!(of_all.scars, [0; TYPES]);
    }

    #[test]
    fn columns_hold_the_sums() {
        let mut sums = [Sums::default(); 2];
        sums[1].add(4, Some(1), || -0.5);
        assert_eq!(Sums::all(&Sums::array(&sums).unwrap()).unwrap(), sums);
    }
}
