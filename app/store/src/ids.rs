//! Ids: 128 random bits, one type per thing, so that a job's id never asks for a patient.

use crate::outside::Entropy;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A text that is no id.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{text:?} is no id; an id is 32 digits of 0-9 and a-f")]
pub struct NoId {
    /// What was given, at most its first 40 characters.
    pub text: String,
}

macro_rules! id {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name([u8; 16]);

        impl $name {
            /// A new one; two are never the same but by a chance of 2⁻⁶⁴ among four thousand million.
            pub fn random(entropy: &dyn Entropy) -> Self {
                let mut bytes = [0; 16];
                entropy.fill(&mut bytes);
                Self(bytes)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl FromStr for $name {
            type Err = NoId;

            /// Reads 32 lower-case hexadecimal digits, and nothing else: one id has one text.
            fn from_str(text: &str) -> Result<Self, NoId> {
                parse(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NoId;

            fn try_from(text: String) -> Result<Self, NoId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }
    };
}

id!(
    /// A clinic; one installation may have several.
    ClinicId
);
id!(
    /// A patient.
    PatientId
);
id!(
    /// A record; its versions share it.
    RecordId
);
id!(
    /// A measuring job.
    JobId
);

impl ClinicId {
    /// Stands in the audit log for what concerns all clinics, such as a backup. No clinic has it.
    pub const INSTALLATION: Self = Self([0; 16]);
}

impl From<PatientId> for RecordId {
    /// The record of a patient's own details.
    fn from(patient: PatientId) -> Self {
        Self(patient.0)
    }
}

fn parse(text: &str) -> Result<[u8; 16], NoId> {
    let mut bytes = [0; 16];
    let lower = !text.bytes().any(|b| b.is_ascii_uppercase());
    if lower && hex::decode_to_slice(text, &mut bytes).is_ok() {
        return Ok(bytes);
    }
    let text = text.chars().take(40).collect();
    Err(NoId { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_text() {
        let text = "00112233445566778899aabbccddeeff";
        assert_eq!(text.parse::<PatientId>().unwrap().to_string(), text);
        for wrong in ["", "00112233445566778899AABBCCDDEEFF", &text[1..], "zz"] {
            assert!(wrong.parse::<PatientId>().is_err(), "{wrong}");
        }
    }
}
