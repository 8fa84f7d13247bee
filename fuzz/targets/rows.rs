//! Any text as the tables of a registry, in CSV: rows that are written and read back the same, or one line of error.
//!
//! Parquet is left out: its crate panics on damaged files, which the reader catches and libFuzzer does not let it; a test damages such files instead.
#![no_main]

use libfuzzer_sys::fuzz_target;
use relief_table::{File, Format, TABLES, read, write};

/// What stands between two tables: a byte that no text has.
const BETWEEN: u8 = 0xff;

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.split(|byte| *byte == BETWEEN);
    let files: Vec<File> = TABLES
        .into_iter()
        .map(|table| File {
            name: Format::Csv.file(&table),
            bytes: parts.next().unwrap_or_default().to_vec(),
        })
        .collect();
    match read(&files) {
        Ok(rows) => {
            let again = write(&rows, Format::Csv).and_then(|files| read(&files));
            assert_eq!(again.ok().as_ref(), Some(&rows));
        }
        Err(error) => assert!(!error.to_string().contains('\n'), "{error}"),
    }
});
