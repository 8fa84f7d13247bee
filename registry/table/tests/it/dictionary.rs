//! Files are as the dictionary says.

use bytes::Bytes;
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::file::reader::{FileReader, SerializedFileReader};
use relief_registry::Rows;
use relief_table::{Format, SCHEMA, TABLES, dictionary_csv, dictionary_md, write};
use std::collections::BTreeSet;

/// The dictionary's lines: table, column, type, unit, values, optional, key, meaning.
fn lines() -> Vec<[String; 8]> {
    let text = dictionary_csv();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let lines = reader.records().map(|record| {
        let cells: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
        cells.try_into().unwrap()
    });
    lines.collect()
}

#[test]
fn parquet_has_the_columns_and_types_of_the_dictionary() {
    for (table, file) in TABLES
        .iter()
        .zip(write(&Rows::default(), Format::Parquet).unwrap())
    {
        let reader = SerializedFileReader::new(Bytes::from(file.bytes)).unwrap();
        let metadata = reader.metadata().file_metadata();
        let columns = metadata.schema_descr().columns().iter();
        let said = columns.map(|column| {
            let kind = match (column.physical_type(), column.logical_type_ref()) {
                (Physical::DOUBLE, None) => "double",
                (Physical::BOOLEAN, None) => "boolean",
                (Physical::BYTE_ARRAY, Some(LogicalType::String)) => "string",
                (Physical::INT32 | Physical::INT64, Some(LogicalType::Integer(int))) if !int.is_signed => {
                    "integer"
                }
                other => panic!("{other:?}"),
            };
            let optional = column.self_type().get_basic_info().repetition() == Repetition::OPTIONAL;
            let optional = if optional { "yes" } else { "no" };
            [table.name, column.name(), kind, optional].map(str::to_owned)
        });
        let told = lines()
            .into_iter()
            .filter(|line| line[0] == table.name)
            .map(|[table, column, kind, _, _, optional, ..]| [table, column, kind, optional]);
        assert_eq!(said.collect::<Vec<_>>(), told.collect::<Vec<_>>());
        let version = metadata.key_value_metadata().unwrap();
        assert!(
            version
                .iter()
                .any(|pair| pair.key == "schema" && pair.value.as_deref() == Some(SCHEMA))
        );
    }
}

#[test]
fn csv_has_the_columns_of_the_dictionary() {
    for (table, file) in TABLES.iter().zip(write(&Rows::default(), Format::Csv).unwrap()) {
        let told = lines().into_iter().filter(|line| line[0] == table.name);
        let told: Vec<String> = told.map(|line| line[1].clone()).collect();
        assert_eq!(String::from_utf8(file.bytes).unwrap(), told.join(",") + "\n");
    }
}

#[test]
fn every_column_is_explained_and_every_number_has_a_unit() {
    let readable = dictionary_md();
    let mut seen = BTreeSet::new();
    for line in lines() {
        let [table, column, kind, unit, values, _, _, meaning] = &line;
        assert!(
            seen.insert((table.clone(), column.clone())),
            "{table}.{column} twice"
        );
        assert!(meaning.ends_with('.') && !values.is_empty(), "{line:?}");
        assert_eq!(kind == "double", !unit.is_empty(), "{line:?}");
        // A unit in the name is the unit.
        for (ending, named) in [("_mm", "mm"), ("_weeks", "weeks")] {
            assert!(!column.ends_with(ending) || unit == named, "{line:?}");
        }
        assert!(readable.contains(&format!("| {column} |")), "{column}");
    }
    let keys = TABLES
        .iter()
        .flat_map(|table| table.key.iter().map(|key| (table.name, *key)));
    for (table, key) in keys {
        assert!(
            seen.contains(&(table.to_owned(), key.to_owned())),
            "{table}.{key}"
        );
    }
}
