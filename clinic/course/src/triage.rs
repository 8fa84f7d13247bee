//! Is this normal: expected, to be watched, or to be called in at once, and by which rule.

use crate::diary::{Diary, DiaryEntry};
use jiff::civil::Date;
use relief_protocol::{Effect, Key, Protocol, Severity, Sign};
use serde::{Deserialize, Serialize};

/// What a diary's day means, from harmless to alarming.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Normal on this day.
    Expected,
    /// Not quite normal: look again tomorrow.
    Watch,
    /// Contact the clinic now.
    ContactNow,
}

/// A rule that fired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Fired {
    /// A red flag was ticked.
    RedFlag {
        /// Which.
        flag: Key,
    },
    /// A sign is stronger than may be watched at home on this day.
    BeyondWatch {
        /// Which.
        sign: Sign,
        /// The day after the session.
        day: u16,
        /// How strong it is.
        severity: Severity,
        /// How strong it might be.
        at_most: Severity,
    },
    /// A sign is stronger than normal on this day.
    BeyondExpected {
        /// Which.
        sign: Sign,
        /// The day after the session.
        day: u16,
        /// How strong it is.
        severity: Severity,
        /// How strong is normal.
        at_most: Severity,
    },
    /// A sign got stronger when it should only fall.
    Rising {
        /// Which.
        sign: Sign,
        /// The day after the session.
        day: u16,
        /// How strong it was when last entered.
        from: Severity,
        /// How strong it is.
        to: Severity,
    },
}

impl Fired {
    /// What the rule leads to.
    pub fn level(&self) -> Level {
        match self {
            Self::RedFlag { .. } | Self::BeyondWatch { .. } => Level::ContactNow,
            Self::Rising { to, .. } if *to >= Severity::Moderate => Level::ContactNow,
            Self::Rising { .. } | Self::BeyondExpected { .. } => Level::Watch,
        }
    }
}

/// What a day means, and the rules that say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Triage {
    /// The strongest of all rules that fired; expected when none did.
    pub level: Level,
    /// The rules, most alarming first; empty when everything is within what the protocol expects.
    pub fired: Vec<Fired>,
}

/// The triage of one day. `day` counts from the session; `previous` is the last entry before it, where there is one. A
/// sign that the protocol does not know is never normal, and a flag that it does not know is still a flag.
pub fn triage(protocol: &Protocol, day: u16, entry: &DiaryEntry, previous: Option<&DiaryEntry>) -> Triage {
    let flags = entry
        .red_flags
        .iter()
        .map(|flag| Fired::RedFlag { flag: flag.clone() });
    let signs = Sign::ALL.into_iter().flat_map(|sign| {
        let severity = entry.signs.get(sign);
        let effect = protocol.effect(sign);
        let before = previous.map(|previous| previous.signs.get(sign));
        [
            beyond(effect, sign, day, severity),
            rising(effect, sign, day, before, severity),
        ]
    });
    let mut fired: Vec<Fired> = flags.chain(signs.flatten()).collect();
    // The sort is stable, so that equals keep the order of the form.
    fired.sort_by_key(|rule| std::cmp::Reverse(rule.level()));
    Triage {
        level: fired.first().map_or(Level::Expected, Fired::level),
        fired,
    }
}

fn beyond(effect: Option<&Effect>, sign: Sign, day: u16, severity: Severity) -> Option<Fired> {
    let watched = effect.map_or(Severity::None, |effect| effect.watched_on(day));
    let expected = effect.map_or(Severity::None, |effect| effect.expected_on(day));
    if severity > watched {
        return Some(Fired::BeyondWatch {
            sign,
            day,
            severity,
            at_most: watched,
        });
    }
    (severity > expected).then_some(Fired::BeyondExpected {
        sign,
        day,
        severity,
        at_most: expected,
    })
}

fn rising(
    effect: Option<&Effect>,
    sign: Sign,
    day: u16,
    before: Option<Severity>,
    to: Severity,
) -> Option<Fired> {
    let from = before?;
    let falls_after = effect?.falls_after_day?;
    (day > falls_after && to > from).then_some(Fired::Rising { sign, day, from, to })
}

impl Diary {
    /// The triage of every day that has an entry.
    pub fn triages(&self, protocol: &Protocol) -> Vec<(Date, Triage)> {
        let before = std::iter::once(None).chain(self.entries().iter().map(Some));
        let days = self.entries().iter().zip(before);
        days.map(|(entry, previous)| (entry.on, triage(protocol, self.day(entry.on), entry, previous)))
            .collect()
    }

    /// The alarming days that no clinician has looked at since they were entered.
    pub fn open_alarms(&self, protocol: &Protocol) -> Vec<(Date, Triage)> {
        let mut alarms = self.triages(protocol);
        alarms.retain(|(on, triage)| {
            let entered = self
                .entries()
                .iter()
                .find(|entry| entry.on == *on)
                .map(|entry| entry.entered_at);
            let reviewed = |at| {
                self.reviews()
                    .iter()
                    .any(|review| review.on == *on && review.by.at >= at)
            };
            triage.level == Level::ContactNow && !entered.is_some_and(reviewed)
        });
        alarms
    }
}
