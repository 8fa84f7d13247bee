//! Rows that were made before, so that a page of numbers need not open every record anew. In memory, and nothing in them names a patient.

use super::rows::OfPatient;
use crate::guard::Visitor;
use relief_store::{ClinicId, PatientId};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// What is known of a patient.
#[derive(Clone)]
pub(super) struct KnownPatient {
    /// As of which revision of the patient's records.
    pub(super) revision: i64,
    /// `None` without a course for acne scars.
    pub(super) rows: Option<Arc<OfPatient>>,
}

/// What is known of a clinic's patients. Another server's process has whoever was deleted here in it until its next look, without a name.
pub(super) type OfClinic = BTreeMap<PatientId, KnownPatient>;

/// What is known of every clinic, as of a version of its settings: the days of its calendar are in the rows.
#[derive(Default)]
pub struct Known(Mutex<HashMap<ClinicId, (u32, OfClinic)>>);

impl Known {
    /// What is known in the visitor's clinic.
    pub(super) fn of(&self, visitor: &Visitor) -> OfClinic {
        let clinics = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = clinics.get(&visitor.person.clinic);
        known
            .filter(|(version, _)| *version == visitor.clinic_version)
            .map(|(_, known)| known.clone())
            .unwrap_or_default()
    }

    /// Forgets what is known in the visitor's clinic, as when somebody was deleted.
    pub fn forget(&self, visitor: &Visitor) {
        let mut clinics = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        clinics.remove(&visitor.person.clinic);
    }

    /// Keeps that and nothing else for the visitor's clinic.
    pub(super) fn keep(&self, visitor: &Visitor, known: OfClinic) {
        let mut clinics = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        clinics.insert(visitor.person.clinic, (visitor.clinic_version, known));
    }
}
