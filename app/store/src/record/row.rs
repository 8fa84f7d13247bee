//! A version as the table holds it: its columns, what seals them together, and its hash.

use super::{Kind, Versioned};
use crate::audit::digest;
use crate::canon::Canon;
use crate::error::Error;
use crate::ids::{PatientId, RecordId};
use crate::keys::PatientKey;
use crate::outside::Outside;
use jiff::Timestamp;
use relief_course::{Line, PersonId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A version as the table holds it: record, version, patient, kind, within, instant, person, and the rest sealed.
pub(crate) type RecordRow = (String, i64, String, String, Option<String>, i64, String, Vec<u8>);

/// A query for versions as [`RecordRow`] has them; what follows `FROM records` is given.
macro_rules! select_records {
    ($rest:literal) => {
        concat!(
            "SELECT id, version, patient, kind, within, written_at, written_by, sealed FROM records ",
            $rest
        )
    };
}
pub(crate) use select_records;

/// The columns of a version that are not sealed.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub(crate) record: RecordId,
    pub(crate) version: u32,
    pub(crate) patient: PatientId,
    pub(crate) kind: Kind,
    pub(crate) within: Option<RecordId>,
    pub(crate) at: i64,
    pub(crate) by: PersonId,
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed<T> {
    why: Line,
    value: T,
}

impl Written {
    /// Seals a value and its reason into a row.
    pub(crate) fn seal<T: Serialize>(
        self,
        key: &PatientKey,
        outside: &Outside,
        why: &Line,
        value: &T,
    ) -> Result<RecordRow, Error> {
        let why = why.clone();
        let json = serde_json::to_vec(&Sealed { why, value }).map_err(|source| Error::Json {
            what: "a record",
            source,
        })?;
        let mut row = (
            self.record.to_string(),
            i64::from(self.version),
            self.patient.to_string(),
            self.kind.name().to_owned(),
            self.within.map(|within| within.to_string()),
            self.at,
            self.by.to_string(),
            Vec::new(),
        );
        row.7 = key.seal(outside, context(&row), &json)?;
        Ok(row)
    }
}

/// Everything of a row but what is sealed: a row that is moved to another place no longer opens.
fn context(row: &RecordRow) -> Canon {
    let (record, version, patient, kind, within, at, by, _) = row;
    Canon::default()
        .text(record)
        .int(*version)
        .text(patient)
        .text(kind)
        .maybe(within.as_deref().map(str::as_bytes))
        .int(*at)
        .text(by)
}

/// A row's hash, which stands in the audit log.
pub(crate) fn hash(row: &RecordRow) -> Vec<u8> {
    digest(context(row).bytes(&row.7))
}

/// Opens a row.
pub(crate) fn open<T: DeserializeOwned>(key: &PatientKey, row: RecordRow) -> Result<Versioned<T>, Error> {
    let json = key.open("record", &row.0, context(&row), &row.7)?;
    let (record, version, _, kind, within, at, by, _) = row;
    let damaged = |problem: String| Error::damaged("record", &record, problem);
    let Sealed { why, value } = serde_json::from_slice(&json).map_err(|error| damaged(error.to_string()))?;
    let within = within.map(|within| within.parse()).transpose();
    Ok(Versioned {
        kind: Kind::named(&kind).ok_or_else(|| damaged(format!("kind {kind:?}")))?,
        record: record
            .parse()
            .map_err(|_| damaged("its id is no id".to_owned()))?,
        version: version
            .try_into()
            .map_err(|_| damaged(format!("version {version}")))?,
        within: within.map_err(|_| damaged("what it belongs to is no id".to_owned()))?,
        at: Timestamp::from_microsecond(at).map_err(|_| damaged(format!("instant {at}")))?,
        by: PersonId::try_from(by.as_str()).map_err(|error| damaged(error.to_string()))?,
        why,
        value,
    })
}
