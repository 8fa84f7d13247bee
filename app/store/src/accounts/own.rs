//! Accounts as signing in needs them, which is before there is a person: found, looked at, changed by whose they are.

use super::Account;
use super::members;
use super::write::about_account;
use crate::audit::{Note, Outcome};
use crate::error::Error;
use crate::ids::ClinicId;
use crate::person::Person;
use crate::repository::Repository;
use crate::store::Store;
use relief_course::{Action, PersonId};

/// Stands in the log for somebody who typed a login that nobody has.
const NOBODY: &str = "nobody";

impl Store {
    /// The account with this login, and its version. Looking is not logged; [`Self::log_sign_in`] says how it ended.
    ///
    /// # Errors
    /// [`Error::Damaged`] when it was changed by others than Relief.
    pub async fn account_named(&self, login: &str) -> Result<Option<(Account, u32)>, Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        members::account_named(&mut transaction, &self.parts.master, login).await
    }

    /// The account of a person, and its version. Looking is not logged.
    ///
    /// # Errors
    /// [`Error::Damaged`] when it was changed by others than Relief.
    pub async fn account(&self, id: &PersonId) -> Result<Option<(Account, u32)>, Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        members::account(&mut transaction, &self.parts.master, id).await
    }

    /// Changes the password or the second factor of an account in the name of whose it is; answers with the new
    /// version. It is logged as [`Action::SignIn`] in the log of every clinic that the account is in.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when anything else would change, [`Error::Stale`] when the account was changed since it was
    /// seen, [`Error::Unknown`] when it is gone.
    pub async fn change_own_account(&self, account: &Account, seen: u32) -> Result<u32, Error> {
        let clinics = account.memberships.iter().map(|membership| membership.clinic);
        let mut clinics = clinics.collect::<Vec<_>>().into_iter();
        let repository = self.in_name_of(&account.id, clinics.next());
        let tried = self.try_change_own(&repository, account, seen, clinics).await;
        repository
            .refusal_logged(Action::SignIn, about_account(&account.id), tried)
            .await
    }

    async fn try_change_own(
        &self,
        repository: &Repository,
        account: &Account,
        seen: u32,
        other_clinics: impl Iterator<Item = ClinicId>,
    ) -> Result<u32, Error> {
        let mut writing = self.parts.ledger.write().await?;
        let found = members::account(&mut writing.transaction, &self.parts.master, &account.id).await?;
        let (kept, version) = found.ok_or_else(|| Error::unknown("account", &account.id))?;
        if version != seen {
            return Err(Error::stale("account", &account.id, seen, version));
        }
        if kept.blanked() != account.clone().blanked() {
            return Err(Error::NotAllowed {
                action: Action::SignIn,
            });
        }
        let action = Action::SignIn;
        let version = repository
            .put_account(&mut writing, action, account, Some(seen))
            .await?;
        for clinic in other_clinics {
            let elsewhere = repository.in_log_of(clinic);
            let note = about_account(&account.id);
            writing.log(elsewhere.draft(action, Outcome::Done, note)).await?;
        }
        writing.commit().await?;
        Ok(version)
    }

    /// Logs that somebody signed in or tried to, in the log of a clinic, or of the installation when it is not known
    /// which. Without an account, somebody typed a login that nobody has; what was typed is not logged.
    ///
    /// # Errors
    /// Whatever the database refuses.
    pub async fn log_sign_in(
        &self,
        account: Option<&PersonId>,
        clinic: Option<ClinicId>,
        ok: bool,
    ) -> Result<(), Error> {
        let nobody = PersonId::try_from(NOBODY);
        let nobody = nobody.map_err(|error| Error::damaged("person", NOBODY, error))?;
        let outcome = if ok { Outcome::Done } else { Outcome::Refused };
        let note = account.map(about_account).unwrap_or_default();
        self.in_name_of(account.unwrap_or(&nobody), clinic)
            .logged(Action::SignIn, outcome, note)
            .await
    }

    /// For the log. It has no roles: what somebody may do before signing in is what there are methods for.
    pub(crate) fn in_name_of(&self, id: &PersonId, clinic: Option<ClinicId>) -> Repository {
        self.repository(Person {
            id: id.clone(),
            clinic: clinic.unwrap_or(ClinicId::INSTALLATION),
            roles: Vec::new(),
            own: None,
        })
    }
}

impl Repository {
    async fn logged(&self, action: Action, outcome: Outcome, note: Note) -> Result<(), Error> {
        let draft = self.draft(action, outcome, note);
        self.parts.reads.log(&self.parts.ledger, draft).await
    }
}
