//! Parameters of the roughness profile.

use super::Profile;
use crate::SurfaceError;
use crate::filter::gaussian;
use crate::parameters::Parameter;
use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};

/// Micrometres in a millimetre.
const UM: f64 = 1e3;

/// How a profile is made a roughness profile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProfileSettings {
    /// Nesting index of the S-filter (λs); waves shorter than it are noise.
    pub s_nesting_mm: f64,
    /// Nesting index of the L-filter (λc), which is also the length of a section.
    pub l_nesting_mm: f64,
}

impl Default for ProfileSettings {
    /// The S-filter of the areal parameters, and of the section lengths that ISO 21920-3 has (0.08 to 8 mm) the one of which a line over a cheek
    /// holds several.
    fn default() -> Self {
        Self {
            s_nesting_mm: 0.1,
            l_nesting_mm: 2.5,
        }
    }
}

/// Parameters of a roughness profile (ISO 21920-2), about its mean line, in mm where they have a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Roughness {
    /// Sections that the evaluation length holds.
    pub sections: usize,
    /// The evaluation length: all sections.
    pub evaluated_mm: f64,
    /// Mean absolute height over the evaluation length.
    pub ra_mm: f64,
    /// Root mean square height over the evaluation length.
    pub rq_mm: f64,
    /// Skewness over the evaluation length.
    pub rsk: f64,
    /// Kurtosis over the evaluation length.
    pub rku: f64,
    /// Mean over the sections of the highest peak above the mean line.
    pub rp_mm: f64,
    /// Mean over the sections of the deepest pit below the mean line, positive.
    pub rv_mm: f64,
    /// Maximum height, Rp + Rv: mean over the sections of the highest over the deepest.
    pub rz_mm: f64,
    /// Total height: the highest over the deepest of the whole evaluation length.
    pub rt_mm: f64,
}

impl Profile {
    /// The roughness profile and its parameters.
    ///
    /// The straight line of least squares is taken off (the nominal form), then what the S-filter takes, then the waviness that the L-filter finds. Both
    /// are the Gaussian of ISO 16610-21, by [`gaussian`](crate::filter::gaussian) on a map of one row: near the ends the weights are scaled
    /// to sum to one over the heights that there are, so no run-up is cut off. As many whole sections as fit are evaluated, in the middle of the line.
    ///
    /// ISO 21920-3 asks for five sections; with fewer the means over sections are less sure, so their number is part of the result.
    /// Rsm and the material ratio parameters are not computed.
    ///
    /// ```
    /// use relief_surface::profile::{Profile, ProfileSettings};
    /// let wave = |at: usize| 0.02 * (std::f64::consts::TAU * at as f64 * 0.01 / 0.5).sin();
    /// let profile = Profile::new((0..=1300).map(wave).collect(), 0.01)?;
    /// let roughness = profile.roughness(&ProfileSettings { s_nesting_mm: 0.01, l_nesting_mm: 2.5 })?;
    /// assert_eq!(roughness.sections, 5);
    /// // The mean of a sine's absolute height is 2/π of its amplitude.
    /// assert!((roughness.ra_mm / 0.02 * std::f64::consts::FRAC_PI_2 - 1.0).abs() < 2e-3);
    /// # Ok::<(), relief_surface::SurfaceError>(())
    /// ```
    ///
    /// # Errors
    /// [`SurfaceError::Setting`] for nesting indices that are no positive numbers, an L-filter's below three steps, or a profile shorter than
    /// one section.
    pub fn roughness(&self, settings: &ProfileSettings) -> Result<Roughness, SurfaceError> {
        let smooth = filtered(&levelled(&self.heights_mm), self.step_mm, settings.s_nesting_mm)?;
        let waviness = filtered(&smooth, self.step_mm, settings.l_nesting_mm)?;
        let heights: Vec<f64> = smooth.iter().zip(waviness).map(|(s, w)| s - w).collect();
        let section = (settings.l_nesting_mm / self.step_mm).round() as usize;
        // Each height stands for one step.
        let sections = heights.len().checked_div(section).unwrap_or(0);
        if section < super::LEAST_HEIGHTS || sections == 0 {
            return Err(SurfaceError::Setting {
                name: "the section length (the L-filter's nesting index) in mm",
                value: settings.l_nesting_mm,
                limit: "at least three steps and at most the profile's length",
            });
        }
        let first = (heights.len() - sections * section) / 2;
        Ok(Roughness::of(
            &heights[first..first + sections * section],
            section,
            self.step_mm,
        ))
    }
}

impl Roughness {
    /// Of heights about the mean line, whole sections.
    fn of(heights: &[f64], section: usize, step_mm: f64) -> Self {
        let count = heights.len() as f64;
        let sections = heights.len() / section;
        let mean = |of: &dyn Fn(f64) -> f64| heights.iter().map(|height| of(*height)).sum::<f64>() / count;
        let rq_mm = mean(&|height| height * height).sqrt();
        let moment = |power: i32| {
            if rq_mm > 0.0 {
                mean(&|height| height.powi(power)) / rq_mm.powi(power)
            } else {
                0.0
            }
        };
        let highest = |heights: &[f64]| heights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let deepest = |heights: &[f64]| -heights.iter().copied().fold(f64::INFINITY, f64::min);
        let over_sections =
            |of: &dyn Fn(&[f64]) -> f64| heights.chunks(section).map(of).sum::<f64>() / sections as f64;
        let (rp_mm, rv_mm) = (over_sections(&highest), over_sections(&deepest));
        Self {
            sections,
            evaluated_mm: count * step_mm,
            ra_mm: mean(&f64::abs),
            rq_mm,
            rsk: moment(3),
            rku: moment(4),
            rp_mm,
            rv_mm,
            rz_mm: rp_mm + rv_mm,
            rt_mm: highest(heights) + deepest(heights),
        }
    }

    /// The parameters by the standard's names: lengths in µm.
    pub fn named(&self) -> [Parameter; 8] {
        let um = |name, mm: f64| (name, UM * mm, "um");
        let all = [
            um("Ra", self.ra_mm),
            um("Rq", self.rq_mm),
            ("Rsk", self.rsk, "1"),
            ("Rku", self.rku, "1"),
            um("Rp", self.rp_mm),
            um("Rv", self.rv_mm),
            um("Rz", self.rz_mm),
            um("Rt", self.rt_mm),
        ];
        all.map(|(name, value, unit)| Parameter { name, value, unit })
    }
}

/// Without the straight line of least squares.
fn levelled(heights: &[f64]) -> Vec<f64> {
    let count = heights.len() as f64;
    let middle = 0.5 * (count - 1.0);
    let mean = heights.iter().sum::<f64>() / count;
    let away = |at: usize| at as f64 - middle;
    let products = heights.iter().enumerate().map(|(at, height)| away(at) * height);
    let slope = products.sum::<f64>() / (count * (count * count - 1.0) / 12.0);
    let level = |(at, height): (usize, &f64)| height - mean - slope * away(at);
    heights.iter().enumerate().map(level).collect()
}

/// The areal filter on a map of one row is the profile filter.
fn filtered(heights: &[f64], step_mm: f64, nesting_mm: f64) -> Result<Vec<f64>, SurfaceError> {
    let step = Pitch::from_mm_per_px(step_mm).ok_or(SurfaceError::Setting {
        name: "the step of the profile in mm",
        value: step_mm,
        limit: "a number above zero",
    })?;
    let row = Raster::from_fn(heights.len(), 1, |x, _| heights[x]);
    let map = HeightMap::from_nan(row, step, step, ScaleSource::Given);
    Ok(gaussian(&map, nesting_mm)?.into_parts().0.into_vec())
}
