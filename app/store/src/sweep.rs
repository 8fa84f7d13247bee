//! Blobs on their way out: those of deleted patients, and uploads that a crash interrupted.

use crate::database::values;
use crate::error::Error;
use crate::ids::PatientId;
use crate::store::{Parts, Store};
use jiff::SignedDuration;

const DOING: &str = "sweeping blobs";

impl Store {
    /// Clears what destroyed keys left in the database, and removes what interrupted uploads and deletions left, when it
    /// is older than this; answers with how many blobs it was. An hour is longer than any upload takes; no time at all is
    /// right only when nobody uploads.
    ///
    /// # Errors
    /// Whatever the database or the folder refuse; what was not removed is found again.
    pub async fn sweep(&self, older_than: SignedDuration) -> Result<usize, Error> {
        self.parts.ledger.database.scrub_keys().await?;
        let before = self
            .parts
            .outside
            .now()
            .saturating_sub(older_than.as_micros() as i64);
        let mut transaction = self.parts.ledger.database.write().await?;
        // From here on an upload of the same bytes is told to try again, instead of losing them to this sweep.
        let leave = "UPDATE blobs SET state = 'leaving' WHERE state = 'announced' AND since <= $1";
        transaction.execute(DOING, leave, values![before]).await?;
        let select = "SELECT address FROM blobs WHERE state = 'leaving' AND since <= $1";
        let leaving: Vec<(String,)> = transaction.all(DOING, select, values![before]).await?;
        transaction.commit(DOING).await?;
        for (address,) in &leaving {
            self.parts.blobs.remove(address).await?;
            let mut transaction = self.parts.ledger.database.write().await?;
            let forget = "DELETE FROM blobs WHERE address = $1 AND state = 'leaving'";
            transaction.execute(DOING, forget, values![address]).await?;
            transaction.commit(DOING).await?;
        }
        Ok(leaving.len())
    }
}

impl Parts {
    /// Removes the bytes of a deleted patient. The rows stay until a later sweep: an upload that was under way may
    /// still bring bytes.
    pub(crate) async fn remove_blobs_of(&self, patient: PatientId) -> Result<usize, Error> {
        let mut transaction = self.ledger.database.read().await?;
        let select = "SELECT address FROM blobs WHERE patient = $1 AND state = 'leaving'";
        let leaving: Vec<(String,)> = transaction.all(DOING, select, values![patient]).await?;
        drop(transaction);
        for (address,) in &leaving {
            self.blobs.remove(address).await?;
        }
        Ok(leaving.len())
    }
}
