//! Taking a backup.

use super::{FORMAT, MANIFEST, Manifest, TableFile, tables};
use crate::audit::{Draft, Note, Outcome};
use crate::blobs::Blobs;
use crate::database::values;
use crate::error::Error;
use crate::ids::ClinicId;
use crate::store::Store;
use relief_course::{Action, PersonId};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

impl Store {
    /// Writes a backup of everything into a folder that is missing or empty, in the name of a person who is responsible
    /// for the installation. It is logged before it begins, and holds that entry.
    ///
    /// # Errors
    /// [`Error::Backup`] when the folder holds something; and whatever the database or the disk refuse. A backup that
    /// failed has no manifest.
    pub async fn backup(&self, to: &Path, by: &PersonId) -> Result<Manifest, Error> {
        let parts = &self.parts;
        prepare(to)?;
        let export = Draft {
            at: parts.outside.now(),
            person: by.clone(),
            clinic: ClinicId::INSTALLATION,
            action: Action::ExportClinic,
            outcome: Outcome::Done,
            note: Note::default(),
        };
        parts.reads.log(&parts.ledger, export).await?;
        let mut transaction = parts.ledger.database.read().await?;
        let mut files = Vec::new();
        for name in tables::NAMES {
            let mut file = Lines::create(to, name)?;
            tables::dump(name, &mut transaction, |line| file.write(&line)).await?;
            files.push(file.finish(name)?);
        }
        let select = "SELECT seq, link FROM audit_tip WHERE single = 1";
        let (seq, link): (i64, Vec<u8>) = transaction.one("backing up", select, values![]).await?;
        let select = "SELECT address FROM blobs WHERE state = 'stored' ORDER BY address";
        let addresses: Vec<(String,)> = transaction.all("backing up", select, values![]).await?;
        drop(transaction);
        let mut manifest = Manifest {
            format: FORMAT.to_owned(),
            at: parts.outside.now(),
            seq,
            link: hex::encode(link),
            tables: files,
            blobs: self
                .copy_blobs(&Blobs::in_folder(&to.join("blobs"))?, &addresses)
                .await?,
            tag: String::new(),
        };
        manifest.tag = manifest.expected_tag(&parts.master);
        write_manifest(to, &manifest)?;
        Ok(manifest)
    }

    /// Copies blobs, each checked against its address. One that is gone belonged to a patient who was deleted since
    /// the backup began.
    async fn copy_blobs(&self, to: &Blobs, addresses: &[(String,)]) -> Result<u64, Error> {
        let mut copied = 0;
        for (address,) in addresses {
            match self.parts.blobs.get(address).await? {
                Some(sealed) => {
                    to.put(address, sealed).await?;
                    copied += 1;
                }
                None if self.is_leaving(address).await? => {}
                None => return Err(Error::damaged("blob", address, "its bytes are missing")),
            }
        }
        Ok(copied)
    }
}

/// A file that is being written, line by line, with its hash.
struct Lines {
    place: String,
    file: BufWriter<File>,
    hash: blake3::Hasher,
    rows: u64,
}

impl Lines {
    fn create(folder: &Path, table: &str) -> Result<Self, Error> {
        let path = folder.join("tables").join(format!("{table}.jsonl"));
        let place = path.display().to_string();
        let file = File::create_new(&path).map_err(failed(&place))?;
        Ok(Self {
            place,
            file: BufWriter::new(file),
            hash: blake3::Hasher::new(),
            rows: 0,
        })
    }

    fn write(&mut self, line: &[u8]) -> Result<(), Error> {
        for bytes in [line, b"\n"] {
            self.file.write_all(bytes).map_err(failed(&self.place))?;
            self.hash.update(bytes);
        }
        self.rows += 1;
        Ok(())
    }

    fn finish(mut self, name: &str) -> Result<TableFile, Error> {
        self.file.flush().map_err(failed(&self.place))?;
        self.file.get_ref().sync_all().map_err(failed(&self.place))?;
        Ok(TableFile {
            name: name.to_owned(),
            rows: self.rows,
            blake3: self.hash.finalize().to_hex().to_string(),
        })
    }
}

fn prepare(to: &Path) -> Result<(), Error> {
    let place = to.display().to_string();
    let tables = to.join("tables");
    std::fs::create_dir_all(to).map_err(failed(&place))?;
    if to.read_dir().map_err(failed(&place))?.next().is_some() {
        return Err(Error::Backup {
            place,
            problem: "the folder is not empty; name one that is, or a new one".to_owned(),
        });
    }
    std::fs::create_dir(tables).map_err(failed(&place))
}

/// Written beside its place and renamed, so that it is whole or not there.
fn write_manifest(to: &Path, manifest: &Manifest) -> Result<(), Error> {
    let path = to.join(MANIFEST);
    let place = path.display().to_string();
    let json = serde_json::to_vec_pretty(manifest).map_err(|source| Error::Json {
        what: "a backup's manifest",
        source,
    })?;
    let beside = to.join("manifest.unfinished");
    let mut file = File::create_new(&beside).map_err(failed(&place))?;
    file.write_all(&json).map_err(failed(&place))?;
    file.sync_all().map_err(failed(&place))?;
    std::fs::rename(&beside, &path).map_err(failed(&place))
}

fn failed(place: &str) -> impl Fn(std::io::Error) -> Error {
    move |source| Error::File {
        doing: "writing a backup",
        place: place.to_owned(),
        source,
    }
}
