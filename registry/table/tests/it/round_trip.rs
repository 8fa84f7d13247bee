//! What goes out comes back.

use crate::generated::rows;
use proptest::prelude::*;
use relief_registry::Rows;
use relief_table::{Format, TABLES, read, write};

proptest! {
    #[test]
    fn what_goes_out_comes_back(rows in rows()) {
        for format in Format::ALL {
            let files = write(&rows, format).unwrap();
            prop_assert_eq!(read(&files).unwrap(), rows.clone());
        }
    }

    #[test]
    fn the_order_of_columns_in_csv_does_not_matter(rows in rows()) {
        let mut files = write(&rows, Format::Csv).unwrap();
        for file in &mut files {
            file.bytes = mirrored(&file.bytes);
        }
        prop_assert_eq!(read(&files).unwrap(), rows);
    }
}

/// A CSV file with its columns the other way round.
fn mirrored(bytes: &[u8]) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in reader.records() {
        let record = record.unwrap();
        let cells: Vec<&str> = record.iter().collect();
        writer.write_record(cells.into_iter().rev()).unwrap();
    }
    writer.into_inner().unwrap()
}

#[test]
fn no_rows_are_a_file_for_each_table() {
    for format in Format::ALL {
        let files = write(&Rows::default(), format).unwrap();
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, TABLES.map(|table| format.file(&table)));
        assert_eq!(read(&files), Ok(Rows::default()));
    }
}
