//! Spatial parameters of ISO 25178-2: how far heights are alike, and in which direction they change most.

mod autocorrelation;
mod decay;
mod direction;
mod spline;
mod transform;

use super::{Parameter, present};
use crate::SurfaceError;
use autocorrelation::Autocorrelation;
use decay::decay;
use direction::direction_deg;
use rayon::prelude::*;
use relief_grid::HeightMap;

/// The autocorrelation down to which Sal and Str look, where nothing else is said (ISO 25178-3).
pub const DEFAULT_DECAY: f64 = 0.2;

/// The parts of a side over which the autocorrelation is computed, until it has fallen: most skin does within the first. Half of a
/// side is the end, beyond which less than a quarter of the cells have a partner.
const REACHES: [usize; 2] = [8, 2];

/// Lags that are always worth looking at: they cost next to nothing.
const LEAST_REACH: usize = 32;

/// Cells along each side that the reach of two and the spectrum's directions need.
const LEAST_SIDE: usize = 8;

/// How far heights are alike. `None` is what the map does not tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpatialParameters {
    /// Autocorrelation length: the shortest way over which the autocorrelation falls to the decay. `None` when it does not within half
    /// of the map, or the map is flat.
    pub sal_mm: Option<f64>,
    /// Texture aspect ratio, 0 to 1: Sal over the longest way on which the autocorrelation falls. `None` when it does not in every
    /// direction within half of the map: the map is too small, or grooved from end to end.
    pub str_ratio: Option<f64>,
    /// Texture direction, 0 to 180: the angle of the strongest waves, anticlockwise from a row as one looks at the map. Grooves run
    /// across it. It means little where Str is near one.
    pub std_deg: Option<f64>,
}

impl SpatialParameters {
    pub(super) fn named(&self) -> Vec<Parameter> {
        present([
            ("Sal", self.sal_mm, 1.0, "mm"),
            ("Str", self.str_ratio, 1.0, "1"),
            ("Std", self.std_deg, 1.0, "deg"),
        ])
    }
}

/// The spatial parameters of a map whose form is removed.
///
/// The autocorrelation of the heights over their mean is taken at each lag over the pairs of measured cells (no wrapping around, no fading
/// out towards long lags), and read between cells from the cubic B-spline through it, along straight lines from lag nought. The direction is where the
/// angular power spectrum in bins of one degree is highest, under a Hann window, which keeps the map's edges from looking like grooves.
///
/// Cells that were not measured make no pairs; to the spectrum they lie at the mean.
///
/// # Errors
/// When the map has fewer than 8 cells on a side, nothing was measured, or `decay_to` is not between nought and one.
///
/// ```
/// use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};
/// use relief_surface::parameters::spatial::{DEFAULT_DECAY, spatial};
/// let grooves = Raster::from_fn(200, 200, |x, _| (std::f64::consts::TAU * x as f64 / 20.0).sin());
/// let pitch = Pitch::from_mm_per_px(0.05).unwrap();
/// let spatial = spatial(&HeightMap::from_nan(grooves, pitch, pitch, ScaleSource::File), DEFAULT_DECAY)?;
/// // cos(τ Sal / 1 mm) = 0.2, to the part of one of ten waves that pairs leave out: 1 / (10 τ) of the curve.
/// assert!((spatial.sal_mm.unwrap() - 0.2f64.acos() / std::f64::consts::TAU).abs() < 0.003);
/// assert_eq!(spatial.str_ratio, None);
/// # Ok::<(), relief_surface::SurfaceError>(())
/// ```
pub fn spatial(map: &HeightMap, decay_to: f64) -> Result<SpatialParameters, SurfaceError> {
    if !(decay_to > 0.0 && decay_to < 1.0) {
        return Err(SurfaceError::Setting {
            name: "the decay of the autocorrelation",
            value: decay_to,
            limit: "it must lie between nought and one",
        });
    }
    let map = Centred::new(map)?;
    if map.rms_mm == 0.0 {
        return Ok(SpatialParameters {
            sal_mm: None,
            str_ratio: None,
            std_deg: None,
        });
    }
    let decay = reach_of(&map, decay_to);
    let ratio = |(fastest, slowest): (f64, f64)| fastest / slowest;
    Ok(SpatialParameters {
        sal_mm: decay.fastest_mm,
        str_ratio: decay.fastest_mm.zip(decay.slowest_mm).map(ratio),
        std_deg: direction_deg(&map),
    })
}

/// The decay within the least reach that shows it whole.
fn reach_of(map: &Centred, decay_to: f64) -> decay::Decay {
    let look = |part: usize| {
        let reach = |side: usize| (side / part).max(LEAST_REACH).min(side / 2);
        let reach = [reach(map.map.width()), reach(map.map.height())];
        decay(&Autocorrelation::of(map, reach), map.pitch_mm, decay_to)
    };
    let first = look(REACHES[0]);
    match first.slowest_mm {
        Some(_) => first,
        None => look(REACHES[1]),
    }
}

/// A map with what its heights are counted from.
struct Centred<'a> {
    map: &'a HeightMap,
    pitch_mm: [f64; 2],
    measured: usize,
    mean_mm: f64,
    rms_mm: f64,
}

impl<'a> Centred<'a> {
    fn new(map: &'a HeightMap) -> Result<Self, SurfaceError> {
        let side = map.width().min(map.height());
        let sums = |of: &(dyn Fn(f64) -> f64 + Sync)| {
            let row = |y: usize| {
                let cells = map.heights_mm().row(y).iter().zip(map.valid().raster().row(y));
                let measured = cells.filter(|(_, valid)| **valid);
                measured.fold((0, 0.0), |(n, sum), (height, _)| (n + 1, sum + of(*height)))
            };
            let rows: Vec<(usize, f64)> = (0..map.height()).into_par_iter().map(row).collect();
            rows.into_iter()
                .fold((0, 0.0), |a, row| (a.0 + row.0, a.1 + row.1))
        };
        let (measured, sum) = sums(&|height| height);
        if side < LEAST_SIDE || measured == 0 {
            return Err(SurfaceError::TooFewCells {
                purpose: "spatial parameters",
                measured: measured.min(side),
                needed: LEAST_SIDE,
            });
        }
        let mean_mm = sum / measured as f64;
        let (_, squares) = sums(&|height| (height - mean_mm).powi(2));
        Ok(Self {
            map,
            pitch_mm: [map.pitch_x().mm_per_px(), map.pitch_y().mm_per_px()],
            measured,
            mean_mm,
            rms_mm: (squares / measured as f64).sqrt(),
        })
    }

    /// Write a row of heights over the mean in units of the rms height; nought where not measured, which adds nothing to a sum of products.
    fn heights(&self, y: usize, row: &mut [f32]) {
        let cells = self.map.heights_mm().row(y).iter();
        let cells = cells.zip(self.map.valid().raster().row(y));
        for (to, (&height, &valid)) in row.iter_mut().zip(cells) {
            *to = if valid {
                ((height - self.mean_mm) / self.rms_mm) as f32
            } else {
                0.0
            };
        }
    }
}

#[cfg(test)]
mod tests;
