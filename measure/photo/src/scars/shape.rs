//! The type of an atrophic scar, where its outline and its shading allow to tell.

/// The three types of atrophic acne scar (C. Jacob, J. Dover, M. Kaminer 2001, DOI 10.1067/mjd.2001.113451).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScarShape {
    /// Narrow: under 2 mm.
    IcePick,
    /// Up to 4 mm wide, with steep walls.
    Boxcar,
    /// Wider than 4 mm, with gentle walls.
    Rolling,
}

/// By how much the outline of a scar's shading is longer than its opening: shading is gathered over the width of a wall on
/// either side.
const WALLS_MM: f64 = 0.9;

/// Longest opening that is surely an ice pick scar's: boxcar scars begin at 1.5 mm.
const ICE_PICK_MM: f64 = 1.6;

/// Shortest opening that is surely no ice pick scar's.
const BOXCAR_MM: f64 = 3.0;

/// Shortest opening that may be a rolling scar's.
const ROLLING_MM: f64 = 4.4;

/// Shading contrast that only steep walls make, and below which walls are gentle: 10 % is a slope of some 6° under light that
/// falls at 45°.
const STEEP: f64 = 0.10;
const GENTLE: f64 = 0.09;

/// The type of a scar whose shading is outlined with this longer extent and has this contrast (natural logarithm, root mean
/// square); `None` between the types, where a photo cannot tell.
///
/// The widths are those of the literature with a margin, as one number of a photo decides. A healed boxcar scar
/// may pass for a rolling one.
pub fn shape(length_mm: f64, contrast: f64) -> Option<ScarShape> {
    let opening = length_mm - WALLS_MM;
    if opening < ICE_PICK_MM {
        Some(ScarShape::IcePick)
    } else if opening >= BOXCAR_MM && contrast >= STEEP {
        Some(ScarShape::Boxcar)
    } else if opening >= ROLLING_MM && contrast < GENTLE {
        Some(ScarShape::Rolling)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typical_scars_have_their_type_and_those_between_have_none() {
        assert_eq!(shape(1.8, 0.08), Some(ScarShape::IcePick));
        assert_eq!(shape(4.6, 0.13), Some(ScarShape::Boxcar));
        assert_eq!(shape(6.5, 0.07), Some(ScarShape::Rolling));
        assert_eq!(shape(3.0, 0.12), None, "a wide ice pick or a small boxcar");
        assert_eq!(shape(4.6, 0.07), None, "a shallow boxcar or a small rolling");
    }
}
