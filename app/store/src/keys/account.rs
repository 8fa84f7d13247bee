//! Sealing accounts, which belong to no patient, under the master key.

use super::MasterKey;
use super::seal::{open, seal};
use crate::canon::Canon;
use crate::error::Error;
use crate::outside::Outside;
use zeroize::Zeroizing;

impl MasterKey {
    /// Seals an account, bound to the rest of its row.
    pub(crate) fn seal_account(
        &self,
        outside: &Outside,
        context: Canon,
        plain: &[u8],
    ) -> Result<Vec<u8>, Error> {
        let sealed = seal(&self.sealing_accounts(), outside.random(), &context.done(), plain);
        sealed.ok_or(Error::TooLarge {
            what: "the account",
            found: plain.len() as u64,
            most: 1 << 38,
            unit: "bytes",
        })
    }

    /// Opens what [`Self::seal_account`] sealed. `None` when a bit is another, or it was moved to another row.
    pub(crate) fn open_account(&self, context: Canon, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        open(&self.sealing_accounts(), &context.done(), sealed).map(Zeroizing::new)
    }
}
