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
/// Strings from the card to the lamp, in mm; a length in centimetres is refused.
const STRINGS_MM: RangeInclusive<f64> = 200.0..=1500.0;
/// What the form begins with: degrees.
pub(super) const USUAL_ANGLE_DEG: &str = "45";
/// What the form begins with: half a metre.
pub(super) const USUAL_STRING_MM: &str = "500";

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
    /// Held in the hand, anywhere: the card shows where each was.
    Card {
        /// From the card's middle to the lamps, in mm.
        lamp_distance_mm: f64,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Far,
    Ring,
    Card,
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
            Kind::Card => Some(Self::Card {
                lamp_distance_mm: form.number("lamp_distance_mm", STRINGS_MM)?,
            }),
        }
    }

    /// The kinds, to choose from.
    pub fn kinds() -> Vec<Choice> {
        vec![
            Choice::new("far", say("One lamp that is walked around, or flashes on arms"))
                .hint(say("half a metre away or more")),
            Choice::new("ring", say("A ring light with segments")).hint(say("the camera looks through it")),
            Choice::new(
                "card",
                say("One lamp held anywhere: the card in the picture shows where it was"),
            )
            .hint(say(
                "hold it at the end of a string that is fastened beside the card",
            )),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &[(&str, &str)]) -> (Option<Stand>, Form) {
        let typed = typed.iter().map(|(name, value)| (*name, (*value).to_owned()));
        let mut form = Form::filled(typed);
        (Stand::read(&mut form), form)
    }

    #[test]
    fn a_lamp_on_a_string_needs_its_length_alone() {
        let (stand, form) = read(&[
            ("stand", "card"),
            ("lamp_distance_mm", "512,5"),
            ("angle_deg", "9"),
        ]);
        assert_eq!(
            stand,
            Some(Stand::Card {
                lamp_distance_mm: 512.5
            })
        );
        assert!(form.is_sound());
    }

    #[test]
    fn a_string_in_centimetres_is_refused() {
        for length in ["50", "", "1501", "half a metre"] {
            let (stand, form) = read(&[("stand", "card"), ("lamp_distance_mm", length)]);
            assert_eq!(stand, None, "{length}");
            assert!(form.problem("lamp_distance_mm").is_some(), "{length}");
        }
    }

    #[test]
    fn the_form_begins_with_lengths_that_it_takes() {
        let usual = [
            ("angle_deg", USUAL_ANGLE_DEG),
            ("lamp_distance_mm", USUAL_STRING_MM),
        ];
        for kind in ["far", "card"] {
            let typed: Vec<_> = usual.into_iter().chain([("stand", kind)]).collect();
            assert!(read(&typed).0.is_some(), "{kind}");
        }
    }
}
