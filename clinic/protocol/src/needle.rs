//! How long the needles may be, by zone and scar type.

use crate::length::NeedleLength;
use crate::words::{Key, Text};
use crate::zone::{ScarType, Zone};
use serde::{Deserialize, Serialize};

/// Needle lengths for some zones, and for some scar types where it names any.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedleRule {
    /// The rule's name.
    pub id: Key,
    /// The zones it holds for; at least one.
    pub zones: Vec<Zone>,
    /// The scar types it holds for; empty for whatever is treated there.
    #[serde(default)]
    pub scars: Vec<ScarType>,
    /// The usual lengths, from and to.
    pub typical_mm: [NeedleLength; 2],
    /// Longer than this is warned of and needs a stated reason.
    pub warn_above_mm: NeedleLength,
    /// Longer than this is refused.
    pub limit_mm: NeedleLength,
    /// What else a clinician should know.
    pub note: Option<Text>,
    /// Where the numbers come from.
    pub sources: Vec<Key>,
    /// Sources that say otherwise.
    #[serde(default)]
    pub against: Vec<Key>,
}

/// How a needle length stands to the rules, from harmless to forbidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedleLevel {
    /// Within the usual lengths.
    Typical,
    /// Shorter or longer than usual, not beyond the warning.
    Unusual,
    /// Beyond the warning: only with a stated reason.
    Warned,
    /// Beyond the limit.
    Refused,
}

/// The rule that judged a needle length, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeedleFinding<'a> {
    /// How the length stands.
    pub level: NeedleLevel,
    /// The rule that says so.
    pub rule: &'a NeedleRule,
}

impl NeedleRule {
    /// How `length` stands to this rule; a length at a limit is not beyond it.
    pub fn level(&self, length: NeedleLength) -> NeedleLevel {
        if length > self.limit_mm {
            NeedleLevel::Refused
        } else if length > self.warn_above_mm {
            NeedleLevel::Warned
        } else if length < self.typical_mm[0] || length > self.typical_mm[1] {
            NeedleLevel::Unusual
        } else {
            NeedleLevel::Typical
        }
    }

    /// Whether the rule holds for this zone and scar type by name; without a type, whether it holds for any.
    fn names(&self, zone: Zone, scar: Option<ScarType>) -> bool {
        let typed = scar.map_or(self.scars.is_empty(), |scar| self.scars.contains(&scar));
        self.zones.contains(&zone) && typed
    }
}

/// The rule for one zone and scar type: the one that names the type, or else the zone's general rule.
pub(crate) fn rule_for(rules: &[NeedleRule], zone: Zone, scar: Option<ScarType>) -> Option<&NeedleRule> {
    let general = || rules.iter().find(|rule| rule.names(zone, None));
    rules.iter().find(|rule| rule.names(zone, scar)).or_else(general)
}

/// The strictest finding over all scar types in a zone; among equals, that of the rule with the lowest limit.
/// `None` where the protocol has no rule for the zone.
pub(crate) fn finding<'a>(
    rules: &'a [NeedleRule],
    zone: Zone,
    scars: &[ScarType],
    length: NeedleLength,
) -> Option<NeedleFinding<'a>> {
    let types: Vec<Option<ScarType>> = match scars {
        [] => vec![None],
        some => some.iter().copied().map(Some).collect(),
    };
    types
        .into_iter()
        .filter_map(|scar| rule_for(rules, zone, scar))
        .map(|rule| NeedleFinding {
            level: rule.level(length),
            rule,
        })
        .max_by_key(|finding| (finding.level, std::cmp::Reverse(finding.rule.limit_mm)))
}
