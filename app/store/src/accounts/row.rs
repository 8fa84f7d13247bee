//! An account as the table holds it.

use super::login::login_tag;
use super::{Account, Membership};
use crate::audit::digest;
use crate::canon::Canon;
use crate::error::Error;
use crate::keys::MasterKey;
use crate::outside::Outside;
use relief_course::{Line, PersonId};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// An account as the table holds it: id, tag of the login, version, and the rest sealed.
pub(crate) type AccountRow = (String, String, i64, Vec<u8>);

/// What is sealed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    login: Line,
    name: Line,
    password: String,
    totp: Option<Vec<u8>>,
    enabled: bool,
    memberships: Vec<Membership>,
}

/// Seals an account into a row.
pub(super) fn seal(
    master: &MasterKey,
    outside: &Outside,
    account: &Account,
    version: u32,
) -> Result<AccountRow, Error> {
    let account = account.clone();
    let mut row = (
        account.id.to_string(),
        login_tag(master, account.login.as_str()),
        i64::from(version),
        Vec::new(),
    );
    let sealed = Sealed {
        login: account.login,
        name: account.name,
        password: account.password,
        totp: account.totp,
        enabled: account.enabled,
        memberships: account.memberships,
    };
    let json = serde_json::to_vec(&sealed).map_err(|source| Error::Json {
        what: "an account",
        source,
    })?;
    row.3 = master.seal_account(outside, context(&row), &Zeroizing::new(json))?;
    Ok(row)
}

/// Opens a row.
///
/// # Errors
/// [`Error::Damaged`] when it was changed, moved, or is found by another login than its own.
pub(crate) fn open(master: &MasterKey, row: &AccountRow) -> Result<(Account, u32), Error> {
    let (id, login, version, sealed) = row;
    let damaged = |problem: String| Error::damaged("account", id, problem);
    let json = master.open_account(context(row), sealed);
    let json =
        json.ok_or_else(|| damaged("it was changed, moved, or sealed under another key".to_owned()))?;
    let sealed: Sealed = serde_json::from_slice(&json).map_err(|error| damaged(error.to_string()))?;
    if login_tag(master, sealed.login.as_str()) != *login {
        return Err(damaged("it is found by another login than its own".to_owned()));
    }
    let account = Account {
        id: PersonId::try_from(id.as_str()).map_err(|error| damaged(error.to_string()))?,
        login: sealed.login,
        name: sealed.name,
        password: sealed.password,
        totp: sealed.totp,
        enabled: sealed.enabled,
        memberships: sealed.memberships,
    };
    let version = (*version)
        .try_into()
        .map_err(|_| damaged(format!("version {version}")))?;
    Ok((account, version))
}

/// A row's hash, which stands in the audit log.
pub(crate) fn hash(row: &AccountRow) -> Vec<u8> {
    digest(context(row).bytes(&row.3))
}

/// Everything of a row but what is sealed.
fn context(row: &AccountRow) -> Canon {
    let (id, login, version, _) = row;
    Canon::default()
        .text("account")
        .text(id)
        .text(login)
        .int(*version)
}
