//! DataFusion with the tables of one folder.

use crate::error::QueryError;
use crate::last_sums::last_sums_function;
use crate::row::Row;
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::common::ScalarValue;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use relief_table::{Format, TABLES, Table};

/// Queries over one registry.
pub(crate) struct Engine {
    context: SessionContext,
}

impl Engine {
    pub(crate) async fn open(folder: &str, threads: usize) -> Result<Self, QueryError> {
        let config = SessionConfig::new().with_target_partitions(threads.max(1));
        Self::with_context(SessionContext::new_with_config(config), folder).await
    }

    pub(crate) async fn with_context(context: SessionContext, folder: &str) -> Result<Self, QueryError> {
        context.register_udaf(last_sums_function());
        for table in TABLES {
            let path = format!("{folder}/{}", Format::Parquet.file(&table));
            let options = ParquetReadOptions::default();
            context.register_parquet(table.name, path, options).await?;
            check(&context, &table).await?;
        }
        Ok(Self { context })
    }

    /// The rows of a query.
    pub(crate) async fn rows(&self, sql: &str) -> Result<Vec<Row>, QueryError> {
        let batches = self.context.sql(sql).await?.collect().await?;
        Row::all(&batches)
    }

    /// The rows of a query of which one value is left open, column by column, partition by partition: mostly in the order of the files.
    pub(crate) async fn batches_of(
        &self,
        sql: &str,
        name: &str,
        value: &str,
    ) -> Result<Vec<RecordBatch>, QueryError> {
        let open = self.context.sql(sql).await?;
        let asked = open.with_param_values(vec![(name, ScalarValue::from(value))])?;
        Ok(asked.collect_partitioned().await?.concat())
    }

    /// Keeps a query's rows in memory, as a table of that name. A cluster's session keeps the query instead, and asks it anew.
    pub(crate) async fn keep(&self, name: &str, sql: &str) -> Result<(), QueryError> {
        let kept = self.context.sql(sql).await?.cache().await?;
        self.context.deregister_table(name)?;
        self.context.register_table(name, kept.into_view())?;
        Ok(())
    }
}

/// A text in a query.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Columns must be those of the dictionary, in any order.
async fn check(context: &SessionContext, table: &Table) -> Result<(), QueryError> {
    let frame = context.table(table.name).await?;
    let mut found: Vec<&str> = frame
        .schema()
        .fields()
        .iter()
        .map(|field| field.name().as_str())
        .collect();
    let mut expected: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    found.sort_unstable();
    expected.sort_unstable();
    if found == expected {
        return Ok(());
    }
    Err(QueryError::Columns {
        table: table.name,
        found: found.join(", "),
        expected: expected.join(", "),
    })
}
