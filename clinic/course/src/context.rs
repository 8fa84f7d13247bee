//! What else changes the skin: rolling at home, other treatments, active acne.

use crate::dates;
use crate::words::{Line, Note};
use jiff::civil::Date;
use relief_protocol::{HomeRoller, NeedleLength, Severity, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Where needling is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// By a professional.
    Professional,
    /// By the patient at home.
    AtHome,
}

/// Rolling at home, as the patient tells it. It is recorded and compared, never counted as a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HomeRolling {
    /// The day.
    pub on: Date,
    /// The needle length, where it is known.
    pub needle_mm: Option<NeedleLength>,
    /// The device.
    pub device: Option<Line>,
    /// Where.
    pub zones: BTreeSet<Zone>,
    /// Anything else.
    pub note: Option<Note>,
}

/// A kind of other treatment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says which treatment it is")]
pub enum TreatmentKind {
    TopicalRetinoid,
    BenzoylPeroxide,
    OtherTopical,
    Isotretinoin,
    OtherMedicine,
    Peel,
    Laser,
    Radiofrequency,
    Subcision,
    PunchTechnique,
    Filler,
    BotulinumToxin,
    PlateletRichPlasma,
    Other,
}

/// Another treatment of the skin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedTreatment")]
pub struct OtherTreatment {
    kind: TreatmentKind,
    product: Option<Line>,
    from: Date,
    until: Option<Date>,
}

/// A treatment as read, before its check.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UncheckedTreatment {
    kind: TreatmentKind,
    product: Option<Line>,
    from: Date,
    until: Option<Date>,
}

/// A treatment that ends before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndsBeforeItBegins {
    /// When it begins.
    pub from: Date,
    /// When it ends.
    pub until: Date,
}

impl OtherTreatment {
    /// A treatment from a day on, until a day or still going on.
    pub fn new(
        kind: TreatmentKind,
        product: Option<Line>,
        from: Date,
        until: Option<Date>,
    ) -> Result<Self, EndsBeforeItBegins> {
        match until {
            Some(until) if until < from => Err(EndsBeforeItBegins { from, until }),
            _ => Ok(Self {
                kind,
                product,
                from,
                until,
            }),
        }
    }

    /// Which kind.
    pub fn kind(&self) -> TreatmentKind {
        self.kind
    }

    /// The product.
    pub fn product(&self) -> Option<&Line> {
        self.product.as_ref()
    }

    /// The first day.
    pub fn from(&self) -> Date {
        self.from
    }

    /// The last day; `None` while it goes on.
    pub fn until(&self) -> Option<Date> {
        self.until
    }
}

impl TryFrom<UncheckedTreatment> for OtherTreatment {
    type Error = EndsBeforeItBegins;

    fn try_from(read: UncheckedTreatment) -> Result<Self, EndsBeforeItBegins> {
        Self::new(read.kind, read.product, read.from, read.until)
    }
}

/// How much inflamed acne there was on a day. With active acne scars increase without any treatment: by 17 % in 24
/// weeks on the untreated side of a trial (Dréno et al. 2019, doi 10.1007/s40257-019-00454-6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActiveAcne {
    /// The day.
    pub on: Date,
    /// How much.
    pub severity: Severity,
    /// Inflamed lesions, where they were counted.
    pub inflamed_lesions: Option<u16>,
}

/// How skin answers to sun (Fitzpatrick 1988, doi:10.1001/archderm.1988.01670060015008).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the scale's own")]
pub enum Phototype {
    I,
    II,
    III,
    IV,
    V,
    VI,
}

impl Phototype {
    /// Every phototype, from what burns always to what burns never.
    pub const ALL: [Self; 6] = [Self::I, Self::II, Self::III, Self::IV, Self::V, Self::VI];
}

/// The phototype as somebody judged it on a day. Dark marks after needling are likelier in darker skin, and photos of it differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkinType {
    /// The day.
    pub on: Date,
    /// Which.
    pub phototype: Phototype,
}

/// Everything besides the sessions that can have changed the skin, and what skin it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Context {
    /// Rolling at home.
    pub home_rolling: Vec<HomeRolling>,
    /// Other treatments.
    pub other_treatments: Vec<OtherTreatment>,
    /// Active acne.
    pub active_acne: Vec<ActiveAcne>,
    /// The phototype, each time that somebody judged it.
    pub skin_types: Vec<SkinType>,
}

/// Something that can explain a change besides the sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Confounder {
    /// Rolling at home, so many times, with needles of at most this length where it is known.
    HomeRolling {
        /// How often.
        times: usize,
        /// The longest needle.
        longest_mm: Option<NeedleLength>,
    },
    /// Another treatment.
    OtherTreatment {
        /// Which.
        kind: TreatmentKind,
    },
    /// Active acne, at its worst.
    ActiveAcne {
        /// How much.
        severity: Severity,
    },
}

impl Context {
    /// The phototype as it was judged last; of two of one day the one that was entered later.
    pub fn phototype(&self) -> Option<Phototype> {
        let last = self.skin_types.iter().max_by_key(|judged| judged.on);
        last.map(|judged| judged.phototype)
    }

    /// What besides the sessions can explain a change between two days, both included.
    pub fn confounders(&self, from: Date, to: Date) -> Vec<Confounder> {
        let within = |day: Date| from <= day && day <= to;
        let rolled: Vec<&HomeRolling> = self
            .home_rolling
            .iter()
            .filter(|rolling| within(rolling.on))
            .collect();
        let rolling = (!rolled.is_empty()).then(|| Confounder::HomeRolling {
            times: rolled.len(),
            longest_mm: rolled.iter().filter_map(|rolling| rolling.needle_mm).max(),
        });
        let meanwhile = |treatment: &&OtherTreatment| {
            treatment.from <= to && treatment.until.is_none_or(|until| until >= from)
        };
        let kinds: BTreeSet<TreatmentKind> = self
            .other_treatments
            .iter()
            .filter(meanwhile)
            .map(|treatment| treatment.kind)
            .collect();
        let acne = self
            .active_acne
            .iter()
            .filter(|acne| within(acne.on))
            .map(|acne| acne.severity)
            .max();
        let acne = acne.filter(|severity| *severity > Severity::None);
        rolling
            .into_iter()
            .chain(kinds.into_iter().map(|kind| Confounder::OtherTreatment { kind }))
            .chain(acne.map(|severity| Confounder::ActiveAcne { severity }))
            .collect()
    }

    /// The last rolling at home within the protocol's pause before a session on `day`.
    pub fn rolled_within_pause(&self, rule: &HomeRoller, day: Date) -> Option<&HomeRolling> {
        let from = dates::before(day, rule.pause_before);
        let within = self
            .home_rolling
            .iter()
            .filter(|rolling| from < rolling.on && rolling.on <= day);
        within.max_by_key(|rolling| rolling.on)
    }
}
