//! The audit log: who read, wrote, was refused or took out what, in one chain that nothing can be taken out of.
//!
//! Each entry's `link` is a keyed hash of the link before it and of everything in the entry, so changing, removing,
//! inserting or moving an entry breaks every link after it, and nobody without the master key can mend them. Cutting
//! off the end breaks no link; for that the end is also written, tagged under the master key, to an *anchor* outside
//! the database, after every commit and before anybody is told that it happened. An anchor is never ahead of the
//! database, and a process that finds the log shorter than it left it stops. Who can set back database and anchors
//! together, to states that once belonged together, is not found out: keep the anchors elsewhere, or note the head that
//! `verify` prints.

mod anchor;
mod chain;
mod entry;
mod group;
mod verify;
mod writing;

pub(crate) use anchor::{Anchors, genesis};
pub use chain::Head;
pub(crate) use chain::digest;
pub(crate) use entry::{Draft, Note};
pub use entry::{Entry, Happened, Outcome};
pub(crate) use group::Reads;
pub(crate) use verify::{check_anchors, check_chain, page_of_clinic};
pub(crate) use writing::{Ledger, Writing};

use thiserror::Error;

/// What is wrong with an audit log.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AuditProblem {
    /// An entry does not follow from the one before it: one of the two was changed, or some were taken out, added or
    /// moved between them.
    #[error("entry {seq} does not follow from the one before it")]
    Broken {
        /// The entry's number.
        seq: i64,
    },
    /// Numbers do not follow each other.
    #[error("entry {found} stands where entry {expected} belongs")]
    Gap {
        /// The number that should come.
        expected: i64,
        /// The number that comes.
        found: i64,
    },
    /// The log's end is not where the database keeps it.
    #[error("the log ends at entry {found}; its end is noted at entry {noted}")]
    Tip {
        /// The last entry.
        found: i64,
        /// The last entry as noted in the database.
        noted: i64,
    },
    /// An anchor names an entry that is gone or another: the log was cut, and perhaps went on since.
    #[error("anchor {anchor} names entry {seq}, which is missing or another one: the log was cut")]
    Cut {
        /// The anchor.
        anchor: String,
        /// The entry it names.
        seq: i64,
    },
    /// An anchor was not written by this store.
    #[error("anchor {anchor} is damaged, or was not written under this master key")]
    Anchor {
        /// The anchor.
        anchor: String,
    },
    /// There is no anchor, so an end that was cut off would not be noticed.
    #[error("there is no anchor for the log's end at entry {seq}")]
    NoAnchor {
        /// The last entry.
        seq: i64,
    },
    /// An entry holds something that Relief does not write.
    #[error("entry {seq} holds {field} {value:?}, which Relief does not write")]
    Strange {
        /// The entry's number.
        seq: i64,
        /// Which field.
        field: &'static str,
        /// Its value.
        value: String,
    },
}
