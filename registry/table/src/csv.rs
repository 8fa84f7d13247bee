//! Tables as CSV.

use crate::cell::{BETWEEN_CODES, Cell};
use crate::column::{Column, Kind, Table};
use crate::error::TableError;
use crate::file::{Add, File, unreadable};
use crate::record::{Flaw, Record};
use csv::{ReaderBuilder, StringRecord, Writer};
use std::borrow::Cow;

pub(crate) fn write<R: Record>(records: &[R]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record(R::TABLE.columns.iter().map(|column| column.name))?;
    for record in records {
        let cells = record.cells();
        writer.write_record(cells.iter().map(|cell| cell.as_text().into_owned()))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// Hands on each row's values in the order of the table's columns, whatever order the file has.
pub(crate) fn read(file: &File, table: &'static Table, add: &mut Add<'_>) -> Result<(), TableError> {
    let unreadable = |error: csv::Error| unreadable(&file.name, error);
    let mut reader = ReaderBuilder::new().from_reader(file.bytes.as_slice());
    let names = reader.headers().map_err(unreadable)?;
    let places = table.places(&file.name, &names.iter().collect::<Vec<_>>())?;
    let mut record = StringRecord::new();
    for row in 0.. {
        if !reader.read_record(&mut record).map_err(unreadable)? {
            break;
        }
        let cells = table.columns.iter().zip(&places).map(|(column, place)| {
            let text = record.get(*place).unwrap_or_default();
            cell(column, text).map_err(|flaw| TableError::Value {
                file: file.name.clone(),
                row: row + 1,
                column: flaw.column,
                value: flaw.value,
                must: flaw.must,
            })
        });
        add(row, &cells.collect::<Result<Vec<_>, _>>()?)?;
    }
    Ok(())
}

fn cell<'a>(column: &Column, text: &'a str) -> Result<Cell<'a>, Flaw> {
    if text.is_empty() {
        return Ok(Cell::Absent);
    }
    let read = match column.kind {
        Kind::Count(..) => text.parse().ok().map(Cell::Count),
        Kind::Number(_) => text.parse().ok().map(Cell::Number),
        // pandas and R write True and TRUE.
        Kind::Flag => text.to_ascii_lowercase().parse().ok().map(Cell::Flag),
        Kind::Text | Kind::Code(_) => Some(Cell::text(Some(text))),
        Kind::Codes(_) | Kind::OpenCodes => Some(Cell::Codes(text.split(BETWEEN_CODES).collect())),
    };
    read.ok_or_else(|| {
        Flaw::of(
            column.name,
            &Cell::Text(Cow::Borrowed(text)),
            column.kind.to_string(),
        )
    })
}
