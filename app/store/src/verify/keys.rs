//! Keys: each opens under the master key, or is destroyed and the log says so.

use super::{Logged, Report, Seen};
use crate::database::Transaction;
use crate::error::Error;
use crate::ids::PatientId;
use crate::keys::PatientKey;
use crate::store::Store;

/// A patient's key: patient, wrapped, mark.
type KeyRow = (String, Option<Vec<u8>>, Vec<u8>);

impl Store {
    pub(super) async fn verify_keys(
        &self,
        transaction: &mut Transaction,
        logged: &Logged,
        seen: &mut Seen,
        report: &mut Report,
    ) -> Result<(), Error> {
        let mut destroyed = 0;
        let select = "SELECT patients.id, patient_keys.wrapped, patient_keys.mark \
             FROM patients JOIN patient_keys ON patient_keys.patient = patients.id ORDER BY patients.id";
        transaction
            .each("checking keys", select, |(id, wrapped, mark): KeyRow| {
                let Ok(patient) = id.parse::<PatientId>() else {
                    report.wrong("patient", &id, "the id is no id");
                    return Ok(());
                };
                let deleted = logged.deleted.get(&patient);
                match (wrapped, deleted) {
                    (Some(_), Some(_)) => {
                        report.wrong("the key of patient", &id, "it is back after its deletion")
                    }
                    (None, None) => report.wrong(
                        "the key of patient",
                        &id,
                        "it is gone, and the log knows of no deletion",
                    ),
                    (None, Some(logged)) if *logged != mark => {
                        report.wrong("the key of patient", &id, "another key than this was destroyed");
                    }
                    (None, Some(_)) => destroyed += 1,
                    (Some(wrapped), None) => {
                        match PatientKey::unwrap(&self.parts.master, patient, &wrapped) {
                            Ok(key) if key.mark() == mark => {
                                seen.keys.insert(patient, key);
                            }
                            _ => report.wrong("the key of patient", &id, "the master key does not open it"),
                        }
                    }
                }
                Ok(())
            })
            .await?;
        report.patients = seen.keys.len();
        report.deleted = destroyed;
        let left = "SELECT patient FROM patient_keys WHERE wrapped IS NULL \
             AND (patient IN (SELECT patient FROM search) OR patient IN (SELECT patient FROM jobs) \
                 OR patient IN (SELECT patient FROM agenda) OR patient IN (SELECT own FROM account_clinics) \
                 OR patient IN (SELECT patient FROM ratings)) \
             ORDER BY patient";
        transaction
            .each("checking deletions", left, |(id,): (String,)| {
                report.wrong(
                    "patient",
                    &id,
                    "deleted, but words of the search, jobs, ratings, agenda or an account are left",
                );
                Ok(())
            })
            .await
    }
}
