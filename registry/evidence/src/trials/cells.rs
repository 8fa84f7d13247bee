//! The cells of one row.

use super::{Standing, Value};
use crate::error::EvidenceError;
use std::collections::BTreeMap;

/// Every column of the table.
const COLUMNS: [&str; 36] = [
    "study",
    "author",
    "year",
    "source",
    "further_source",
    "design",
    "randomised",
    "blinded",
    "setting",
    "enrolled",
    "arm",
    "treatment",
    "device",
    "needle_length_min_mm",
    "needle_length_max_mm",
    "sessions",
    "interval_weeks",
    "follow_up_weeks",
    "follow_up_from",
    "scar_type",
    "scale",
    "statistic",
    "n",
    "baseline_mean",
    "baseline_sd",
    "post_mean",
    "post_sd",
    "change_mean",
    "change_sd",
    "change_low",
    "change_high",
    "percent_change",
    "response",
    "responders",
    "standing",
    "note",
];

/// Between the standings of two columns.
const BETWEEN: char = '|';

/// The cells of one row by column, and what is said of their standing.
pub(super) struct Cells<'a> {
    line: u64,
    cells: BTreeMap<&'a str, &'a str>,
    standings: BTreeMap<&'a str, Standing>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(
        headers: &'a csv::StringRecord,
        record: &'a csv::StringRecord,
    ) -> Result<Self, EvidenceError> {
        let named = headers.iter().zip(record.iter().map(str::trim));
        let mut cells = Self {
            line: record.position().map_or(0, csv::Position::line),
            cells: named.collect(),
            standings: BTreeMap::new(),
        };
        if let Some(unknown) = headers.iter().find(|name| !COLUMNS.contains(name)) {
            return Err(cells.wrong(unknown, "is no column of the table of trials"));
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

    pub(super) fn wrong(&self, column: &str, problem: &str) -> EvidenceError {
        EvidenceError::Row {
            line: self.line,
            column: column.to_owned(),
            problem: problem.to_owned(),
        }
    }

    /// The cell's text; none when it is empty.
    pub(super) fn text(&self, column: &str) -> Option<&'a str> {
        self.cells.get(column).copied().filter(|text| !text.is_empty())
    }

    pub(super) fn needed(&self, column: &str) -> Result<&'a str, EvidenceError> {
        self.text(column).ok_or_else(|| self.wrong(column, "is empty"))
    }

    pub(super) fn standing(&self, column: &str) -> Standing {
        self.standings.get(column).cloned().unwrap_or(Standing::Reported)
    }

    /// A cell read by `read`, which gives none for what it cannot read.
    pub(super) fn read<T>(
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

    pub(super) fn must<T>(
        &self,
        column: &str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, EvidenceError> {
        self.needed(column)?;
        self.read(column, expected, read)?
            .ok_or_else(|| self.wrong(column, "is empty"))
    }

    pub(super) fn value<T>(
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

    pub(super) fn number(&self, column: &str) -> Result<Option<Value<f64>>, EvidenceError> {
        self.value(column, "a number", number)
    }

    pub(super) fn positive(&self, column: &str) -> Result<Option<Value<f64>>, EvidenceError> {
        self.value(column, "a number above zero", |text| {
            number(text).filter(|value| *value > 0.0)
        })
    }

    pub(super) fn count(&self, column: &str) -> Result<Option<Value<u32>>, EvidenceError> {
        self.value(column, "a count", |text| text.parse().ok())
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite())
}
