//! A store for one test: where it is, what time it is, and how somebody who is not Relief would change it.

use crate::storage::Storage;
use jiff::{SignedDuration, Timestamp};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;
use relief_stage::postgres::Server;
use relief_store::{Entropy, MasterKey, Outside, Settings, Store};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

/// 2 March 2026, 08:00 UTC.
const BEGINNING: i64 = 1_772_438_400_000_000;

/// A place for a store, on one of the databases.
pub struct Stage {
    folder: TempDir,
    server: Option<Arc<Server>>,
    database: String,
    storage: Option<Arc<Storage>>,
    clock: Arc<AtomicI64>,
}

/// Chance that a test can repeat. Two stores of one test never see the same.
struct Seeded(Mutex<ChaCha20Rng>);

impl Entropy for Seeded {
    fn fill(&self, buffer: &mut [u8]) {
        self.0.lock().unwrap().fill_bytes(buffer);
    }
}

pub fn master() -> MasterKey {
    MasterKey::new([42; 32])
}

/// Chance for one process.
pub fn chance(seed: u64) -> Arc<dyn Entropy> {
    Arc::new(Seeded(Mutex::new(ChaCha20Rng::seed_from_u64(seed))))
}

impl Stage {
    pub fn sqlite() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            server: None,
            database: "relief".to_owned(),
            storage: None,
            clock: Arc::new(AtomicI64::new(BEGINNING)),
        }
    }

    pub async fn postgres() -> Self {
        let mut stage = Self::sqlite();
        stage.server = Some(Arc::new(Server::start()));
        stage.administer("CREATE DATABASE relief").await;
        stage
    }

    /// The same with the blobs in a bucket.
    pub fn with_bucket(mut self) -> Self {
        self.storage = Some(Arc::new(Storage::start()));
        self
    }

    /// An empty place beside this one, on the same kind of database, with its blobs in the same kind of place.
    pub async fn another(&self) -> Self {
        let next = self.unused();
        if self.server.is_some() {
            self.administer(&format!("CREATE DATABASE {}", next.database))
                .await;
        }
        next
    }

    /// A copy of a closed store with everything that belongs to it; its blobs must be in a folder.
    pub async fn copy(&self) -> Self {
        let next = self.unused();
        copy_folder(self.folder.path(), next.folder.path());
        if self.server.is_some() {
            let copy = format!("CREATE DATABASE {} TEMPLATE {}", next.database, self.database);
            self.administer(&copy).await;
        }
        next
    }

    fn unused(&self) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self {
            folder: TempDir::new().unwrap(),
            server: self.server.clone(),
            database: format!("relief_{}", NEXT.fetch_add(1, Ordering::Relaxed)),
            storage: self.storage.clone(),
            clock: self.clock.clone(),
        }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The database's URL, on PostgreSQL.
    pub fn url(&self) -> Option<String> {
        Some(self.server.as_ref()?.url(&self.database))
    }

    pub fn settings(&self) -> Settings {
        let mut settings = Settings::folder(self.folder.path());
        if let Some(url) = self.url() {
            settings = settings.with_database(&url).unwrap();
        }
        if let Some(storage) = &self.storage {
            let url = storage.url(&self.database);
            settings = settings.with_blobs(&url, storage.environment()).unwrap();
        }
        settings
    }

    pub fn storage(&self) -> Option<&Storage> {
        self.storage.as_deref()
    }

    /// The URL of the blobs, in a bucket.
    pub fn blobs_url(&self) -> Option<String> {
        Some(self.storage()?.url(&self.database))
    }

    /// The files that hold the blobs.
    pub fn blob_files(&self) -> Vec<PathBuf> {
        match &self.storage {
            Some(storage) => files(&storage.folder(&self.database)),
            None => files(&self.folder.path().join("blobs")),
        }
    }

    pub fn outside(&self) -> Outside {
        static SEED: AtomicU64 = AtomicU64::new(0);
        let clock = self.clock.clone();
        Outside {
            // Every look at the clock is a microsecond later, so that order can be seen.
            clock: Arc::new(move || {
                Timestamp::from_microsecond(clock.fetch_add(1, Ordering::Relaxed)).unwrap()
            }),
            entropy: chance(SEED.fetch_add(1, Ordering::Relaxed)),
        }
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.clock.load(Ordering::Relaxed)).unwrap()
    }

    pub fn pass(&self, time: SignedDuration) {
        self.clock.fetch_add(time.as_micros() as i64, Ordering::Relaxed);
    }

    pub async fn open(&self) -> Store {
        self.try_open().await.unwrap()
    }

    pub async fn try_open(&self) -> Result<Store, relief_store::Error> {
        Store::open(&self.settings(), master(), self.outside()).await
    }

    /// Runs statements as somebody who can reach the database and stops at nothing; answers with the rows touched.
    pub async fn tamper(&self, statements: &[&str]) -> u64 {
        match self.url() {
            Some(url) => {
                let mut connection = PgConnection::connect(&url).await.unwrap();
                let off = "SET session_replication_role = replica";
                sqlx::query(off).execute(&mut connection).await.unwrap();
                let mut touched = 0;
                for statement in statements {
                    let query = sqlx::query(AssertSqlSafe(*statement)).execute(&mut connection);
                    touched += query.await.unwrap().rows_affected();
                }
                connection.close().await.unwrap();
                touched
            }
            None => {
                let mut connection = self.sqlite_connection().await;
                drop_triggers(&mut connection).await;
                let mut touched = 0;
                for statement in statements {
                    let query = sqlx::query(AssertSqlSafe(*statement)).execute(&mut connection);
                    touched += query.await.unwrap().rows_affected();
                }
                connection.close().await.unwrap();
                touched
            }
        }
    }

    /// Runs a statement as Relief itself might by mistake.
    pub async fn plainly(&self, statement: &str) -> Result<(), sqlx::Error> {
        match self.url() {
            Some(url) => {
                let query = sqlx::query(AssertSqlSafe(statement));
                let mut connection = PgConnection::connect(&url).await?;
                query.execute(&mut connection).await.map(|_| ())
            }
            None => {
                let query = sqlx::query(AssertSqlSafe(statement));
                let mut connection = self.sqlite_connection().await;
                query.execute(&mut connection).await.map(|_| ())
            }
        }
    }

    /// A patient's wrapped key as it stands in the database.
    pub async fn wrapped_key(&self, patient: &str) -> Vec<u8> {
        let select = "SELECT wrapped FROM patient_keys WHERE patient = $1";
        let (wrapped,): (Vec<u8>,) = match self.url() {
            Some(url) => {
                let mut connection = PgConnection::connect(&url).await.unwrap();
                let query = sqlx::query_as(select).bind(patient);
                query.fetch_one(&mut connection).await.unwrap()
            }
            None => {
                let mut connection = self.sqlite_connection().await;
                let query = sqlx::query_as(select).bind(patient);
                query.fetch_one(&mut connection).await.unwrap()
            }
        };
        wrapped
    }

    async fn sqlite_connection(&self) -> SqliteConnection {
        let file = self.folder.path().join("relief.sqlite");
        let options = SqliteConnectOptions::new().filename(file).foreign_keys(false);
        options.connect().await.unwrap()
    }

    async fn administer(&self, statement: &str) {
        let url = self.server.as_ref().unwrap().url("postgres");
        let mut connection = PgConnection::connect(&url).await.unwrap();
        sqlx::query(AssertSqlSafe(statement))
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
    }
}

async fn drop_triggers(connection: &mut SqliteConnection) {
    let select = "SELECT name FROM sqlite_master WHERE type = 'trigger'";
    let triggers: Vec<(String,)> = sqlx::query_as(select).fetch_all(&mut *connection).await.unwrap();
    for (trigger,) in triggers {
        let drop = format!("DROP TRIGGER {trigger}");
        sqlx::query(AssertSqlSafe(drop))
            .execute(&mut *connection)
            .await
            .unwrap();
    }
}

/// Every file under a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found
}

fn copy_folder(from: &Path, to: &Path) {
    for file in files(from) {
        let copy = to.join(file.strip_prefix(from).unwrap());
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        std::fs::copy(file, copy).unwrap();
    }
}
