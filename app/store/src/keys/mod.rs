//! Keys: the master key, one key per patient, and what is sealed under them.
//!
//! Every use of a key has a key of its own, derived by BLAKE3's key derivation from the one above it and a text that
//! names the use, so that no two uses can be confused:
//!
//! ```text
//! master key ─┬─ wraps patients' keys (XChaCha20-Poly1305, random nonce, bound to the patient's id)
//!             ├─ seals accounts (XChaCha20-Poly1305, random nonce, bound to the row's other columns)
//!             ├─ chains the audit log, tags anchors, backups, logins and sign-ins (keyed BLAKE3)
//!             └─ hashes the words of the search (keyed BLAKE3)
//! patient key ─┬─ seals records (XChaCha20-Poly1305, random nonce, bound to the row's other columns)
//!              ├─ seals blobs (STREAM over XChaCha20-Poly1305)
//!              └─ gives a blob's nonce (keyed BLAKE3 of its bytes)
//! ```

mod account;
mod blob;
mod master;
mod patient;
mod seal;

pub(crate) use blob::{open_blob, seal_blob};
pub use master::{MasterKey, NoMasterKey};
pub(crate) use patient::PatientKey;

use zeroize::Zeroizing;

/// A key of 32 bytes that is wiped when dropped.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// The key for one use.
fn derive(from: &Key, purpose: &'static str) -> Key {
    Zeroizing::new(blake3::derive_key(purpose, from.as_slice()))
}
