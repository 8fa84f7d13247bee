//! The files of scans before they are kept: whether they can be read, and with what they have to be told.

mod problem;

pub use problem::unreadable;

use crate::language::say;
use crate::picture::aside;
use bytes::Bytes;
use relief_compare::{
    CompareError, CompareOptions, FaceZone, Input, LengthUnit, Pitch, ScanError, check_scan,
};
use relief_course::Line;
use relief_protocol::Zone;
use relief_store::ScanTold;

/// Every ending of a file that is offered to choose; what is in it decides.
pub const ENDINGS: &str = ".ply,.obj,.stl,.glb,.gltf,.x3p,.sdf,.sur,.pro,.al3d,.plu,.apx,.gsf,.npy,.tif,.tiff,.png,.xyz,.csv,.txt,.zip,.json,.jpg,.jpeg,.heic,.heif,.webp";
/// The longest ending that a format has.
const LONGEST_ENDING: usize = 4;

/// What a scan that is read alone is called.
pub const READ_AS: &str = "scan";

/// Why a scan is not kept.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
    /// The distance between its cells has to be said.
    Pitch(String),
    /// The unit of its lengths has to be said, or is another one.
    Unit(String),
    /// It cannot be read.
    File(String),
}

/// A file's name by its ending, which helps to tell the format. The rest may name people, and goes into no message.
pub struct Named<'a>(&'a str);

impl<'a> Named<'a> {
    /// The ending of a name, when it can be one.
    pub fn of(name: &'a Line) -> Self {
        let ending = name.as_str().rsplit_once('.').map_or("", |(_, ending)| ending);
        let plain = ending.len() <= LONGEST_ENDING && ending.bytes().all(|b| b.is_ascii_alphanumeric());
        Self(if plain { ending } else { "" })
    }

    /// A name of its role with this ending.
    pub fn as_(&self, role: &str) -> String {
        match self.0 {
            "" => role.to_owned(),
            ending => format!("{role}.{ending}"),
        }
    }
}

/// What the reader is told of a scan of a zone, which is cut out of the mesh of a whole face.
pub fn options(told: &ScanTold, zone: Zone) -> CompareOptions {
    CompareOptions {
        pitch: told.pitch_mm.and_then(Pitch::from_mm_per_px),
        unit: unit(told),
        // Both crates have the same zones; neither may know the other.
        zone: relief_compare::Zone::of_name(zone.name()).map_or(FaceZone::Whole, FaceZone::ZoneIfFace),
        ..CompareOptions::default()
    }
}

/// Whether what was said of the unit of one scan is true of the other: two scans are read with one.
pub fn same_unit(one: &ScanTold, other: &ScanTold) -> bool {
    unit(one) == unit(other)
}

fn unit(told: &ScanTold) -> LengthUnit {
    let unit = told.unit.as_ref().and_then(|unit| unit.as_str().parse().ok());
    unit.unwrap_or(LengthUnit::Millimetre)
}

/// Looks whether a file is a scan that can be measured.
///
/// # Errors
/// What is wrong and what to do, in one sentence of the page's language.
pub async fn check(name: &Line, told: &ScanTold, zone: Zone, bytes: Bytes) -> Result<(), Refused> {
    let (name, options) = (Named::of(name).as_(READ_AS), options(told, zone));
    let read = aside(move || {
        let input = Input {
            name: &name,
            bytes: &bytes,
        };
        check_scan(input, &options)
    });
    match read.await {
        None => Err(Refused::File(
            say("the file is damaged; export the scan again").to_owned(),
        )),
        Some(Err(error)) => Err(refused(&error)),
        Some(Ok(())) => Ok(()),
    }
}

fn refused(error: &CompareError) -> Refused {
    match error {
        CompareError::ReadScan { source, .. } => {
            let words = unreadable(source);
            match source {
                ScanError::NoPitch { .. } => Refused::Pitch(words),
                ScanError::Implausible { .. } => Refused::Unit(words),
                _ => Refused::File(words),
            }
        }
        CompareError::Surface { source, .. } => Refused::File(source.to_string()),
        other => Refused::File(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &str) -> Line {
        Line::try_from(words).unwrap_or_else(|_| unreachable!("{words} is a line"))
    }

    /// 3 × 2 heights of 32 bits.
    fn npy(heights: [f32; 6]) -> Bytes {
        let mut bytes = b"\x93NUMPY\x01\0".to_vec();
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
        let header = format!("{header:<117}\n");
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.bytes());
        bytes.extend(heights.iter().flat_map(|height| height.to_le_bytes()));
        bytes.into()
    }

    #[tokio::test]
    async fn what_the_file_does_not_say_is_asked_for() {
        let flat = npy([0.0, 0.1, 0.2, 0.1, 0.0, 0.1]);
        let name = line("cheek of Pia.NPY");
        let zone = Zone::CheekLeft;
        let untold = check(&name, &ScanTold::default(), zone, flat.clone()).await;
        assert!(matches!(untold, Err(Refused::Pitch(_))), "{untold:?}");
        let told = ScanTold {
            pitch_mm: Some(1.0),
            unit: None,
        };
        assert_eq!(check(&name, &told, zone, flat.clone()).await, Ok(()));
        let metres = ScanTold {
            unit: Some(line("m")),
            ..told.clone()
        };
        let tall = check(&name, &metres, zone, flat).await;
        assert!(matches!(tall, Err(Refused::Unit(_))), "{tall:?}");
        let diary = check(&line("diary.txt"), &told, zone, Bytes::from_static(b"dear diary")).await;
        assert!(matches!(diary, Err(Refused::File(_))), "{diary:?}");
    }

    #[test]
    fn every_zone_of_the_face_is_one_that_a_mesh_is_cut_into() {
        let zones = Zone::ALL.map(|zone| options(&ScanTold::default(), zone).zone);
        assert_eq!(zones, relief_compare::Zone::ALL.map(FaceZone::ZoneIfFace));
    }

    #[test]
    fn a_name_leaves_its_ending_alone() {
        for (name, as_scan) in [
            ("Pia Example.PLY", "scan.PLY"),
            ("scan", "scan"),
            ("a.b c", "scan"),
            ("pia.example", "scan"),
        ] {
            assert_eq!(Named::of(&line(name)).as_("scan"), as_scan);
        }
    }

    #[test]
    fn nothing_said_is_millimetres() {
        let told = |unit: Option<&str>| ScanTold {
            pitch_mm: None,
            unit: unit.map(line),
        };
        assert!(same_unit(&told(None), &told(Some("mm"))));
        assert!(!same_unit(&told(Some("um")), &told(None)));
    }
}
