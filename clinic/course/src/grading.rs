//! Grades that people give: scar scales, improvement, satisfaction.
//!
//! Sources, and what of them could be read: of Goodman & Baron 2006 (qualitative, PubMed 17199653; quantitative,
//! doi 10.1111/j.1473-2165.2006.00222.x), Dréno et al. 2007 (ECCA) and Tan et al. 2010 (SCAR-S, doi
//! 10.2310/7750.2010.09037) the abstracts, which give the number of items and the reliability; their tables of points
//! stand behind paywalls and are written here as they are commonly cited. Two checks hold them: the points of the
//! quantitative scale add up to its published maximum of 84, those of ECCA to 540. Compare them with the papers
//! before publishing on them. No smallest important difference is published for any of these scales.

mod ecca;
mod global;
mod goodman_baron;

pub use ecca::{Ecca, Extent};
pub use global::{Gais, Satisfaction, ScarS, ScarSGrades};
pub use goodman_baron::{Area, Band, GoodmanBaronCounts, GoodmanBaronGrade};

use crate::signature::Signature;
use jiff::civil::Date;
use relief_protocol::Hash;
use serde::{Deserialize, Serialize};

/// One grade on one scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Grade {
    /// Goodman & Baron, qualitative: 1 to 4.
    GoodmanBaronQualitative(GoodmanBaronGrade),
    /// Goodman & Baron, quantitative: 0 to 84.
    GoodmanBaronQuantitative(GoodmanBaronCounts),
    /// ECCA: 0 to 540.
    Ecca(Ecca),
    /// Global Aesthetic Improvement Scale: 1 to 5, against a picture from before.
    Gais(Gais),
    /// SCAR-S: 0 to 5 for each of face, chest and back.
    ScarS(ScarSGrades),
    /// The patient's satisfaction: 1 to 5.
    Satisfaction(Satisfaction),
}

/// Which scale a grade is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says which scale it is")]
pub enum Scale {
    GoodmanBaronQualitative,
    GoodmanBaronQuantitative,
    Ecca,
    Gais,
    ScarS,
    Satisfaction,
}

impl Scale {
    /// Every scale.
    pub const ALL: [Self; 6] = [
        Self::GoodmanBaronQualitative,
        Self::GoodmanBaronQuantitative,
        Self::Ecca,
        Self::Gais,
        Self::ScarS,
        Self::Satisfaction,
    ];

    /// The lowest and the highest score.
    pub const fn range(self) -> [u16; 2] {
        match self {
            Self::GoodmanBaronQualitative => [1, 4],
            Self::GoodmanBaronQuantitative => [0, 84],
            Self::Ecca => [0, 540],
            Self::Gais | Self::Satisfaction => [1, 5],
            Self::ScarS => [0, 5],
        }
    }

    /// By how much two raters of the same face differed in nearly all cases, where a study says: within 4 points in 19
    /// of 21 patients on the quantitative scale of Goodman & Baron (2006). A smaller change is within that noise.
    pub const fn rater_noise(self) -> Option<u16> {
        match self {
            Self::GoodmanBaronQuantitative => Some(4),
            _ => None,
        }
    }
}

impl Grade {
    /// Its scale.
    pub fn scale(&self) -> Scale {
        match self {
            Self::GoodmanBaronQualitative(_) => Scale::GoodmanBaronQualitative,
            Self::GoodmanBaronQuantitative(_) => Scale::GoodmanBaronQuantitative,
            Self::Ecca(_) => Scale::Ecca,
            Self::Gais(_) => Scale::Gais,
            Self::ScarS(_) => Scale::ScarS,
            Self::Satisfaction(_) => Scale::Satisfaction,
        }
    }

    /// Its score, within [`Scale::range`]; of SCAR-S the face's.
    pub fn score(&self) -> u16 {
        match self {
            Self::GoodmanBaronQualitative(grade) => u16::from(u8::from(*grade)),
            Self::GoodmanBaronQuantitative(counts) => counts.score(),
            Self::Ecca(ecca) => ecca.score(),
            Self::Gais(gais) => u16::from(u8::from(*gais)),
            Self::ScarS(grades) => u16::from(u8::from(grades.face)),
            Self::Satisfaction(satisfaction) => u16::from(u8::from(*satisfaction)),
        }
    }
}

/// A grade with who gave it, of what, and whether blinded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grading {
    /// The grade.
    pub grade: Grade,
    /// The day whose skin was graded.
    pub of: Date,
    /// The hash of the picture graded, when it was a picture.
    pub picture: Option<Hash>,
    /// The rater knew neither the patient nor the time.
    pub blinded: bool,
    /// Who graded.
    pub by: Signature,
}

/// Two grades of one scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeChange {
    /// The scale.
    pub scale: Scale,
    /// Before.
    pub before: u16,
    /// After.
    pub after: u16,
}

impl GradeChange {
    /// The change between two grades; `None` for grades of different scales, and for the scales that are not given
    /// before and after: GAIS is itself a comparison, and satisfaction with a treatment has no before.
    pub fn between(before: &Grade, after: &Grade) -> Option<Self> {
        let scale = before.scale();
        let has_before = !matches!(scale, Scale::Gais | Scale::Satisfaction);
        (has_before && scale == after.scale()).then(|| Self {
            scale,
            before: before.score(),
            after: after.score(),
        })
    }

    /// After minus before.
    pub fn points(self) -> i32 {
        i32::from(self.after) - i32::from(self.before)
    }

    /// Whether the change is larger than two raters differ on the same face; `None` where no study says.
    pub fn beyond_rater_noise(self) -> Option<bool> {
        let noise = self.scale.rater_noise()?;
        Some(self.before.abs_diff(self.after) > noise)
    }
}
