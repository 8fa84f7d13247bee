//! Where a store is. Doubtful settings are refused rather than guessed at.

mod blobs;

pub use blobs::{BlobsAt, Bucket};

use crate::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};

/// The database file in a store's folder.
const FILE: &str = "relief.sqlite";

/// A database's address with its password; it does not print.
#[derive(Clone)]
pub struct Address(String);

impl Address {
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

/// Which database.
#[derive(Debug, Clone)]
pub enum DatabaseAt {
    /// A SQLite file, made when missing.
    File(PathBuf),
    /// A PostgreSQL server.
    Postgres(Address),
}

/// Where everything of a store is.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The database.
    pub database: DatabaseAt,
    /// The place of the blobs.
    pub blobs: BlobsAt,
    /// The folder of the audit log's anchors. Best on another disk than the database, where who can change the one
    /// cannot change the other.
    pub anchors: PathBuf,
    /// The name of this process among those that share the store: 1 to 32 of `a-z`, `0-9` and `-`. Two at once must
    /// not have the same.
    pub process: String,
}

impl Settings {
    /// Everything in one folder, on SQLite.
    pub fn folder(folder: &Path) -> Self {
        Self {
            database: DatabaseAt::File(folder.join(FILE)),
            blobs: BlobsAt::Folder(folder.join("blobs")),
            anchors: folder.join("anchors"),
            process: "main".to_owned(),
        }
    }

    /// The same on another database.
    ///
    /// # Errors
    /// [`Error::Setting`] when the URL is not one of PostgreSQL with a host or socket and a database's name: a typing
    /// mistake must not lead into an empty record.
    ///
    /// ```
    /// # use relief_store::Settings;
    /// let settings = Settings::folder("relief-data".as_ref());
    /// assert!(settings.clone().with_database("postgres://relief@localhost/relief").is_ok());
    /// let error = settings.with_database("postgre://relief@localhost/relief").unwrap_err();
    /// assert!(error.to_string().contains("RELIEF_DATABASE_URL"));
    /// ```
    pub fn with_database(mut self, url: &str) -> Result<Self, Error> {
        self.database = DatabaseAt::parse(url)?;
        Ok(self)
    }

    /// The same with the blobs in a bucket of S3-compatible storage. Of the environment, the variables `AWS_…` count that
    /// Amazon's own programs know: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT_URL` for
    /// another maker's storage, `AWS_ALLOW_HTTP` for storage on the same machine.
    ///
    /// # Errors
    /// [`Error::Setting`] when the URL is not one of a bucket.
    ///
    /// ```
    /// # use relief_store::Settings;
    /// let settings = Settings::folder("relief-data".as_ref());
    /// assert!(settings.clone().with_blobs("s3://practice-photos/relief", []).is_ok());
    /// let error = settings.with_blobs("s4://practice-photos", []).unwrap_err();
    /// assert!(error.to_string().contains("RELIEF_BLOBS_URL"));
    /// ```
    pub fn with_blobs(
        mut self,
        url: &str,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Error> {
        self.blobs = BlobsAt::parse(url, environment)?;
        Ok(self)
    }

    /// Checks what no type holds.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if (1..=32).contains(&self.process.len()) && self.process.bytes().all(plain) {
            return Ok(());
        }
        Err(Error::Setting {
            setting: "the process's name",
            value: self.process.clone(),
            problem: "it takes 1 to 32 of a-z, 0-9 and '-'".to_owned(),
        })
    }
}

impl DatabaseAt {
    fn parse(url: &str) -> Result<Self, Error> {
        let rest = ["postgres://", "postgresql://"]
            .into_iter()
            .find_map(|scheme| url.strip_prefix(scheme));
        let named = rest.and_then(|rest| rest.split_once('/'));
        match named {
            Some((_, name)) if !name.is_empty() && !name.starts_with('?') => {
                Ok(Self::Postgres(Address(url.to_owned())))
            }
            _ => Err(Error::Setting {
                setting: "RELIEF_DATABASE_URL",
                // What stands before the first '@' may be a password.
                value: url.rsplit('@').next().unwrap_or_default().to_owned(),
                problem: "it must be postgres://USER@HOST/DATABASE; leave it out for SQLite".to_owned(),
            }),
        }
    }
}
