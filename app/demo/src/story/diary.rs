//! Days of a diary as patients tell them.

use relief_course::Signs;
use relief_protocol::Severity::{self, Mild, Moderate, None as No, Severe};

/// One day as the patient tells it.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    /// The signs.
    pub signs: Signs,
    /// The red flag that was ticked.
    pub red_flag: Option<&'static str>,
    /// In the patient's words.
    pub note: Option<&'static str>,
}

const fn told(
    redness: Severity,
    swelling: Severity,
    pain: Severity,
    itch: Severity,
    flaking: Severity,
) -> Told {
    let signs = Signs {
        redness,
        swelling,
        bruising: No,
        pain,
        itch,
        flaking,
        darkening: No,
    };
    Told {
        signs,
        red_flag: None,
        note: None,
    }
}

/// A week as the protocol expects it, from the day of the session on.
pub(crate) const NORMAL: [Told; 8] = [
    told(Severe, Moderate, Moderate, No, No),
    told(Moderate, Mild, Mild, No, No),
    told(Moderate, Mild, No, No, Mild),
    told(Mild, No, No, Mild, Moderate),
    told(Mild, No, No, Mild, Mild),
    told(Mild, No, No, No, Mild),
    told(No, No, No, No, Mild),
    told(No, No, No, No, No),
];

/// Redness that stays a day longer than it should.
pub(crate) const SLOW: [Told; 8] = [
    told(Severe, Moderate, Moderate, No, No),
    told(Severe, Moderate, Mild, No, No),
    told(Moderate, Mild, No, No, Mild),
    told(Moderate, Mild, No, Mild, Moderate),
    told(Moderate, No, No, Mild, Moderate),
    told(Mild, No, No, No, Mild),
    told(Mild, No, No, No, No),
    told(No, No, No, No, No),
];

/// Healing that turns on the fourth day.
pub(crate) const INFECTED: [Told; 5] = [
    told(Severe, Moderate, Moderate, No, No),
    told(Moderate, Mild, Mild, No, No),
    told(Moderate, Mild, Mild, No, No),
    told(Mild, Mild, Mild, Mild, Mild),
    told(Moderate, Moderate, Moderate, Mild, Mild),
];

impl Told {
    pub(crate) fn flagged(self, flag: &'static str) -> Self {
        Self {
            red_flag: Some(flag),
            ..self
        }
    }

    pub(crate) fn saying(self, note: &'static str) -> Self {
        Self {
            note: Some(note),
            ..self
        }
    }
}
