//! A transaction on either database, and the only place that knows which it is.

use super::Value;
use crate::error::Error;
use futures_util::TryStreamExt;
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

/// Binds the values and runs the query on whichever database it is.
macro_rules! on_either {
    ($transaction:expr, $query:expr, $values:expr, $method:ident $(, $then:ident)?) => {
        match $transaction {
            Transaction::Sqlite(transaction) => {
                bound!($query, $values).$method(&mut **transaction).await$(.map(|done| done.$then()))?
            }
            Transaction::Postgres(transaction) => {
                bound!($query, $values).$method(&mut **transaction).await$(.map(|done| done.$then()))?
            }
        }
    };
}

macro_rules! bound {
    ($query:expr, $values:expr) => {
        $values.into_iter().fold($query, |query, value| match value {
            Value::Int(value) => query.bind(value),
            Value::Text(value) => query.bind(value),
            Value::Bytes(value) => query.bind(value),
        })
    };
}

impl Transaction {
    /// Runs a statement and counts the rows it touched.
    pub(crate) async fn execute(
        &mut self,
        doing: &'static str,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<u64, Error> {
        on_either!(self, sqlx::query(sql), values, execute, rows_affected)
            .map_err(|source| Error::Database { doing, source })
    }

    /// All rows of a query.
    pub(crate) async fn all<R: Row>(
        &mut self,
        doing: &'static str,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<Vec<R>, Error> {
        on_either!(self, sqlx::query_as::<_, R>(sql), values, fetch_all)
            .map_err(|source| Error::Database { doing, source })
    }

    /// The row of a query that has at most one.
    pub(crate) async fn optional<R: Row>(
        &mut self,
        doing: &'static str,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<Option<R>, Error> {
        on_either!(self, sqlx::query_as::<_, R>(sql), values, fetch_optional)
            .map_err(|source| Error::Database { doing, source })
    }

    /// The row of a query that has exactly one.
    pub(crate) async fn one<R: Row>(
        &mut self,
        doing: &'static str,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<R, Error> {
        on_either!(self, sqlx::query_as::<_, R>(sql), values, fetch_one)
            .map_err(|source| Error::Database { doing, source })
    }

    /// Makes it so. On SQLite it is on the disk then; on PostgreSQL that is the server's `synchronous_commit`.
    pub(crate) async fn commit(self, doing: &'static str) -> Result<(), Error> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction) => transaction.commit().await,
        }
        .map_err(|source| Error::Database { doing, source })
    }

    /// Gives every row of a query to a visitor, one at a time, however many there are.
    pub(crate) async fn each<R: Row>(
        &mut self,
        doing: &'static str,
        sql: &'static str,
        mut visit: impl FnMut(R) -> Result<(), Error> + Send,
    ) -> Result<(), Error> {
        let failed = |source| Error::Database { doing, source };
        match self {
            Self::Sqlite(transaction) => {
                let mut rows = sqlx::query_as::<_, R>(sql).fetch(&mut **transaction);
                while let Some(row) = rows.try_next().await.map_err(failed)? {
                    visit(row)?;
                }
            }
            Self::Postgres(transaction) => {
                let mut rows = sqlx::query_as::<_, R>(sql).fetch(&mut **transaction);
                while let Some(row) = rows.try_next().await.map_err(failed)? {
                    visit(row)?;
                }
            }
        }
        Ok(())
    }
}
