//! For whom a repository is built.

use crate::ids::{ClinicId, PatientId};
use relief_course::{PersonId, Reach, Role};

/// A person who has signed in, in one clinic. Whoever signs people in establishes that this is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// In which clinic.
    pub clinic: ClinicId,
    /// The roles there.
    pub roles: Vec<Role>,
    /// The person's own record as a patient, when there is one.
    pub own: Option<PatientId>,
}

impl Person {
    /// How a patient's record stands to this person. What staff of another clinic, or another patient, asks for is
    /// foreign, and so is everything to a rater: whom pictures are of is not for raters to know.
    pub(crate) fn reaches(&self, patient: PatientId, clinic: ClinicId) -> Vec<Reach> {
        let staff = |role: &Role| matches!(role, Role::Owner | Role::Clinician | Role::Assistant);
        let own = self.own == Some(patient) && self.roles.contains(&Role::Patient);
        let in_clinic = self.clinic == clinic && self.roles.iter().any(staff);
        let reaches = [(Reach::Own, own), (Reach::Clinic, in_clinic)];
        reaches
            .into_iter()
            .filter(|(_, holds)| *holds)
            .map(|(reach, _)| reach)
            .collect()
    }
}
