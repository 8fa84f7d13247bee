//! The accounts of a patient, as whoever may add one sees them.

use crate::database::{Transaction, values};
use crate::error::Error;
use crate::ids::PatientId;
use crate::repository::{Repository, about};
use relief_course::Action;

const DOING: &str = "counting a patient's accounts";

impl Repository {
    /// How many accounts see this patient's record as their own.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient out of reach, [`Error::NotAllowed`] when the roles do not allow adding accounts for it.
    pub async fn count_accounts_of(&self, patient: PatientId) -> Result<i64, Error> {
        let read = async {
            let mut transaction = self.parts.ledger.database.read().await?;
            self.access(&mut transaction, patient, |_| Action::CreatePatient)
                .await?;
            count_of(&mut transaction, patient).await
        };
        let read = read.await;
        self.read_logged(Action::ViewPatient, about(patient), read).await
    }
}

/// How many accounts see a patient's record as their own, as a transaction sees it.
pub(super) async fn count_of(transaction: &mut Transaction, patient: PatientId) -> Result<i64, Error> {
    let count = "SELECT COUNT(*) FROM account_clinics WHERE own = $1";
    let row: Option<(i64,)> = transaction.optional(DOING, count, values![patient]).await?;
    Ok(row.map_or(0, |(n,)| n))
}
