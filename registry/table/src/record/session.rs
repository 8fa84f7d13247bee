//! Sessions, and the side effects that their diaries tell.

use super::{Fields, Flaw, Record};
use crate::cell::Cell;
use crate::codes::Coded;
use crate::column::Table;
use crate::tables::{SESSIONS, SIDE_EFFECTS};
use relief_course::{Level, Setting};
use relief_protocol::NeedleLength;
use relief_registry::{Pseudonym, SessionRow, SideEffect};

/// A session without the effects, which are rows of their own.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SessionRecord {
    pub(crate) patient: Pseudonym,
    pub(crate) session: u8,
    pub(crate) needle: Option<NeedleLength>,
    pub(crate) setting: Option<Setting>,
    /// Of the diary, where one was kept.
    pub(crate) triage: Option<Level>,
}

impl From<&SessionRow> for SessionRecord {
    fn from(row: &SessionRow) -> Self {
        Self {
            patient: row.patient,
            session: row.session,
            needle: row.needle,
            setting: row.setting,
            triage: row.diary.as_ref().map(|diary| diary.triage),
        }
    }
}

impl Record for SessionRecord {
    const TABLE: &'static Table = &SESSIONS;

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::count(self.patient.0),
            Cell::count(self.session),
            Cell::number(self.needle.map(NeedleLength::mm)),
            Cell::text(self.setting.map(Coded::code)),
            Cell::Flag(self.triage.is_some()),
            Cell::text(self.triage.map(Coded::code)),
        ]
    }

    fn read(fields: &Fields<'_>) -> Result<Self, Flaw> {
        let (diary, triage) = (fields.flag("diary")?, fields.code("triage"));
        if diary != triage.is_some() {
            let must = if diary { "there with" } else { "empty without" };
            let cell = fields.cell("triage");
            return Err(Flaw::of("triage", cell, format!("{must} a diary")));
        }
        Ok(Self {
            patient: Pseudonym(fields.count("patient")?),
            session: fields.count("session")?,
            needle: needle(fields)?,
            setting: fields.code("setting"),
            triage,
        })
    }

    fn patient(&self) -> Pseudonym {
        self.patient
    }
}

/// The column `needle_mm` of any table.
pub(super) fn needle(fields: &Fields<'_>) -> Result<Option<NeedleLength>, Flaw> {
    let length = fields.number("needle_mm").map(NeedleLength::from_mm).transpose();
    length.map_err(|error| Flaw::of("needle_mm", fields.cell("needle_mm"), error.to_string()))
}

/// One sign after one session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct EffectRecord {
    pub(crate) patient: Pseudonym,
    pub(crate) session: u8,
    pub(crate) effect: SideEffect,
}

impl Record for EffectRecord {
    const TABLE: &'static Table = &SIDE_EFFECTS;

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::count(self.patient.0),
            Cell::count(self.session),
            Cell::text(Some(self.effect.sign.code())),
            Cell::text(Some(self.effect.worst.code())),
            Cell::count(self.effect.days),
            Cell::Flag(self.effect.gone),
        ]
    }

    fn read(fields: &Fields<'_>) -> Result<Self, Flaw> {
        Ok(Self {
            patient: Pseudonym(fields.count("patient")?),
            session: fields.count("session")?,
            effect: SideEffect {
                sign: fields.must("sign", fields.code("sign"), "a sign")?,
                worst: fields.must("worst", fields.code("worst"), "a severity")?,
                days: fields.count("days")?,
                gone: fields.flag("gone")?,
            },
        })
    }

    fn patient(&self) -> Pseudonym {
        self.patient
    }
}
