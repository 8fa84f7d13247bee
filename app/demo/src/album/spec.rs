//! One photo or scan of the album: of what it is made, under which name it is kept, and making it.

use super::Skin;
use crate::error::DemoError;
use crate::story::{Scanned, Shot};
use relief_formats::Output;
use relief_phantom::{Capture, Phototype, ScanSpec, SeriesSpec, render_visit, scan};
use relief_protocol::Hash;

/// A photo that takes next to no time.
const TINY: [usize; 2] = [160, 120];
/// Digits of the hash that tell two renderings apart.
const MARK_DIGITS: usize = 12;
/// Between the cells of a scan, in mm: a scanner in a practice is no microscope, and the demo is to be there soon.
const PITCH_MM: f64 = 0.1;
/// Standard deviation of a cell's height, in µm.
const NOISE_UM: f64 = 20.0;
/// How far a patient's head is turned from visit to visit.
const TURN_DEG: f64 = 4.0;

/// What is rendered.
#[derive(Debug, Clone, Copy)]
pub(super) enum Spec {
    Photo(SeriesSpec),
    Scan(ScanSpec),
}

impl Skin {
    pub(super) fn photo(self, shot: Shot, [width, height]: [usize; 2]) -> SeriesSpec {
        SeriesSpec {
            phototype: self.phototype,
            seed: self.seed,
            visit: shot.number,
            depth_factor: shot.depth,
            capture: shot.capture,
            width,
            height,
        }
    }

    pub(super) fn scan(self, scanned: Scanned) -> ScanSpec {
        ScanSpec {
            seed: self.seed,
            visit: u64::from(scanned.number),
            pitch_mm: PITCH_MM,
            noise_um: NOISE_UM,
            depth_factor: scanned.depth,
            most_turn_deg: TURN_DEG,
        }
    }
}

impl Spec {
    /// The file's bytes.
    pub fn render(&self) -> Result<Vec<u8>, DemoError> {
        match self {
            Self::Photo(spec) => Ok(render_visit(spec)?),
            Self::Scan(spec) => {
                relief_formats::write(&scan(spec)?.map, Output::X3p).map_err(DemoError::fixed)
            }
        }
    }

    /// The file's name says everything that it is made of.
    pub fn name(&self, mark: &str) -> String {
        match self {
            Self::Photo(SeriesSpec {
                phototype,
                seed,
                visit,
                depth_factor,
                capture,
                width,
                height,
            }) => {
                format!("{mark}_{phototype:?}_{seed}_{visit}_{depth_factor}_{capture:?}_{width}x{height}.jpg")
            }
            Self::Scan(ScanSpec {
                seed,
                visit,
                pitch_mm,
                noise_um,
                depth_factor,
                most_turn_deg,
            }) => format!("{mark}_{seed}_{visit}_{depth_factor}_{pitch_mm}_{noise_um}_{most_turn_deg}.x3p"),
        }
    }
}

/// What every file's name begins with: what another version of Relief rendered begins otherwise, as far as a tiny photo
/// can tell.
pub(super) fn mark() -> Result<String, DemoError> {
    let skin = Skin {
        phototype: Phototype::III,
        seed: 1,
    };
    let shot = Shot {
        number: 1,
        depth: 0.5,
        capture: Capture::FrontalFlash,
    };
    let hash = Hash::of(&render_visit(&skin.photo(shot, TINY))?);
    Ok(hash.as_str().chars().take(MARK_DIGITS).collect())
}
