//! How `relief measure` makes a scan's surface scale-limited.

use clap::ValueEnum;
use relief_compare::{LFilter, SFilter, TextureSettings};

/// Form and filters before the areal parameters.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Scans: the surface of the areal parameters (scars never depend on it)")]
pub struct TextureArgs {
    /// Order of the polynomial form that is taken off, 0 to 6 [default: 2]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=6))]
    pub form_order: Option<u8>,
    /// The S-filter, which takes noise away [default: gaussian]
    #[arg(long, value_name = "KIND")]
    pub s_filter: Option<SKind>,
    /// Its nesting index in millimetres: shorter waves are noise [default: 0.1]
    #[arg(long, value_name = "X", value_parser = parse_nesting, allow_hyphen_values = true)]
    pub s_nesting_mm: Option<f64>,
    /// The L-filter, which takes waviness away [default: gaussian]
    #[arg(long, value_name = "KIND")]
    pub l_filter: Option<LKind>,
    /// Its nesting index in millimetres: longer waves are form [default: 8]
    #[arg(long, value_name = "X", value_parser = parse_nesting, allow_hyphen_values = true)]
    pub l_nesting_mm: Option<f64>,
}

/// The S-filter's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SKind {
    /// ISO 16610-61
    Gaussian,
    /// Cubic spline, ISO 16610-62; at least two cells
    Spline,
}

/// The L-filter's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LKind {
    /// ISO 16610-61
    Gaussian,
    /// Robust regression of order 2, ISO 16610-71: scars do not pull the waviness
    #[value(alias = "robust_gaussian")]
    RobustGaussian,
    /// Cubic spline, ISO 16610-62
    Spline,
}

impl TextureArgs {
    /// What the library is told; `None` when nothing was asked.
    pub fn settings(&self) -> Option<TextureSettings> {
        let Self {
            form_order,
            s_filter,
            s_nesting_mm,
            l_filter,
            l_nesting_mm,
        } = self;
        let nothing = form_order.is_none()
            && s_filter.is_none()
            && s_nesting_mm.is_none()
            && l_filter.is_none()
            && l_nesting_mm.is_none();
        let default = TextureSettings::default();
        (!nothing).then(|| TextureSettings {
            form_order: form_order.map_or(default.form_order, usize::from),
            s_filter: s_filter.map_or(default.s_filter, SFilter::from),
            s_nesting_mm: s_nesting_mm.unwrap_or(default.s_nesting_mm),
            l_filter: l_filter.map_or(default.l_filter, LFilter::from),
            l_nesting_mm: l_nesting_mm.unwrap_or(default.l_nesting_mm),
            ..default
        })
    }
}

impl From<SKind> for SFilter {
    fn from(kind: SKind) -> Self {
        match kind {
            SKind::Gaussian => Self::Gaussian,
            SKind::Spline => Self::Spline,
        }
    }
}

impl From<LKind> for LFilter {
    fn from(kind: LKind) -> Self {
        match kind {
            LKind::Gaussian => Self::Gaussian,
            LKind::RobustGaussian => Self::RobustGaussian,
            LKind::Spline => Self::Spline,
        }
    }
}

fn parse_nesting(text: &str) -> Result<f64, String> {
    let number = text.parse().ok();
    number
        .filter(|mm: &f64| mm.is_finite() && *mm > 0.0)
        .ok_or_else(|| "give a length in mm above zero".to_owned())
}
