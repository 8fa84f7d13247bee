//! Restoring a backup into a place where there is no store.

use super::{FORMAT, MANIFEST, Manifest, TableFile, tables};
use crate::audit::{Anchors, Head};
use crate::blobs::{Blobs, place};
use crate::database::{Database, Transaction, values};
use crate::error::Error;
use crate::keys::MasterKey;
use crate::outside::Outside;
use crate::settings::Settings;
use crate::store::{Store, make_folder};
use std::path::Path;

impl Store {
    /// Restores a backup and opens it. Call [`Store::verify`] before anybody uses it.
    ///
    /// # Errors
    /// [`Error::Backup`] when it is damaged, of another master key, or when there is a store already at the place;
    /// nothing is restored then.
    pub async fn restore(
        from: &Path,
        settings: &Settings,
        master: MasterKey,
        outside: Outside,
    ) -> Result<Self, Error> {
        settings.check()?;
        make_folder(&settings.database)?;
        let manifest = read_manifest(from, &master)?;
        let mut tables = Vec::new();
        for table in &manifest.tables {
            tables.push((table.name.as_str(), read_table(from, table)?));
        }
        let database = Database::open(&settings.database).await?;
        let anchors = Anchors::new(
            place(&settings.anchors)?,
            master.clone(),
            settings.process.clone(),
        );
        refuse_a_store(&database, &anchors, settings).await?;
        let blobs = Blobs::open(&settings.blobs).await?;
        copy_blobs(&Blobs::in_folder(&from.join("blobs"))?, &blobs).await?;
        let mut transaction = database.write().await?;
        for (name, rows) in &tables {
            for line in rows.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                tables::fill(name, &mut transaction, line).await?;
            }
        }
        count_revisions(&mut transaction).await?;
        transaction.commit("restoring").await?;
        let link = hex::decode(&manifest.link).map_err(|error| wrong(from, error))?;
        anchors
            .raise(Head {
                seq: manifest.seq,
                link,
            })
            .await?;
        database.close().await;
        Self::open(settings, master, outside).await
    }
}

fn read_manifest(from: &Path, master: &MasterKey) -> Result<Manifest, Error> {
    let path = from.join(MANIFEST);
    let json = std::fs::read(&path).map_err(|error| wrong(&path, error))?;
    let manifest: Manifest = serde_json::from_slice(&json).map_err(|error| wrong(&path, error))?;
    if manifest.format != FORMAT {
        return Err(wrong(
            &path,
            format!("its format is {:?}, not {FORMAT:?}", manifest.format),
        ));
    }
    if manifest.expected_tag(master) != manifest.tag {
        return Err(wrong(&path, "it was changed, or made under another master key"));
    }
    Ok(manifest)
}

fn read_table(from: &Path, table: &TableFile) -> Result<Vec<u8>, Error> {
    let path = from.join("tables").join(format!("{}.jsonl", table.name));
    let rows = std::fs::read(&path).map_err(|error| wrong(&path, error))?;
    if blake3::hash(&rows).to_hex().as_str() != table.blake3 {
        return Err(wrong(&path, "it is not the file that the manifest names"));
    }
    Ok(rows)
}

async fn refuse_a_store(database: &Database, anchors: &Anchors, settings: &Settings) -> Result<(), Error> {
    let mut transaction = database.read().await?;
    let select = "SELECT COUNT(*) FROM identity";
    let (stores,): (i64,) = transaction.one("restoring", select, values![]).await?;
    let anchored = !anchors.all().await?.is_empty();
    if stores > 0 || anchored {
        return Err(wrong(
            &settings.anchors,
            "there is a store at this place already; restore into an empty one",
        ));
    }
    Ok(())
}

/// A patient's revision counts the versions of its records. The agenda is no part of a backup: it is to be computed
/// anew, but for deleted patients, who have none.
async fn count_revisions(transaction: &mut Transaction) -> Result<(), Error> {
    for update in [
        "UPDATE patients SET revision = (SELECT COUNT(*) FROM records WHERE records.patient = patients.id)",
        "UPDATE patients SET agenda_at = revision \
         WHERE id IN (SELECT patient FROM patient_keys WHERE wrapped IS NULL)",
    ] {
        transaction.execute("restoring", update, values![]).await?;
    }
    Ok(())
}

/// Each blob is checked against its address on the way.
async fn copy_blobs(from: &Blobs, to: &Blobs) -> Result<(), Error> {
    for address in from.addresses().await? {
        if let Some(sealed) = from.get(&address).await? {
            to.put(&address, sealed).await?;
        }
    }
    Ok(())
}

fn wrong(place: &Path, problem: impl ToString) -> Error {
    Error::Backup {
        place: place.display().to_string(),
        problem: problem.to_string(),
    }
}
