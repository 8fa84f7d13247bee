//! A protocol file that was read and checked whole.

use crate::candidacy::{Candidacy, Question};
use crate::care::{Care, Diary, HomeRoller, Technique};
use crate::check;
use crate::error::ProtocolError;
use crate::identity::{Hash, Identity};
use crate::length::NeedleLength;
use crate::needle::{self, NeedleFinding, NeedleRule};
use crate::place;
use crate::reaction::{Effect, RedFlag, Sign};
use crate::source::Source;
use crate::timing::{FollowUp, Interval, Judgement, Sessions};
use crate::words::{Key, Text};
use crate::zone::{Complaint, ScarType, Zone};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file as it is written. Private, so that nobody holds one unchecked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProtocolFile {
    pub(crate) schema: String,
    pub(crate) name: Key,
    pub(crate) version: u32,
    pub(crate) title: Text,
    /// A BCP 47 tag of the language its texts are in.
    pub(crate) language: Key,
    pub(crate) complaints: Vec<Complaint>,
    pub(crate) note: Option<Text>,
    pub(crate) sources: BTreeMap<Key, Source>,
    pub(crate) sessions: Sessions,
    pub(crate) interval: Interval,
    pub(crate) judgement: Judgement,
    pub(crate) follow_up: FollowUp,
    pub(crate) technique: Technique,
    pub(crate) needle: Vec<NeedleRule>,
    pub(crate) candidacy: Candidacy,
    pub(crate) diary: Diary,
    pub(crate) effect: Vec<Effect>,
    pub(crate) red_flag: Vec<RedFlag>,
    pub(crate) care: Vec<Care>,
    pub(crate) home_roller: HomeRoller,
}

/// A checked protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protocol {
    file: ProtocolFile,
    identity: Identity,
}

impl Protocol {
    /// The value of `schema` in a protocol file.
    pub const SCHEMA: &'static str = "relief.protocol/1";
    /// The longest file in bytes; the shipped one is a tenth of it.
    pub const MOST_BYTES: usize = 256 << 10;

    /// Reads and checks a protocol file. Fails on the first mistake: what is not TOML, a key that is unknown or
    /// missing, a value out of its range, a rule without a source or with one that `[sources]` lacks, numbers in the
    /// wrong order, two rules of one name or for one zone and scar type.
    pub fn parse(text: &str) -> Result<Self, ProtocolError> {
        if text.len() > Self::MOST_BYTES {
            let reason = format!(
                "the file has {} bytes; at most {} are read",
                text.len(),
                Self::MOST_BYTES
            );
            return Err(ProtocolError {
                line: 1,
                column: 1,
                reason,
            });
        }
        let file: ProtocolFile = toml::from_str(text).map_err(|error| place::of_error(text, &error))?;
        check::file(&file).map_err(|fault| place::of_fault(text, &fault))?;
        let identity = Identity {
            name: file.name.clone(),
            version: file.version,
            hash: Hash::of(text.as_bytes()),
        };
        Ok(Self { file, identity })
    }

    /// Name, version and hash: what a record keeps.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// What the protocol is for, in words.
    pub fn title(&self) -> &Text {
        &self.file.title
    }

    /// The language of its texts, as a BCP 47 tag.
    pub fn language(&self) -> &str {
        self.file.language.as_str()
    }

    /// What it treats.
    pub fn complaints(&self) -> &[Complaint] {
        &self.file.complaints
    }

    /// What a reader should know first.
    pub fn note(&self) -> Option<&Text> {
        self.file.note.as_ref()
    }

    /// Every source by its key.
    pub fn sources(&self) -> &BTreeMap<Key, Source> {
        &self.file.sources
    }

    /// How many sessions.
    pub fn sessions(&self) -> &Sessions {
        &self.file.sessions
    }

    /// From one session to the next.
    pub fn interval(&self) -> &Interval {
        &self.file.interval
    }

    /// When the result is first judged.
    pub fn judgement(&self) -> &Judgement {
        &self.file.judgement
    }

    /// How often the patient comes back.
    pub fn follow_up(&self) -> &FollowUp {
        &self.file.follow_up
    }

    /// How a session is usually done.
    pub fn technique(&self) -> &Technique {
        &self.file.technique
    }

    /// Every needle rule.
    pub fn needle_rules(&self) -> &[NeedleRule] {
        &self.file.needle
    }

    /// The needle rule for a zone and one scar type: the one that names the type, or else the zone's general one.
    /// `None` where the protocol does not treat the zone.
    pub fn needle_rule(&self, zone: Zone, scar: Option<ScarType>) -> Option<&NeedleRule> {
        needle::rule_for(&self.file.needle, zone, scar)
    }

    /// How a needle length stands in a zone with these scar types; of several types the strictest rule speaks. `None`
    /// where the protocol does not treat the zone, which is a refusal.
    pub fn check_needle(
        &self,
        zone: Zone,
        scars: &[ScarType],
        length: NeedleLength,
    ) -> Option<NeedleFinding<'_>> {
        needle::finding(&self.file.needle, zone, scars, length)
    }

    /// The candidacy questionnaire.
    pub fn candidacy(&self) -> &Candidacy {
        &self.file.candidacy
    }

    /// The candidacy question of that name.
    pub fn question(&self, id: &Key) -> Option<&Question> {
        self.file
            .candidacy
            .question
            .iter()
            .find(|question| question.id == *id)
    }

    /// How long a diary is kept.
    pub fn diary(&self) -> &Diary {
        &self.file.diary
    }

    /// The normal course of every sign.
    pub fn effects(&self) -> &[Effect] {
        &self.file.effect
    }

    /// The normal course of one sign; `None` when the protocol does not expect it, so that any of it is called in.
    pub fn effect(&self, sign: Sign) -> Option<&Effect> {
        self.file.effect.iter().find(|effect| effect.sign == sign)
    }

    /// Every red flag.
    pub fn red_flags(&self) -> &[RedFlag] {
        &self.file.red_flag
    }

    /// The red flag of that name.
    pub fn red_flag(&self, id: &Key) -> Option<&RedFlag> {
        self.file.red_flag.iter().find(|flag| flag.id == *id)
    }

    /// Care before and after a session.
    pub fn care(&self) -> &[Care] {
        &self.file.care
    }

    /// What is known and advised about rolling at home.
    pub fn home_roller(&self) -> &HomeRoller {
        &self.file.home_roller
    }
}
