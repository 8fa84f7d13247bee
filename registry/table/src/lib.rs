//! De-identified rows as files that other programs read: Parquet and CSV, with a data dictionary, and back.
//!
//! [`TABLES`] is the one place that says which columns there are. What is written, what is read and the dictionary all follow from it.
//! Bytes go out and come in; which folder or archive they lie in is the caller's business.
//!
//! ```
//! use relief_registry::{Pseudonym, Rows, ScarRow};
//! use relief_protocol::ScarType;
//! use relief_table::{Format, read, write};
//!
//! let scar = ScarRow {
//!     patient: Pseudonym(7),
//!     scar: 1,
//!     scar_type: ScarType::Rolling,
//!     sessions: 3,
//!     before_mm: 0.42,
//!     after_mm: 0.31,
//! };
//! let rows = Rows { scars: vec![scar], ..Rows::default() };
//! let files = write(&rows, Format::Csv)?;
//! let scars = files.iter().find(|file| file.name == "scars.csv").unwrap();
//! assert!(scars.bytes.ends_with(b"\n7,1,rolling,3,0.42,0.31\n"));
//! assert_eq!(read(&files)?, rows);
//! # Ok::<(), relief_table::TableError>(())
//! ```

mod cell;
mod codes;
mod column;
mod csv;
mod dictionary;
mod error;
mod file;
mod keys;
mod parquet;
mod record;
mod tables;

pub use column::{Column, Kind, Range, Table};
pub use dictionary::{dictionary_csv, dictionary_md};
pub use error::TableError;
pub use file::{File, Format, read, write};
pub use tables::{COMPARISONS, PATIENTS, SCARS, SESSIONS, SIDE_EFFECTS, TABLES};

/// The version of these tables. It changes when a column does.
pub const SCHEMA: &str = "relief.rows/1";

/// A script that reads the CSV files with pandas and computes the shares improved, the mean changes and the mixed models by SciPy and
/// statsmodels, as a start for one's own.
pub const ANALYSIS: &str = include_str!("../analysis/analysis.py");
