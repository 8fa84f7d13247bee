//! Blobs: each is there, whole, and opens; every photo, scan and measured file has one; and no file is there that nobody knows of.

use super::{Report, Seen};
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::keys::open_blob;
use crate::store::Store;
use std::collections::HashSet;

const DOING: &str = "checking blobs";
/// A blob: address, patient, state.
type BlobRow = (String, String, String);

impl Store {
    pub(super) async fn verify_blobs(
        &self,
        mut transaction: Transaction,
        mut seen: Seen,
        files: Vec<String>,
        report: &mut Report,
    ) -> Result<(), Error> {
        let select = "SELECT address, patient, state FROM blobs ORDER BY address";
        let rows: Vec<BlobRow> = transaction.all(DOING, select, values![]).await?;
        // Reading every photo takes long; nobody should wait for this view of the database meanwhile.
        drop(transaction);
        let known: HashSet<&str> = rows.iter().map(|(address, _, _)| address.as_str()).collect();
        for file in files.iter().filter(|file| !known.contains(file.as_str())) {
            if self.parts.blobs.get(file).await?.is_some() {
                report.wrong("blob", file, "nobody knows of it");
            }
        }
        for (address, patient, state) in &rows {
            if state != "stored" {
                report.unfinished += 1;
                continue;
            }
            report.blobs += 1;
            seen.wanted.remove(address);
            self.verify_blob(address, patient, &seen, report).await?;
        }
        for blob in &seen.wanted {
            report.wrong("blob", blob, "a record names it and it is not stored");
        }
        Ok(())
    }

    async fn verify_blob(
        &self,
        address: &str,
        patient: &str,
        seen: &Seen,
        report: &mut Report,
    ) -> Result<(), Error> {
        let sealed = match self.parts.blobs.get(address).await {
            Ok(Some(sealed)) => sealed,
            Ok(None) if self.is_leaving(address).await? => return Ok(()),
            Ok(None) => {
                report.wrong("blob", address, "its bytes are missing");
                return Ok(());
            }
            Err(Error::Damaged { problem, .. }) => {
                report.wrong("blob", address, problem);
                return Ok(());
            }
            Err(other) => return Err(other),
        };
        let key = patient.parse().ok().and_then(|patient| seen.keys.get(&patient));
        if key.is_none_or(|key| open_blob(key, &sealed).is_none()) {
            report.wrong("blob", address, "its patient's key does not open it");
        }
        Ok(())
    }

    /// Whether a blob that was stored is on its way out, or gone, because its patient was deleted meanwhile.
    pub(crate) async fn is_leaving(&self, address: &str) -> Result<bool, Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        let select = "SELECT state FROM blobs WHERE address = $1";
        let state: Option<(String,)> = transaction.optional(DOING, select, values![address]).await?;
        Ok(state.is_none_or(|(state,)| state != "stored"))
    }
}
