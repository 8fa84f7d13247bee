//! What can be wrong with files of rows.

use thiserror::Error;

/// Why files were not read or rows not written; one line that names file, row, column, value and limit. Rows are counted from 1, without the
/// line of names.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum TableError {
    /// A table has no file.
    #[error("{table}.parquet or {table}.csv is missing")]
    Missing {
        /// The table.
        table: &'static str,
    },
    /// The bytes are no such file.
    #[error("{file} cannot be read: {why}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the reader says.
        why: String,
    },
    /// A column of the dictionary is not there.
    #[error("{file} has no column {column}")]
    NoColumn {
        /// The file.
        file: String,
        /// The column.
        column: &'static str,
    },
    /// A column is not in the dictionary. It is refused, because it could hold a name or a date.
    #[error("{file} has a column {column:?}, which is not in the dictionary")]
    Column {
        /// The file.
        file: String,
        /// The column.
        column: String,
    },
    /// A value that cannot be.
    #[error("{file}, row {row}, {column} is {value}; it must be {must}")]
    Value {
        /// The file.
        file: String,
        /// The row, from 1.
        row: usize,
        /// The column.
        column: &'static str,
        /// The value as it stands there.
        value: String,
        /// What it must be.
        must: String,
    },
    /// The same thing twice.
    #[error("{file}, row {row}: {key} are those of row {earlier}")]
    Twice {
        /// The file.
        file: String,
        /// The row.
        row: usize,
        /// The columns that must differ.
        key: String,
        /// The row that has them already.
        earlier: usize,
    },
    /// A side effect without the session whose diary tells it.
    #[error("{file}, row {row}: {sessions} has no session {session} of patient {patient} with a diary")]
    NoDiary {
        /// The file.
        file: String,
        /// The row.
        row: usize,
        /// The file of sessions.
        sessions: String,
        /// The patient.
        patient: u64,
        /// The session.
        session: u8,
    },
    /// A patient who is not in the table of patients.
    #[error("{file}, row {row}: patient {patient} is not in {patients}")]
    NoPatient {
        /// The file.
        file: String,
        /// The row.
        row: usize,
        /// The patient.
        patient: u64,
        /// The file of patients.
        patients: String,
    },
}
