//! A patient's key: made once, stored wrapped, destroyed with the patient.

use super::seal::{open, seal};
use super::{Key, MasterKey, derive};
use crate::canon::Canon;
use crate::error::Error;
use crate::ids::PatientId;
use crate::outside::Outside;
use zeroize::Zeroizing;

/// What opens everything of one patient, and nothing of another.
pub(crate) struct PatientKey {
    patient: PatientId,
    key: Key,
}

impl PatientKey {
    /// A new one.
    pub(crate) fn random(patient: PatientId, outside: &Outside) -> Self {
        let key = Zeroizing::new(outside.random());
        Self { patient, key }
    }

    /// What tells this key from every other without telling the key: it stays when the key is destroyed.
    pub(crate) fn mark(&self) -> Vec<u8> {
        derive(&self.key, "relief 2026 patient key: mark").to_vec()
    }

    /// Sealed under the master key, for the database.
    pub(crate) fn wrap(&self, master: &MasterKey, outside: &Outside) -> Result<Vec<u8>, Error> {
        let context = self.patient.to_string();
        seal(
            &master.wrapping(),
            outside.random(),
            context.as_bytes(),
            self.key.as_slice(),
        )
        .ok_or_else(|| Error::damaged("the key of patient", self.patient, "it cannot be wrapped"))
    }

    /// Back from the database.
    pub(crate) fn unwrap(master: &MasterKey, patient: PatientId, wrapped: &[u8]) -> Result<Self, Error> {
        let damaged = || Error::damaged("the key of patient", patient, "the master key does not open it");
        let opened = open(&master.wrapping(), patient.to_string().as_bytes(), wrapped).map(Zeroizing::new);
        let opened = opened.ok_or_else(damaged)?;
        let mut key = Zeroizing::new([0; 32]);
        if opened.len() != key.len() {
            return Err(damaged());
        }
        key.copy_from_slice(&opened);
        Ok(Self { patient, key })
    }

    /// Seals a record or a job's request, bound to the rest of its row.
    pub(crate) fn seal(&self, outside: &Outside, context: Canon, plain: &[u8]) -> Result<Vec<u8>, Error> {
        seal(&self.sealing(), outside.random(), &context.done(), plain).ok_or(Error::TooLarge {
            what: "the record",
            found: plain.len() as u64,
            most: 1 << 38,
            unit: "bytes",
        })
    }

    /// Opens what [`Self::seal`] sealed.
    pub(crate) fn open(
        &self,
        what: &'static str,
        id: impl ToString,
        context: Canon,
        sealed: &[u8],
    ) -> Result<Vec<u8>, Error> {
        open(&self.sealing(), &context.done(), sealed)
            .ok_or_else(|| Error::damaged(what, id, "it was changed, moved, or sealed under another key"))
    }

    fn sealing(&self) -> Key {
        derive(&self.key, "relief 2026 patient key: seals records")
    }

    /// Seals blobs.
    pub(super) fn sealing_blobs(&self) -> Key {
        derive(&self.key, "relief 2026 patient key: seals blobs")
    }

    /// Gives blobs their nonces.
    pub(super) fn nonces_of_blobs(&self) -> Key {
        derive(&self.key, "relief 2026 patient key: nonces of blobs")
    }
}
