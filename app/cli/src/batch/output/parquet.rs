//! The table as Apache Parquet: one flat row group after another, every column optional.

use super::Rows;
use crate::batch::columns::Cell;
use crate::error::CliError;
use crate::files::{Pending, written};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use relief_compare::contract::round_significant;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows held in memory before they are written: some 10 MB.
const ROW_GROUP: usize = 8192;
/// Present values of an optional column have definition level 1, absent ones 0.
const PRESENT: i16 = 1;

/// Collects rows and writes them group by group into a file that is not in place yet.
pub struct Parquet {
    state: State,
    names: Vec<String>,
    rows: Vec<Vec<Cell>>,
    path: PathBuf,
}

/// Before the first group its schema is not known.
enum State {
    Empty(Pending),
    Open(Box<SerializedFileWriter<Pending>>),
    Broken,
}

impl Parquet {
    /// An empty table.
    pub fn new(pending: Pending, path: &Path) -> Self {
        Self {
            state: State::Empty(pending),
            names: Vec::new(),
            rows: Vec::new(),
            path: path.to_owned(),
        }
    }

    fn flush(&mut self) -> Result<(), CliError> {
        let mut writer = match std::mem::replace(&mut self.state, State::Broken) {
            State::Open(writer) => writer,
            State::Empty(pending) => Box::new(self.open(pending)?),
            State::Broken => return Err(self.failed(general("an earlier row group failed"))),
        };
        if !self.rows.is_empty() {
            write_group(&mut writer, &self.rows).map_err(|error| self.failed(error))?;
            self.rows.clear();
        }
        self.state = State::Open(writer);
        Ok(())
    }

    fn open(&self, pending: Pending) -> Result<SerializedFileWriter<Pending>, CliError> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("relief {}", env!("CARGO_PKG_VERSION")))
            .build();
        let first = self.rows.first().map(Vec::as_slice).unwrap_or_default();
        schema(&self.names, first)
            .and_then(|schema| SerializedFileWriter::new(pending, schema, Arc::new(properties)))
            .map_err(|error| self.failed(error))
    }

    fn failed(&self, error: ParquetError) -> CliError {
        written(&self.path, std::io::Error::other(error))
    }
}

impl From<&Cell> for Physical {
    fn from(cell: &Cell) -> Self {
        match cell {
            Cell::Text(_) => Self::BYTE_ARRAY,
            Cell::Number(_) => Self::DOUBLE,
            Cell::Count(_) => Self::INT32,
            Cell::Flag(_) => Self::BOOLEAN,
        }
    }
}

impl Rows for Parquet {
    fn add(&mut self, cells: &[(String, Cell)]) -> Result<(), CliError> {
        if self.names.is_empty() {
            self.names = cells.iter().map(|(name, _)| name.clone()).collect();
        }
        self.rows
            .push(cells.iter().map(|(_, cell)| cell.clone()).collect());
        if self.rows.len() == ROW_GROUP {
            self.flush()
        } else {
            Ok(())
        }
    }

    fn finish(mut self: Box<Self>) -> Result<(), CliError> {
        self.flush()?;
        let State::Open(writer) = std::mem::replace(&mut self.state, State::Broken) else {
            return Err(self.failed(general("the file was never opened")));
        };
        let pending = writer.into_inner().map_err(|error| self.failed(error))?;
        pending.finish()
    }
}

fn schema(names: &[String], first: &[Cell]) -> Result<TypePtr, ParquetError> {
    let column = |(name, cell): (&String, &Cell)| {
        let logical = matches!(cell, Cell::Text(_)).then_some(LogicalType::String);
        Type::primitive_type_builder(name, Physical::from(cell))
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()
            .map(Arc::new)
    };
    let fields = names.iter().zip(first).map(column).collect::<Result<_, _>>()?;
    Type::group_type_builder("relief_batch")
        .with_fields(fields)
        .build()
        .map(Arc::new)
}

fn write_group(writer: &mut SerializedFileWriter<Pending>, rows: &[Vec<Cell>]) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for column in 0..rows.first().map_or(0, Vec::len) {
        let cells = rows.iter().filter_map(|row| row.get(column));
        match rows.first().and_then(|row| row.get(column)) {
            Some(Cell::Text(_)) => write_column::<ByteArrayType>(&mut group, cells.map(bytes))?,
            Some(Cell::Number(_)) => write_column::<DoubleType>(&mut group, cells.map(number))?,
            Some(Cell::Count(_)) => write_column::<Int32Type>(&mut group, cells.map(count))?,
            Some(Cell::Flag(_)) => write_column::<BoolType>(&mut group, cells.map(flag))?,
            None => (),
        }
    }
    group.close().map(|_| ())
}

fn write_column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Pending>,
    cells: impl Iterator<Item = Option<T::T>>,
) -> Result<(), ParquetError> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    for cell in cells {
        levels.push(if cell.is_some() { PRESENT } else { 0 });
        values.extend(cell);
    }
    let Some(mut column) = group.next_column()? else {
        return Err(general("a row has more columns than the schema"));
    };
    column.typed::<T>().write_batch(&values, Some(&levels), None)?;
    column.close()
}

fn general(what: &str) -> ParquetError {
    ParquetError::General(what.to_owned())
}

fn bytes(cell: &Cell) -> Option<ByteArray> {
    if let Cell::Text(Some(text)) = cell {
        Some(text.as_str().into())
    } else {
        None
    }
}

fn number(cell: &Cell) -> Option<f64> {
    if let Cell::Number(Some(number)) = cell {
        Some(round_significant(*number))
    } else {
        None
    }
}

fn count(cell: &Cell) -> Option<i32> {
    if let Cell::Count(Some(count)) = cell {
        i32::try_from(*count).ok()
    } else {
        None
    }
}

fn flag(cell: &Cell) -> Option<bool> {
    if let Cell::Flag(flag) = cell { *flag } else { None }
}
