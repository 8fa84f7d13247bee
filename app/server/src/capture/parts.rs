//! Pictures that arrive in parts.

use crate::failure::Failure;
use jiff::{SignedDuration, Timestamp};
use relief_course::PersonId;
use relief_store::PatientId;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The largest picture, as that of a form with files.
pub const LARGEST: usize = 128 << 20;
/// So much is held for everybody together: four pictures of the largest size, or a hundred of a phone.
const HELD_TOGETHER: usize = 512 << 20;
/// And so much of it for one person, so that nobody can keep everybody else out.
const HELD_FOR_ONE: usize = 2 * LARGEST;
/// What nobody adds to for so long is dropped; its browser still has it.
const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_mins(15);

/// The SHA-256 of a picture, which browsers can compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sha([u8; 32]);

impl Sha {
    /// The hash that a browser names.
    ///
    /// # Errors
    /// [`Failure::BadRequest`] for what is no hash.
    pub fn named(text: &str) -> Result<Self, Failure> {
        let mut bytes = [0; 32];
        let decoded = hex::decode_to_slice(text, &mut bytes);
        decoded
            .map_err(|_| Failure::BadRequest(format!("{text:?} is no SHA-256 in 64 hexadecimal digits")))?;
        Ok(Self(bytes))
    }
}

impl std::fmt::Display for Sha {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// Whose picture of whom.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// Who sends it.
    pub by: PersonId,
    /// Of whom it is.
    pub of: PatientId,
    /// Its hash.
    pub sha: Sha,
}

/// A part of a picture.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// How many bytes stand before it.
    pub from: usize,
    /// The size of the whole picture.
    pub size: usize,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Why a part is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PartError {
    /// There is no room now.
    #[error("{HELD_TOGETHER} bytes of pictures are on their way already")]
    Full,
    /// The picture is too large.
    #[error("a picture of {0} bytes is beyond the limit of {LARGEST}")]
    TooLarge(usize),
    /// A part reaches beyond the picture, or the picture is empty.
    #[error("the part does not fit into a picture of {0} bytes")]
    DoesNotFit(usize),
    /// All parts are there, and they are not the picture that was announced.
    #[error("the bytes are not those of the announced hash")]
    OtherBytes,
}

struct Held {
    bytes: Vec<u8>,
    /// The hash so far: to hash all of it at the end would keep everybody else waiting.
    hasher: Sha256,
    size: usize,
    touched: Timestamp,
}

/// The pictures of which some parts are here.
#[derive(Default)]
pub struct Parts(Mutex<HashMap<Key, Held>>);

impl Parts {
    /// Takes a part; answers with how many bytes of the picture are here now. A part that does not follow what is here changes
    /// nothing, so that sending one twice does no harm.
    ///
    /// # Errors
    /// See [`PartError`].
    pub fn take(&self, key: &Key, part: Part<'_>, now: Timestamp) -> Result<usize, PartError> {
        let Part { from, size, bytes } = part;
        if size > LARGEST {
            return Err(PartError::TooLarge(size));
        }
        if size == 0 || from.saturating_add(bytes.len()) > size {
            return Err(PartError::DoesNotFit(size));
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, held| now.duration_since(held.touched) < FORGOTTEN_AFTER);
        let size_of = |by: Option<&PersonId>| -> usize {
            let held = all.iter().filter(|(key, _)| by.is_none_or(|by| key.by == *by));
            held.map(|(_, held)| held.size).sum()
        };
        let room = size_of(None) + size <= HELD_TOGETHER && size_of(Some(&key.by)) + size <= HELD_FOR_ONE;
        if !all.contains_key(key) && !room {
            return Err(PartError::Full);
        }
        let held = all.entry(key.clone()).or_insert_with(|| Held {
            bytes: Vec::new(),
            hasher: Sha256::new(),
            size,
            touched: now,
        });
        if held.size != size {
            return Err(PartError::DoesNotFit(held.size));
        }
        held.touched = now;
        if from == held.bytes.len() {
            held.bytes.extend_from_slice(bytes);
            held.hasher.update(bytes);
        }
        let have = held.bytes.len();
        if have == size && Sha(held.hasher.clone().finalize().into()) != key.sha {
            all.remove(key);
            return Err(PartError::OtherBytes);
        }
        Ok(have)
    }

    /// The picture, when all of it is here.
    pub fn whole(&self, key: &Key) -> Option<Vec<u8>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let held = all.get(key).filter(|held| held.bytes.len() == held.size)?;
        Some(held.bytes.clone())
    }

    /// The picture is kept, or not wanted any more.
    pub fn forget(&self, key: &Key) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn key(picture: &[u8]) -> Key {
        Key {
            by: PersonId::try_from("clara").unwrap(),
            of: "00112233445566778899aabbccddeeff".parse().unwrap(),
            sha: Sha(Sha256::digest(picture).into()),
        }
    }

    fn part(from: usize, bytes: &[u8]) -> Part<'_> {
        Part { from, size: 6, bytes }
    }

    #[test]
    fn parts_follow_each_other_and_may_be_sent_twice() {
        let (parts, key) = (Parts::default(), key(b"camera"));
        assert_eq!(parts.take(&key, part(0, b"cam"), NOW), Ok(3));
        assert_eq!(parts.take(&key, part(0, b"cam"), NOW), Ok(3));
        assert_eq!(
            parts.take(&key, part(4, b"ra"), NOW),
            Ok(3),
            "a gap changes nothing"
        );
        assert_eq!(parts.whole(&key), None);
        assert_eq!(parts.take(&key, part(3, b"era"), NOW), Ok(6));
        assert_eq!(parts.take(&key, part(0, b"cam"), NOW), Ok(6));
        assert_eq!(parts.whole(&key).as_deref(), Some(b"camera".as_slice()));
        parts.forget(&key);
        assert_eq!(parts.whole(&key), None);
    }

    #[test]
    fn other_bytes_than_announced_are_dropped() {
        let (parts, key) = (Parts::default(), key(b"camera"));
        assert_eq!(
            parts.take(&key, part(0, b"cameos"), NOW),
            Err(PartError::OtherBytes)
        );
        assert_eq!(parts.take(&key, part(0, b"camera"), NOW), Ok(6));
        assert_eq!(
            parts.take(&key, part(4, b"rat"), NOW),
            Err(PartError::DoesNotFit(6))
        );
    }

    #[test]
    fn what_nobody_adds_to_is_forgotten_and_makes_room() {
        let parts = Parts::default();
        let large = |n: u8| {
            (
                key(&[n]),
                Part {
                    from: 0,
                    size: LARGEST,
                    bytes: &[0],
                },
            )
        };
        for n in 0..2 {
            let (key, part) = large(n);
            assert_eq!(parts.take(&key, part, NOW), Ok(1));
        }
        let (key, part) = large(2);
        assert_eq!(
            parts.take(&key, part, NOW),
            Err(PartError::Full),
            "for one person"
        );
        let of = |n: u8, by: &str| Key {
            by: PersonId::try_from(by).unwrap(),
            ..large(n).0
        };
        for n in 3..5 {
            assert_eq!(parts.take(&of(n, "maja"), part, NOW), Ok(1));
        }
        assert_eq!(
            parts.take(&of(5, "ines"), part, NOW),
            Err(PartError::Full),
            "for all together"
        );
        assert_eq!(parts.take(&key, part, NOW + FORGOTTEN_AFTER), Ok(1));
        let beyond = Part {
            size: LARGEST + 1,
            ..part
        };
        assert_eq!(
            parts.take(&key, beyond, NOW),
            Err(PartError::TooLarge(LARGEST + 1))
        );
    }
}
