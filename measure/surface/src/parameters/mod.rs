//! Areal parameters of ISO 25178-2 on a scale-limited surface.

pub mod features;
mod filters;
mod functions;
mod height;
mod hybrid;
mod rows;
pub mod spatial;

pub use filters::{LFilter, SFilter};
pub use functions::{Core, Functions};
pub use height::Heights;
pub use hybrid::Hybrid;

use crate::SurfaceError;
use crate::form::{Fit, Form};
use features::{Pruning, features};
use rayon::prelude::*;
use relief_grid::HeightMap;
use spatial::{DEFAULT_DECAY, spatial};

/// How the surface is made scale-limited before its parameters are computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextureSettings {
    /// Order of the polynomial form that is taken off by least squares.
    pub form_order: usize,
    /// The S-filter.
    pub s_filter: SFilter,
    /// Its nesting index; waves shorter than it are noise.
    pub s_nesting_mm: f64,
    /// The L-filter.
    pub l_filter: LFilter,
    /// Its nesting index, greater than that of the S-filter; longer waves are the form of the face.
    pub l_nesting_mm: f64,
    /// Hills and dales that are less high than this are pruned.
    pub prune_mm: f64,
}

impl Default for TextureSettings {
    /// A cheek's form is a quadratic as far as texture goes. Both filters are Gaussian, the standard's default (ISO 25178-3). Two cells of a clinical scan are 0.1 mm: what is shorter is its noise, and the narrowest
    /// furrows, of half a millimetre, stay. 8 mm is longer than most scars are wide; what is longer is the form of the face. 20 µm is what micro-relief
    /// and the noise of clinical scanners do.
    fn default() -> Self {
        Self {
            form_order: 2,
            s_filter: SFilter::Gaussian,
            s_nesting_mm: 0.1,
            l_filter: LFilter::Gaussian,
            l_nesting_mm: 8.0,
            prune_mm: 0.02,
        }
    }
}

impl TextureSettings {
    /// Refuses an S-filter that leaves nothing for what the L-filter leaves. What a filter alone does not take, it says itself.
    fn check(&self) -> Result<(), SurfaceError> {
        if self.s_nesting_mm >= self.l_nesting_mm {
            return Err(SurfaceError::Setting {
                name: "the nesting index of the S-filter in mm",
                value: self.s_nesting_mm,
                limit: "less than that of the L-filter, or no wave is left between them",
            });
        }
        Ok(())
    }
}

/// A parameter by the standard's name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// The name, such as `Sq`.
    pub name: &'static str,
    /// Its value in `unit`.
    pub value: f64,
    /// `um`, `mm`, `1`, `1/mm2` and so on.
    pub unit: &'static str,
}

/// The parameters of a map, and what was done to it before.
#[derive(Debug, Clone, PartialEq)]
pub struct Texture {
    /// Every parameter that the surface has: without a closed hill there are no mean areas of hills.
    pub parameters: Vec<Parameter>,
    /// What was applied, by name, with its value: `form_order`, `s_filter_gaussian_mm`, `l_filter_gaussian_mm`, `prune_mm`. Other filters stand there
    /// by their own names: `s_filter_spline_mm`, `l_filter_robust_gaussian_mm`, `l_filter_spline_mm`.
    pub applied: Vec<(&'static str, f64)>,
}

/// Makes a map scale-limited (F-operator, S-filter, L-filter: an S-L surface) and computes its parameters. Scars are never measured on this
/// surface: the L-filter takes a third of their depth and more.
///
/// ```
/// use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};
/// use relief_surface::parameters::{TextureSettings, texture};
/// let pitch = Pitch::from_mm_per_px(0.05).unwrap();
/// let wave = Raster::from_fn(400, 400, |x, _| 0.1 * (std::f64::consts::TAU * x as f64 / 20.0).sin());
/// let map = HeightMap::from_nan(wave, pitch, pitch, ScaleSource::Given);
/// let texture = texture(&map, &TextureSettings::default())?;
/// let sq = texture.parameters.iter().find(|parameter| parameter.name == "Sq").unwrap();
/// // 100 µm/√2, of which the S-filter of 0.1 mm keeps 99.3 %.
/// assert!((sq.value - 70.2).abs() < 0.3 && sq.unit == "um");
/// # Ok::<(), relief_surface::SurfaceError>(())
/// ```
///
/// # Errors
/// [`SurfaceError::Setting`] for settings that make no sense: an order above 6, nesting indices that are no positive numbers, an S-filter that reaches
/// as far as the L-filter, a spline below two cells. [`SurfaceError::TooFewCells`] for maps with too few cells, [`SurfaceError::NotSettled`] where a
/// filter that works in rounds does not come to an end.
pub fn texture(map: &HeightMap, settings: &TextureSettings) -> Result<Texture, SurfaceError> {
    settings.check()?;
    let formless = Form::fit(map, settings.form_order, Fit::LeastSquares)?.taken_off(map);
    let smooth = settings.s_filter.smoothed(&formless, settings.s_nesting_mm)?;
    drop(formless);
    let waviness = settings.l_filter.waviness(&smooth, settings.l_nesting_mm)?;
    let limited = minus(smooth, &waviness);
    drop(waviness);
    let mut parameters = Heights::of(&limited)?.named();
    parameters.extend(Hybrid::of(&limited)?.named());
    parameters.extend(Functions::of(&limited)?.named());
    parameters.extend(spatial(&limited, DEFAULT_DECAY)?.named());
    parameters.extend(features(&limited, Pruning::HeightMm(settings.prune_mm))?.named());
    Ok(Texture {
        parameters,
        applied: vec![
            ("form_order", settings.form_order as f64),
            (settings.s_filter.applied(), settings.s_nesting_mm),
            (settings.l_filter.applied(), settings.l_nesting_mm),
            ("prune_mm", settings.prune_mm),
        ],
    })
}

fn minus(map: HeightMap, other: &HeightMap) -> HeightMap {
    let (pitch_x, pitch_y, scale) = (map.pitch_x(), map.pitch_y(), map.scale());
    let (mut heights, valid) = map.into_parts();
    let pairs = heights.data_mut().par_iter_mut().zip(other.heights_mm().data());
    pairs.for_each(|(height, other)| *height -= other);
    HeightMap::new(heights, valid, pitch_x, pitch_y, scale)
}

/// Those of some values that the surface has.
fn present<const N: usize>(all: [(&'static str, Option<f64>, f64, &'static str); N]) -> Vec<Parameter> {
    let present = all.into_iter().filter_map(|(name, value, factor, unit)| {
        let value = factor * value?;
        Some(Parameter { name, value, unit })
    });
    present.collect()
}

/// Micrometres in a millimetre.
const UM: f64 = 1e3;

#[cfg(test)]
mod tests;
