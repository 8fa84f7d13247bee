//! Where the lamps of a light set stand around the camera, as on a clock seen from behind the camera.

use crate::language::say_with;
use std::f64::consts::TAU;
use std::ops::RangeInclusive;

/// How many lamps a set has here: three do not tell whether they agree, and more than eight add little.
pub(super) const LAMPS: RangeInclusive<usize> = 4..=8;
/// The input of the first picture, that with the lamp at 12 o'clock.
pub(super) const FIRST: &str = "lamp-1";
/// The input of the picture with all lamps off.
pub(super) const AMBIENT: &str = "ambient";

const MINUTES_AROUND: usize = 12 * 60;

/// The place of a lamp: the first stands at 12 o'clock, the others follow clockwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Which it is, from zero.
    at: usize,
    /// How many there are.
    of: usize,
}

impl Place {
    /// All places of so many lamps.
    pub fn all(lamps: usize) -> impl Iterator<Item = Self> {
        (0..lamps).map(move |at| Self { at, of: lamps })
    }

    /// The name of the input that its picture is sent with.
    pub fn input(self) -> String {
        format!("lamp-{}", self.at + 1)
    }

    /// Whether pictures are sent with such an input.
    pub fn is_input(name: &str) -> bool {
        name == AMBIENT || Self::all(*LAMPS.end()).any(|place| place.input() == name)
    }

    /// Where on the clock, such as `3` or `4:30`.
    pub fn time(self) -> String {
        let minutes = (MINUTES_AROUND * self.at + self.of / 2) / self.of;
        let hour = if minutes < 60 { 12 } else { minutes / 60 };
        match minutes % 60 {
            0 => hour.to_string(),
            past => format!("{hour}:{past:02}"),
        }
    }

    /// Where, in words.
    pub fn words(self) -> String {
        say_with("{time} o'clock", &[("time", &self.time())])
    }

    /// The way from the middle to the lamp in the plane of the picture, of length one: x to the right, y down.
    pub fn across(self) -> [f64; 2] {
        let (sin, cos) = (TAU * self.at as f64 / self.of as f64).sin_cos();
        [sin, -cos]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_round_as_hands_do() {
        let times = |lamps| Place::all(lamps).map(Place::time).collect::<Vec<_>>();
        assert_eq!(times(4), ["12", "3", "6", "9"]);
        assert_eq!(times(5), ["12", "2:24", "4:48", "7:12", "9:36"]);
        assert_eq!(times(7)[1..3], ["1:43", "3:26"]);
        assert_eq!(times(8)[..4], ["12", "1:30", "3", "4:30"]);
        let three = Place::all(8).nth(2).map(Place::across);
        assert!(
            three.is_some_and(|[x, y]| x > 0.999 && y.abs() < 1e-9),
            "{three:?}"
        );
    }

    #[test]
    fn only_pictures_of_places_are_taken() {
        assert!(Place::all(4).next().is_some_and(|place| place.input() == FIRST));
        for input in [FIRST, "lamp-8", "ambient"] {
            assert!(Place::is_input(input), "{input}");
        }
        for input in ["lamp-0", "lamp-9", "scan"] {
            assert!(!Place::is_input(input), "{input}");
        }
    }
}
