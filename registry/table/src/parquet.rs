//! Tables as Apache Parquet: flat, one row group after another.

use crate::SCHEMA;
use crate::cell::{BETWEEN_CODES, Cell};
use crate::column::{Column, Kind, Table};
use crate::error::TableError;
use crate::file::{Add, File, unreadable};
use crate::record::Record;
use bytes::Bytes;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::record::Field;
use parquet::schema::types::{Type, TypePtr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Rows a group: what readers take at once, and what is held in memory beside the rows. Some 50 MB at most.
const ROW_GROUP: usize = 131_072;
/// Present values of an optional column have definition level 1, absent ones 0.
const PRESENT: i16 = 1;
/// The metadata's key under which the version stands.
const SCHEMA_KEY: &str = "schema";

pub(crate) fn write<R: Record>(records: &[R]) -> Result<Vec<u8>, ParquetError> {
    let version = KeyValue::new(SCHEMA_KEY.to_owned(), SCHEMA.to_owned());
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("relief {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(vec![version]))
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema(R::TABLE)?, Arc::new(properties))?;
    for records in records.chunks(ROW_GROUP) {
        let rows: Vec<Vec<Cell<'_>>> = records.iter().map(Record::cells).collect();
        let mut group = writer.next_row_group()?;
        for (place, column) in R::TABLE.columns.iter().enumerate() {
            write_column(&mut group, column, rows.iter().map(|row| &row[place]))?;
        }
        group.close()?;
    }
    writer.into_inner()
}

pub(crate) fn schema(table: &Table) -> Result<TypePtr, ParquetError> {
    let column = |column: &Column| {
        let repetition = if column.optional {
            Repetition::OPTIONAL
        } else {
            Repetition::REQUIRED
        };
        Type::primitive_type_builder(column.name, physical(column.kind))
            .with_repetition(repetition)
            .with_logical_type(logical(column.kind))
            .build()
            .map(Arc::new)
    };
    let fields = table.columns.iter().map(column).collect::<Result<_, _>>()?;
    let group = Type::group_type_builder(table.name).with_fields(fields);
    group.build().map(Arc::new)
}

fn physical(kind: Kind) -> Physical {
    match kind {
        Kind::Count(_, most) if most > u64::from(u32::MAX) => Physical::INT64,
        Kind::Count(..) => Physical::INT32,
        Kind::Number(_) => Physical::DOUBLE,
        Kind::Text | Kind::Code(_) | Kind::Codes(_) | Kind::OpenCodes => Physical::BYTE_ARRAY,
        Kind::Flag => Physical::BOOLEAN,
    }
}

fn logical(kind: Kind) -> Option<LogicalType> {
    match kind {
        Kind::Count(_, most) => Some(LogicalType::integer(bits(most), false)),
        Kind::Text | Kind::Code(_) | Kind::Codes(_) | Kind::OpenCodes => Some(LogicalType::String),
        Kind::Number(_) | Kind::Flag => None,
    }
}

/// The bits of the smallest unsigned integer that holds a number.
fn bits(most: u64) -> i8 {
    match most {
        0..=0xff => 8,
        0x100..=0xffff => 16,
        0x1_0000..=0xffff_ffff => 32,
        _ => 64,
    }
}

/// Writes one column; counts are unsigned, and stand in the same bits of signed integers.
fn write_column<'a>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    column: &Column,
    cells: impl Iterator<Item = &'a Cell<'a>>,
) -> Result<(), ParquetError> {
    let count = |cell: &Cell<'_>| match cell {
        Cell::Count(count) => Some(*count),
        _ => None,
    };
    match physical(column.kind) {
        Physical::INT64 => {
            put::<Int64Type>(group, column, cells.map(|cell| count(cell).map(u64::cast_signed)))
        }
        Physical::INT32 => put::<Int32Type>(
            group,
            column,
            cells.map(|cell| count(cell).map(|count| count as i32)),
        ),
        Physical::DOUBLE => {
            let numbers = cells.map(|cell| match cell {
                Cell::Number(number) => Some(*number),
                _ => None,
            });
            put::<DoubleType>(group, column, numbers)
        }
        Physical::BOOLEAN => {
            let flags = cells.map(|cell| match cell {
                Cell::Flag(flag) => Some(*flag),
                _ => None,
            });
            put::<BoolType>(group, column, flags)
        }
        _ => {
            let texts = cells.map(|cell| (*cell != Cell::Absent).then(|| cell.as_text().as_ref().into()));
            put::<ByteArrayType>(group, column, texts)
        }
    }
}

fn put<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    column: &Column,
    values: impl Iterator<Item = Option<T::T>>,
) -> Result<(), ParquetError> {
    let (mut present, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(if value.is_some() { PRESENT } else { 0 });
        present.extend(value);
    }
    let levels = column.optional.then_some(levels.as_slice());
    let mut writer = group
        .next_column()?
        .ok_or_else(|| ParquetError::General("more columns than the schema".to_owned()))?;
    writer.typed::<T>().write_batch(&present, levels, None)?;
    writer.close()
}

/// Hands on each row's values in the order of the table's columns, whatever order the file has. Whole numbers may have any integer type, as
/// other programs write them.
pub(crate) fn read(file: &File, table: &'static Table, add: &mut Add<'_>) -> Result<(), TableError> {
    // The reader panics on some damaged files. Whatever it left half done then is thrown away with its rows.
    catch_unwind(AssertUnwindSafe(|| rows(file, table, add)))
        .unwrap_or_else(|_| Err(unreadable(&file.name, "it is damaged")))
}

fn rows(file: &File, table: &'static Table, add: &mut Add<'_>) -> Result<(), TableError> {
    let unreadable = |error: ParquetError| unreadable(&file.name, error);
    let reader = SerializedFileReader::new(Bytes::copy_from_slice(&file.bytes)).map_err(unreadable)?;
    let schema = reader.metadata().file_metadata().schema();
    let names: Vec<&str> = schema.get_fields().iter().map(|field| field.name()).collect();
    let places = table.places(&file.name, &names)?;
    for (row, fields) in reader.get_row_iter(None).map_err(unreadable)?.enumerate() {
        let fields = fields.map_err(unreadable)?.into_columns();
        let cells = table.columns.iter().zip(&places).map(|(column, place)| {
            let field = &fields[*place].1;
            cell(column, field).ok_or_else(|| TableError::Value {
                file: file.name.clone(),
                row: row + 1,
                column: column.name,
                value: field.to_string(),
                must: column.kind.to_string(),
            })
        });
        add(row, &cells.collect::<Result<Vec<_>, _>>()?)?;
    }
    Ok(())
}

fn cell<'a>(column: &Column, field: &'a Field) -> Option<Cell<'a>> {
    let count = |count: i64| u64::try_from(count).ok().map(Cell::Count);
    match field {
        Field::Null => Some(Cell::Absent),
        Field::Bool(flag) => Some(Cell::Flag(*flag)),
        Field::Byte(number) => count((*number).into()),
        Field::Short(number) => count((*number).into()),
        Field::Int(number) => count((*number).into()),
        Field::Long(number) => count(*number),
        Field::UByte(number) => Some(Cell::count(*number)),
        Field::UShort(number) => Some(Cell::count(*number)),
        Field::UInt(number) => Some(Cell::count(*number)),
        Field::ULong(number) => Some(Cell::count(*number)),
        Field::Double(number) => Some(Cell::Number(*number)),
        Field::Str(text) if matches!(column.kind, Kind::Codes(_) | Kind::OpenCodes) => {
            Some(Cell::Codes(text.split(BETWEEN_CODES).collect()))
        }
        Field::Str(text) => Some(Cell::text(Some(text))),
        _ => None,
    }
}
