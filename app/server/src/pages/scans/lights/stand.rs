//! How the lamps of a light set stand, as the form asks it.

use crate::form::{Choice, Form};
use crate::language::say;
use serde::Deserialize;
use std::ops::RangeInclusive;

/// Angles between lamp and camera, in degrees: below, slopes hardly show; beyond, scars lie in shadow.
const ANGLES_DEG: RangeInclusive<f64> = 20.0..=75.0;
/// Radii of ring lights, in mm; one in centimetres is refused.
const RADII_MM: RangeInclusive<f64> = 20.0..=500.0;
/// From the lens to the skin, in mm; a distance in centimetres is refused.
const DISTANCES_MM: RangeInclusive<f64> = 100.0..=1000.0;
/// What the form begins with: degrees.
pub(super) const USUAL_ANGLE_DEG: &str = "45";

/// How the lamps stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stand {
    /// Far away, so that their light is the same for all skin.
    Far {
        /// Between the way to the lamp and the way to the camera, in degrees.
        angle_deg: f64,
    },
    /// On a ring around the lens.
    Ring {
        /// From the lens to a lamp, in mm.
        radius_mm: f64,
        /// From the lens to the skin, in mm.
        distance_mm: f64,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Far,
    Ring,
}

impl Stand {
    /// What a form says; only the fields that go with the kind are read.
    pub fn read(form: &mut Form) -> Option<Self> {
        match form.coded("stand")? {
            Kind::Far => Some(Self::Far {
                angle_deg: form.number("angle_deg", ANGLES_DEG)?,
            }),
            Kind::Ring => {
                let radius_mm = form.number("radius_mm", RADII_MM);
                let distance_mm = form.number("distance_mm", DISTANCES_MM);
                Some(Self::Ring {
                    radius_mm: radius_mm?,
                    distance_mm: distance_mm?,
                })
            }
        }
    }

    /// The kinds, to choose from.
    pub fn kinds() -> Vec<Choice> {
        vec![
            Choice::new("far", say("One lamp that is walked around, or flashes on arms"))
                .hint(say("half a metre away or more")),
            Choice::new("ring", say("A ring light with segments")).hint(say("the camera looks through it")),
        ]
    }
}
