//! One treatment, zone by zone: written as a draft, checked against the protocol, complete only when signed.

mod check;
mod problem;

use crate::signature::Signature;
use crate::words::{Line, Note, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use relief_protocol::{Identity, NeedleLength, ScarType, Zone};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

pub use problem::{SessionProblem, Weight};

/// What ended the work on a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Endpoint {
    /// The skin reddened.
    Erythema,
    /// Even pinpoint bleeding.
    PinpointBleeding,
    /// It was stopped before any endpoint: pain, a wish, a device that failed.
    StoppedEarly,
}

impl Endpoint {
    /// Every endpoint.
    pub const ALL: [Self; 3] = [Self::Erythema, Self::PinpointBleeding, Self::StoppedEarly];
}

/// How the skin was numbed, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Anaesthetic {
    /// Not at all.
    None,
    /// With a cream.
    Topical {
        /// Which.
        product: Line,
        /// When it was put on.
        applied_at: Timestamp,
        /// When it was taken off completely.
        removed_at: Timestamp,
    },
}

/// Something harmful during or right after the treatment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdverseEvent {
    /// When.
    pub at: Timestamp,
    /// Where, when it was in one zone.
    pub zone: Option<Zone>,
    /// What happened.
    pub what: Note,
    /// What was done about it.
    pub done: Option<Note>,
    /// Whether it threatened life or lasting harm, or needed hospital care.
    pub serious: bool,
}

/// What is being written about a zone; everything may still be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ZoneDraft {
    /// The scar types treated; none for skin without scars.
    pub scars: BTreeSet<ScarType>,
    /// The needle length set.
    pub needle_mm: Option<NeedleLength>,
    /// Sweeps over the zone.
    pub passes: Option<u8>,
    /// The device.
    pub device: Option<Line>,
    /// The lot number of the cartridge.
    pub cartridge_lot: Option<Line>,
    /// What ended the work.
    pub endpoint: Option<Endpoint>,
    /// Who treated it.
    pub operator: Option<PersonId>,
    /// Why a warned needle length was used.
    pub reason_for_length: Option<Note>,
}

/// A session that is being written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionDraft {
    /// Which session of the course, counted from 1.
    pub number: u8,
    /// The day, at the clinic.
    pub on: Date,
    /// When the first pass began.
    pub started_at: Option<Timestamp>,
    /// When the last pass ended.
    pub ended_at: Option<Timestamp>,
    /// How the skin was numbed; missing until it is said.
    pub anaesthetic: Option<Anaesthetic>,
    /// The zones treated.
    pub zones: BTreeMap<Zone, ZoneDraft>,
    /// Adverse events; empty once it is confirmed that there were none.
    pub adverse_events: Option<Vec<AdverseEvent>>,
    /// Anything else.
    pub note: Option<Note>,
}

/// What was done in a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneTreatment {
    /// The scar types treated; none for skin without scars.
    pub scars: BTreeSet<ScarType>,
    /// The needle length set.
    pub needle_mm: NeedleLength,
    /// Sweeps over the zone.
    pub passes: u8,
    /// The device.
    pub device: Line,
    /// The lot number of the cartridge.
    pub cartridge_lot: Line,
    /// What ended the work.
    pub endpoint: Endpoint,
    /// Who treated it.
    pub operator: PersonId,
    /// Why a warned needle length was used.
    pub reason_for_length: Option<Note>,
}

/// A session that is complete and signed. It is never changed; a correction is a new version with a signature of
/// its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// The protocol it was checked against.
    pub protocol: Identity,
    /// Which session of the course, counted from 1.
    pub number: u8,
    /// The day, at the clinic.
    pub on: Date,
    /// When the first pass began.
    pub started_at: Timestamp,
    /// When the last pass ended.
    pub ended_at: Timestamp,
    /// How the skin was numbed.
    pub anaesthetic: Anaesthetic,
    /// What was done, by zone.
    pub zones: BTreeMap<Zone, ZoneTreatment>,
    /// Adverse events.
    pub adverse_events: Vec<AdverseEvent>,
    /// Anything else.
    pub note: Option<Note>,
    /// Who answers for it.
    pub signature: Signature,
}

impl SessionDraft {
    /// An empty draft.
    pub fn new(number: u8, on: Date) -> Self {
        Self {
            number,
            on,
            started_at: None,
            ended_at: None,
            anaesthetic: None,
            zones: BTreeMap::new(),
            adverse_events: None,
            note: None,
        }
    }

    /// *Repeat last settings*: a draft with the last session's zones, scar types, needle lengths, passes and
    /// devices. What must be seen or read anew each time stays empty: times, numbing, the cartridge's lot, endpoint,
    /// operator, the reason for a long needle, adverse events, and the note.
    pub fn repeating(last: &Session, number: u8, on: Date) -> Self {
        let repeat = |zone: &ZoneTreatment| ZoneDraft {
            scars: zone.scars.clone(),
            needle_mm: Some(zone.needle_mm),
            passes: Some(zone.passes),
            device: Some(zone.device.clone()),
            ..ZoneDraft::default()
        };
        let zones = last
            .zones
            .iter()
            .map(|(zone, treatment)| (*zone, repeat(treatment)))
            .collect();
        Self {
            zones,
            ..Self::new(number, on)
        }
    }
}
