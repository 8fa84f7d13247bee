//! Blobs: photos sealed in chunks, so that a chunk can be opened as it comes and none can be cut off or moved.
//!
//! A sealed blob is the magic, 19 bytes of nonce, and chunks of 64 KiB with 16 bytes of tag each, as STREAM orders them
//! (Hoang, Reyhanitabar, Rogaway and Vizár 2015, <https://eprint.iacr.org/2015/189>). The nonce is a keyed hash of the
//! bytes themselves: the same bytes of the same patient are the same blob, so an upload tried again is stored once, and
//! a nonce comes back only with the bytes that it came with. Another patient's copy of the same photo is another blob,
//! and nobody without the key can tell whether a photo is in the store.

use super::PatientKey;
use crate::error::Error;
use aead_stream::{DecryptorBE32, EncryptorBE32};
use bytes::Bytes;
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{KeyInit, Payload};

/// What a sealed blob starts with; the last byte counts the formats.
const MAGIC: &[u8; 8] = b"RELIEFB\x01";
const NONCE: usize = 19;
const CHUNK: usize = 64 << 10;
const TAG: usize = 16;
/// The largest blob. A photo of 100 megapixels in the best JPEG is some 60 MB, a scan with its mesh up to 200 MB.
const BLOB_MOST_BYTES: usize = 256 << 20;

/// Seals a blob's bytes.
///
/// # Errors
/// [`Error::TooLarge`] beyond [`BLOB_MOST_BYTES`].
pub(crate) fn seal_blob(key: &PatientKey, plain: &[u8]) -> Result<Bytes, Error> {
    let too_large = Error::TooLarge {
        what: "the file",
        found: plain.len() as u64,
        most: BLOB_MOST_BYTES as u64,
        unit: "bytes",
    };
    if plain.len() > BLOB_MOST_BYTES {
        return Err(too_large);
    }
    let nonce = nonce(key, plain);
    let mut sealed = Vec::with_capacity(sealed_len(plain.len()));
    sealed.extend(MAGIC);
    sealed.extend(nonce);
    let mut encryptor = EncryptorBE32::from_aead(cipher(key), &nonce.into());
    // The last chunk is told from the others, so the bytes are split into all before it, and it.
    let (before, last) = plain.split_at(last_chunk(plain.len()));
    for chunk in before.chunks(CHUNK) {
        let payload = Payload {
            msg: chunk,
            aad: MAGIC,
        };
        // Neither the counter nor the cipher comes near its limit below `BLOB_MOST_BYTES`.
        let Ok(chunk) = encryptor.encrypt_next(payload) else {
            return Err(too_large);
        };
        sealed.extend(chunk);
    }
    match encryptor.encrypt_last(Payload {
        msg: last,
        aad: MAGIC,
    }) {
        Ok(chunk) => sealed.extend(chunk),
        Err(_) => return Err(too_large),
    }
    Ok(sealed.into())
}

/// Opens what [`seal_blob`] sealed. `None` when a bit is another, a chunk is missing or moved, or the key is another.
pub(crate) fn open_blob(key: &PatientKey, sealed: &[u8]) -> Option<Bytes> {
    let (nonce, chunks) = sealed.strip_prefix(MAGIC)?.split_first_chunk::<NONCE>()?;
    let mut decryptor = DecryptorBE32::from_aead(cipher(key), &(*nonce).into());
    let whole = chunks.len().checked_sub(1)? / (CHUNK + TAG) * (CHUNK + TAG);
    let (before, last) = chunks.split_at(whole);
    let mut plain = Vec::with_capacity(chunks.len());
    for chunk in before.chunks(CHUNK + TAG) {
        plain.extend(
            decryptor
                .decrypt_next(Payload {
                    msg: chunk,
                    aad: MAGIC,
                })
                .ok()?,
        );
    }
    plain.extend(
        decryptor
            .decrypt_last(Payload {
                msg: last,
                aad: MAGIC,
            })
            .ok()?,
    );
    // An honest nonce is the hash of the bytes.
    (self::nonce(key, &plain) == *nonce).then(|| plain.into())
}

/// Where the last chunk begins: never empty, but for an empty blob.
fn last_chunk(len: usize) -> usize {
    len.saturating_sub(1) / CHUNK * CHUNK
}

fn sealed_len(len: usize) -> usize {
    MAGIC.len() + NONCE + len + (len / CHUNK + 1) * TAG
}

fn cipher(key: &PatientKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&(*key.sealing_blobs()).into())
}

fn nonce(key: &PatientKey, plain: &[u8]) -> [u8; NONCE] {
    let hash = blake3::keyed_hash(&key.nonces_of_blobs(), plain);
    let mut nonce = [0; NONCE];
    nonce.copy_from_slice(&hash.as_bytes()[..NONCE]);
    nonce
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PatientId;
    use crate::outside::Outside;
    use jiff::Timestamp;
    use std::sync::Arc;

    fn key(seed: u8) -> PatientKey {
        struct Same(u8);
        impl crate::outside::Entropy for Same {
            fn fill(&self, buffer: &mut [u8]) {
                buffer.fill(self.0);
            }
        }
        let outside = Outside {
            clock: Arc::new(|| Timestamp::UNIX_EPOCH),
            entropy: Arc::new(Same(seed)),
        };
        PatientKey::random(PatientId::random(&*outside.entropy), &outside)
    }

    fn bytes(len: usize) -> Vec<u8> {
        (0..len).map(|i| (i * 31 % 251) as u8).collect()
    }

    #[test]
    fn every_length_comes_back() {
        for len in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7] {
            let sealed = seal_blob(&key(1), &bytes(len)).unwrap();
            assert_eq!(open_blob(&key(1), &sealed).unwrap(), bytes(len), "{len}");
            assert!(open_blob(&key(2), &sealed).is_none(), "{len}");
        }
    }

    #[test]
    fn no_chunk_can_be_cut_off_moved_or_changed() {
        let sealed = seal_blob(&key(1), &bytes(3 * CHUNK)).unwrap();
        let (head, step) = (MAGIC.len() + NONCE, CHUNK + TAG);
        let opens = |sealed: &[u8]| open_blob(&key(1), sealed).is_some();
        assert!(opens(&sealed));
        for end in [
            0,
            head - 1,
            head,
            head + 1,
            head + step,
            head + 2 * step,
            sealed.len() - 1,
        ] {
            assert!(!opens(&sealed[..end]), "cut at {end}");
        }
        let mut moved = sealed.to_vec();
        moved[head..head + 2 * step].rotate_left(step);
        assert!(!opens(&moved));
        for at in [0, 7, 8, head, head + step, sealed.len() - 1] {
            let mut changed = sealed.to_vec();
            changed[at] ^= 1;
            assert!(!opens(&changed), "bit at {at}");
        }
        assert!(!opens(&[&sealed[..], &sealed[head..]].concat()));
    }

    #[test]
    fn the_same_bytes_are_one_blob_for_one_patient_only() {
        let photo = bytes(100);
        assert_eq!(
            seal_blob(&key(1), &photo).unwrap(),
            seal_blob(&key(1), &photo).unwrap()
        );
        assert_ne!(
            seal_blob(&key(1), &photo).unwrap(),
            seal_blob(&key(2), &photo).unwrap()
        );
    }
}
