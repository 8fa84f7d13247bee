//! Tables in CSV: rows of cells, each with how far it can be relied on.

use crate::error::EvidenceError;
use crate::trials::{Standing, Value};
use std::collections::BTreeMap;

/// Between the standings of two columns.
const BETWEEN: char = '|';

/// A table: its name, and every column it has.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [&'static str],
}

impl Table {
    /// Reads CSV with these columns in any order, row by row.
    pub(crate) fn read<T>(
        &self,
        text: &str,
        mut row: impl FnMut(&Cells<'_>) -> Result<T, EvidenceError>,
    ) -> Result<Vec<T>, EvidenceError> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let broken = |error: &csv::Error| EvidenceError::Row {
            table: self.name,
            line: error.position().map_or(0, csv::Position::line),
            column: "the line".to_owned(),
            problem: error.to_string(),
        };
        let headers = reader.headers().map_err(|error| broken(&error))?.clone();
        let records = reader.records();
        records
            .map(|record| {
                row(&Cells::new(
                    self,
                    &headers,
                    &record.map_err(|error| broken(&error))?,
                )?)
            })
            .collect()
    }
}

/// The cells of one row by column, and what is said of their standing.
pub(crate) struct Cells<'a> {
    table: &'static str,
    line: u64,
    cells: BTreeMap<&'a str, &'a str>,
    standings: BTreeMap<&'a str, Standing>,
}

impl<'a> Cells<'a> {
    fn new(
        table: &Table,
        headers: &'a csv::StringRecord,
        record: &'a csv::StringRecord,
    ) -> Result<Self, EvidenceError> {
        let named = headers.iter().zip(record.iter().map(str::trim));
        let mut cells = Self {
            table: table.name,
            line: record.position().map_or(0, csv::Position::line),
            cells: named.collect(),
            standings: BTreeMap::new(),
        };
        if let Some(unknown) = headers.iter().find(|name| !table.columns.contains(name)) {
            return Err(cells.wrong(unknown, "is no column of this table"));
        }
        for said in cells
            .text("standing")
            .unwrap_or_default()
            .split_terminator(BETWEEN)
        {
            let standing = said
                .trim()
                .split_once('=')
                .and_then(|(column, standing)| Some((column, Standing::parse(standing)?)));
            let Some((column, standing)) = standing else {
                return Err(cells.wrong(
                    "standing",
                    "expected column=computed: how, or column=doubtful: why",
                ));
            };
            if cells.text(column).is_none() {
                return Err(cells.wrong("standing", &format!("{column} has no value here")));
            }
            cells.standings.insert(column, standing);
        }
        Ok(cells)
    }

    pub(crate) fn wrong(&self, column: &str, problem: &str) -> EvidenceError {
        EvidenceError::Row {
            table: self.table,
            line: self.line,
            column: column.to_owned(),
            problem: problem.to_owned(),
        }
    }

    /// The cell's text; none when it is empty.
    pub(crate) fn text(&self, column: &str) -> Option<&'a str> {
        self.cells.get(column).copied().filter(|text| !text.is_empty())
    }

    pub(crate) fn needed(&self, column: &str) -> Result<&'a str, EvidenceError> {
        self.text(column).ok_or_else(|| self.wrong(column, "is empty"))
    }

    pub(crate) fn standing(&self, column: &str) -> Standing {
        self.standings.get(column).cloned().unwrap_or(Standing::Reported)
    }

    /// A cell read by `read`, which gives none for what it cannot read.
    pub(crate) fn read<T>(
        &self,
        column: &str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, EvidenceError> {
        let Some(text) = self.text(column) else {
            return Ok(None);
        };
        match read(text) {
            Some(value) => Ok(Some(value)),
            None => Err(self.wrong(column, &format!("{text} is not {expected}"))),
        }
    }

    pub(crate) fn must<T>(
        &self,
        column: &str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, EvidenceError> {
        self.needed(column)?;
        self.read(column, expected, read)?
            .ok_or_else(|| self.wrong(column, "is empty"))
    }

    pub(crate) fn value<T>(
        &self,
        column: &str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<Value<T>>, EvidenceError> {
        let value = self.read(column, expected, read)?;
        Ok(value.map(|value| Value {
            value,
            standing: self.standing(column),
        }))
    }

    pub(crate) fn number(&self, column: &str) -> Result<Option<Value<f64>>, EvidenceError> {
        self.value(column, "a number", number)
    }

    pub(crate) fn positive(&self, column: &str) -> Result<Option<Value<f64>>, EvidenceError> {
        self.value(column, "a number above zero", |text| {
            number(text).filter(|value| *value > 0.0)
        })
    }

    pub(crate) fn count(&self, column: &str) -> Result<Option<Value<u32>>, EvidenceError> {
        self.value(column, "a count", |text| text.parse().ok())
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite())
}
