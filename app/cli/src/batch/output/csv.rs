//! The table as CSV.

use super::Rows;
use crate::batch::columns::Cell;
use crate::error::CliError;
use crate::files::{Pending, written};
use csv::Writer;
use relief_compare::contract::round_significant;
use std::path::{Path, PathBuf};

/// Writes lines into a file that is not in place yet.
pub struct Csv {
    writer: Writer<Pending>,
    path: PathBuf,
    started: bool,
}

impl Csv {
    /// An empty table.
    pub fn new(pending: Pending, path: &Path) -> Self {
        Self {
            writer: Writer::from_writer(pending),
            path: path.to_owned(),
            started: false,
        }
    }

    fn record<'a>(&mut self, fields: impl Iterator<Item = &'a str>) -> Result<(), CliError> {
        self.writer
            .write_record(fields)
            .map_err(|error| written(&self.path, error.into()))
    }
}

impl Rows for Csv {
    fn add(&mut self, cells: &[(String, Cell)]) -> Result<(), CliError> {
        if !self.started {
            self.started = true;
            self.record(cells.iter().map(|(name, _)| name.as_str()))?;
        }
        let texts: Vec<String> = cells.iter().map(|(_, cell)| text(cell)).collect();
        self.record(texts.iter().map(String::as_str))
    }

    fn finish(self: Box<Self>) -> Result<(), CliError> {
        let path = self.path;
        let pending = self
            .writer
            .into_inner()
            .map_err(|error| written(&path, error.into_error()))?;
        pending.finish()
    }
}

/// What is not known is empty; numbers are rounded as in the JSON.
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone().unwrap_or_default(),
        Cell::Number(number) => number
            .filter(|n| n.is_finite())
            .map(|n| round_significant(n).to_string())
            .unwrap_or_default(),
        Cell::Count(count) => count.map(|count| count.to_string()).unwrap_or_default(),
        Cell::Flag(flag) => flag.map(|flag| flag.to_string()).unwrap_or_default(),
    }
}
