//! A browser that is handed to a patient.

use crate::error::Error;
use crate::ids::PatientId;
use serde::{Deserialize, Serialize};

/// That a browser was handed to a patient, who may answer and sign there and see nothing else. It does not print what takes it
/// back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kiosk {
    /// To whom.
    pub patient: PatientId,
    /// The PHC string of the PIN that takes it back.
    pub pin: String,
    /// How often a PIN was typed since it was handed over.
    pub tries: u32,
}

impl std::fmt::Debug for Kiosk {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Kiosk")
            .field("patient", &self.patient)
            .field("tries", &self.tries)
            .finish_non_exhaustive()
    }
}

impl Kiosk {
    pub(super) fn to_text(&self) -> Result<String, Error> {
        serde_json::to_string(self).map_err(|error| damaged(&error))
    }

    pub(super) fn from_text(text: &str) -> Result<Self, Error> {
        serde_json::from_str(text).map_err(|error| damaged(&error))
    }
}

fn damaged(error: &serde_json::Error) -> Error {
    Error::damaged("sign-in", "of a browser", format!("its kiosk: {error}"))
}
