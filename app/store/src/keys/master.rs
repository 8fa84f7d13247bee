//! The key above all others. It never stands in the store.

use super::{Key, derive};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;
use zeroize::Zeroizing;

/// A text that is no master key. It does not say which text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("no master key; it is 64 digits of 0-9 and a-f, alone on its line")]
pub struct NoMasterKey;

/// The master key: 32 random bytes, kept outside the store by whoever runs it. Without it, nothing in the store can be
/// read; with an old backup and it, everything in that backup can. It does not print and is wiped when dropped.
#[derive(Clone)]
pub struct MasterKey(Key);

impl MasterKey {
    /// From 32 bytes, which must be random.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// As a key file holds it: 64 hexadecimal digits.
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0.as_slice()))
    }

    /// What tells this key from others without telling the key.
    pub(crate) fn mark(&self) -> Vec<u8> {
        derive(&self.0, "relief 2026 master key: mark").to_vec()
    }

    pub(super) fn wrapping(&self) -> Key {
        derive(&self.0, "relief 2026 master key: wraps patients' keys")
    }

    pub(super) fn sealing_accounts(&self) -> Key {
        derive(&self.0, "relief 2026 master key: seals accounts")
    }

    /// Chains the audit log.
    pub(crate) fn chaining(&self) -> Key {
        derive(&self.0, "relief 2026 master key: chains the audit log")
    }

    /// Tags an anchor, a backup's list, a login or a sign-in; what is tagged begins with which.
    pub(crate) fn tag(&self, bytes: &[u8]) -> String {
        let key = derive(&self.0, "relief 2026 master key: tags anchors and backups");
        blake3::keyed_hash(&key, bytes).to_hex().to_string()
    }

    /// Hashes the words of the search.
    pub(crate) fn searching(&self) -> Key {
        derive(&self.0, "relief 2026 master key: hashes words of the search")
    }
}

impl FromStr for MasterKey {
    type Err = NoMasterKey;

    fn from_str(text: &str) -> Result<Self, NoMasterKey> {
        let mut bytes = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text.trim_end(), bytes.as_mut_slice()).map_err(|_| NoMasterKey)?;
        Ok(Self(bytes))
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_written_and_read_and_never_printed() {
        let key = MasterKey::new([7; 32]);
        assert_eq!(format!("{key:?}"), "MasterKey(…)");
        let read: MasterKey = format!("{}\n", *key.to_text()).parse().unwrap();
        assert_eq!(read.mark(), key.mark());
        assert!("07".repeat(31).parse::<MasterKey>().is_err());
    }
}
