//! The codes that stand in files for the values of the course.

use relief_course::{Level, Setting, TreatmentKind};
use relief_estimate::Verdict;
use relief_protocol::{ScarType, Severity, Sign};
use relief_registry::Phototype;

/// Values with a code each.
pub(crate) trait Coded: Copy + PartialEq + 'static {
    /// Every value with its code, the one that the project's JSON has.
    const CODES: &'static [(&'static str, Self)];

    /// The value of a code.
    fn of(code: &str) -> Option<Self> {
        let found = Self::CODES.iter().find(|(name, _)| *name == code);
        found.map(|(_, value)| *value)
    }

    /// The code of a value.
    fn code(self) -> &'static str {
        let found = Self::CODES.iter().find(|(_, value)| *value == self);
        found.map_or("", |(name, _)| name)
    }
}

/// The codes alone.
pub(crate) const fn names<T: Coded, const N: usize>() -> [&'static str; N] {
    let mut names = [""; N];
    let mut place = 0;
    while place < N {
        names[place] = T::CODES[place].0;
        place += 1;
    }
    names
}

impl Coded for Verdict {
    const CODES: &'static [(&'static str, Self)] = &[
        ("improved", Self::Improved),
        ("worse", Self::Worse),
        ("no_detectable_change", Self::NoDetectableChange),
        ("not_comparable", Self::NotComparable),
    ];
}

impl Coded for ScarType {
    const CODES: &'static [(&'static str, Self)] = &[
        ("ice_pick", Self::IcePick),
        ("boxcar", Self::Boxcar),
        ("rolling", Self::Rolling),
    ];
}

impl Coded for Phototype {
    const CODES: &'static [(&'static str, Self)] = &[
        ("I", Self::I),
        ("II", Self::II),
        ("III", Self::III),
        ("IV", Self::IV),
        ("V", Self::V),
        ("VI", Self::VI),
    ];
}

impl Coded for Setting {
    const CODES: &'static [(&'static str, Self)] =
        &[("professional", Self::Professional), ("at_home", Self::AtHome)];
}

impl Coded for TreatmentKind {
    const CODES: &'static [(&'static str, Self)] = &[
        ("topical_retinoid", Self::TopicalRetinoid),
        ("benzoyl_peroxide", Self::BenzoylPeroxide),
        ("other_topical", Self::OtherTopical),
        ("isotretinoin", Self::Isotretinoin),
        ("other_medicine", Self::OtherMedicine),
        ("peel", Self::Peel),
        ("laser", Self::Laser),
        ("radiofrequency", Self::Radiofrequency),
        ("subcision", Self::Subcision),
        ("punch_technique", Self::PunchTechnique),
        ("filler", Self::Filler),
        ("botulinum_toxin", Self::BotulinumToxin),
        ("platelet_rich_plasma", Self::PlateletRichPlasma),
        ("other", Self::Other),
    ];
}

impl Coded for Sign {
    const CODES: &'static [(&'static str, Self)] = &[
        ("redness", Self::Redness),
        ("swelling", Self::Swelling),
        ("bruising", Self::Bruising),
        ("pain", Self::Pain),
        ("itch", Self::Itch),
        ("flaking", Self::Flaking),
        ("darkening", Self::Darkening),
    ];
}

impl Coded for Severity {
    const CODES: &'static [(&'static str, Self)] = &[
        ("none", Self::None),
        ("mild", Self::Mild),
        ("moderate", Self::Moderate),
        ("severe", Self::Severe),
    ];
}

impl Coded for Level {
    const CODES: &'static [(&'static str, Self)] = &[
        ("expected", Self::Expected),
        ("watch", Self::Watch),
        ("contact_now", Self::ContactNow),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json, to_value};

    /// A variant that is missing from a table would be written as an empty code. A variant's code is its name in JSON; that all are
    /// there is told by the refusal of a name that is none, which lists those that are.
    fn holds<T: Coded + serde::Serialize + serde::de::DeserializeOwned + std::fmt::Debug>() {
        for (code, value) in T::CODES {
            assert_eq!(to_value(value).unwrap(), json!(code));
        }
        let refusal = from_value::<T>(json!("no such name")).unwrap_err().to_string();
        assert_eq!(refusal.matches('`').count() / 2 - 1, T::CODES.len(), "{refusal}");
    }

    #[test]
    fn every_value_has_the_code_of_its_json() {
        holds::<Verdict>();
        holds::<ScarType>();
        holds::<Phototype>();
        holds::<Setting>();
        holds::<TreatmentKind>();
        holds::<Sign>();
        holds::<Severity>();
        holds::<Level>();
    }
}
