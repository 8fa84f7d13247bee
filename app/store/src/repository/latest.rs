//! Everything about a patient as it stands now, in one look.

use super::Repository;
use super::access::about;
use crate::audit::Outcome;
use crate::database::values;
use crate::error::Error;
use crate::ids::PatientId;
use crate::record::{Export, Kind, RecordRow, open, select_records};
use futures_util::future::BoxFuture;
use relief_course::{Action, permits};

/// A look that is being written to the log.
pub type Logging = BoxFuture<'static, Result<(), Error>>;

/// What is recorded about a patient now.
#[derive(Debug, Clone, PartialEq)]
pub struct Latest {
    /// Raised by every version that is added to any of the patient's records, and by nothing else.
    pub revision: i64,
    /// The latest version of every record that this person may see, in the order in which the records were begun.
    pub records: Vec<Export>,
}

impl Repository {
    /// The latest version of every record of a patient whose kind this person may see; kinds that it may not see are
    /// left out. It is one look at one instant, and one entry of the log.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient out of reach, [`Error::NotAllowed`] when the roles do not allow to see the
    /// patient at all, [`Error::Damaged`] for a record that was changed by others than Relief.
    pub async fn latest(&self, patient: PatientId) -> Result<Latest, Error> {
        let (latest, logging) = self.latest_while_logging(patient).await?;
        logging.await?;
        Ok(latest)
    }

    /// As [`Self::latest`], before the look is in the log: a page can be made meanwhile, which waits less for the disk. Nobody
    /// may be shown anything of it until the second ended well.
    ///
    /// # Errors
    /// As [`Self::latest`]; a refusal is in the log already.
    pub async fn latest_while_logging(&self, patient: PatientId) -> Result<(Latest, Logging), Error> {
        let action = Action::ViewPatient;
        match self.try_latest(patient).await {
            Ok(latest) => {
                let repository = self.clone();
                let entry = self.draft(action, Outcome::Done, about(patient));
                Ok((latest, Box::pin(async move { repository.log(entry).await })))
            }
            Err(error) => self.refusal_logged(action, about(patient), Err(error)).await,
        }
    }

    async fn try_latest(&self, patient: PatientId) -> Result<Latest, Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        let found = self.within_reach(&mut transaction, patient).await?;
        let may = |action| {
            let reaches = &mut found.reaches.iter();
            reaches.any(|reach| permits(&self.person.roles, action, *reach))
        };
        if !may(Action::ViewPatient) {
            return Err(Error::NotAllowed {
                action: Action::ViewPatient,
            });
        }
        let select = select_records!(
            "AS r WHERE patient = $1 AND version = (SELECT MAX(version) FROM records WHERE id = r.id) \
             ORDER BY (SELECT written_at FROM records WHERE id = r.id AND version = 1), id"
        );
        let rows: Vec<RecordRow> = transaction
            .all("reading a patient's records", select, values![patient])
            .await?;
        drop(transaction);
        // A kind that is not known here is of a newer Relief, and `open` says so.
        let is_seen = |row: &RecordRow| Kind::named(&row.3).is_none_or(|kind| may(kind.seeing()));
        let seen = rows.into_iter().filter(is_seen);
        let records = seen.map(|row| open(&found.key, row)).collect::<Result<_, _>>()?;
        Ok(Latest {
            revision: found.revision,
            records,
        })
    }
}
