//! Who is signed in with a browser, as every request asks.

use super::{Account, Membership, SignIn, members};
use crate::clinics::{ClinicSettings, latest_settings};
use crate::error::Error;
use crate::store::Store;

/// Somebody who is signed in, in a clinic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The sign-in. The second factor may still be missing.
    pub sign_in: SignIn,
    /// The account, which is enabled.
    pub account: Account,
    /// What the account is in the sign-in's clinic.
    pub membership: Membership,
    /// The clinic's settings.
    pub clinic: ClinicSettings,
    /// Their version.
    pub clinic_version: u32,
}

impl Store {
    /// Who is signed in with a browser, in one look; `None` when nobody is, when the account was disabled, and when it
    /// is nothing in the clinic any more. Looking is not logged.
    ///
    /// # Errors
    /// [`Error::Damaged`] when sign-in or account were written by others than Relief, [`Error::Unknown`] when the clinic
    /// is gone.
    pub async fn signed_in(&self, token_hash: &[u8; 32]) -> Result<Option<SignedIn>, Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        let Some(sign_in) = self.sign_in_seen(&mut transaction, token_hash).await? else {
            return Ok(None);
        };
        let account = members::account(&mut transaction, &self.parts.master, &sign_in.account).await?;
        let Some((account, _)) = account.filter(|(account, _)| account.enabled) else {
            return Ok(None);
        };
        let membership = account.in_clinic(sign_in.clinic).cloned();
        let Some(membership) = membership.filter(|membership| !membership.roles.is_empty()) else {
            return Ok(None);
        };
        let (clinic, clinic_version) = latest_settings(&mut transaction, sign_in.clinic).await?;
        Ok(Some(SignedIn {
            sign_in,
            account,
            membership,
            clinic,
            clinic_version,
        }))
    }
}
