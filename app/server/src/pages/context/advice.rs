//! What the protocol says of rolling at home, with its sources.

use relief_protocol::{Grade, Key, Protocol};

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
            rules: format!(
                "Needles above {} are not for home. No rolling for {} before a session and {} after one.",
                roller.warn_above_mm, roller.pause_before, roller.pause_after
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
            Grade::Judgement => "judgement",
            Grade::Vendor => "weak source",
            Grade::Secondary => "secondary source",
            Grade::Primary => "primary source",
        };
        format!("{} ({weight})", source.citation)
    });
    cited.collect::<Vec<_>>().join("; ")
}
