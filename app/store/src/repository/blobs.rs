//! The bytes that belong to records, as sealed blobs: announced first, so that a crash leaves no bytes that nobody knows
//! of, then stored, then kept by the transaction that writes the record.

use super::Repository;
use crate::audit::Writing;
use crate::blobs::address;
use crate::database::values;
use crate::error::Error;
use crate::ids::PatientId;
use crate::keys::{PatientKey, open_blob, seal_blob};
use bytes::Bytes;
use relief_protocol::Hash;
use std::sync::Arc;

const DOING: &str = "writing a blob";

/// Bytes that are stored, and kept when a record says so.
pub(crate) struct Stored {
    /// How many.
    pub(crate) bytes: u64,
    /// The BLAKE3 of the bytes.
    pub(crate) hash: Hash,
    /// The BLAKE3 of the sealed bytes.
    pub(crate) blob: Hash,
}

impl Repository {
    /// Announces and stores bytes of a patient.
    pub(crate) async fn store_blob(
        &self,
        patient: PatientId,
        key: Arc<PatientKey>,
        bytes: Bytes,
    ) -> Result<Stored, Error> {
        let (stored, sealed) = prepare(key, bytes).await?;
        if self.announce(patient, &stored.blob, sealed.len()).await? {
            self.parts.blobs.put(stored.blob.as_str(), sealed).await?;
        }
        Ok(stored)
    }

    /// Notes that a blob is coming; answers whether its bytes are still to be stored.
    async fn announce(&self, patient: PatientId, blob: &Hash, bytes: usize) -> Result<bool, Error> {
        let mut transaction = self.parts.ledger.database.write().await?;
        let announce = "INSERT INTO blobs (address, patient, bytes, state, since) VALUES ($1, $2, $3, 'announced', $4) \
             ON CONFLICT (address) DO UPDATE SET since = $4 WHERE blobs.state = 'announced'";
        let row = values![blob.as_str(), patient, bytes as i64, self.parts.outside.now()];
        transaction.execute(DOING, announce, row).await?;
        let select = "SELECT state FROM blobs WHERE address = $1";
        let (state,): (String,) = transaction.one(DOING, select, values![blob.as_str()]).await?;
        transaction.commit(DOING).await?;
        match state.as_str() {
            "stored" => Ok(false),
            "leaving" => Err(leaving(blob)),
            _ => Ok(true),
        }
    }

    /// The bytes of a blob, checked against their hash.
    pub(crate) async fn open_blob(&self, key: PatientKey, blob: &Hash, hash: &Hash) -> Result<Bytes, Error> {
        let address = blob.as_str();
        let sealed = self.parts.blobs.get(address).await?;
        let sealed = sealed.ok_or_else(|| Error::damaged("blob", address, "its bytes are missing"))?;
        let bytes = aside(move || open_blob(&key, &sealed)).await;
        let whole = bytes.flatten().filter(|bytes| Hash::of(bytes) == *hash);
        whole.ok_or_else(|| Error::damaged("blob", address, "it does not open to what was stored"))
    }
}

/// From the commit of this transaction on a stored blob stays.
///
/// # Errors
/// [`Error::Leaving`] when a sweep was faster; what is tried again succeeds.
pub(crate) async fn keep_blob(writing: &mut Writing<'_>, blob: &Hash) -> Result<(), Error> {
    let keep = "UPDATE blobs SET state = 'stored' WHERE address = $1 AND state <> 'leaving'";
    let row = values![blob.as_str()];
    match writing.transaction.execute(DOING, keep, row).await? {
        0 => Err(leaving(blob)),
        _ => Ok(()),
    }
}

/// Hashes and seals bytes, away from the threads that serve others.
async fn prepare(key: Arc<PatientKey>, bytes: Bytes) -> Result<(Stored, Bytes), Error> {
    let sealing = aside(move || {
        let sealed = seal_blob(&key, &bytes)?;
        let address = address(&sealed);
        let damaged = |error| Error::damaged("blob", &address, error);
        let stored = Stored {
            bytes: bytes.len() as u64,
            hash: Hash::of(&bytes),
            blob: Hash::try_from(address.clone()).map_err(damaged)?,
        };
        Ok((stored, sealed))
    });
    let stopped = || Error::damaged("file", "that was handed in", "sealing it was interrupted");
    sealing.await.ok_or_else(stopped)?
}

/// Runs something long on a thread for such things. `None` when the program is ending.
async fn aside<T: Send + 'static>(long: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(long).await.ok()
}

fn leaving(blob: &Hash) -> Error {
    Error::Leaving {
        address: blob.as_str().to_owned(),
    }
}
