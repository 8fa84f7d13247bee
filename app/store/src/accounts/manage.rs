//! Accounts as a clinic's owner manages them.

use super::members::{self, accounts_of};
use super::of_patient::count_of;
use super::write::about_account;
use super::{Account, Membership};
use crate::audit::{Note, Writing};
use crate::database::values;
use crate::error::Error;
use crate::repository::Repository;
use relief_course::{Action, PersonId, Reach, Role, permits};

const DOING: &str = "changing an account";
const MANAGING: Action = Action::ManageAccounts;

/// What an owner sets anew for somebody who cannot sign in any more.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Reset {
    /// Another password's hash.
    pub password: Option<String>,
    /// The second factor is to be set up anew.
    pub clear_totp: bool,
}

impl Reset {
    fn is_any(&self) -> bool {
        self.password.is_some() || self.clear_totp
    }
}

impl Repository {
    /// The accounts of this person's clinic with their versions, by name, without password and second factor.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn accounts(&self) -> Result<Vec<(Account, u32)>, Error> {
        let read = async {
            self.allowed_in_clinic(MANAGING)?;
            let mut transaction = self.parts.ledger.database.read().await?;
            let accounts = accounts_of(&mut transaction, &self.parts.master, self.person.clinic).await?;
            let blanked = accounts
                .into_iter()
                .map(|(account, version)| (account.blanked(), version));
            Ok(blanked.collect())
        };
        let read = read.await;
        self.read_logged(MANAGING, Note::default(), read).await
    }

    /// Adds an account with one membership, in this person's clinic. Whoever may add patients may add accounts for
    /// them, too.
    ///
    /// # Errors
    /// [`Error::LoginTaken`] when another account has the login, [`Error::NotAllowed`] when the roles do not allow it,
    /// [`Error::Unknown`] for a clinic that is not this person's, and for a patient who is not of this clinic.
    pub async fn add_account(&self, account: Account) -> Result<PersonId, Error> {
        self.add_to(account, None).await
    }

    /// The same for an account of a patient who has so many accounts, and not one more by now.
    ///
    /// # Errors
    /// As [`Self::add_account`], and [`Error::Unknown`] for the invitation when the patient has more accounts.
    pub async fn add_invited(&self, account: Account, accounts: i64) -> Result<PersonId, Error> {
        self.add_to(account, Some(accounts)).await
    }

    async fn add_to(&self, account: Account, accounts: Option<i64>) -> Result<PersonId, Error> {
        let action = self.adding(&account);
        let tried = async {
            self.allowed_in_clinic(action)?;
            let [membership] = account.memberships.as_slice() else {
                return Err(Error::NotAllowed { action });
            };
            if membership.clinic != self.person.clinic {
                return Err(Error::unknown("clinic", membership.clinic));
            }
            let mut writing = self.parts.ledger.write().await?;
            self.check_own(&mut writing.transaction, membership).await?;
            if let (Some(seen), Some(patient)) = (accounts, membership.own)
                && count_of(&mut writing.transaction, patient).await? != seen
            {
                return Err(Error::unknown("invitation", patient));
            }
            self.put_account(&mut writing, action, &account, None).await?;
            writing.commit().await
        };
        let tried = tried.await;
        self.refusal_logged(action, about_account(&account.id), tried)
            .await?;
        Ok(account.id)
    }

    /// By what right this person may add an account.
    fn adding(&self, account: &Account) -> Action {
        let mut roles = account
            .memberships
            .iter()
            .flat_map(|membership| &membership.roles);
        let manages = permits(&self.person.roles, MANAGING, Reach::Clinic);
        match !manages && roles.all(|role| *role == Role::Patient) {
            true => Action::CreatePatient,
            false => MANAGING,
        }
    }

    /// Changes an account of this person's clinic: its name, login, whether it is enabled, and what it is in this
    /// clinic; answers with the new version. Password, second factor and other clinics' memberships in `account` are
    /// not looked at. Disabling or resetting an account signs it out everywhere. What all clinics share of an account
    /// that is in several may only be changed by who manages each of them: else an owner of one clinic could set
    /// another password for an owner of the other, and walk in.
    ///
    /// # Errors
    /// [`Error::LastOwner`] when a clinic would be left without an enabled owner, [`Error::LoginTaken`] when another
    /// account has the login, [`Error::Stale`] when it was changed since it was seen, [`Error::NotAllowed`] when the
    /// roles do not allow it, [`Error::Unknown`] for an account that is not of this clinic and for a patient who is not.
    pub async fn change_account(&self, account: &Account, seen: u32, reset: Reset) -> Result<u32, Error> {
        let tried = self.try_change_account(account, seen, reset).await;
        self.refusal_logged(MANAGING, about_account(&account.id), tried)
            .await
    }

    async fn try_change_account(&self, account: &Account, seen: u32, reset: Reset) -> Result<u32, Error> {
        self.allowed_in_clinic(MANAGING)?;
        let mut writing = self.parts.ledger.write().await?;
        let found = members::account(&mut writing.transaction, &self.parts.master, &account.id).await?;
        let found = found.filter(|(kept, _)| kept.in_clinic(self.person.clinic).is_some());
        let (kept, version) = found.ok_or_else(|| Error::unknown("account", &account.id))?;
        if version != seen {
            return Err(Error::stale("account", &account.id, seen, version));
        }
        let next = self.changed(&kept, account, &reset);
        if let Some(membership) = next.in_clinic(self.person.clinic) {
            self.check_own(&mut writing.transaction, membership).await?;
        }
        let shared = |account: &Account| (account.login.clone(), account.name.clone(), account.enabled);
        if reset.is_any() || shared(&kept) != shared(&next) {
            self.manages_all_of(&mut writing.transaction, &kept).await?;
        }
        self.keep_an_owner(&mut writing.transaction, &kept, &next).await?;
        let version = self
            .put_account(&mut writing, MANAGING, &next, Some(seen))
            .await?;
        if reset.is_any() || !next.enabled {
            sign_out(&mut writing, &next.id).await?;
        }
        writing.commit().await?;
        Ok(version)
    }

    /// What is kept with what somebody may change of it.
    fn changed(&self, kept: &Account, account: &Account, reset: &Reset) -> Account {
        let mut next = kept.clone();
        next.login = account.login.clone();
        next.name = account.name.clone();
        next.enabled = account.enabled;
        let clinic = self.person.clinic;
        for membership in next.memberships.iter_mut().filter(|of| of.clinic == clinic) {
            *membership = account.in_clinic(clinic).cloned().unwrap_or(Membership {
                clinic,
                roles: Vec::new(),
                own: None,
            });
        }
        if let Some(password) = &reset.password {
            next.password = password.clone();
        }
        if reset.clear_totp {
            next.totp = None;
        }
        next
    }
}

/// Closes every sign-in of an account.
pub(super) async fn sign_out(writing: &mut Writing<'_>, account: &PersonId) -> Result<(), Error> {
    let close = "DELETE FROM sign_ins WHERE account = $1";
    writing
        .transaction
        .execute(DOING, close, values![account])
        .await?;
    Ok(())
}
