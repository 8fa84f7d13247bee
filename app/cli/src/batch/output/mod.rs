//! The finished table, as CSV or Parquet.

mod csv;
mod parquet;

use super::columns::{Cell, Columns};
use super::journal::Journal;
use super::list::PairList;
use super::row::Outcome;
use crate::error::CliError;
use crate::files::Pending;
use std::path::Path;

/// How the table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, UTF-8, one line a pair.
    Csv,
    /// Apache Parquet, Snappy-compressed.
    Parquet,
}

impl Format {
    /// By the name's ending.
    ///
    /// # Errors
    ///
    /// [`CliError::Usage`] for any other ending.
    pub fn of(path: &Path) -> Result<Self, CliError> {
        let ending = path
            .extension()
            .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        match ending.as_deref() {
            Some("csv") => Ok(Self::Csv),
            Some("parquet") => Ok(Self::Parquet),
            _ => Err(CliError::Usage(format!(
                "{}: name a .csv or .parquet file",
                path.display()
            ))),
        }
    }
}

/// How the pairs of a batch came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Compared, and comparable.
    pub comparable: u64,
    /// Compared, and refused.
    pub refused: u64,
    /// Not read or not computed.
    pub failed: u64,
}

/// Takes the cells of one pair after another.
trait Rows {
    fn add(&mut self, cells: &[(String, Cell)]) -> Result<(), CliError>;
    fn finish(self: Box<Self>) -> Result<(), CliError>;
}

/// Writes one row for each pair of the list, in its order. The file appears when it is complete.
///
/// # Errors
///
/// [`CliError`] when the journal lacks a pair or the file cannot be written.
pub fn write_table(
    list: &PairList,
    journal: &mut Journal,
    path: &Path,
    format: Format,
) -> Result<Tally, CliError> {
    let mut columns = Columns::default();
    for pair in list.pairs()? {
        columns.learn(&journal.row(&pair?.key())?);
    }
    let mut tally = Tally::default();
    let pending = Pending::create(path)?;
    let mut rows: Box<dyn Rows> = match format {
        Format::Csv => Box::new(csv::Csv::new(pending, path)),
        Format::Parquet => Box::new(parquet::Parquet::new(pending, path)),
    };
    for pair in list.pairs()? {
        let pair = pair?;
        let row = journal.row(&pair.key())?;
        rows.add(&columns.cells(&pair, &row))?;
        match &row.outcome {
            Outcome::Compared(compared) if compared.result.comparable => tally.comparable += 1,
            Outcome::Compared(_) => tally.refused += 1,
            Outcome::Failed(_) => tally.failed += 1,
        }
    }
    rows.finish()?;
    Ok(tally)
}
