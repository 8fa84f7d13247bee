//! Records: each is as the log says, and opens; and none that the log names is missing.

use super::{Logged, Report, Seen};
use crate::database::Transaction;
use crate::error::Error;
use crate::record::{Export, Kind, RecordRow, hash, open, select_records};
use crate::store::Store;

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

/// Opens a record, unless its patient's key is destroyed, and notes the blob that it wants.
fn open_record(row: RecordRow, name: &str, seen: &mut Seen, report: &mut Report) {
    let key = row.2.parse().ok().and_then(|patient| seen.keys.get(&patient));
    let Some(key) = key else {
        return;
    };
    let opened: Result<Export, Error> = open(key, row);
    match opened {
        Err(error) => report.wrong("record", name, error),
        Ok(opened) if opened.kind == Kind::Photo => match opened.value["blob"].as_str() {
            Some(blob) => {
                seen.wanted.insert(blob.to_owned());
            }
            None => report.wrong("record", name, "a photo without a blob"),
        },
        Ok(_) => {}
    }
}
