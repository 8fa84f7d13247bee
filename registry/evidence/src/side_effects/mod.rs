//! The side effects that published studies counted, each number with its source.
//!
//! A row is one side effect of one treatment in one study. Nothing is pooled: most studies count none, those that do looked at different
//! skin, and of events as rare as these a pooled share would mostly be its correction for noughts (Cochrane Handbook 10.4.4).

mod read;
mod share;

pub use read::{SHIPPED, parse, shipped};

use crate::trials::{Source, Treatment, Value, label};
use crate::words::words;

words!(
    /// What happened.
    SideEffect {
        /// Redness.
        Redness = "redness",
        /// Swelling.
        Swelling = "swelling",
        /// Bruising.
        Bruising = "bruising",
        /// Pain.
        Pain = "pain",
        /// Marks that are darker than the skin around, after inflammation.
        DarkMarks = "dark_marks",
        /// Scars in rows, as the needles stood.
        TramTracks = "tram_tracks",
        /// Lumps that grow around something foreign in the skin.
        Granuloma = "granuloma",
        /// Anything that was still there after 6 months.
        Lasting = "lasting",
    }
);

/// One side effect of one treatment in one study. What the source does not tell is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The study's name in the tables.
    pub id: String,
    /// The first author.
    pub author: Option<Value<String>>,
    /// The year of publication.
    pub year: Option<Value<u32>>,
    /// Where it can be looked up.
    pub source: Source,
    /// The treatment; none for microneedling with whatever was put on.
    pub treatment: Option<Treatment>,
    /// What happened.
    pub side_effect: SideEffect,
    /// To how many patients, over the whole course.
    pub patients: Option<Value<u32>>,
    /// Of how many.
    pub n: Option<Value<u32>>,
    /// How many days it lasted at least.
    pub days_low: Option<Value<f64>>,
    /// How many days it lasted at most.
    pub days_high: Option<Value<f64>>,
    /// What else matters, in our words.
    pub note: Option<String>,
}

impl Row {
    /// How the study is called where people read: author and year where both are known.
    pub fn label(&self) -> String {
        label(&self.id, self.author.as_ref(), self.year.as_ref())
    }
}
