//! Sealing something small in one piece.

use super::Key;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

/// Bytes of a nonce; at random, 2⁹⁶ of them can be drawn before two are likely the same.
const NONCE: usize = 24;

/// Seals bytes with a random nonce, which stands before them, bound to a context that must be the same when opened.
/// `None` beyond 256 GiB, which is the cipher's limit.
pub(super) fn seal(key: &Key, nonce: [u8; NONCE], context: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    let payload = Payload {
        msg: plain,
        aad: context,
    };
    let sealed = XChaCha20Poly1305::new(key.as_slice().try_into().ok()?)
        .encrypt(&XNonce::from(nonce), payload)
        .ok()?;
    Some([nonce.as_slice(), &sealed].concat())
}

/// Opens what [`seal`] sealed. `None` when a bit of it, of the context or of the key is another.
pub(super) fn open(key: &Key, context: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
    let payload = Payload {
        msg: sealed,
        aad: context,
    };
    XChaCha20Poly1305::new(key.as_slice().try_into().ok()?)
        .decrypt(&XNonce::from(*nonce), payload)
        .ok()
}
