//! Why a registry was not asked.

use datafusion::error::DataFusionError;
use thiserror::Error;

/// What can go wrong; one line.
#[derive(Debug, Error)]
pub enum QueryError {
    /// A table has other columns than the dictionary says.
    #[error("{table}: its columns are {found}; the dictionary has {expected}")]
    Columns {
        /// The table.
        table: &'static str,
        /// What it has.
        found: String,
        /// What it must have.
        expected: String,
    },
    /// The engine failed: a file is missing or damaged.
    #[error("{}", .0.to_string().replace(['\n', '\r'], " "))]
    Engine(#[from] DataFusionError),
    /// One metric in several units.
    #[error("comparisons: {metric} is in {units}; one metric has one unit")]
    Units {
        /// The metric.
        metric: String,
        /// Its units.
        units: String,
    },
    /// A value that no table may have came out.
    #[error("{what} is {value}; a table has a value that the dictionary does not allow")]
    Value {
        /// Which.
        what: String,
        /// The value.
        value: String,
    },
}
