//! Values out of records.

use crate::failure::Failure;
use relief_store::{Export, Record, RecordId, Versioned};

/// Every record of a kind.
pub(crate) fn all<T: Record>(records: &[Export]) -> Result<Vec<Versioned<T>>, Failure> {
    let of_kind = records.iter().filter(|record| record.kind == T::KIND);
    of_kind
        .map(|record| record.read::<T>().map_err(Failure::from))
        .collect()
}

/// Every record of a kind that belongs to another.
pub(super) fn within<T: Record>(records: &[Export], owner: RecordId) -> Result<Vec<Versioned<T>>, Failure> {
    let mut found = all::<T>(records)?;
    found.retain(|record| record.within == Some(owner));
    Ok(found)
}

/// The values alone.
pub(super) fn values<T: Clone>(records: &[Versioned<T>]) -> Vec<T> {
    records.iter().map(|record| record.value.clone()).collect()
}
