//! Adding one version, in a transaction that others may share.

use super::Repository;
use crate::audit::{Note, Outcome, Writing};
use crate::database::values;
use crate::error::Error;
use crate::ids::{PatientId, RecordId};
use crate::keys::PatientKey;
use crate::record::{Kind, RecordRow, Written, hash};
use relief_course::{Action, Line};
use serde::Serialize;

const DOING: &str = "writing a record";

/// Where a version goes.
pub(crate) enum Place {
    /// It is the first of a new record, which may belong to another record.
    New {
        record: RecordId,
        within: Option<RecordId>,
    },
    /// It follows this version of this record.
    After { record: RecordId, version: u32 },
}

/// What is written, by what right and why.
pub(crate) struct Version<'a, T> {
    pub(crate) patient: PatientId,
    pub(crate) kind: Kind,
    pub(crate) action: Action,
    pub(crate) value: &'a T,
    pub(crate) why: &'a Line,
}

impl Repository {
    /// Adds a version and its entry in the log; answers with its number.
    ///
    /// # Errors
    /// [`Error::Unknown`] when the record, or the one it is to belong to, is not this patient's; [`Error::Stale`] when
    /// it has moved on.
    pub(crate) async fn add_version<T: Serialize + Sync>(
        &self,
        writing: &mut Writing<'_>,
        key: &PatientKey,
        place: Place,
        version: Version<'_, T>,
    ) -> Result<u32, Error> {
        let (record, number, within) = match place {
            Place::New { record, within } => {
                if let Some(within) = within {
                    latest(writing, version.patient, within, None).await?;
                }
                (record, 1, within)
            }
            Place::After {
                record,
                version: expected,
            } => {
                let (found, within) = latest(writing, version.patient, record, Some(version.kind)).await?;
                if found != expected {
                    return Err(Error::stale("record", record, expected, found));
                }
                (record, found + 1, within)
            }
        };
        let written = Written {
            record,
            version: number,
            patient: version.patient,
            kind: version.kind,
            within,
            at: self.parts.outside.now(),
            by: self.person.id.clone(),
        };
        let row = written.seal(key, &self.parts.outside, version.why, version.value)?;
        let note = Note {
            patient: Some(version.patient.to_string()),
            record: Some(record.to_string()),
            version: Some(number.into()),
            digest: Some(hash(&row)),
        };
        insert(writing, row).await?;
        writing
            .log(self.draft(version.action, Outcome::Done, note))
            .await?;
        Ok(number)
    }
}

async fn insert(writing: &mut Writing<'_>, row: RecordRow) -> Result<(), Error> {
    let insert = "INSERT INTO records (id, version, patient, kind, within, written_at, written_by, sealed) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let (id, version, patient, kind, within, at, by, sealed) = row;
    let raise = "UPDATE patients SET revision = revision + 1 WHERE id = $1";
    writing
        .transaction
        .execute(DOING, raise, values![&patient])
        .await?;
    let row = values![id, version, patient, kind, within, at, by, sealed];
    writing.transaction.execute(DOING, insert, row).await?;
    Ok(())
}

/// The latest version of a record of this patient, and what it belongs to.
async fn latest(
    writing: &mut Writing<'_>,
    patient: PatientId,
    record: RecordId,
    kind: Option<Kind>,
) -> Result<(u32, Option<RecordId>), Error> {
    let select = "SELECT version, kind, within FROM records WHERE id = $1 AND patient = $2 \
         ORDER BY version DESC LIMIT 1";
    let found: Option<(i64, String, Option<String>)> = writing
        .transaction
        .optional(DOING, select, values![record, patient])
        .await?;
    let of_kind = |found: &str| kind.is_none_or(|kind| kind.name() == found);
    match found {
        Some((version, found, within)) if of_kind(&found) => {
            let damaged = || Error::damaged("record", record, "its columns hold what Relief does not write");
            let version = version.try_into().map_err(|_| damaged())?;
            let within = within
                .map(|within| within.parse())
                .transpose()
                .map_err(|_| damaged())?;
            Ok((version, within))
        }
        _ => Err(Error::unknown("record", record)),
    }
}
