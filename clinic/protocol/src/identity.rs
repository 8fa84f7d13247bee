//! Which protocol a record was made under.

use crate::error::{ValueError, quote};
use crate::words::Key;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The BLAKE3 hash of a file's bytes, written as 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash(String);

/// Hexadecimal digits of 32 bytes.
const DIGITS: usize = 64;

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes).to_hex().as_str().to_owned())
    }

    /// The hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Hash {
    type Error = ValueError;

    fn try_from(digits: String) -> Result<Self, ValueError> {
        let hexadecimal = digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if hexadecimal && digits.len() == DIGITS {
            return Ok(Self(digits));
        }
        Err(ValueError::Hash {
            found: quote(&digits),
        })
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Name, version and hash of a protocol file. The hash alone decides whether two are the same; name and version are
/// for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The protocol's name.
    pub name: Key,
    /// Its version, counted up by the practice with every change.
    pub version: u32,
    /// The hash of the file's bytes.
    pub hash: Hash,
}
