//! Backups: every table as lines of JSON and every blob as it is, from one instant, while others go on writing.
//!
//! A backup knows no database: one made on SQLite is restored into PostgreSQL and the other way. What was sealed stays
//! sealed, so it is worth nothing without the master key, and everything with it; keep the two apart. `manifest.json`
//! holds the hash of every file and a tag under the master key, and is written last: without it, a folder is no backup.
//! A patient who is deleted later is still in it: throw backups away in time, and delete again after restoring one.

mod hex_bytes;
mod restore;
mod tables;
mod take;

use crate::canon::Canon;
use crate::keys::MasterKey;
use serde::{Deserialize, Serialize};

/// The manifest's file.
const MANIFEST: &str = "manifest.json";

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// `relief.backup/1`.
    pub format: String,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// The audit log's last entry.
    pub seq: i64,
    /// Its link, in hexadecimal digits.
    pub link: String,
    /// The tables.
    pub tables: Vec<TableFile>,
    /// The number of blobs.
    pub blobs: u64,
    /// What shows that this store's master key made it.
    pub tag: String,
}

/// One table's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableFile {
    /// The table.
    pub name: String,
    /// Its rows.
    pub rows: u64,
    /// The BLAKE3 of the file.
    pub blake3: String,
}

/// The format that is written, and the only one that is read.
const FORMAT: &str = "relief.backup/1";

impl Manifest {
    /// The tag of everything else in it.
    fn expected_tag(&self, master: &MasterKey) -> String {
        let mut fields = Canon::default()
            .text(&self.format)
            .int(self.at)
            .int(self.seq)
            .text(&self.link)
            .int(self.blobs as i64);
        for table in &self.tables {
            fields = fields
                .text(&table.name)
                .int(table.rows as i64)
                .text(&table.blake3);
        }
        master.tag(&fields.done())
    }
}
