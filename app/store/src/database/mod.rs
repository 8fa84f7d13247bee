//! The database, SQLite or PostgreSQL: opened, migrated, and reached through transactions alone.

mod migrate;
#[cfg(test)]
mod tests;
mod transaction;
mod value;

pub(crate) use transaction::Transaction;
pub(crate) use value::{Value, values};

use crate::error::Error;
use crate::settings::DatabaseAt;
use futures_util::future::BoxFuture;
use sqlx::AssertSqlSafe;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

/// Readers at once on SQLite; they share the processor's cores, not the disk's queue.
const SQLITE_READERS: u32 = 4;
/// Connections of one server; a stock PostgreSQL takes 100 from all of them.
const POSTGRES_CONNECTIONS: u32 = 10;
/// How long SQLite waits for another process, such as a backup, to end its transaction.
const PATIENCE: Duration = Duration::from_secs(10);

/// PostgreSQL's code for a lock that could not be had in time.
const LOCK_NOT_AVAILABLE: &str = "55P03";

/// An open database with the newest schema.
pub(crate) enum Database {
    /// A file. There is one writer at a time, so there is one connection that writes.
    Sqlite {
        /// The connection that writes.
        writer: SqlitePool,
        /// Those that read, each in its own snapshot.
        readers: SqlitePool,
    },
    /// A server.
    Postgres(PgPool),
}

impl Database {
    /// Opens or makes the database and brings its schema forward.
    pub(crate) async fn open(at: &DatabaseAt) -> Result<Self, Error> {
        let database = match at {
            DatabaseAt::File(path) => Self::open_sqlite(path).await,
            DatabaseAt::Postgres(url) => Self::open_postgres(url.reveal()).await,
        };
        let database = database.map_err(|source| Error::Database {
            doing: "opening it",
            source,
        })?;
        database.migrate(migrate::newest()).await?;
        Ok(database)
    }

    async fn open_sqlite(path: &Path) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What was acknowledged outlives a loss of power.
            .synchronous(SqliteSynchronous::Full)
            // A destroyed key leaves no trace in freed pages.
            .pragma("secure_delete", "ON")
            .busy_timeout(PATIENCE);
        let writer = SqlitePoolOptions::new().max_connections(1);
        let writer = writer.connect_with(options.clone()).await?;
        let readers = SqlitePoolOptions::new().max_connections(SQLITE_READERS);
        let readers = readers.connect_lazy_with(options);
        Ok(Self::Sqlite { writer, readers })
    }

    async fn open_postgres(url: &str) -> Result<Self, sqlx::Error> {
        let pool = PgPoolOptions::new().max_connections(POSTGRES_CONNECTIONS);
        let pool = pool.connect_with(PgConnectOptions::from_str(url)?).await?;
        Ok(Self::Postgres(pool))
    }

    /// Begins a transaction that will write. On SQLite nobody else writes until it ends.
    pub(crate) fn write(&self) -> BoxFuture<'_, Result<Transaction, Error>> {
        Box::pin(async move {
            let begun = match self {
                Self::Sqlite { writer, .. } => writer
                    .begin_with("BEGIN IMMEDIATE")
                    .await
                    .map(Transaction::Sqlite),
                Self::Postgres(pool) => pool.begin().await.map(Transaction::Postgres),
            };
            begun.map_err(|source| Error::Database {
                doing: "beginning to write",
                source,
            })
        })
    }

    /// Begins a transaction that sees one state of everything until it ends, whoever writes meanwhile.
    pub(crate) fn read(&self) -> BoxFuture<'_, Result<Transaction, Error>> {
        Box::pin(async move {
            let begun = match self {
                Self::Sqlite { readers, .. } => readers.begin().await.map(Transaction::Sqlite),
                Self::Postgres(pool) => pool
                    .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await
                    .map(Transaction::Postgres),
            };
            begun.map_err(|source| Error::Database {
                doing: "beginning to read",
                source,
            })
        })
    }

    /// Clears what destroyed keys may have left behind: the write-ahead log on SQLite, dead rows on PostgreSQL.
    /// `false` when a long read, such as a backup, held on to them: then nobody is kept waiting for it.
    pub(crate) async fn scrub_keys(&self) -> Result<bool, Error> {
        let scrubbed = match self {
            Self::Sqlite { writer, .. } => scrub_sqlite(writer).await,
            Self::Postgres(pool) => scrub_postgres(pool).await,
        };
        scrubbed.map_err(|source| Error::Database {
            doing: "clearing what destroyed keys left",
            source,
        })
    }

    /// Closes every connection.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

async fn scrub_sqlite(writer: &SqlitePool) -> Result<bool, sqlx::Error> {
    let mut connection = writer.acquire().await?;
    sqlx::query("PRAGMA busy_timeout = 500")
        .execute(&mut *connection)
        .await?;
    let truncate = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)");
    let truncated: Result<(i64, i64, i64), _> = truncate.fetch_one(&mut *connection).await;
    let patience = format!("PRAGMA busy_timeout = {}", PATIENCE.as_millis());
    sqlx::query(AssertSqlSafe(patience))
        .execute(&mut *connection)
        .await?;
    truncated.map(|(busy, _, _)| busy == 0)
}

async fn scrub_postgres(pool: &PgPool) -> Result<bool, sqlx::Error> {
    let mut connection = pool.acquire().await?;
    sqlx::query("SET lock_timeout = '500ms'")
        .execute(&mut *connection)
        .await?;
    // Rewrites the tables without their dead rows; a plain VACUUM only marks their place as free.
    let rewritten = sqlx::query("VACUUM (FULL) patient_keys, accounts")
        .execute(&mut *connection)
        .await;
    sqlx::query("RESET lock_timeout")
        .execute(&mut *connection)
        .await?;
    match rewritten {
        Ok(_) => Ok(true),
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(LOCK_NOT_AVAILABLE) => Ok(false),
        Err(other) => Err(other),
    }
}
