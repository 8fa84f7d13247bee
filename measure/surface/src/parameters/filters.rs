//! Which filters make a surface scale-limited.

use crate::SurfaceError;
use crate::filter::{RegressionOrder, gaussian, robust_gaussian, spline};
use relief_grid::HeightMap;

/// The spline's tension: none, the cubic spline that ISO 16610-22 begins with and the steepest of its family.
const TENSION: f64 = 0.0;
/// The order of the robust regression, the default of ISO 16610-31 and -71: what bends goes through, so that scars alone are left.
const ORDER: RegressionOrder = RegressionOrder::Quadratic;

/// The filter that takes away what is too short to be skin. Robust regression is none of them: in the few cells that such a filter sees
/// nothing stands out from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SFilter {
    /// ISO 16610-61.
    #[default]
    Gaussian,
    /// ISO 16610-62, without tension.
    Spline,
}

/// The filter that finds the waviness, which is then taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LFilter {
    /// ISO 16610-61.
    #[default]
    Gaussian,
    /// ISO 16610-71, of second order: deep scars do not pull the waviness down, so that more of their depth is left.
    RobustGaussian,
    /// ISO 16610-62, without tension.
    Spline,
}

impl SFilter {
    /// The map without what is shorter than the nesting index.
    pub(super) fn smoothed(self, map: &HeightMap, nesting_mm: f64) -> Result<HeightMap, SurfaceError> {
        match self {
            Self::Gaussian => gaussian(map, nesting_mm),
            Self::Spline => spline(map, nesting_mm, TENSION),
        }
    }

    /// What was applied, with the unit of its nesting index.
    pub(super) const fn applied(self) -> &'static str {
        match self {
            Self::Gaussian => "s_filter_gaussian_mm",
            Self::Spline => "s_filter_spline_mm",
        }
    }
}

impl LFilter {
    /// What is longer than the nesting index.
    pub(super) fn waviness(self, map: &HeightMap, nesting_mm: f64) -> Result<HeightMap, SurfaceError> {
        match self {
            Self::Gaussian => gaussian(map, nesting_mm),
            Self::RobustGaussian => robust_gaussian(map, nesting_mm, ORDER),
            Self::Spline => spline(map, nesting_mm, TENSION),
        }
    }

    /// What was applied, with the unit of its nesting index.
    pub(super) const fn applied(self) -> &'static str {
        match self {
            Self::Gaussian => "l_filter_gaussian_mm",
            Self::RobustGaussian => "l_filter_robust_gaussian_mm",
            Self::Spline => "l_filter_spline_mm",
        }
    }
}
