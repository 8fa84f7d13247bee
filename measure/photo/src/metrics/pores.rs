//! Pores: the small dark spots of clear skin.

use super::{Finish, Metric};
use relief_estimate::Direction;
use relief_grid::{Mask, Pitch, Raster, filter};

/// Smoothing against noise; narrower than the smallest pore that a photo shows (0.2 mm).
const FINE_SIGMA_MM: f64 = 0.10;

/// The skin around a pore; wider than the widest pore (0.5 mm, J. Flament et al. 2015, DOI 10.2147/CCID.S74401).
const AROUND_SIGMA_MM: f64 = 0.40;

/// Natural logarithm by which a pore is darker than the skin around it: twice the micro-relief between pores.
const DARKER: f32 = 0.04;

/// Share of the clear skin that is pores, per cent: cells darker in green by 4 % than the skin around them, at the size of
/// pores (0.2 to 0.5 mm).
///
/// `green` is ln green before and after, `clear` the skin without scars and moles, on a raster of `pitch`. Oily filling,
/// hair stubble and noise count as well; both pictures must be equally sharp. `None` when a cell is too coarse for a pore.
pub fn pore_area(green: &Raster<[f32; 2]>, clear: &Mask, pitch: Pitch) -> Option<Metric> {
    const COARSEST_MM: f64 = 0.2;
    let mm = pitch.mm_per_px();
    (mm <= COARSEST_MM).then(|| {
        let (spots, _) = filter::band_pass_masked(green, clear, FINE_SIGMA_MM / mm, AROUND_SIGMA_MM / mm);
        let area = Metric {
            name: "pore_area",
            unit: "%",
            direction: Direction::LowerIsBetter,
            finish: Finish::Mean,
            gain_sd: 0.0,
            units: Vec::new(),
        };
        let dark = |v: f32| if v < -DARKER { 100.0 } else { 0.0 };
        area.over_skin(clear, mm, |x, y| spots[(x, y)].map(dark))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pair::combine;

    /// Flat skin with a dark square of 3 × 3 cells of 0.1 mm every `every` cells, `depth` deep.
    fn skin(every: usize, depth: f32) -> Raster<f32> {
        Raster::from_fn(192, 192, |x, y| {
            if x % every < 3 && y % every < 3 {
                -depth
            } else {
                0.0
            }
        })
    }

    fn areas(before: &Raster<f32>, after: &Raster<f32>) -> [f64; 2] {
        let clear = Mask::filled(192, 192, true);
        let pitch = Pitch::from_mm_per_px(0.1).unwrap();
        let green = combine(before, after, |before, after| [before, after]);
        pore_area(&green, &clear, pitch).unwrap().values()
    }

    #[test]
    fn four_times_as_many_pores_cover_four_times_the_area_and_shallow_ones_none() {
        let [many, few] = areas(&skin(24, 0.3), &skin(48, 0.3));
        assert!((many / few - 4.0).abs() < 0.6, "{many} {few}");
        // Nine cells of 576, and about as many where the blur of a pore is still dark.
        assert!((1.5..5.0).contains(&many), "{many}");
        assert_eq!(areas(&skin(12, 0.0), &skin(12, 0.01)), [0.0, 0.0]);
    }

    #[test]
    fn coarse_pixels_show_no_pores() {
        let clear = Mask::filled(192, 192, true);
        let pitch = Pitch::from_mm_per_px(0.3).unwrap();
        let flat = Raster::filled(192, 192, [0.0; 2]);
        assert_eq!(pore_area(&flat, &clear, pitch), None);
    }
}
