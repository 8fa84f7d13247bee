//! What a row tells of each term, and of which kind it is.

use super::{Effect, ModelRow, NEEDLE_STEP_MM, Term};
use crate::rows::Phototype;
use relief_course::Setting;
use relief_protocol::ScarType;

/// How many terms there are.
const TERMS: usize = 10;
/// A term has no more kinds than there are numbers of sessions.
pub(super) const KINDS: usize = u8::MAX as usize + 1;
/// The kind of rows that do not tell the phototype, before all others.
pub(super) const NOT_TOLD: u8 = 0;
/// The bit of rows that tell the change, beside those of the terms.
pub(super) const CHANGE: u16 = 1 << TERMS;

/// All of a row that decides which models it belongs to. Models look at these often, and rows are several times as long.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Code {
    /// The patient's place among all patients.
    pub(super) patient: u32,
    /// A bit for each term that is told.
    told: u16,
    kinds: [u8; TERMS],
}

impl Code {
    pub(super) fn of(row: &ModelRow, patient: u32) -> Self {
        let (mut told, mut kinds) = (0, [0; TERMS]);
        for term in Term::ALL {
            if term.told(row) {
                told |= term.bit();
            }
            kinds[term as usize] = term.kind(row);
        }
        if row.change.is_some() {
            told |= CHANGE;
        }
        Self { patient, told, kinds }
    }

    /// Whether all of some bits are told.
    pub(super) const fn tells(&self, bits: u16) -> bool {
        self.told & bits == bits
    }

    /// The kind by a term; all are of one for a term that is a number.
    pub(super) const fn kind(&self, term: Term) -> u8 {
        self.kinds[term as usize]
    }
}

impl Term {
    const ALL: [Self; TERMS] = [
        Self::EachSession,
        Self::Sessions,
        Self::ScarType,
        Self::Phototype,
        Self::Before,
        Self::NeedleLength,
        Self::IntervalWeeks,
        Self::AtHome,
        Self::OtherTreatment,
        Self::WeeksSinceSession,
    ];

    pub(super) const fn bit(self) -> u16 {
        1 << self as usize
    }

    /// Whether it enters as a number, and not as kinds.
    pub(super) const fn is_number(self) -> bool {
        !matches!(
            self,
            Self::EachSession | Self::ScarType | Self::Phototype | Self::AtHome | Self::OtherTreatment
        )
    }

    /// Whether a row tells it.
    fn told(self, row: &ModelRow) -> bool {
        match self {
            Self::EachSession | Self::Sessions | Self::Before | Self::OtherTreatment | Self::Phototype => {
                true
            }
            Self::ScarType => row.scar_type.is_some(),
            Self::NeedleLength => row.needle_mm.is_some(),
            // After one session there is no pause yet, and none can have done anything.
            Self::IntervalWeeks => row.sessions == 1 || row.interval_weeks.is_some(),
            Self::AtHome => row.setting.is_some(),
            Self::WeeksSinceSession => row.weeks_since_session.is_some(),
        }
    }

    fn kind(self, row: &ModelRow) -> u8 {
        match self {
            Self::EachSession => row.sessions,
            Self::ScarType => place(&ScarType::ALL, row.scar_type).unwrap_or_default(),
            Self::Phototype => {
                place(&Phototype::ALL, row.phototype).map_or(NOT_TOLD, |place| NOT_TOLD + 1 + place)
            }
            Self::AtHome => u8::from(row.setting == Some(Setting::AtHome)),
            Self::OtherTreatment => u8::from(row.other_treatment),
            _ => 0,
        }
    }

    /// The effect of a kind that is not the first, for terms of several kinds.
    pub(super) fn effect(self, kind: u8) -> Option<Effect> {
        match self {
            Self::EachSession => Some(Effect::AfterSession(kind)),
            Self::ScarType => ScarType::ALL.get(usize::from(kind)).copied().map(Effect::OfType),
            Self::Phototype => {
                let place = usize::from(kind.checked_sub(NOT_TOLD + 1)?);
                Phototype::ALL.get(place).copied().map(Effect::OfPhototype)
            }
            Self::AtHome => Some(Effect::AtHome),
            Self::OtherTreatment => Some(Effect::OtherTreatment),
            _ => None,
        }
    }

    /// The effect, and a row's number, for terms that are numbers; none where it cannot be there yet.
    pub(super) fn number(self, row: &ModelRow) -> Option<(Effect, f64)> {
        let (effect, value) = match self {
            Self::Sessions => (Effect::PerSession, Some(f64::from(row.sessions))),
            Self::Before => (Effect::PerUnitBefore, Some(row.before)),
            Self::NeedleLength => (Effect::PerNeedleStep, row.needle_mm.map(|mm| mm / NEEDLE_STEP_MM)),
            Self::IntervalWeeks => (Effect::PerIntervalWeek, row.interval_weeks),
            Self::WeeksSinceSession => (Effect::PerWeekSinceSession, row.weeks_since_session),
            _ => return None,
        };
        // A file that nobody checked may hold what is no number.
        let value = value.filter(|value| !value.is_nan())?;
        Some((effect, value))
    }
}

fn place<T: PartialEq>(all: &[T], of: Option<T>) -> Option<u8> {
    let place = all.iter().position(|known| Some(known) == of.as_ref())?;
    u8::try_from(place).ok()
}
