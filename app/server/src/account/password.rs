//! Passwords: kept as argon2id only.

use crate::failure::Failure;
use crate::language::{say, say_with};
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use relief_store::Outside;
use std::sync::LazyLock;

/// NIST SP 800-63B-4 (section 3.1.1.2) asks for fifteen characters where a password is the only factor. Patients
/// have no second one.
pub const SHORTEST: usize = 15;
/// Longer ones only cost time to hash.
const LONGEST: usize = 256;
/// The salt's length that RFC 9106 (section 3.1) recommends.
const SALT_BYTES: usize = 16;

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeakPassword {
    /// It is too short.
    Short,
    /// It is too long.
    Long,
    /// It repeats few characters or holds the login.
    Guessable,
}

impl WeakPassword {
    /// What to tell whoever chose it.
    pub fn words(self) -> String {
        match self {
            Self::Short => say_with(
                "A password needs at least {least} characters; a few words in a row are easy to keep.",
                &[("least", &SHORTEST)],
            ),
            Self::Long => say_with(
                "A password may have at most {most} characters.",
                &[("most", &LONGEST)],
            ),
            Self::Guessable => {
                say("This is easy to guess: it repeats itself or holds the name you sign in with.").to_owned()
            }
        }
    }
}

/// 19 MiB, two passes, one lane: the least that OWASP's cheat sheet on password storage allows for argon2id.
static HASHER: LazyLock<Argon2<'static>> =
    LazyLock::new(|| Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT));

/// Checks that a password is worth keeping.
///
/// # Errors
/// [`WeakPassword`] with the reason.
pub fn check(password: &str, login: &str) -> Result<(), WeakPassword> {
    const FEWEST_DIFFERENT: usize = 6;
    let characters: std::collections::BTreeSet<char> = password.chars().collect();
    match password.chars().count() {
        count if count < SHORTEST => Err(WeakPassword::Short),
        count if count > LONGEST => Err(WeakPassword::Long),
        _ if characters.len() < FEWEST_DIFFERENT => Err(WeakPassword::Guessable),
        _ if login.len() > 3 && password.to_lowercase().contains(&login.to_lowercase()) => {
            Err(WeakPassword::Guessable)
        }
        _ => Ok(()),
    }
}

/// The PHC string of a password. It takes some hundredths of a second, off the threads that answer requests.
///
/// # Errors
/// [`Failure::Internal`] when hashing fails, which has no cause in what was typed.
pub async fn hash(outside: &Outside, password: String) -> Result<String, Failure> {
    let mut salt = [0; SALT_BYTES];
    outside.entropy.fill(&mut salt);
    let hashed = tokio::task::spawn_blocking(move || {
        HASHER
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map(|hash| hash.to_string())
    });
    let hashed = hashed
        .await
        .map_err(|error| Failure::Internal(error.to_string()))?;
    hashed.map_err(|error| Failure::Internal(format!("a password could not be hashed: {error}")))
}

/// Whether a password is the one of a PHC string.
pub async fn matches(password: String, phc: String) -> bool {
    let verified = tokio::task::spawn_blocking(move || {
        let hash = PasswordHash::new(&phc).ok()?;
        HASHER.verify_password(password.as_bytes(), &hash).ok()
    });
    verified.await.is_ok_and(|verified| verified.is_some())
}

/// Takes as long as [`matches`], so that an answer's time does not tell which logins exist.
pub async fn matches_nobody(password: String) -> bool {
    static NOBODY: LazyLock<String> = LazyLock::new(|| {
        let salt = [0; SALT_BYTES];
        let hash = HASHER.hash_password_with_salt(b"nobody", &salt);
        hash.map(|hash| hash.to_string()).unwrap_or_default()
    });
    matches(password, NOBODY.clone()).await;
    false
}
