//! What becomes of a patient's account when the patient is deleted.

use super::Account;
use super::manage::sign_out;
use super::row::{AccountRow, hash, open};
use crate::audit::{Note, Outcome, Writing};
use crate::database::values;
use crate::error::Error;
use crate::ids::PatientId;
use crate::repository::{Repository, about_record};
use relief_course::{Action, Role};

const DOING: &str = "removing a patient's account";

impl Repository {
    /// Removes the accounts of a patient, which hold the name; of somebody who is also staff, only what made it a
    /// patient's.
    pub(crate) async fn remove_accounts_of(
        &self,
        writing: &mut Writing<'_>,
        patient: PatientId,
    ) -> Result<(), Error> {
        let select = "SELECT accounts.id, accounts.login, accounts.version, accounts.sealed FROM accounts \
             WHERE id IN (SELECT account FROM account_clinics WHERE own = $1) ORDER BY id";
        let rows: Vec<AccountRow> = writing.transaction.all(DOING, select, values![patient]).await?;
        for row in rows {
            let (account, version) = open(&self.parts.master, &row)?;
            let rest = without(&account, patient);
            if rest.memberships.is_empty() {
                self.remove_account(writing, patient, &row).await?;
            } else {
                self.put_account(writing, Action::DeletePatient, &rest, Some(version))
                    .await?;
            }
            sign_out(writing, &account.id).await?;
        }
        Ok(())
    }

    async fn remove_account(
        &self,
        writing: &mut Writing<'_>,
        patient: PatientId,
        row: &AccountRow,
    ) -> Result<(), Error> {
        for remove in [
            "DELETE FROM account_clinics WHERE account = $1",
            "DELETE FROM accounts WHERE id = $1",
        ] {
            let transaction = &mut writing.transaction;
            transaction.execute(DOING, remove, values![&row.0]).await?;
        }
        // With the hash of the version that is removed, by which `verify` knows that it may be missing.
        let note = Note {
            digest: Some(hash(row)),
            ..about_record(patient, &row.0)
        };
        writing
            .log(self.draft(Action::DeletePatient, Outcome::Done, note))
            .await
    }
}

/// An account that is no longer this patient's; memberships that were nothing else are gone.
fn without(account: &Account, patient: PatientId) -> Account {
    let mut rest = account.clone();
    rest.memberships.retain_mut(|membership| {
        if membership.own != Some(patient) {
            return true;
        }
        membership.own = None;
        membership.roles.retain(|role| *role != Role::Patient);
        !membership.roles.is_empty()
    });
    rest
}
