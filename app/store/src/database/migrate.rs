//! The schema's versions, forward only.
//!
//! A released migration is never edited: the next one changes what it made. Each must tolerate the program before it,
//! because several servers are not restarted at the same instant: add first, move, and remove a release later.

use super::Database;
use crate::error::Error;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

/// One step: its name, and its text for either database.
struct Step {
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

impl Step {
    /// A step whose text is the same, but for the name of one type.
    const fn same(name: &'static str, sql: &'static str) -> Self {
        Self {
            name,
            sqlite: sql,
            postgres: sql,
        }
    }
}

/// Every step; the first leads to schema 1.
const STEPS: [Step; 13] = [
    Step::same("records", include_str!("../../migrations/1_records.sql")),
    Step {
        name: "append only",
        sqlite: include_str!("../../migrations/2_append_only.sqlite.sql"),
        postgres: include_str!("../../migrations/2_append_only.postgres.sql"),
    },
    Step::same("search", include_str!("../../migrations/3_search.sql")),
    Step::same("jobs", include_str!("../../migrations/4_jobs.sql")),
    Step::same("accounts", include_str!("../../migrations/5_accounts.sql")),
    Step::same("clinics", include_str!("../../migrations/6_clinics.sql")),
    Step {
        name: "clinics append only",
        sqlite: include_str!("../../migrations/7_clinics_append_only.sqlite.sql"),
        postgres: include_str!("../../migrations/7_clinics_append_only.postgres.sql"),
    },
    Step::same("agenda", include_str!("../../migrations/8_agenda.sql")),
    Step::same("ratings", include_str!("../../migrations/9_ratings.sql")),
    Step::same(
        "agenda until",
        include_str!("../../migrations/10_agenda_until.sql"),
    ),
    Step::same(
        "latest patients",
        include_str!("../../migrations/11_latest_patients.sql"),
    ),
    Step::same("kiosk", include_str!("../../migrations/12_kiosk.sql")),
    Step::same("repeats", include_str!("../../migrations/13_repeats.sql")),
];

/// The newest schema.
pub(super) fn newest() -> i64 {
    STEPS.len() as i64
}

impl Database {
    /// Brings the schema forward to a version, which is [`newest`] outside tests.
    pub(super) async fn migrate(&self, to: i64) -> Result<(), Error> {
        let migrated = match self {
            Self::Sqlite { writer, .. } => {
                migrator(to, |step| step.sqlite.replace("BYTEA", "BLOB"))
                    .run(writer)
                    .await
            }
            Self::Postgres(pool) => migrator(to, |step| step.postgres.to_owned()).run(pool).await,
        };
        migrated.map_err(|error| match error {
            MigrateError::VersionMissing(found) => Error::SchemaIsNewer {
                found,
                known: newest(),
            },
            other => Error::Migration(other),
        })
    }
}

fn migrator(to: i64, text: impl Fn(&Step) -> String) -> Migrator {
    let steps = STEPS.iter().zip(1..=to).map(|(step, version)| {
        let sql = AssertSqlSafe(text(step)).into_sql_str();
        Migration::new(version, step.name.into(), MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(steps.collect())
}
