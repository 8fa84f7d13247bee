//! How one link follows from the one before it.

use super::AuditProblem;
use super::entry::EntryRow;
use crate::canon::Canon;
use crate::keys::Key;

/// A place in the chain, most often its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The entry's number; 0 before the first.
    pub seq: i64,
    /// Its link, 32 bytes.
    pub link: Vec<u8>,
}

impl Head {
    /// Where a row stands.
    pub(super) fn of(row: &EntryRow) -> Self {
        Self {
            seq: row.0,
            link: row.10.clone(),
        }
    }

    /// The link of the entry that follows.
    pub(super) fn next(&self, key: &Key, row: &EntryRow) -> Vec<u8> {
        let (seq, at, person, clinic, action, outcome, patient, record, version, digest, _) = row;
        let fields = Canon::default()
            .bytes(&self.link)
            .int(*seq)
            .int(*at)
            .text(person)
            .text(clinic)
            .text(action)
            .text(outcome)
            .maybe(patient.as_deref().map(str::as_bytes))
            .maybe(record.as_deref().map(str::as_bytes))
            .maybe(version.map(i64::to_le_bytes).as_ref().map(|bytes| &bytes[..]))
            .maybe(digest.as_deref());
        blake3::keyed_hash(key, &fields.done()).as_bytes().to_vec()
    }

    /// Whether a row follows from here.
    pub(super) fn check(&self, key: &Key, row: &EntryRow) -> Result<(), AuditProblem> {
        let expected = self.seq + 1;
        if row.0 != expected {
            return Err(AuditProblem::Gap {
                expected,
                found: row.0,
            });
        }
        if self.next(key, row) != row.10 {
            return Err(AuditProblem::Broken { seq: row.0 });
        }
        Ok(())
    }
}

/// The hash of what was written, for the entry that says so.
pub(crate) fn digest(written: Canon) -> Vec<u8> {
    blake3::hash(&written.done()).as_bytes().to_vec()
}
