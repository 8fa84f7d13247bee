//! Records: each is as the log says, and opens; and none that the log names is missing.

use super::{Logged, Report, Seen};
use crate::database::Transaction;
use crate::error::Error;
use crate::jobs::Measurement;
use crate::keys::PatientKey;
use crate::record::{Kind, Photo, RecordRow, Scan, hash, open, select_records};
use crate::store::Store;
use relief_protocol::Hash;
use serde_json::Value;

impl Store {
    pub(super) async fn verify_records(
        &self,
        transaction: &mut Transaction,
        logged: &mut Logged,
        seen: &mut Seen,
        report: &mut Report,
    ) -> Result<(), Error> {
        let select = select_records!("ORDER BY id, version");
        transaction
            .each("checking records", select, |row: RecordRow| {
                report.versions += 1;
                let name = format!("{} version {}", row.0, row.1);
                match logged.versions.remove(&(row.0.clone(), row.1)) {
                    None => report.wrong("record", &name, "the log does not know of it"),
                    Some(digest) if digest != hash(&row) => {
                        report.wrong("record", &name, "it is not what the log says was written");
                    }
                    Some(_) => open_record(row, &name, seen, report),
                }
                Ok(())
            })
            .await?;
        for (record, version) in logged.versions.keys() {
            report.wrong("record", format!("{record} version {version}"), "it is missing");
        }
        Ok(())
    }
}

/// Opens a record, unless its patient's key is destroyed, and notes the blobs that it wants.
fn open_record(row: RecordRow, name: &str, seen: &mut Seen, report: &mut Report) {
    let key = row.2.parse().ok().and_then(|patient| seen.keys.get(&patient));
    let Some(key) = key else {
        return;
    };
    match wanted(key, row) {
        Err(error) => report.wrong("record", name, error),
        Ok(blobs) => seen.wanted.extend(blobs),
    }
}

/// The blobs that a record wants.
fn wanted(key: &PatientKey, row: RecordRow) -> Result<Vec<String>, Error> {
    let address = |blob: Hash| blob.as_str().to_owned();
    Ok(match Kind::named(&row.3) {
        Some(Kind::Photo) => vec![address(open::<Photo>(key, row)?.value.blob)],
        Some(Kind::Scan) => vec![address(open::<Scan>(key, row)?.value.blob)],
        Some(Kind::Measurement) => {
            let files = open::<Measurement>(key, row)?.value.files;
            files.into_values().map(|file| address(file.blob)).collect()
        }
        _ => {
            open::<Value>(key, row)?;
            Vec::new()
        }
    })
}
