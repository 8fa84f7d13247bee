//! Entries that were made by mistake, and so do not count.

use super::build::all;
use crate::failure::Failure;
use relief_course::{EnteredInError, EntryKind};
use relief_store::{Export, RecordId, Versioned};

/// What was told to be a mistake.
pub struct Mistakes(pub Vec<Versioned<EnteredInError>>);

impl Mistakes {
    pub(super) fn of(records: &[Export]) -> Result<Self, Failure> {
        Ok(Self(all(records)?))
    }

    /// Those of a list that count. A mistake that names another kind than the record's was not allowed to be told.
    pub(super) fn without<T>(
        &self,
        mut records: Vec<Versioned<T>>,
        kind: impl Fn(&T) -> EntryKind,
    ) -> Vec<Versioned<T>> {
        let is_wrong = |record: RecordId, kind| {
            let mut told = self.0.iter();
            told.any(|told| told.within == Some(record) && told.value.entry == kind)
        };
        records.retain(|entry| !is_wrong(entry.record, kind(&entry.value)));
        records
    }
}
