//! The shape of an outline, and the type that a scar's shape fits.

use super::cells::moments_mm2;
use super::scar::ScarType;
use relief_grid::Mask;

/// What tells the types apart.
pub(super) struct Shape {
    pub(super) width_mm: f64,
    /// The share taken of the room below the outline's level: 1/3 for a cone, 0.39 to 0.46 for a bowl that falls as a cosine does, 1 for a box.
    pub(super) fill: f64,
    pub(super) slope_deg: f64,
}

/// Between a bowl that falls as a cosine does (0.46 at most) and the narrowest boxcar, 1.5 mm wide, with straight walls of a third of a
/// millimetre (0.64).
const FILL_OF_BOXCAR: f64 = 0.55;
/// The step of fill within which the type is doubtful.
const FILL_STEP: f64 = 0.04;
/// Between the widest ice pick (2 mm) and the narrowest rolling scar (4 mm), at a tenth of their depth.
const WIDTH_OF_ROLLING_MM: f64 = 2.4;
/// The step of the logarithm of width within which the type is doubtful.
const WIDTH_STEP: f64 = 0.15;
/// Steeper than this no scar is rolling.
const MOST_ROLLING_DEG: f64 = 35.0;
const SLOPE_STEP_DEG: f64 = 5.0;

/// The type (Jacob, Dover & Kaminer 2001, doi:10.1067/mjd.2001.113451) and how sure it is, 0 to 1.
pub(super) fn type_of(shape: &Shape) -> (ScarType, f64) {
    let flat = logistic((shape.fill - FILL_OF_BOXCAR) / FILL_STEP);
    let wide = logistic((shape.width_mm.max(f64::MIN_POSITIVE) / WIDTH_OF_ROLLING_MM).ln() / WIDTH_STEP)
        * logistic((MOST_ROLLING_DEG - shape.slope_deg) / SLOPE_STEP_DEG);
    let all = [
        (ScarType::Boxcar, flat),
        (ScarType::Rolling, (1.0 - flat) * wide),
        (ScarType::IcePick, (1.0 - flat) * (1.0 - wide)),
    ];
    all.into_iter()
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .unwrap_or(all[0])
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// The axes of the ellipse with a mask's second moments, the shorter first.
pub(super) fn ellipse_mm(mask: &Mask, pitch_mm: [f64; 2]) -> [f64; 2] {
    let [vx, vy, vxy] = moments_mm2(mask, pitch_mm);
    let mean = 0.5 * (vx + vy);
    let apart = (0.25 * (vx - vy).powi(2) + vxy * vxy).sqrt();
    [mean - apart, mean + apart].map(|variance| 4.0 * variance.max(0.0).sqrt())
}
