//! What proves who somebody is: a password and, as a second factor, a code that changes every half minute.

mod password;
mod totp;

pub use password::{check, hash, matches, matches_nobody};
pub use totp::Totp;

use crate::failure::Failure;
use relief_course::{Line, PersonId};
use relief_store::{Account, Outside};

/// A new account without memberships.
///
/// # Errors
/// None in practice: the id is one.
pub fn new(outside: &Outside, login: Line, name: Line, password: String) -> Result<Account, Failure> {
    let mut id = [0; 16];
    outside.entropy.fill(&mut id);
    let id = PersonId::try_from(hex::encode(id)).map_err(|error| Failure::Internal(error.to_string()))?;
    Ok(Account {
        id,
        login,
        name,
        password,
        totp: None,
        enabled: true,
        memberships: Vec::new(),
    })
}
