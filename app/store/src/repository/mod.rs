//! The store as one person may see and change it.
//!
//! Every method does four things: it finds out how the patient stands to the person, asks [`relief_course::permits`], does it,
//! and logs it, refusals too. An id of another clinic or patient is answered like one that never was.

mod access;
mod blobs;
mod captures;
mod cohort;
mod deletion;
mod latest;
mod log;
mod measured;
mod patients;
mod photographed;
mod photos;
mod records;
mod scans;
mod together;
mod write;

pub(crate) use access::{about, about_record};
pub(crate) use blobs::keep_blob;
pub(crate) use captures::capture_record;
pub use cohort::{CohortFor, CohortMember};
pub use deletion::Deletion;
pub use latest::{Latest, Logging};
pub use patients::Found;
pub use together::Addition;
pub(crate) use write::{Place, Version};

use crate::person::Person;
use crate::store::Parts;
use std::sync::Arc;

/// The store as one person may see and change it. Made by [`crate::Store::repository`].
#[derive(Clone)]
pub struct Repository {
    pub(crate) parts: Arc<Parts>,
    pub(crate) person: Person,
}

impl Repository {
    pub(crate) fn new(parts: Arc<Parts>, person: Person) -> Self {
        Self { parts, person }
    }

    /// For whom it was built.
    pub fn person(&self) -> &Person {
        &self.person
    }
}
