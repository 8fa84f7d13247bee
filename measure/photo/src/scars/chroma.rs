//! Pigment and blood told from relief by how the channels follow each other.
//!
//! Shade darkens all channels alike, blood most of all green, melanin blue more than green and green more than
//! red (S. Jacques 2013, DOI 10.1088/0031-9155/58/11/R37).

use crate::pair::LogPlanes;
use relief_grid::{Mask, Raster, filter};

/// A place is melanin when the slope of its ln blue over ln green, plus this share of that of ln red, reaches
/// [`MELANIN_BLUE`]: melanin gives 1.2 to 1.5 and 0.45 to 0.75, walls and floors of scars 0.9 to 1.25 and 0.1 to 0.5.
const MELANIN_TRADE: f64 = 0.5;

/// See [`MELANIN_TRADE`].
const MELANIN_BLUE: f64 = 1.42;

/// Slope of ln blue over ln green under which nothing is melanin, however red follows: shade alone gives 1 and 1.
const LEAST_MELANIN_BLUE: f64 = 1.1;

/// Slopes of ln red and of ln blue over ln green under which a place is red without relief: blood gives 0.06 and 0.5 to 0.8,
/// and relief alone brings both near to one.
const BLOOD: [f64; 2] = [0.2, 0.88];

/// Slope of ln red over ln green from which a dark place of dark skin is no scar: melanin and the shine of its
/// surface give 0.55 to 0.8, the blood of a scar under 0.5.
const MELANIN_RED: f64 = 0.54;

/// Blue over red, in linear light, under which skin counts as dark: what little blue it sends back is mostly mirrored by
/// its surface, so that the slope of blue tells nothing. Phototypes V and VI.
const DARK_SKIN: f32 = 0.25;

/// The channels of the skin without its wide mottle.
pub(super) struct Chroma {
    /// ln red, green and blue.
    detail: Raster<[f32; 3]>,
    dark_skin: bool,
}

impl Chroma {
    /// From a picture, its skin without moles, and the sigma of the mottle in pixels.
    pub(super) fn of(picture: &LogPlanes, clear: &Mask, sigma_px: f64) -> Self {
        let channels = picture.channels(|red, green, blue| [red, green, blue]);
        Self {
            detail: filter::band_pass_masked(&channels, clear, 0.0, sigma_px).0,
            dark_skin: blue_over_red(picture, clear) < DARK_SKIN,
        }
    }

    /// Whether the cells `inside` differ from their surroundings neither by melanin nor by blood alone.
    pub(super) fn may_be_relief(&self, inside: &[(usize, usize)]) -> bool {
        let slope = |channel: usize| {
            let (mut cross, mut square) = (0.0, 0.0);
            for &cell in inside {
                let green = f64::from(self.detail[cell][1]);
                cross += f64::from(self.detail[cell][channel]) * green;
                square += green * green;
            }
            if square > 0.0 { cross / square } else { 0.0 }
        };
        let darkens = inside.iter().map(|&cell| self.detail[cell][1]).sum::<f32>() < 0.0;
        let (red, blue) = (slope(0), slope(2));
        let pigment = blue >= (MELANIN_BLUE - MELANIN_TRADE * red).max(LEAST_MELANIN_BLUE)
            || (self.dark_skin && darkens && red > MELANIN_RED);
        let blood = red < BLOOD[0] && blue < BLOOD[1];
        !pigment && !blood
    }
}

/// The mean blue over red of the skin, as the mean of logarithms.
fn blue_over_red(picture: &LogPlanes, skin: &Mask) -> f32 {
    let cells = picture
        .blue
        .data()
        .iter()
        .zip(picture.red.data())
        .zip(skin.raster().data());
    let (sum, count) = cells
        .filter(|(_, skin)| **skin)
        .fold((0.0f64, 0usize), |(sum, count), ((blue, red), _)| {
            (sum + f64::from(blue - red), count + 1)
        });
    (sum / count.max(1) as f64).exp() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: usize = 41;

    /// Skin of the given linear light with a disc that darkens ln red, green and blue by `depth`.
    fn skin_with_disc(skin: [f32; 3], depth: [f32; 3]) -> (LogPlanes, Vec<(usize, usize)>) {
        let inside: Vec<_> = (0..SIDE * SIDE)
            .map(|i| (i % SIDE, i / SIDE))
            .filter(|&(x, y)| (x as f64 - 20.0).hypot(y as f64 - 20.0) < 4.0)
            .collect();
        let plane = |c: usize| {
            let mut plane = Raster::filled(SIDE, SIDE, skin[c].ln());
            for &cell in &inside {
                plane[cell] -= depth[c];
            }
            plane
        };
        (
            LogPlanes {
                red: plane(0),
                green: plane(1),
                blue: plane(2),
            },
            inside,
        )
    }

    fn may_be_relief(skin: [f32; 3], depth: [f32; 3]) -> bool {
        let (picture, inside) = skin_with_disc(skin, depth);
        let all = Mask::filled(SIDE, SIDE, true);
        Chroma::of(&picture, &all, 12.0).may_be_relief(&inside)
    }

    const FAIR: [f32; 3] = [0.45, 0.26, 0.22];
    const DEEP: [f32; 3] = [0.10, 0.025, 0.010];

    #[test]
    fn on_fair_skin_moles_and_redness_are_no_relief_and_shade_with_blood_is() {
        assert!(!may_be_relief(FAIR, [0.1, 0.2, 0.28]), "mole");
        assert!(!may_be_relief(FAIR, [0.66, 1.0, 1.18]), "deep brown mole");
        assert!(!may_be_relief(FAIR, [0.02, 0.3, 0.2]), "blood");
        assert!(may_be_relief(FAIR, [0.1, 0.1, 0.1]), "shade");
        assert!(
            may_be_relief(FAIR, [0.1, 0.3, 0.33]),
            "a pit that throws light to and fro"
        );
    }

    #[test]
    fn on_deep_skin_moles_are_no_relief_though_blue_is_mirrored_light() {
        assert!(!may_be_relief(DEEP, [0.16, 0.25, 0.24]), "mole");
        assert!(
            may_be_relief(DEEP, [0.16, 0.43, 0.45]),
            "a scar with blood and shade"
        );
    }
}
