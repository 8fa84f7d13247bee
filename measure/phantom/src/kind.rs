//! What a pair of photos shows, and what an honest comparison must say about it.

use serde::{Deserialize, Serialize};

/// What happened between the two photos of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairKind {
    /// The same skin, taken by a careful person (redness may have changed a little, or much: the scars not).
    Unchanged,
    /// Every scar 15 % shallower: may honestly go undetected.
    #[serde(rename = "treated_15")]
    Treated15,
    /// Every scar 30 % shallower.
    #[serde(rename = "treated_30")]
    Treated30,
    /// Every scar 60 % shallower.
    #[serde(rename = "treated_60")]
    Treated60,
    /// Every scar 25 % deeper.
    #[serde(rename = "worse_25")]
    Worse25,
    /// Unchanged, and no card in either photo.
    NoCard,
    /// Every scar 60 % shallower, and no card in either photo.
    #[serde(rename = "treated_60_no_card")]
    Treated60NoCard,
    /// Unchanged, and no card in the second photo.
    CardOnce,
    /// The key light came from at least 30° elsewhere.
    LightMoved,
    /// The key light came from the other side.
    LightOtherSide,
    /// A small flash beside the lens in one photo only.
    FrontalFlash,
    /// A softbox in one photo, a small bare lamp from the same place in the other.
    HardLight,
    /// A key light in one photo, a ring around the lens in the other.
    RingLight,
    /// One photo out of focus.
    Defocus,
    /// One photo far too dark.
    ExposureUnder,
    /// One photo so bright that skin clips.
    ExposureOver,
    /// One photo under another kind of lamp, which no card puts right for skin.
    ColourCast,
    /// More melanin in the second photo.
    Tan,
    /// Foundation in the second photo: less contrast of colour, filled pores.
    Makeup,
    /// Oily skin in one photo.
    Shine,
    /// Another person.
    DifferentPatient,
    /// The second photo flipped left to right.
    Mirrored,
    /// A beauty filter on the second photo: pores and noise gone.
    Retouched,
    /// The view turned by more than 20°.
    Pose,
    /// Taken from much further away.
    Scale,
    /// Mostly another part of the cheek.
    Overlap,
    /// A very high ISO in one photo.
    Noise,
    /// The skin stretched by a smile.
    Expression,
    /// No skin in the second photo.
    NoSkin,
    /// The card half covered in the second photo.
    CardCovered,
}

impl PairKind {
    /// Every kind, the comparable ones first.
    pub const ALL: [Self; 30] = [
        Self::Unchanged,
        Self::Treated15,
        Self::Treated30,
        Self::Treated60,
        Self::Worse25,
        Self::NoCard,
        Self::Treated60NoCard,
        Self::CardOnce,
        Self::LightMoved,
        Self::LightOtherSide,
        Self::FrontalFlash,
        Self::HardLight,
        Self::RingLight,
        Self::Defocus,
        Self::ExposureUnder,
        Self::ExposureOver,
        Self::ColourCast,
        Self::Tan,
        Self::Makeup,
        Self::Shine,
        Self::DifferentPatient,
        Self::Mirrored,
        Self::Retouched,
        Self::Pose,
        Self::Scale,
        Self::Overlap,
        Self::Noise,
        Self::Expression,
        Self::NoSkin,
        Self::CardCovered,
    ];

    /// Whether the two photos may be compared.
    pub fn is_comparable(self) -> bool {
        matches!(
            self,
            Self::Unchanged
                | Self::Treated15
                | Self::Treated30
                | Self::Treated60
                | Self::Worse25
                | Self::NoCard
                | Self::Treated60NoCard
                | Self::CardOnce
        )
    }

    /// What the depth of every scar is multiplied by in the second photo.
    pub fn depth_factor(self) -> f64 {
        match self {
            Self::Treated15 => 0.85,
            Self::Treated30 => 0.70,
            Self::Treated60 | Self::Treated60NoCard => 0.40,
            Self::Worse25 => 1.25,
            _ => 1.0,
        }
    }

    /// The verdicts that are right, the best first.
    pub fn accepted_verdicts(self) -> &'static [Verdict] {
        match self {
            Self::Unchanged | Self::NoCard => &[Verdict::NoDetectableChange],
            // What one card cannot carry over may be refused, by name.
            Self::CardOnce => &[Verdict::NoDetectableChange, Verdict::NotComparable],
            Self::Treated15 | Self::Treated60NoCard => &[Verdict::Improved, Verdict::NoDetectableChange],
            Self::Treated30 | Self::Treated60 => &[Verdict::Improved],
            Self::Worse25 => &[Verdict::Worse, Verdict::NoDetectableChange],
            _ => &[Verdict::NotComparable],
        }
    }

    /// The reasons for refusal that name what is wrong; empty for kinds that must not be refused.
    pub fn accepted_reasons(self) -> &'static [ReasonCode] {
        use ReasonCode as Code;
        match self {
            Self::Unchanged
            | Self::Treated15
            | Self::Treated30
            | Self::Treated60
            | Self::Worse25
            | Self::NoCard
            | Self::Treated60NoCard => &[],
            Self::CardOnce => &[Code::Card],
            Self::LightMoved | Self::LightOtherSide => &[Code::LightDirection],
            Self::FrontalFlash | Self::RingLight => &[Code::LightDirection, Code::LightHardness],
            Self::HardLight => &[Code::LightHardness],
            Self::Defocus => &[Code::Blur],
            Self::ExposureUnder | Self::ExposureOver => &[Code::Exposure],
            Self::ColourCast => &[Code::ColourCast],
            Self::Tan => &[Code::SkinTone],
            Self::Makeup => &[Code::SkinTone],
            Self::Shine => &[Code::Shine],
            Self::DifferentPatient => &[Code::DifferentSkin],
            Self::Mirrored => &[Code::Mirrored],
            Self::Retouched => &[Code::Retouched],
            Self::Pose => &[Code::Pose],
            Self::Scale => &[Code::Scale],
            Self::Overlap => &[Code::Overlap, Code::Registration],
            Self::Noise => &[Code::Noise],
            Self::Expression => &[Code::Expression, Code::Registration],
            Self::NoSkin => &[Code::NoSkin],
            Self::CardCovered => &[Code::Card],
        }
    }
}

/// The contract's verdicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Scars are less deep.
    Improved,
    /// Scars are deeper.
    Worse,
    /// No change beyond what repeated photos show.
    NoDetectableChange,
    /// The photos may not be compared.
    NotComparable,
}

/// The contract's reasons for a refusal, as far as photos can earn them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the contract's words, explained at the kinds that earn them"
)]
pub enum ReasonCode {
    Pose,
    Scale,
    Overlap,
    Blur,
    Noise,
    Exposure,
    ColourCast,
    LightDirection,
    LightHardness,
    Shine,
    Expression,
    SkinTone,
    DifferentSkin,
    Mirrored,
    Retouched,
    NoSkin,
    Card,
    Registration,
}

/// Fitzpatrick's phototypes, here classes of skin colour by individual typology angle
/// (Del Bino & Bernerd 2013, doi:10.1111/bjd.12529).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "Roman numerals")]
pub enum Phototype {
    I,
    II,
    III,
    IV,
    V,
    VI,
}

impl Phototype {
    /// From the lightest to the darkest.
    pub const ALL: [Self; 6] = [Self::I, Self::II, Self::III, Self::IV, Self::V, Self::VI];
}
