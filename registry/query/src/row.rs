//! The few rows that come out of a query.

use crate::error::QueryError;
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::scalar::ScalarValue;
use std::collections::HashMap;

/// One row by column.
pub(crate) struct Row(HashMap<String, ScalarValue>);

impl Row {
    pub(crate) fn all(batches: &[RecordBatch]) -> Result<Vec<Self>, QueryError> {
        let mut rows = Vec::new();
        for batch in batches {
            let schema = batch.schema();
            for place in 0..batch.num_rows() {
                let values = schema
                    .fields()
                    .iter()
                    .zip(batch.columns())
                    .map(|(field, column)| {
                        Ok((field.name().clone(), ScalarValue::try_from_array(column, place)?))
                    });
                rows.push(Self(values.collect::<Result<_, QueryError>>()?));
            }
        }
        Ok(rows)
    }

    /// A count or a sum of counts.
    pub(crate) fn count(&self, name: &str) -> Result<usize, QueryError> {
        let count = match self.0.get(name) {
            Some(ScalarValue::Int64(Some(count))) => usize::try_from(*count).ok(),
            Some(ScalarValue::UInt64(Some(count))) => usize::try_from(*count).ok(),
            _ => None,
        };
        count.ok_or_else(|| self.wrong(name))
    }

    /// A whole number of either sign.
    pub(crate) fn whole(&self, name: &str) -> Result<i64, QueryError> {
        match self.0.get(name) {
            Some(ScalarValue::Int64(Some(whole))) => Ok(*whole),
            _ => Err(self.wrong(name)),
        }
    }

    /// A number; null is none.
    pub(crate) fn number(&self, name: &str) -> Result<Option<f64>, QueryError> {
        match self.0.get(name) {
            Some(ScalarValue::Float64(number)) => Ok(*number),
            _ => Err(self.wrong(name)),
        }
    }

    /// A sum, which is there.
    pub(crate) fn sum(&self, name: &str) -> Result<f64, QueryError> {
        self.number(name)?.ok_or_else(|| self.wrong(name))
    }

    /// A text; null is empty.
    pub(crate) fn text(&self, name: &str) -> Result<&str, QueryError> {
        match self.0.get(name) {
            Some(ScalarValue::Utf8(text) | ScalarValue::Utf8View(text) | ScalarValue::LargeUtf8(text)) => {
                Ok(text.as_deref().unwrap_or_default())
            }
            _ => Err(self.wrong(name)),
        }
    }

    pub(crate) fn wrong(&self, name: &str) -> QueryError {
        let value = self.0.get(name);
        QueryError::Value {
            what: name.to_owned(),
            value: value.map_or_else(|| "not there".to_owned(), |value| format!("{value:?}")),
        }
    }
}
