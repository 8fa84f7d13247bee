//! Where lamps are, from how their light falls off over a flat card.
//!
//! A lamp half a metre away lights the near end of a card by a fifth to a half more than the far end: at the card's middle light falls by `3 sin θ / r` of itself per mm away from a lamp that is `r` mm away and leans by `θ`. So the card's shading
//! tells `sin θ / r` and the way in which a lamp leans, and no ball or angle has to be measured. How far the lamp is it does not tell: the next term, `1.5 / r²`, looks like what a lens does to its corners. That is the
//! bas-relief ambiguity of photometric stereo of which nothing is told (Belhumeur, Kriegman & Yuille 1999, doi:10.1023/A:1008154927611): lamps twice as far that lean more, and skin half as steep, show the same. It is
//! resolved by a tape measure, or by lamps that are known to be alike: one that leans more lights the card less. What is left open goes into the uncertainty of all slopes.

mod fit;
mod flat;
mod model;

use crate::StereoError;
use fit::fit;
pub use flat::Bend;

/// How a flat card is lit, lamp by lamp.
#[derive(Debug, Clone, PartialEq)]
pub struct LitCard {
    /// Places on it, in mm, in camera axes.
    pub places_mm: Vec<[f64; 3]>,
    /// What is printed at each: places of one number reflect alike; number 0 is the bare paper.
    pub inks: Vec<usize>,
    /// The card's middle, from which lamps' distances are told.
    pub middle_mm: [f64; 3],
    /// Unit vector out of its printed side, in camera axes: z is below zero.
    pub normal: [f64; 3],
    /// For each lamp the linear light of each place, the room's taken off; `None` where it is burnt out or black.
    pub light: Vec<Vec<Option<f64>>>,
}

/// What somebody said of lamps whose places are looked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LampsTold {
    /// From the card's middle to the lamps, in mm, by a tape measure.
    pub distance_mm: Option<f64>,
    /// How bright each lamp is beside the others at one distance.
    pub intensities: Option<Vec<f64>>,
}

/// Lamps as a card shows them.
#[derive(Debug, Clone, PartialEq)]
pub struct LampsByCard {
    /// The place of each in mm from the camera's centre.
    pub places_mm: Vec<[f64; 3]>,
    /// How much light each throws on what faces it at the point asked for, beside the others.
    pub intensities: Vec<f64>,
    /// The share by which all slopes may be too steep or too gentle, because all lamps may lean more or less than was found: a standard uncertainty.
    pub slopes_off: f64,
}

/// Fewer places do not tell how light falls off.
const LEAST_PLACES: usize = 24;

impl LitCard {
    /// Finds the lamps; `at_mm` is the point, in camera axes, for which their intensities are told: the skin's middle.
    ///
    /// Lamps are taken to be small and to shine alike into all directions in which card and skin lie. Paper that shines, fingers and shadows are outliers. What is printed may reflect as it likes, and the lens may darken its corners
    /// with the square of the distance from its axis.
    ///
    /// ```
    /// use relief_stereo::{LampsTold, LitCard};
    /// // A card 400 mm before the camera, and a lamp 300 mm to the right of its middle and 400 mm before it.
    /// let places_mm: Vec<[f64; 3]> = (0..60).map(|i| [8.0 * f64::from(i % 10) - 36.0, 8.0 * f64::from(i / 10) - 20.0, 400.0]).collect();
    /// let lit = |p: &[f64; 3]| Some(400.0 / ((300.0 - p[0]).powi(2) + p[1] * p[1] + 400f64.powi(2)).powf(1.5));
    /// let card = LitCard {
    ///     light: vec![places_mm.iter().map(lit).collect()],
    ///     inks: vec![0; places_mm.len()],
    ///     middle_mm: [0.0, 0.0, 400.0],
    ///     normal: [0.0, 0.0, -1.0],
    ///     places_mm,
    /// };
    /// let told = LampsTold { distance_mm: Some(500.0), intensities: None };
    /// let [x, y, z] = card.lamps(&told, [0.0, 0.0, 400.0])?.places_mm[0];
    /// assert!((x - 300.0).abs() < 6.0 && y.abs() < 6.0 && z.abs() < 6.0, "{x} {y} {z}");
    /// # Ok::<(), relief_stereo::StereoError>(())
    /// ```
    ///
    /// # Errors
    /// [`StereoError::Value`] when a lamp lights fewer than 24 places of the card, or a distance is no length or an intensity none.
    pub fn lamps(&self, told: &LampsTold, at_mm: [f64; 3]) -> Result<LampsByCard, StereoError> {
        if let Some(distance) = told.distance_mm
            && !(distance.is_finite() && distance > 0.0)
        {
            return Err(wrong(
                "lamp_distance_mm",
                distance.to_string(),
                "a length above zero, in mm",
            ));
        }
        for intensity in told.intensities.iter().flatten() {
            if !(intensity.is_finite() && *intensity > 0.0) {
                return Err(wrong("intensity", intensity.to_string(), "a number above zero"));
            }
        }
        let fewest = self.light.iter().map(|of| of.iter().flatten().count()).min();
        if fewest.is_none_or(|fewest| fewest < LEAST_PLACES) {
            let limit = "at least 24 are needed in each picture; lay the card where every lamp reaches it, and expose so that its white is not burnt out";
            return Err(wrong("places with light", fewest.unwrap_or(0).to_string(), limit));
        }
        let unsettled = || {
            wrong(
                "fall of the light",
                "that of no lamp".to_owned(),
                "give directions, or lay a ball into the picture",
            )
        };
        let found = fit(self, told).ok_or_else(unsettled)?;
        Ok(found.lamps(self, at_mm))
    }
}

fn wrong(field: &'static str, value: String, limit: &'static str) -> StereoError {
    StereoError::Value {
        name: "the card".to_owned(),
        field,
        value,
        limit,
    }
}

#[cfg(test)]
mod tests;
