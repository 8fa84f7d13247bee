//! Writing an account's next version, in a transaction that others may share.

use super::Account;
use super::row::{AccountRow, hash, seal};
use crate::audit::{Note, Outcome, Writing};
use crate::database::values;
use crate::error::Error;
use crate::ids::ClinicId;
use crate::repository::Repository;
use relief_course::{Action, PersonId};

const DOING: &str = "writing an account";

impl Repository {
    /// Adds an account, or replaces the version that was seen, with its entry in the log; answers with its version.
    /// The caller has read what it replaces in the same transaction.
    ///
    /// # Errors
    /// [`Error::LoginTaken`] when another account has this login, or a new account an old one's id.
    pub(crate) async fn put_account(
        &self,
        writing: &mut Writing<'_>,
        action: Action,
        account: &Account,
        seen: Option<u32>,
    ) -> Result<u32, Error> {
        let version = seen.map_or(1, |seen| seen + 1);
        let row = seal(&self.parts.master, &self.parts.outside, account, version)?;
        self.refuse_taken(writing, &row, seen.is_none()).await?;
        let note = Note {
            version: Some(row.2),
            digest: Some(hash(&row)),
            ..about_account(&account.id)
        };
        let put = "INSERT INTO accounts (id, login, version, sealed) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (id) DO UPDATE SET login = $2, version = $3, sealed = $4";
        let (id, login, version_column, sealed) = row;
        let row = values![id, login, version_column, sealed];
        writing.transaction.execute(DOING, put, row).await?;
        let clear = "DELETE FROM account_clinics WHERE account = $1";
        writing
            .transaction
            .execute(DOING, clear, values![&account.id])
            .await?;
        for membership in &account.memberships {
            let insert = "INSERT INTO account_clinics (clinic, account, own) VALUES ($1, $2, $3)";
            let row = values![membership.clinic, &account.id, membership.own];
            writing.transaction.execute(DOING, insert, row).await?;
        }
        writing.log(self.draft(action, Outcome::Done, note)).await?;
        Ok(version)
    }

    async fn refuse_taken(
        &self,
        writing: &mut Writing<'_>,
        row: &AccountRow,
        is_new: bool,
    ) -> Result<(), Error> {
        let select = "SELECT id FROM accounts WHERE login = $1 OR id = $2";
        let wanted = values![&row.1, &row.0];
        let found: Vec<(String,)> = writing.transaction.all(DOING, select, wanted).await?;
        if found.iter().any(|(id,)| is_new || *id != row.0) {
            return Err(Error::LoginTaken);
        }
        Ok(())
    }

    /// The same repository with its entries in another clinic's log.
    pub(crate) fn in_log_of(&self, clinic: ClinicId) -> Self {
        let mut elsewhere = self.clone();
        elsewhere.person.clinic = clinic;
        elsewhere
    }
}

/// A note about an account.
pub(super) fn about_account(account: &PersonId) -> Note {
    Note {
        record: Some(account.to_string()),
        ..Note::default()
    }
}
