use super::migrate::newest;
use super::{Database, Transaction, values};
use crate::error::Error;
use crate::settings::{DatabaseAt, Settings};
use relief_stage::postgres;

/// The schema that counts what is there already.
const COUNTS_REVISIONS: i64 = 8;

/// An open database without a schema.
async fn bare(at: &DatabaseAt) -> Database {
    match at {
        DatabaseAt::File(path) => Database::open_sqlite(path).await.unwrap(),
        DatabaseAt::Postgres(url) => Database::open_postgres(url.reveal()).await.unwrap(),
    }
}

async fn count(transaction: &mut Transaction, select: &'static str) -> i64 {
    let (count,): (i64,) = transaction.one("counting", select, values![]).await.unwrap();
    count
}

/// From every schema that was ever released, with rows in it, to the newest.
async fn comes_forward(at: &DatabaseAt, from: i64) {
    let database = bare(at).await;
    database.migrate(from).await.unwrap();
    let mut transaction = database.write().await.unwrap();
    let bytes = vec![7u8; 40];
    for (insert, row) in [
        (
            "INSERT INTO patients (id, clinic, created_at) VALUES ($1, $2, 5)",
            values!["p", "c"],
        ),
        (
            "INSERT INTO patient_keys (patient, wrapped, mark) VALUES ($1, $2, $2)",
            values!["p", bytes.as_slice()],
        ),
        (
            "INSERT INTO records (id, version, patient, kind, within, written_at, written_by, sealed) \
             VALUES ('r', 1, $1, 'diary', $2, 5, 'x', $3)",
            values!["p", None::<String>, bytes.as_slice()],
        ),
    ] {
        transaction.execute("filling", insert, row).await.unwrap();
    }
    transaction.commit("filling").await.unwrap();
    database.migrate(newest()).await.unwrap();
    // Once more changes nothing.
    database.migrate(newest()).await.unwrap();
    let mut transaction = database.read().await.unwrap();
    let select = "SELECT wrapped FROM patient_keys WHERE patient = 'p'";
    let (wrapped,): (Vec<u8>,) = transaction.one("reading", select, values![]).await.unwrap();
    assert_eq!(wrapped, bytes);
    for select in [
        "SELECT COUNT(*) FROM records WHERE within IS NULL",
        "SELECT COUNT(*) FROM patients",
        "SELECT COUNT(*) + 1 FROM search",
        "SELECT COUNT(*) + 1 FROM jobs WHERE problem IS NULL",
        "SELECT COUNT(*) + 1 FROM account_clinics WHERE own IS NULL",
        "SELECT COUNT(*) + 1 FROM sign_ins WHERE kiosk IS NULL",
        "SELECT COUNT(*) + 1 FROM repeats",
        "SELECT COUNT(*) + 1 FROM clinics",
        "SELECT COUNT(*) + 1 FROM documents",
        "SELECT COUNT(*) + 1 FROM ratings WHERE graded IS NULL",
        "SELECT COUNT(*) + 1 FROM agenda WHERE minutes IS NULL",
    ] {
        assert_eq!(
            count(&mut transaction, select).await,
            1,
            "{select} from schema {from}"
        );
    }
    // Whoever has records from before has an agenda to compute.
    let select = "SELECT COUNT(*) FROM patients WHERE revision = 1 AND agenda_at < revision";
    let counted = i64::from(from < COUNTS_REVISIONS);
    assert_eq!(
        count(&mut transaction, select).await,
        counted,
        "from schema {from}"
    );
    drop(transaction);
    database.close().await;
}

/// A database that a later Relief made is left alone.
async fn newer_is_refused(at: &DatabaseAt) {
    let database = bare(at).await;
    database.migrate(newest()).await.unwrap();
    let mut transaction = database.write().await.unwrap();
    let later = "UPDATE _sqlx_migrations SET version = 99 WHERE version = $1";
    transaction
        .execute("pretending", later, values![newest()])
        .await
        .unwrap();
    transaction.commit("pretending").await.unwrap();
    let refused = database.migrate(newest()).await.unwrap_err();
    assert!(
        matches!(refused, Error::SchemaIsNewer { found: 99, .. }),
        "{refused}"
    );
    database.close().await;
}

#[tokio::test]
async fn every_schema_comes_forward_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    for from in 1..=newest() {
        comes_forward(
            &DatabaseAt::File(folder.path().join(format!("{from}.sqlite"))),
            from,
        )
        .await;
    }
    newer_is_refused(&DatabaseAt::File(folder.path().join("newer.sqlite"))).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL's programs"]
async fn every_schema_comes_forward_on_postgres() {
    let server = postgres::Server::start();
    let admin = bare(&at(&server, "postgres")).await;
    let Database::Postgres(pool) = &admin else {
        panic!("this is PostgreSQL");
    };
    for from in 1..=newest() + 1 {
        let create = format!("CREATE DATABASE schema{from}");
        sqlx::query(sqlx::AssertSqlSafe(create))
            .execute(pool)
            .await
            .unwrap();
    }
    admin.close().await;
    for from in 1..=newest() {
        comes_forward(&at(&server, &format!("schema{from}")), from).await;
    }
    newer_is_refused(&at(&server, &format!("schema{}", newest() + 1))).await;
}

fn at(server: &postgres::Server, database: &str) -> DatabaseAt {
    let settings = Settings::folder("unused".as_ref());
    settings.with_database(&server.url(database)).unwrap().database
}
