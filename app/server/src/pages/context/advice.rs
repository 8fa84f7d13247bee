//! What the protocol says of rolling at home, with its sources.

use crate::language::{decimal, say, say_many, say_with};
use relief_protocol::{Grade, Key, Period, Protocol, Unit};

/// What the protocol says.
pub(super) struct Advice {
    pub rules: String,
    pub rules_from: String,
    /// Each piece with where it comes from.
    pub pieces: Vec<[String; 2]>,
}

impl Advice {
    pub fn of(protocol: &Protocol) -> Self {
        let roller = protocol.home_roller();
        let piece = |advice: &relief_protocol::RollerAdvice| {
            [advice.text.to_string(), from(protocol, &advice.sources)]
        };
        Self {
            rules: say_with(
                "Needles above {length} are not for home. No rolling for {before} before a session and {after} after one.",
                &[
                    ("length", &decimal(&roller.warn_above_mm.to_string())),
                    ("before", &period(roller.pause_before)),
                    ("after", &period(roller.pause_after)),
                ],
            ),
            rules_from: from(protocol, &roller.sources),
            pieces: roller.advice.iter().map(piece).collect(),
        }
    }
}

/// The sources in words, each with how much it weighs.
fn from(protocol: &Protocol, keys: &[Key]) -> String {
    let sources = keys.iter().filter_map(|key| protocol.sources().get(key));
    let cited = sources.map(|source| {
        let weight = match source.grade {
            Grade::Judgement => say("judgement"),
            Grade::Vendor => say("weak source"),
            Grade::Secondary => say("secondary source"),
            Grade::Primary => say("primary source"),
        };
        format!("{} ({weight})", source.citation)
    });
    cited.collect::<Vec<_>>().join("; ")
}

/// A period in words.
fn period(period: Period) -> String {
    let count = usize::from(period.count());
    match period.unit() {
        Unit::Days => say_many("1 day", "{n} days", count),
        Unit::Weeks => say_many("1 week", "{n} weeks", count),
        Unit::Months => say_many("1 month", "{n} months", count),
        Unit::Years => say_many("1 year", "{n} years", count),
    }
}
