//! One photo alone: its checks, its scars, and each metric with its interval.

use crate::Photo;
use crate::comparison::card_facts::CardNames;
use crate::comparison::change::{estimate, metrics, scar_confidence};
use crate::comparison::facts::{For, Pictures, clipped, level};
use crate::comparison::{PhotoOptions, PhotoScale, Prepared, card_facts, prepare};
use crate::gate::{Check, Code, check_exposure};
use crate::pair::{Aligned, Working};
use rayon::prelude::*;
use relief_estimate::Estimate;
use relief_grid::{Point, ScaleSource};

/// What the picture is called in messages.
const WHICH: &str = "the picture";

/// What the checks of its card are called.
const CARD: CardNames = CardNames {
    picture: WHICH,
    tags: "tags",
    bend: "bend_mm",
    mirrored: "card_flag",
};

/// Coarsest pixel that still shows a scar: an ice pick 1 mm wide spans two cells of the half-resolution raster on
/// which scars are found.
const COARSEST_MM_PER_PX: f64 = 0.25;

/// What one photo shows.
#[derive(Debug, Clone)]
pub struct PhotoMeasurement {
    /// The scale.
    pub scale: PhotoScale,
    /// Every check of the photo alone, passed or not.
    pub checks: Vec<Check>,
    /// What was assumed, in words.
    pub warnings: Vec<String>,
    /// Every metric that the skin allows; empty when a check failed.
    pub metrics: Vec<MetricEstimate>,
    /// The scars; empty when a check failed.
    pub scars: Vec<PhotoScar>,
    /// The working image.
    pub working: Working,
}

impl PhotoMeasurement {
    /// Whether every check passed, so that the skin was measured.
    pub fn measurable(&self) -> bool {
        self.checks.iter().all(|check| check.passed)
    }
}

/// One metric of one photo.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricEstimate {
    /// The metric, named as in a comparison.
    pub metric: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// Its value and 95 % interval.
    pub estimate: Estimate,
}

/// One scar of one photo.
#[derive(Debug, Clone, PartialEq)]
pub struct PhotoScar {
    /// Its middle at half the photo's working resolution.
    pub centre: Point,
    /// Its area in cells of that raster.
    pub cells: usize,
    /// Smaller and larger extent in pixels of that raster.
    pub extents_px: [f64; 2],
    /// Root mean square shading contrast beyond the skin's own, natural logarithm.
    pub contrast: f64,
}

impl PhotoScar {
    /// How sure it is that this is a scar and not a coarse pore, 0 to 1.
    pub fn confidence(&self) -> f64 {
        scar_confidence(self.contrast)
    }
}

/// Measures the skin of one photo, by the same steps that measure a pair.
///
/// The numbers hold for this photo in its own light and sharpness: two of them say less than a comparison, which
/// brings both photos to one frame first. Nothing is measured when a check of the photo alone fails. The result is
/// the same on any number of threads.
pub fn measure_photo(photo: Photo, options: &PhotoOptions) -> PhotoMeasurement {
    let prepared = prepare::prepare_one(photo, options);
    let checks = checks(&prepared);
    let mut warnings = Vec::from_iter(warning(&prepared));
    let measured = checks
        .iter()
        .all(|check| check.passed)
        .then(|| measure(&prepared, options.seed));
    if measured.as_ref().is_some_and(|(_, scars)| scars.is_empty()) {
        warnings.push("no scars were found: only colour and texture are measured".to_owned());
    }
    let (metrics, scars) = measured.unwrap_or_default();
    PhotoMeasurement {
        scale: prepared.scale,
        checks,
        warnings,
        metrics,
        scars,
        working: prepared.working,
    }
}

/// Every check that one photo allows.
pub(crate) fn checks(prepared: &Prepared) -> Vec<Check> {
    let mut checks = card_facts::check_card(prepared, &CARD);
    let skin = prepare::check_skin_of(prepared, WHICH);
    let enough = skin.passed;
    checks.push(skin);
    checks.push(check_resolution(prepared));
    if enough {
        checks.extend(check_exposure(clipped(prepared), level(prepared), WHICH));
    }
    checks
}

/// Whether a pixel is fine enough. Two photos that are not find no features to be laid onto each other by.
fn check_resolution(prepared: &Prepared) -> Check {
    let pitch = prepared.working.filter_pitch().mm_per_px();
    let message = format!("a pixel of {WHICH} covers {pitch:.2} mm of skin; go closer, or use more pixels");
    Check::at_most(Code::Blur, "pixel_mm", pitch, COARSEST_MM_PER_PX, "mm", message)
}

fn warning(prepared: &Prepared) -> Option<String> {
    let text = match prepared.scale.source {
        ScaleSource::Card => return None,
        ScaleSource::None => {
            "no card in the picture: lengths stay in pixels, filter sizes assume a close-up of 140 mm, and colours, which a card alone makes comparable, are left out"
        }
        _ => {
            "no card in the picture: the given scale is used, and colours, which a card alone makes comparable, are left out"
        }
    };
    Some(text.to_owned())
}

fn measure(prepared: &Prepared, seed: u64) -> (Vec<MetricEstimate>, Vec<PhotoScar>) {
    let pictures = Pictures::of(&Aligned::alone(prepared.layer()), For::Measuring);
    let metrics = metrics(&pictures, prepared.card.as_ref());
    let estimates = metrics.par_iter().filter_map(|metric| {
        Some(MetricEstimate {
            metric: metric.name,
            unit: metric.unit,
            estimate: estimate(metric, seed)?,
        })
    });
    let scars = pictures.footprints.iter().zip(&pictures.contrasts[0]);
    let scars = scars.map(|(footprint, contrast)| PhotoScar {
        centre: footprint.centre,
        cells: footprint.inside.len(),
        extents_px: footprint.extents_px(),
        contrast: contrast.rms(),
    });
    (estimates.collect(), scars.collect())
}
