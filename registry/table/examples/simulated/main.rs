//! Writes a simulated registry: `simulated PATIENTS SEED FORMAT FOLDER`, with FORMAT csv or parquet. Some 50 scar rows a patient.
#![expect(clippy::print_stderr, reason = "an example says what it did")]

mod practice;

use relief_table::{Format, write};
use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [patients, seed, format, folder] = arguments.as_slice() else {
        return Err("usage: simulated PATIENTS SEED csv|parquet FOLDER".into());
    };
    let format = Format::ALL.into_iter().find(|one| one.ending() == format);
    let format = format.ok_or("the format is csv or parquet")?;
    let rows = practice::rows(patients.parse()?, seed.parse()?)?;
    fs::create_dir_all(folder)?;
    for file in write(&rows, format)? {
        fs::write(Path::new(folder).join(file.name), file.bytes)?;
    }
    eprintln!(
        "{} comparisons, {} sessions, {} scars",
        rows.comparisons.len(),
        rows.sessions.len(),
        rows.scars.len()
    );
    Ok(())
}
