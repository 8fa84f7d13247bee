//! Accounts: who may sign in, in which clinics, and as what.
//!
//! An account is one person in all clinics of the installation. It stands sealed under a key that follows from the
//! master key, is found by a keyed hash of its login, and its versions are in the log with their hashes, so `verify`
//! finds one that was set back to an older password. Passwords come as strings of a password hash: the store never
//! sees one.

mod check;
mod kiosk;
mod leaving;
mod login;
mod manage;
mod members;
mod of_patient;
mod own;
mod row;
mod sign_in;
mod signed_in;
mod write;

pub use kiosk::Kiosk;
pub use manage::Reset;
pub(crate) use members::{account as account_of, accounts_of, is_founded};
pub(crate) use row::{AccountRow, hash, open};
pub use sign_in::SignIn;
pub use signed_in::SignedIn;

use crate::ids::{ClinicId, PatientId};
use crate::person::Person;
use relief_course::{Line, PersonId, Role};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What one person signs in with, and where to. It does not print its secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The person. Whoever makes an account draws it at random.
    pub id: PersonId,
    /// What is typed to sign in. Case, width and blanks at the ends do not tell two apart.
    pub login: Line,
    /// The person's name.
    pub name: Line,
    /// The password's hash, as a PHC string.
    pub password: String,
    /// What makes the codes of the second factor.
    pub totp: Option<Vec<u8>>,
    /// Whether anybody may sign in with it.
    pub enabled: bool,
    /// The clinics it is in.
    pub memberships: Vec<Membership>,
}

/// What an account is in one clinic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The clinic.
    pub clinic: ClinicId,
    /// The roles there; none after somebody left.
    pub roles: Vec<Role>,
    /// The person's own record as a patient there.
    pub own: Option<PatientId>,
}

impl Account {
    /// What it is in a clinic, if it is anything there.
    pub fn in_clinic(&self, clinic: ClinicId) -> Option<&Membership> {
        let mut memberships = self.memberships.iter();
        memberships.find(|membership| membership.clinic == clinic)
    }

    /// The person whom this account is in a clinic, if it is anything there.
    pub fn person_in(&self, clinic: ClinicId) -> Option<Person> {
        let membership = self.in_clinic(clinic)?;
        Some(Person {
            id: self.id.clone(),
            clinic,
            roles: membership.roles.clone(),
            own: membership.own,
        })
    }

    /// Whether somebody who signs in with it manages the clinic.
    fn is_enabled_owner_of(&self, clinic: ClinicId) -> bool {
        let membership = self.in_clinic(clinic);
        self.enabled && membership.is_some_and(|membership| membership.roles.contains(&Role::Owner))
    }

    /// The same without what signs in.
    fn blanked(self) -> Self {
        Self {
            password: String::new(),
            totp: None,
            ..self
        }
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("id", &self.id)
            .field("enabled", &self.enabled)
            .field("memberships", &self.memberships)
            .finish_non_exhaustive()
    }
}
