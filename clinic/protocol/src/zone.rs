//! Where on the face, which scars, and for what the patient comes.

use serde::{Deserialize, Serialize};

/// A zone of the face or the neck; left and right are the patient's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says which zone it is")]
pub enum Zone {
    Forehead,
    TempleLeft,
    TempleRight,
    CheekLeft,
    CheekRight,
    Nose,
    UpperLip,
    Perioral,
    Chin,
    JawLeft,
    JawRight,
    Neck,
}

impl Zone {
    /// Every zone, from top to bottom, left before right.
    pub const ALL: [Self; 12] = [
        Self::Forehead,
        Self::TempleLeft,
        Self::TempleRight,
        Self::CheekLeft,
        Self::CheekRight,
        Self::Nose,
        Self::UpperLip,
        Self::Perioral,
        Self::Chin,
        Self::JawLeft,
        Self::JawRight,
        Self::Neck,
    ];

    /// The name in files and records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Forehead => "forehead",
            Self::TempleLeft => "temple_left",
            Self::TempleRight => "temple_right",
            Self::CheekLeft => "cheek_left",
            Self::CheekRight => "cheek_right",
            Self::Nose => "nose",
            Self::UpperLip => "upper_lip",
            Self::Perioral => "perioral",
            Self::Chin => "chin",
            Self::JawLeft => "jaw_left",
            Self::JawRight => "jaw_right",
            Self::Neck => "neck",
        }
    }
}

/// The type of an atrophic scar (Jacob, Dover & Kaminer 2001, doi 10.1067/mjd.2001.113451).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScarType {
    /// Narrow and deep, V-shaped.
    IcePick,
    /// Steep walls and a flat base, U-shaped.
    Boxcar,
    /// Wide and gently sloping, M-shaped.
    Rolling,
}

impl ScarType {
    /// Every type, from narrow to wide.
    pub const ALL: [Self; 3] = [Self::IcePick, Self::Boxcar, Self::Rolling];

    /// The name in files and records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::IcePick => "ice_pick",
            Self::Boxcar => "boxcar",
            Self::Rolling => "rolling",
        }
    }
}

/// What the patient comes for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Complaint {
    /// Acne scars.
    AcneScars,
    /// Fine lines and wrinkles.
    FineLines,
    /// Skin quality without scars.
    SkinQuality,
}

impl Complaint {
    /// Every complaint.
    pub const ALL: [Self; 3] = [Self::AcneScars, Self::FineLines, Self::SkinQuality];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_files() {
        for zone in Zone::ALL {
            assert_eq!(
                serde_json::to_string(&zone).unwrap(),
                format!("{:?}", zone.name())
            );
        }
        for scar in ScarType::ALL {
            assert_eq!(
                serde_json::to_string(&scar).unwrap(),
                format!("{:?}", scar.name())
            );
        }
    }
}
