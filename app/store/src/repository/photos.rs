//! Photos: their bytes as sealed blobs, and the record that says what they are.

use super::Repository;
use super::access::{about, about_record};
use super::write::{Place, Version};
use crate::blobs::address;
use crate::database::values;
use crate::error::Error;
use crate::ids::{PatientId, RecordId};
use crate::keys::{PatientKey, open_blob, seal_blob};
use crate::record::{Kind, Photo, PhotoTaken, RecordRow, Versioned, open, select_records};
use bytes::Bytes;
use relief_course::{Action, Line};
use relief_protocol::Hash;
use std::sync::Arc;

const DOING: &str = "writing a photo";

impl Repository {
    /// Adds a photo with its bytes. Both are on the disk when this returns, or neither is in the record. The blob is
    /// announced first, so that a crash leaves no bytes that nobody knows of.
    ///
    /// # Errors
    /// [`Error::TooLarge`] beyond 256 MiB, [`Error::Unknown`] for a patient out of reach, [`Error::NotAllowed`] when
    /// the roles do not allow it.
    pub async fn add_photo(
        &self,
        patient: PatientId,
        within: Option<RecordId>,
        taken: PhotoTaken,
        bytes: Bytes,
        why: &Line,
    ) -> Result<RecordId, Error> {
        let tried = self.try_add_photo(patient, within, taken, bytes, why).await;
        self.refusal_logged(Action::AddPhotos, about(patient), tried)
            .await
    }

    async fn try_add_photo(
        &self,
        patient: PatientId,
        within: Option<RecordId>,
        taken: PhotoTaken,
        bytes: Bytes,
        why: &Line,
    ) -> Result<RecordId, Error> {
        let mut reading = self.parts.ledger.database.read().await?;
        let key = self.access(&mut reading, patient, |_| Action::AddPhotos).await?;
        drop(reading);
        let key = Arc::new(key);
        let (photo, sealed) = prepare(key.clone(), taken, bytes).await?;
        if self.announce(patient, &photo.blob, sealed.len()).await? {
            self.parts.blobs.put(photo.blob.as_str(), sealed).await?;
        }
        let record = RecordId::random(&*self.parts.outside.entropy);
        let mut writing = self.parts.ledger.write().await?;
        // The patient may have been deleted meanwhile.
        self.access(&mut writing.transaction, patient, |_| Action::AddPhotos)
            .await?;
        let keep = "UPDATE blobs SET state = 'stored' WHERE address = $1 AND state <> 'leaving'";
        let kept = writing
            .transaction
            .execute(DOING, keep, values![photo.blob.as_str()])
            .await?;
        if kept == 0 {
            return Err(leaving(&photo.blob));
        }
        let version = Version {
            patient,
            kind: Kind::Photo,
            action: Action::AddPhotos,
            value: &photo,
            why,
        };
        self.add_version(&mut writing, &key, Place::New { record, within }, version)
            .await?;
        writing.commit().await?;
        Ok(record)
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

    /// A photo with its bytes, checked against its hash.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient or photo out of reach, [`Error::NotAllowed`] when the roles do not allow it,
    /// [`Error::Damaged`] when the bytes are missing or not those that were stored.
    pub async fn photo(
        &self,
        patient: PatientId,
        record: RecordId,
    ) -> Result<(Versioned<Photo>, Bytes), Error> {
        let read = self.try_photo(patient, record).await;
        self.photo_logged(patient, record, read).await
    }

    async fn try_photo(
        &self,
        patient: PatientId,
        record: RecordId,
    ) -> Result<(Versioned<Photo>, Bytes), Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        let key = self
            .access(&mut transaction, patient, |_| Action::ViewPhotos)
            .await?;
        drop(transaction);
        self.open_photo(key, patient, record).await
    }

    /// The same for a worker that has the key by its lease.
    pub(crate) async fn photo_with(
        &self,
        key: PatientKey,
        patient: PatientId,
        record: RecordId,
    ) -> Result<(Versioned<Photo>, Bytes), Error> {
        let read = self.open_photo(key, patient, record).await;
        self.photo_logged(patient, record, read).await
    }

    async fn photo_logged<T>(
        &self,
        patient: PatientId,
        record: RecordId,
        read: Result<T, Error>,
    ) -> Result<T, Error> {
        let note = about_record(patient, record);
        self.read_logged(Action::ViewPhotos, note, read).await
    }

    async fn open_photo(
        &self,
        key: PatientKey,
        patient: PatientId,
        record: RecordId,
    ) -> Result<(Versioned<Photo>, Bytes), Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        let select = select_records!(
            "WHERE id = $1 AND patient = $2 AND kind = 'photo' ORDER BY version DESC LIMIT 1"
        );
        let row: Option<RecordRow> = transaction
            .optional("reading a photo", select, values![record, patient])
            .await?;
        drop(transaction);
        let row = row.ok_or_else(|| Error::unknown("record", record))?;
        let photo: Versioned<Photo> = open(&key, row)?;
        let blob = photo.value.blob.as_str();
        let sealed = self.parts.blobs.get(blob).await?;
        let sealed = sealed.ok_or_else(|| Error::damaged("blob", blob, "its bytes are missing"))?;
        let bytes = aside(move || open_blob(&key, &sealed)).await;
        let bytes = bytes.flatten();
        let whole = bytes.filter(|bytes| Hash::of(bytes) == photo.value.hash);
        let bytes = whole.ok_or_else(|| Error::damaged("blob", blob, "it does not open to the photo"))?;
        Ok((photo, bytes))
    }
}

/// Hashes and seals a photo's bytes, away from the threads that serve others.
async fn prepare(key: Arc<PatientKey>, taken: PhotoTaken, bytes: Bytes) -> Result<(Photo, Bytes), Error> {
    let sealing = aside(move || {
        let sealed = seal_blob(&key, &bytes)?;
        let blob = hash(&address(&sealed))?;
        let photo = Photo {
            view: taken.view,
            taken_at: taken.taken_at,
            media: taken.media,
            bytes: bytes.len() as u64,
            hash: Hash::of(&bytes),
            blob,
        };
        Ok((photo, sealed))
    });
    let stopped = || Error::damaged("photo", "that was handed in", "sealing it was interrupted");
    sealing.await.ok_or_else(stopped)?
}

fn hash(address: &str) -> Result<Hash, Error> {
    Hash::try_from(address.to_owned()).map_err(|error| Error::damaged("blob", address, error))
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
