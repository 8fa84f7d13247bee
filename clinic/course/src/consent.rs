//! Consent: to the treatment, and to each use of the photos, with the version signed, revocable at any time.

use crate::signature::Signature;
use crate::words::Line;
use jiff::Timestamp;
use relief_protocol::{Hash, Key};
use serde::{Deserialize, Serialize};

/// What the patient consents to; each stands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentTo {
    /// The treatment.
    Treatment,
    /// Photos in the own record, for measuring and comparing.
    PhotosInRecord,
    /// Photos shown in teaching.
    PhotosInTeaching,
    /// Photos published.
    PhotosInPublication,
}

impl ConsentTo {
    /// Everything that is asked for.
    pub const ALL: [Self; 4] = [
        Self::Treatment,
        Self::PhotosInRecord,
        Self::PhotosInTeaching,
        Self::PhotosInPublication,
    ];
}

/// The very text that was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentForm {
    /// The form's name.
    pub name: Key,
    /// Its version, counted up with every change.
    pub version: u32,
    /// The hash of its text.
    pub hash: Hash,
}

/// Something that happened to consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ConsentEvent {
    /// It was given.
    Given {
        /// To what.
        to: ConsentTo,
        /// The text that was signed.
        form: ConsentForm,
        /// Who signed: the patient, or who signs for the patient.
        signature: Signature,
    },
    /// It was taken back. No reason is needed.
    Revoked {
        /// Which.
        to: ConsentTo,
        /// Who took it back.
        signature: Signature,
        /// A reason, where one was given.
        reason: Option<Line>,
    },
}

impl ConsentEvent {
    /// What it is about.
    pub fn to(&self) -> ConsentTo {
        match self {
            Self::Given { to, .. } | Self::Revoked { to, .. } => *to,
        }
    }

    /// When it happened.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Given { signature, .. } | Self::Revoked { signature, .. } => signature.at,
        }
    }
}

/// How a consent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConsentState {
    /// It was never given.
    Never,
    /// It holds, under the current text.
    Given,
    /// It was given under another text than the current one, so it is asked for again. Photos taken meanwhile stay
    /// covered by what was signed.
    Outdated {
        /// The version signed.
        version: u32,
    },
    /// It was taken back.
    Revoked {
        /// When.
        at: Timestamp,
    },
}

/// Everything that happened to a patient's consents, in order; nothing is ever removed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<ConsentEvent>", into = "Vec<ConsentEvent>")]
pub struct Consents {
    events: Vec<ConsentEvent>,
}

/// Why an event cannot be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentError {
    /// It lies before the last event.
    OutOfOrder {
        /// The last event's instant.
        last: Timestamp,
    },
    /// There is nothing to take back.
    NothingToRevoke {
        /// What was not given.
        to: ConsentTo,
    },
}

impl Consents {
    /// Everything that happened, in order.
    pub fn events(&self) -> &[ConsentEvent] {
        &self.events
    }

    /// Adds an event. Fails when it lies before the last one, and when it revokes what is not given.
    pub fn add(&mut self, event: ConsentEvent) -> Result<(), ConsentError> {
        if let Some(last) = self
            .events
            .last()
            .map(ConsentEvent::at)
            .filter(|last| event.at() < *last)
        {
            return Err(ConsentError::OutOfOrder { last });
        }
        let revokes = matches!(event, ConsentEvent::Revoked { .. });
        if revokes && !self.permits(event.to(), event.at()) {
            return Err(ConsentError::NothingToRevoke { to: event.to() });
        }
        self.events.push(event);
        Ok(())
    }

    /// How a consent stands at an instant, against the form that is current then.
    pub fn state(&self, to: ConsentTo, current: &ConsentForm, at: Timestamp) -> ConsentState {
        match self.last(to, at) {
            None => ConsentState::Never,
            Some(ConsentEvent::Revoked { signature, .. }) => ConsentState::Revoked { at: signature.at },
            Some(ConsentEvent::Given { form, .. }) if form == current => ConsentState::Given,
            Some(ConsentEvent::Given { form, .. }) => ConsentState::Outdated {
                version: form.version,
            },
        }
    }

    /// Whether a use is covered at an instant, under whichever text was signed.
    pub fn permits(&self, to: ConsentTo, at: Timestamp) -> bool {
        matches!(self.last(to, at), Some(ConsentEvent::Given { .. }))
    }

    fn last(&self, to: ConsentTo, at: Timestamp) -> Option<&ConsentEvent> {
        self.events
            .iter()
            .rev()
            .find(|event| event.to() == to && event.at() <= at)
    }
}

impl TryFrom<Vec<ConsentEvent>> for Consents {
    type Error = ConsentError;

    fn try_from(events: Vec<ConsentEvent>) -> Result<Self, ConsentError> {
        let mut consents = Self::default();
        events.into_iter().try_for_each(|event| consents.add(event))?;
        Ok(consents)
    }
}

impl From<Consents> for Vec<ConsentEvent> {
    fn from(consents: Consents) -> Self {
        consents.events
    }
}
