//! The shading signal: red light, freed of the little that blood takes from it.

use crate::pair::{LogPlanes, combine};
use relief_grid::Raster;

/// Share of a haemoglobin darkening in the green that also shows in the red of a camera.
///
/// Oxyhaemoglobin absorbs about 9 to 20 times less over 600–650 nm than over 520–580 nm (S. Prahl's
/// tabulated extinction coefficients, <https://omlc.org/spectra/hemoglobin/>); 1/17 lies in that range.
const BLOOD_RED_TO_GREEN: f64 = 0.06;

/// ε/(1−ε), see [`shading`].
const LIFT: f64 = BLOOD_RED_TO_GREEN / (1.0 - BLOOD_RED_TO_GREEN);

/// ln red, plus what blood took from it as told by the difference of red and green.
///
/// With `s` the shading and `h` the absorption by blood in the green, ln red = s − εh and
/// ln green = s − h, so `s = ln red + ε/(1−ε)·(ln red − ln green)`. Fading redness then no longer reads
/// as a scar that heals. Invalid cells give meaningless values, to be masked by the caller.
pub fn shading(picture: &LogPlanes) -> Raster<f32> {
    combine(&picture.red, &picture.green, |red, green| {
        red + LIFT as f32 * (red - green)
    })
}

/// The shading from one ln red and ln green, as in [`shading`].
pub fn shade(ln_red: f64, ln_green: f64) -> f64 {
    ln_red + LIFT * (ln_red - ln_green)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blood_alone_leaves_no_shading() {
        let bled = |h: f32| LogPlanes {
            red: Raster::filled(1, 1, -0.5 - BLOOD_RED_TO_GREEN as f32 * h),
            green: Raster::filled(1, 1, -0.5 - h),
            blue: Raster::filled(1, 1, -0.5),
        };
        let (pale, red) = (shading(&bled(0.0))[(0, 0)], shading(&bled(0.4))[(0, 0)]);
        assert!((pale - red).abs() < 1e-6, "{pale} {red}");
    }
}
