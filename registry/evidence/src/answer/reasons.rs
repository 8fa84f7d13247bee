//! Why a study cannot be weighed, and why studies cannot be pooled.

/// A study that asked, and whose answer cannot be weighed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The study's name in the table.
    pub id: String,
    /// How people call it.
    pub label: String,
    /// How many people it evaluated; none where the source does not tell.
    pub n: Option<u32>,
    /// Why.
    pub why: WhyNot,
}

/// Why a study's answer cannot be weighed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNot {
    /// The source tells no number.
    NoNumber,
    /// The source tells a change or share and not how people scatter: no standard deviation, interval or count.
    NoSpread,
    /// The source tells standard deviations and not of how many people.
    NoCount,
    /// The source tells medians without quartiles.
    Medians,
    /// The study counts on a scale of its own.
    OwnScale,
    /// A number may be wrong.
    Doubtful {
        /// Which column.
        column: &'static str,
        /// Why.
        reason: String,
    },
    /// The source counts both sides of the same faces, and not which faces: unpaired counts would be weighed as twice the people.
    CountsOfSides,
}

/// Why the studies of a question are not pooled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotPooled {
    /// None can be weighed.
    NoStudy,
    /// One study has nothing to be pooled with.
    OneStudy,
    /// How far studies differ cannot be told from two: any interval would be a guess with one degree of freedom.
    TwoStudies,
    /// Too few tell what they would be grouped by.
    TooFewGroups,
}

impl WhyNot {
    /// A name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoNumber => "no_number",
            Self::NoSpread => "no_spread",
            Self::NoCount => "no_count",
            Self::Medians => "medians",
            Self::OwnScale => "own_scale",
            Self::Doubtful { .. } => "doubtful",
            Self::CountsOfSides => "counts_of_sides",
        }
    }
}

impl NotPooled {
    /// A name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoStudy => "no_study",
            Self::OneStudy => "one_study",
            Self::TwoStudies => "two_studies",
            Self::TooFewGroups => "too_few_groups",
        }
    }
}
