//! Records that are added together, and only if nothing else was written meanwhile.

use super::Repository;
use super::access::about;
use super::write::{Place, Version};
use crate::error::Error;
use crate::ids::{PatientId, RecordId};
use crate::record::{Entered, Kind};
use relief_course::{Action, Line, Reach};

/// A record to be added, whatever its type.
#[derive(Debug, Clone)]
pub struct Addition {
    kind: Kind,
    within: Option<RecordId>,
    value: serde_json::Value,
    /// What its writer must be allowed to do, for each reach in the order of [`Reach::ALL`].
    writing: [Action; Reach::ALL.len()],
}

impl Addition {
    /// A value to be added as a record, which may belong to another of the same patient.
    ///
    /// # Errors
    /// [`Error::Json`] for a value that cannot be written as JSON.
    pub fn new<T: Entered>(within: Option<RecordId>, value: &T) -> Result<Self, Error> {
        let json = serde_json::to_value(value).map_err(|source| Error::Json {
            what: "a record",
            source,
        })?;
        Ok(Self {
            kind: T::KIND,
            within,
            value: json,
            writing: Reach::ALL.map(|reach| value.writing(reach)),
        })
    }

    fn writing(&self, reach: Reach) -> Action {
        self.writing[reach as usize]
    }
}

impl Repository {
    /// Adds records, all or none, if nothing was written about the patient since [`crate::Latest::revision`] was seen.
    /// So what was decided from what was seen still holds: of two who sign the same session at one instant, one is told.
    ///
    /// # Errors
    /// [`Error::MovedOn`] when something was written since; otherwise as [`Self::add`].
    pub async fn add_together(
        &self,
        patient: PatientId,
        seen: i64,
        additions: &[Addition],
        why: &Line,
    ) -> Result<(), Error> {
        let Some(first) = additions.first() else {
            return Ok(());
        };
        let reach = self.reach_to_write(patient);
        let tried = self.try_add_together(patient, seen, additions, why).await;
        self.refusal_logged(first.writing(reach), about(patient), tried)
            .await
    }

    async fn try_add_together(
        &self,
        patient: PatientId,
        seen: i64,
        additions: &[Addition],
        why: &Line,
    ) -> Result<(), Error> {
        let mut writing = self.parts.ledger.write().await?;
        let found = self.within_reach(&mut writing.transaction, patient).await?;
        for addition in additions {
            self.allowed_within(&found, |reach| addition.writing(reach))?;
        }
        if found.revision != seen {
            return Err(Error::MovedOn {
                patient: patient.to_string(),
            });
        }
        for addition in additions {
            let place = Place::New {
                record: RecordId::random(&*self.parts.outside.entropy),
                within: addition.within,
            };
            let version = Version {
                patient,
                kind: addition.kind,
                action: addition.writing(self.reach_to_write(patient)),
                value: &addition.value,
                why,
            };
            self.add_version(&mut writing, &found.key, place, version).await?;
        }
        writing.commit().await?;
        Ok(())
    }
}
