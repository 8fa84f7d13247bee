//! A transaction on either database, and the only place that knows which it is.

use super::Value;
use crate::error::Error;
use futures_util::TryStreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use sqlx::FromRow;
use sqlx::postgres::{PgRow, Postgres};
use sqlx::sqlite::{Sqlite, SqliteRow};

/// A row that can be read from both databases; tuples of `i64`, `String`, `Vec<u8>` and their options are.
pub(crate) trait Row:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static
{
}

impl<R> Row for R where R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static
{}

/// An open transaction; dropped without [`Transaction::commit`], nothing of it happened.
pub(crate) enum Transaction {
    /// On SQLite.
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// A row as a database gave it.
enum Given {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Given {
    fn read<R: Row>(&self) -> Result<R, sqlx::Error> {
        match self {
            Self::Sqlite(row) => R::from_row(row),
            Self::Postgres(row) => R::from_row(row),
        }
    }
}

macro_rules! bound {
    ($sql:expr, $values:expr) => {
        $values
            .into_iter()
            .fold(sqlx::query($sql), |query, value| match value {
                Value::Int(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
            })
    };
}

/// What sqlx makes of a statement is large. Boxed, it is compiled once, here, and not again in every crate that waits for the
/// store.
impl Transaction {
    fn run(&mut self, sql: &'static str, values: Vec<Value>) -> BoxFuture<'_, Result<u64, sqlx::Error>> {
        Box::pin(async move {
            match self {
                Self::Sqlite(transaction) => {
                    let done = bound!(sql, values).execute(&mut **transaction).await?;
                    Ok(done.rows_affected())
                }
                Self::Postgres(transaction) => {
                    let done = bound!(sql, values).execute(&mut **transaction).await?;
                    Ok(done.rows_affected())
                }
            }
        })
    }

    fn fetch(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> BoxFuture<'_, Result<Vec<Given>, sqlx::Error>> {
        Box::pin(async move {
            match self {
                Self::Sqlite(transaction) => {
                    let rows = bound!(sql, values).fetch_all(&mut **transaction).await?;
                    Ok(rows.into_iter().map(Given::Sqlite).collect())
                }
                Self::Postgres(transaction) => {
                    let rows = bound!(sql, values).fetch_all(&mut **transaction).await?;
                    Ok(rows.into_iter().map(Given::Postgres).collect())
                }
            }
        })
    }

    fn stream(&mut self, sql: &'static str) -> BoxStream<'_, Result<Given, sqlx::Error>> {
        match self {
            Self::Sqlite(transaction) => {
                Box::pin(sqlx::query(sql).fetch(&mut **transaction).map_ok(Given::Sqlite))
            }
            Self::Postgres(transaction) => {
                Box::pin(sqlx::query(sql).fetch(&mut **transaction).map_ok(Given::Postgres))
            }
        }
    }

    fn end(self) -> BoxFuture<'static, Result<(), sqlx::Error>> {
        Box::pin(async move {
            match self {
                Self::Sqlite(transaction) => transaction.commit().await,
                Self::Postgres(transaction) => transaction.commit().await,
            }
        })
    }
}

impl Transaction {
    /// Runs a statement and counts the rows it touched.
    pub(crate) async fn execute(
        &mut self,
        doing: &'static str,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<u64, Error> {
        let done = self.run(sql, values).await;
        done.map_err(|source| Error::Database { doing, source })
    }

    /// All rows of a query.
    pub(crate) async fn all<R: Row>(
        &mut self,
        doing: &'static str,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<Vec<R>, Error> {
        let given = self.fetch(sql, values).await;
        let rows = given.and_then(|rows| rows.iter().map(Given::read).collect());
        rows.map_err(|source| Error::Database { doing, source })
    }

    /// The row of a query that has at most one.
    pub(crate) async fn optional<R: Row>(
        &mut self,
        doing: &'static str,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<Option<R>, Error> {
        let given = self.fetch(sql, values).await;
        let row = given.and_then(|rows| rows.first().map(Given::read).transpose());
        row.map_err(|source| Error::Database { doing, source })
    }

    /// The row of a query that has exactly one.
    pub(crate) async fn one<R: Row>(
        &mut self,
        doing: &'static str,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<R, Error> {
        let row = self.optional(doing, sql, values).await?;
        row.ok_or(Error::Database {
            doing,
            source: sqlx::Error::RowNotFound,
        })
    }

    /// Makes it so. On SQLite it is on the disk then; on PostgreSQL that is the server's `synchronous_commit`.
    pub(crate) async fn commit(self, doing: &'static str) -> Result<(), Error> {
        let ended = self.end().await;
        ended.map_err(|source| Error::Database { doing, source })
    }

    /// Gives every row of a query to a visitor, one at a time, however many there are.
    pub(crate) async fn each<R: Row>(
        &mut self,
        doing: &'static str,
        sql: &'static str,
        mut visit: impl FnMut(R) -> Result<(), Error> + Send,
    ) -> Result<(), Error> {
        let failed = |source| Error::Database { doing, source };
        let mut rows = self.stream(sql);
        while let Some(given) = rows.try_next().await.map_err(failed)? {
            visit(given.read().map_err(failed)?)?;
        }
        Ok(())
    }
}
