//! What a worker may do: take a job, see the photos and scans of that patient, and say how it ended.

use super::{KeptFile, Leased, MeasuredFile, Measurement};
use crate::clinics::{Document, DocumentKind};
use crate::database::values;
use crate::error::Error;
use crate::ids::RecordId;
use crate::keys::PatientKey;
use crate::person::Person;
use crate::record::{Kind, Photo, Scan, Versioned};
use crate::repository::{Place, Repository, Version, keep_blob};
use crate::store::Store;
use bytes::Bytes;
use jiff::SignedDuration;
use relief_course::{Action, Line};
use std::collections::BTreeMap;
use std::sync::Arc;

const DOING: &str = "ending a job";

/// Takes jobs of all clinics and writes what it measured in the name of whoever asked.
#[derive(Clone)]
pub struct Worker {
    store: Store,
    lease_time: SignedDuration,
}

impl Store {
    /// A worker whose leases last so long; it must extend them sooner.
    pub fn worker(&self, lease_time: SignedDuration) -> Worker {
        Worker {
            store: self.clone(),
            lease_time,
        }
    }
}

impl Worker {
    /// The job that is due longest, if there is one.
    ///
    /// # Errors
    /// Whatever the database refuses.
    pub async fn take(&self) -> Result<Option<Leased>, Error> {
        self.store.lease(self.lease_time).await
    }

    /// Keeps a job for another lease's time.
    ///
    /// # Errors
    /// [`Error::LeaseOver`] when it is somebody else's by now, or gone with its patient: stop measuring then.
    pub async fn extend(&self, leased: &Leased) -> Result<(), Error> {
        self.store.prolong(leased, self.lease_time).await
    }

    /// A photo of the job's patient, logged as seen by who asked.
    ///
    /// # Errors
    /// [`Error::Unknown`] when the patient has no such photo, or was deleted.
    pub async fn photo(&self, leased: &Leased, record: RecordId) -> Result<(Versioned<Photo>, Bytes), Error> {
        let key = self.store.parts.key_of(leased.patient).await?;
        self.asking(leased)
            .capture_with(key, leased.patient, record)
            .await
    }

    /// A scan of the job's patient, logged as seen by who asked.
    ///
    /// # Errors
    /// [`Error::Unknown`] when the patient has no such scan, or was deleted.
    pub async fn scan(&self, leased: &Leased, record: RecordId) -> Result<(Versioned<Scan>, Bytes), Error> {
        let key = self.store.parts.key_of(leased.patient).await?;
        self.asking(leased)
            .capture_with(key, leased.patient, record)
            .await
    }

    /// The documents of a kind of the job's clinic, every version, oldest first.
    ///
    /// # Errors
    /// Whatever the database refuses.
    pub async fn documents(&self, leased: &Leased, kind: DocumentKind) -> Result<Vec<Document>, Error> {
        self.asking(leased).documents_of_clinic(kind).await
    }

    /// Writes what was measured with its files and ends the job, all or nothing; answers with the record. Of two files of
    /// the same name the later one counts.
    ///
    /// # Errors
    /// [`Error::LeaseOver`] when it is somebody else's by now, done already, or gone with its patient;
    /// [`Error::TooLarge`] for a file beyond 256 MiB.
    pub async fn finish(
        &self,
        leased: &Leased,
        result: serde_json::Value,
        files: Vec<MeasuredFile>,
    ) -> Result<RecordId, Error> {
        let parts = &self.store.parts;
        let record = RecordId::random(&*parts.outside.entropy);
        let key = parts.key_of(leased.patient).await.map_err(|error| match error {
            Error::Unknown { .. } => leased.over(),
            other => other,
        })?;
        let key = Arc::new(key);
        let files = self.store_files(leased, &key, files).await?;
        let mut writing = parts.ledger.write().await?;
        let end = "UPDATE jobs SET state = 'done', lease = NULL, result = $3, problem = NULL \
             WHERE id = $1 AND lease = $2 AND state = 'leased'";
        let row = values![leased.job, leased.lease.as_str(), record];
        if writing.transaction.execute(DOING, end, row).await? == 0 {
            return Err(leased.over());
        }
        for file in files.values() {
            keep_blob(&mut writing, &file.blob).await?;
        }
        let measurement = Measurement {
            request: leased.request.clone(),
            result,
            files,
        };
        let why = Line::try_from("measured as asked for")
            .map_err(|error| Error::damaged("job", leased.job, error))?;
        let version = Version {
            patient: leased.patient,
            kind: Kind::Measurement,
            action: Action::ComparePhotos,
            value: &measurement,
            why: &why,
        };
        let place = Place::New { record, within: None };
        self.asking(leased)
            .add_version(&mut writing, &key, place, version)
            .await?;
        writing.commit().await?;
        Ok(record)
    }

    /// Stores the files of a measurement, away from the transaction that ends the job. Those of a job that turns out to
    /// be somebody else's stay announced, and a sweep removes them.
    async fn store_files(
        &self,
        leased: &Leased,
        key: &Arc<PatientKey>,
        files: Vec<MeasuredFile>,
    ) -> Result<BTreeMap<String, KeptFile>, Error> {
        let asking = self.asking(leased);
        let mut kept = BTreeMap::new();
        for file in files {
            let stored = asking.store_blob(leased.patient, key.clone(), file.bytes).await?;
            let file_kept = KeptFile {
                media: file.media,
                bytes: stored.bytes,
                hash: stored.hash,
                blob: stored.blob,
            };
            kept.insert(file.name, file_kept);
        }
        Ok(kept)
    }

    /// Gives a job back: to be tried again after a time, when attempts are left, or for good. The problem names no
    /// person.
    ///
    /// # Errors
    /// [`Error::LeaseOver`] when it is somebody else's by now.
    pub async fn fail(
        &self,
        leased: &Leased,
        problem: &Line,
        again_in: Option<SignedDuration>,
    ) -> Result<(), Error> {
        self.store.give_back(leased, problem, again_in).await
    }

    /// For the log and the record's author. It has no roles: what a worker may do is what it has methods for.
    fn asking(&self, leased: &Leased) -> Repository {
        self.store.repository(Person {
            id: leased.asked_by.clone(),
            clinic: leased.clinic,
            roles: Vec::new(),
            own: None,
        })
    }
}
