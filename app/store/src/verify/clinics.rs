//! Clinics: every version of their settings and documents is as the log says.

use super::{Logged, Report};
use crate::clinics::{
    DocumentRow, SettingsRow, document_hash, document_name, read_document, read_settings, select_documents,
    select_settings, settings_hash,
};
use crate::database::Transaction;
use crate::error::Error;
use crate::store::Store;

const DOING: &str = "checking clinics";

impl Store {
    pub(super) async fn verify_clinics(
        &self,
        transaction: &mut Transaction,
        logged: &mut Logged,
        report: &mut Report,
    ) -> Result<(), Error> {
        let select = select_settings!("ORDER BY id, version");
        transaction
            .each(DOING, select, |row: SettingsRow| {
                let read = read_settings(&row).map(|_| ());
                logged.check("clinic", row.0.clone(), row.1, settings_hash(&row), read, report);
                Ok(())
            })
            .await?;
        let select = select_documents!("ORDER BY clinic, kind, name, version");
        transaction
            .each(DOING, select, |row: DocumentRow| {
                let (name, read) = (document_name(&row), read_document(&row).map(|_| ()));
                logged.check("document", name, row.3, document_hash(&row), read, report);
                Ok(())
            })
            .await
    }
}

impl Logged {
    /// Checks a version of a thing against the log, once.
    fn check(
        &mut self,
        what: &'static str,
        name: String,
        version: i64,
        hash: Vec<u8>,
        read: Result<(), Error>,
        report: &mut Report,
    ) {
        let id = format!("{name} version {version}");
        match self.things.remove(&(name, version)) {
            None => report.wrong(what, id, "the log does not know of it"),
            Some(digest) if digest != hash => {
                report.wrong(what, id, "it is not what the log says was written")
            }
            Some(_) => {
                if let Err(error) = read {
                    report.wrong(what, id, error);
                }
            }
        }
    }
}
