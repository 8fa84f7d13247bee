//! What must hold before an account is written.

use super::members::{self, accounts_of};
use super::{Account, Membership};
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::ids::{ClinicId, PatientId};
use crate::repository::Repository;
use relief_course::Action;

const MANAGING: Action = Action::ManageAccounts;

impl Repository {
    /// Whether a membership's own record is one of a patient of its clinic.
    pub(super) async fn check_own(
        &self,
        transaction: &mut Transaction,
        membership: &Membership,
    ) -> Result<(), Error> {
        let Some(own) = membership.own else {
            return Ok(());
        };
        match is_patient_of(transaction, own, membership.clinic).await? {
            true => Ok(()),
            false => Err(Error::unknown("patient", own)),
        }
    }

    /// Whether this person manages the accounts of every clinic that an account is in.
    pub(super) async fn manages_all_of(
        &self,
        transaction: &mut Transaction,
        account: &Account,
    ) -> Result<(), Error> {
        let elsewhere = |membership: &&Membership| membership.clinic != self.person.clinic;
        let mut elsewhere = account.memberships.iter().filter(elsewhere).peekable();
        if elsewhere.peek().is_none() {
            return Ok(());
        }
        let mine = members::account(transaction, &self.parts.master, &self.person.id).await?;
        let manages = |clinic| {
            mine.as_ref()
                .is_some_and(|(mine, _)| mine.is_enabled_owner_of(clinic))
        };
        match elsewhere.all(|membership| manages(membership.clinic)) {
            true => Ok(()),
            false => Err(Error::NotAllowed { action: MANAGING }),
        }
    }

    /// Refuses a change that leaves a clinic without an enabled owner.
    pub(super) async fn keep_an_owner(
        &self,
        transaction: &mut Transaction,
        kept: &Account,
        next: &Account,
    ) -> Result<(), Error> {
        for clinic in kept.memberships.iter().map(|membership| membership.clinic) {
            if !kept.is_enabled_owner_of(clinic) || next.is_enabled_owner_of(clinic) {
                continue;
            }
            let accounts = accounts_of(transaction, &self.parts.master, clinic).await?;
            let mut others = accounts.iter().filter(|(other, _)| other.id != kept.id);
            if !others.any(|(other, _)| other.is_enabled_owner_of(clinic)) {
                return Err(Error::LastOwner);
            }
        }
        Ok(())
    }
}

async fn is_patient_of(
    transaction: &mut Transaction,
    patient: PatientId,
    clinic: ClinicId,
) -> Result<bool, Error> {
    let select = "SELECT patients.id FROM patients JOIN patient_keys ON patient_keys.patient = patients.id \
         WHERE patients.id = $1 AND patients.clinic = $2 AND patient_keys.wrapped IS NOT NULL";
    let found: Option<(String,)> = transaction
        .optional("changing an account", select, values![patient, clinic])
        .await?;
    Ok(found.is_some())
}
