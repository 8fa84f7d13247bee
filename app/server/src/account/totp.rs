//! The second factor: codes that change every half minute (RFC 6238), from a secret that a phone keeps.

use crate::failure::Failure;
use crate::qr;
use jiff::Timestamp;
use relief_store::Outside;
use totp_rs::{Builder, Secret};

/// RFC 4226 (section 4, R6) recommends 160 bits.
const SECRET_BYTES: usize = 20;
const STEP_BYTES: usize = 8;

/// A second factor as the account keeps it: the secret, the last half minute whose code was used, and whether a first
/// code has shown that the phone has the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totp {
    secret: [u8; SECRET_BYTES],
    used: u64,
    /// A code has shown that the phone has the secret.
    pub confirmed: bool,
}

impl Totp {
    /// A new secret that no phone has yet.
    pub fn random(outside: &Outside) -> Self {
        let mut secret = [0; SECRET_BYTES];
        outside.entropy.fill(&mut secret);
        Self {
            secret,
            used: 0,
            confirmed: false,
        }
    }

    /// As the account keeps it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.secret.to_vec();
        bytes.extend(self.used.to_be_bytes());
        bytes.push(u8::from(self.confirmed));
        bytes
    }

    /// From what the account keeps; `None` for bytes of any other making.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (secret, rest) = bytes.split_first_chunk::<SECRET_BYTES>()?;
        let (used, flag) = rest.split_first_chunk::<STEP_BYTES>()?;
        let confirmed = match flag {
            [0] => false,
            [1] => true,
            _ => return None,
        };
        Some(Self {
            secret: *secret,
            used: u64::from_be_bytes(*used),
            confirmed,
        })
    }

    /// Takes a code. Each is good once (RFC 6238, section 5.2), within half a minute of the server's clock.
    pub fn accept(&mut self, code: &str, now: Timestamp) -> bool {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let seconds = u64::try_from(now.as_second()).unwrap_or(0);
        let Some(step) = self.codes("").check(&code, seconds) else {
            return false;
        };
        if step <= self.used {
            return false;
        }
        self.used = step;
        self.confirmed = true;
        true
    }

    /// The code of this half minute.
    #[cfg(test)]
    fn code(&self, now: Timestamp) -> String {
        let seconds = u64::try_from(now.as_second()).unwrap_or(0);
        self.codes("").generate(seconds).to_string()
    }

    /// The secret in the letters that apps ask for.
    pub fn secret_text(&self) -> String {
        Secret::from(self.secret).to_base32()
    }

    /// The picture that a phone reads, as SVG.
    ///
    /// # Errors
    /// [`Failure::Internal`] for a login that no such picture can hold.
    pub fn picture(&self, login: &str) -> Result<String, Failure> {
        let unmade = |error: String| Failure::Internal(format!("the address of the second factor: {error}"));
        let url = self.codes(login).to_url();
        qr::picture(&url.map_err(|error| unmade(error.to_string()))?)
    }

    fn codes(&self, login: &str) -> totp_rs::Totp {
        let account = login.replace(':', " ");
        let builder = Builder::new()
            .with_secret(self.secret)
            .with_account_name(account)
            .with_issuer(Some("Relief"));
        builder.build_noncompliant()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    /// RFC 6238, appendix B, SHA-1: at 59 s the code is 94287082, of which six digits are kept.
    #[test]
    fn gives_the_code_of_the_rfc_once() {
        let mut totp = Totp {
            secret: *b"12345678901234567890",
            used: 0,
            confirmed: false,
        };
        let now = Timestamp::from_second(59).unwrap();
        assert_eq!(totp.code(now), "287082");
        assert!(!totp.accept("287083", now));
        assert!(totp.accept("287 082", now));
        assert!(totp.confirmed);
        assert!(!totp.accept("287082", now), "a code is good once");
    }

    #[test]
    fn keeps_what_it_was() {
        let totp = Totp {
            secret: [7; SECRET_BYTES],
            used: 41,
            confirmed: true,
        };
        assert_eq!(Totp::from_bytes(&totp.to_bytes()), Some(totp));
        assert_eq!(Totp::from_bytes(b"short"), None);
    }
}
