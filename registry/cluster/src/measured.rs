//! What came out of one pair, and its columns.

use crate::error::ClusterError;
use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Fields};
use datafusion::error::DataFusionError;
use std::sync::Arc;

/// What came out of one pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measured {
    /// It was compared.
    Compared {
        /// Whether the gate let it through.
        comparable: bool,
        /// The verdict, as the contract spells it.
        verdict: String,
        /// The contract's JSON, `relief.compare/1`.
        result: String,
    },
    /// It could not be read or computed: which file, what is wrong, what to do, in one line.
    Failed(String),
}

impl Measured {
    /// The columns `comparable`, `verdict`, `result` and `error`; either the last or the others are null.
    pub(crate) fn fields() -> Fields {
        let field = |name, of| Field::new(name, of, true);
        Fields::from(vec![
            field("comparable", DataType::Boolean),
            field("verdict", DataType::Utf8),
            field("result", DataType::Utf8),
            field("error", DataType::Utf8),
        ])
    }

    /// The cells of [`Self::fields`].
    pub(crate) fn columns(rows: &[Self]) -> Vec<ArrayRef> {
        let text = |cell: fn(&Self) -> Option<&str>| -> ArrayRef {
            Arc::new(rows.iter().map(cell).collect::<StringArray>())
        };
        vec![
            Arc::new(rows.iter().map(Self::comparable).collect::<BooleanArray>()),
            text(Self::verdict),
            text(Self::result),
            text(Self::error),
        ]
    }

    /// The rows of such columns.
    pub(crate) fn rows(columns: &[ArrayRef]) -> Result<Vec<Self>, ClusterError> {
        let wrong = || DataFusionError::Execution("measured pairs came back in other columns".to_owned());
        let [comparable, verdict, result, error] = columns else {
            return Err(wrong().into());
        };
        let comparable = comparable.as_boolean_opt().ok_or_else(wrong)?;
        let texts = [verdict, result, error].map(|column| column.as_string_opt::<i32>());
        let [Some(verdict), Some(result), Some(error)] = texts else {
            return Err(wrong().into());
        };
        let row = |place| {
            if error.is_valid(place) {
                return Self::Failed(error.value(place).to_owned());
            }
            Self::Compared {
                comparable: comparable.value(place),
                verdict: verdict.value(place).to_owned(),
                result: result.value(place).to_owned(),
            }
        };
        Ok((0..comparable.len()).map(row).collect())
    }

    fn comparable(&self) -> Option<bool> {
        match self {
            Self::Compared { comparable, .. } => Some(*comparable),
            Self::Failed(_) => None,
        }
    }

    fn verdict(&self) -> Option<&str> {
        match self {
            Self::Compared { verdict, .. } => Some(verdict),
            Self::Failed(_) => None,
        }
    }

    fn result(&self) -> Option<&str> {
        match self {
            Self::Compared { result, .. } => Some(result),
            Self::Failed(_) => None,
        }
    }

    /// Why it failed.
    pub fn error(&self) -> Option<&str> {
        match self {
            Self::Compared { .. } => None,
            Self::Failed(error) => Some(error),
        }
    }
}
