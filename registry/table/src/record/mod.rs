//! Rows of the registry as rows of tables, and back.

mod comparison;
mod patient;
mod scar;
mod session;

pub(crate) use patient::PatientRecord;
pub(crate) use session::{EffectRecord, SessionRecord};

use crate::cell::Cell;
use crate::codes::Coded;
use crate::column::{Column, Table};
use relief_registry::Pseudonym;

/// A row of a table.
pub(crate) trait Record: Sized {
    const TABLE: &'static Table;

    /// Its values, in the order of the table's columns.
    fn cells(&self) -> Vec<Cell<'_>>;

    /// The row of values that each fit their column.
    fn read(fields: &Fields<'_>) -> Result<Self, Flaw>;

    /// Whose it is.
    fn patient(&self) -> Pseudonym;
}

/// A value that cannot be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Flaw {
    pub(crate) column: &'static str,
    pub(crate) value: String,
    pub(crate) must: String,
}

impl Flaw {
    pub(crate) fn of(column: &'static str, cell: &Cell<'_>, must: impl Into<String>) -> Self {
        let value = match cell {
            Cell::Absent => "empty".to_owned(),
            Cell::Text(text) => format!("{text:?}"),
            other => other.as_text().into_owned(),
        };
        Self {
            column,
            value,
            must: must.into(),
        }
    }
}

/// The values of one row, each of which fits its column.
pub(crate) struct Fields<'a> {
    columns: &'static [Column],
    cells: &'a [Cell<'a>],
}

impl<'a> Fields<'a> {
    /// Checks values against their columns.
    pub(crate) fn new(table: &'static Table, cells: &'a [Cell<'a>]) -> Result<Self, Flaw> {
        for (column, cell) in table.columns.iter().zip(cells) {
            if !cell.fits(column) {
                return Err(Flaw::of(column.name, cell, column.kind.to_string()));
            }
        }
        Ok(Self {
            columns: table.columns,
            cells,
        })
    }

    pub(crate) fn cell(&self, name: &str) -> &'a Cell<'a> {
        let place = self.columns.iter().position(|column| column.name == name);
        place.map_or(&Cell::Absent, |place| &self.cells[place])
    }

    fn absent(&self, name: &str) -> bool {
        *self.cell(name) == Cell::Absent
    }

    /// A value that must be there.
    fn must<T>(&self, name: &'static str, value: Option<T>, must: &str) -> Result<T, Flaw> {
        value.ok_or_else(|| Flaw::of(name, self.cell(name), must))
    }

    fn count<T: TryFrom<u64>>(&self, name: &'static str) -> Result<T, Flaw> {
        let count = match self.cell(name) {
            Cell::Count(count) => T::try_from(*count).ok(),
            _ => None,
        };
        self.must(name, count, "a whole number")
    }

    fn number(&self, name: &str) -> Option<f64> {
        match self.cell(name) {
            Cell::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn text(&self, name: &str) -> Option<&'a str> {
        match self.cell(name) {
            Cell::Text(text) => Some(text.as_ref()),
            _ => None,
        }
    }

    fn codes(&self, name: &str) -> &'a [&'a str] {
        match self.cell(name) {
            Cell::Codes(codes) => codes,
            _ => &[],
        }
    }

    fn code<T: Coded>(&self, name: &str) -> Option<T> {
        self.text(name).and_then(T::of)
    }

    fn flag(&self, name: &'static str) -> Result<bool, Flaw> {
        let flag = match self.cell(name) {
            Cell::Flag(flag) => Some(*flag),
            _ => None,
        };
        self.must(name, flag, "true or false")
    }
}
