//! Reading accounts.

use super::Account;
use super::login::login_tag;
use super::row::{AccountRow, open};
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::ids::ClinicId;
use crate::keys::MasterKey;
use relief_course::PersonId;

const DOING: &str = "reading accounts";

/// An account with its version.
pub(crate) async fn account(
    transaction: &mut Transaction,
    master: &MasterKey,
    id: &PersonId,
) -> Result<Option<(Account, u32)>, Error> {
    let select = "SELECT id, login, version, sealed FROM accounts WHERE id = $1";
    let row: Option<AccountRow> = transaction.optional(DOING, select, values![id]).await?;
    row.map(|row| open(master, &row)).transpose()
}

/// The account that somebody who types this means.
pub(super) async fn account_named(
    transaction: &mut Transaction,
    master: &MasterKey,
    login: &str,
) -> Result<Option<(Account, u32)>, Error> {
    let select = "SELECT id, login, version, sealed FROM accounts WHERE login = $1";
    let tag = login_tag(master, login);
    let row: Option<AccountRow> = transaction.optional(DOING, select, values![tag]).await?;
    row.map(|row| open(master, &row)).transpose()
}

/// The accounts of a clinic, by name.
pub(crate) async fn accounts_of(
    transaction: &mut Transaction,
    master: &MasterKey,
    clinic: ClinicId,
) -> Result<Vec<(Account, u32)>, Error> {
    let select = "SELECT accounts.id, accounts.login, accounts.version, accounts.sealed FROM account_clinics \
         JOIN accounts ON accounts.id = account_clinics.account WHERE account_clinics.clinic = $1";
    let rows: Vec<AccountRow> = transaction.all(DOING, select, values![clinic]).await?;
    let opened = rows.iter().map(|row| open(master, row));
    let mut accounts = opened.collect::<Result<Vec<_>, _>>()?;
    accounts.sort_by(|(one, _), (other, _)| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
    Ok(accounts)
}

/// Whether there is an account at all.
pub(crate) async fn is_founded(transaction: &mut Transaction) -> Result<bool, Error> {
    let select = "SELECT id FROM accounts LIMIT 1";
    let found: Option<(String,)> = transaction.optional(DOING, select, values![]).await?;
    Ok(found.is_some())
}
