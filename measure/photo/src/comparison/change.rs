//! From measured quantities to changes with intervals and verdicts.

use super::Prepared;
use super::facts::Pictures;
use crate::card::CardView;
use crate::metrics::{Finish, Metric, UNIT_MM, Unit, colour_metrics, shine};
use rayon::prelude::*;
use relief_estimate::{BlockSums, Bootstrap, Change, Direction, Estimate, Mdc95, MetricChange, Verdict};
use relief_grid::Point;
use std::collections::BTreeMap;

/// The name of the primary end point.
pub const PRIMARY: &str = "scar_shading_contrast";

/// How well a capture method repeats: the minimal detectable change of each metric.
#[derive(Debug, Clone, PartialEq)]
pub struct Capture {
    /// What was repeated, for the result's parameters.
    pub method: String,
    /// MDC95 by metric.
    pub mdc95: BTreeMap<String, Mdc95>,
}

/// One scar before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct ScarChange {
    /// Its middle on the raster of [`crate::pair::Aligned`]: half the before photo's working resolution.
    pub centre: Point,
    /// Its cells on that raster.
    pub cells: Vec<(usize, usize)>,
    /// Smaller and larger extent in pixels of that raster.
    pub extents_px: [f64; 2],
    /// Root mean square shading contrast before and after, natural logarithm.
    pub contrast: [f64; 2],
    /// What may be said of this one scar.
    pub verdict: Verdict,
}

impl ScarChange {
    /// How sure it is that this is a scar: that of its stronger contrast, as in [`scar_confidence`].
    pub fn confidence(&self) -> f64 {
        scar_confidence(self.contrast[0].max(self.contrast[1]))
    }
}

/// How sure it is that something of this shading contrast is a scar and not a coarse pore, 0 to 1: half where the
/// contrast just passes for a candidate (3 %), nearly one from 15 % on.
pub fn scar_confidence(contrast: f64) -> f64 {
    const HALF_AT: f64 = 0.03;
    contrast * contrast / (contrast * contrast + HALF_AT * HALF_AT)
}

/// What was measured.
pub struct Measured {
    /// On the primary end point.
    pub verdict: Verdict,
    /// All changes, the primary first.
    pub changes: Vec<MetricChange>,
    /// The scars.
    pub scars: Vec<ScarChange>,
}

/// Without a card in both pictures sharpness and tones cannot be brought to one frame and the scale is a guess, so that
/// repeats differ more: every MDC95 is this much wider.
const WITHOUT_CARDS: f64 = 2.0;

/// Measures all metrics and weighs their changes.
pub fn measure(pictures: &Pictures, prepared: [&Prepared; 2], seed: u64, capture: &Capture) -> Measured {
    let frame = prepared[0].card.as_ref().filter(|_| prepared[1].card.is_some());
    let wider = frame.map_or(WITHOUT_CARDS, |_| 1.0);
    let changes: Vec<MetricChange> = metrics(pictures, frame)
        .par_iter()
        .filter_map(|metric| {
            let limit = capture.mdc95.get(metric.name)?.wider(wider);
            change(metric, seed, limit)
        })
        .collect();
    let primary = changes.iter().find(|c| c.metric == PRIMARY);
    Measured {
        verdict: primary.map_or(Verdict::NoDetectableChange, |c| c.change.verdict),
        scars: scar_changes(pictures),
        changes,
    }
}

/// Every metric, the primary first. Colours are measured against `card`, that of the picture whose frame both are in, and only
/// with it: without a card nobody knows what the lamp and the camera did to them.
pub fn metrics(pictures: &Pictures, card: Option<&CardView>) -> Vec<Metric> {
    /// The white patch of the ColorChecker.
    const WHITE_PATCH: usize = 18;
    let unit_px = UNIT_MM / pictures.pitch.mm_per_px();
    let mut metrics = Vec::new();
    metrics.extend((!pictures.footprints.is_empty()).then(|| scar_contrast(pictures)));
    metrics.extend(card.iter().flat_map(|card| {
        let white = card.patches[WHITE_PATCH].rgb;
        colour_metrics(&pictures.colour_blocks, white, unit_px)
    }));
    metrics.extend(pictures.texture.iter().map(|texture| texture.metric.clone()));
    metrics.extend(pictures.detail.iter().cloned());
    metrics.extend(card.and_then(|_| shine(&pictures.colour_blocks, unit_px)));
    metrics
}

/// The primary end point: root mean square departure of the scars' shading from the skin around them, beyond that skin's
/// own, per cent, each scar weighted by its area; after's brought to the light of before (see [`crate::light`]).
fn scar_contrast(pictures: &Pictures) -> Metric {
    let units = pictures
        .footprints
        .iter()
        .enumerate()
        .map(|(i, footprint)| {
            let weight = footprint.inside.len() as f64;
            let of = |picture: usize| {
                weight
                    * (100.0 * correction(pictures, picture)).powi(2)
                    * pictures.contrasts[picture][i].power
            };
            Unit {
                before: of(0),
                after: of(1),
                weight,
            }
        })
        .collect();
    Metric {
        name: PRIMARY,
        unit: "%",
        direction: Direction::LowerIsBetter,
        finish: Finish::Rms,
        gain_sd: pictures.gain.ln_gain_sd,
        units,
    }
}

/// The factor that brings contrasts before (0) or after (1) to the light of before.
fn correction(pictures: &Pictures, picture: usize) -> f64 {
    [1.0, pictures.gain.correction()][picture]
}

/// The change of one metric, with intervals from resampled units. `None` when there are too few units to tell.
fn change(metric: &Metric, seed: u64, mdc95: Mdc95) -> Option<MetricChange> {
    let (before, after) = (sums(metric, |unit| unit.before), sums(metric, |unit| unit.after));
    let finish = |sums: &[f64]| metric.finish.of(sums[0], sums[1]);
    let pair = Bootstrap::seeded(seed)
        .paired_blocks(&before, &after, finish)
        .ok()?
        .with_uncertain_gain(metric.gain_sd);
    let change = Change::weigh(pair, mdc95, metric.direction).ok()?;
    Some(MetricChange {
        metric: metric.name,
        unit: metric.unit,
        change,
    })
}

/// The first picture's value of one metric with its interval from resampled units; `None` when there are too few.
pub fn estimate(metric: &Metric, seed: u64) -> Option<Estimate> {
    let finish = |sums: &[f64]| metric.finish.of(sums[0], sums[1]);
    Bootstrap::seeded(seed)
        .blocks(&sums(metric, |unit| unit.before), finish)
        .ok()
}

/// Of each unit, what `of` reads from it and its weight.
fn sums(metric: &Metric, of: fn(&Unit) -> f64) -> BlockSums {
    let mut sums = BlockSums::new(metric.units.len(), 2);
    for (i, unit) in metric.units.iter().enumerate() {
        sums.add(i, &[of(unit), unit.weight]);
    }
    sums
}

/// Standard deviation of the difference of one scar's contrast between careful repeats: this much, in natural logarithms,
/// from the skin around it, and this share of the contrast from registration and light, in quadrature. From the 49 scars of
/// three path-traced repeats of unchanged skin, where the largest differences were 2.2 of these.
const SINGLE_SCAR_SD: [f64; 2] = [0.006, 0.06];

/// A single scar has changed beyond this many standard deviations: of 30 unchanged scars, all stay within with 92 %.
const SINGLE_SCAR_SDS: f64 = 3.0;

/// The smallest difference that may be said of a single scar of this mean contrast.
fn single_scar_limit(contrast: f64) -> f64 {
    let [skin, share] = SINGLE_SCAR_SD;
    SINGLE_SCAR_SDS * skin.hypot(share * contrast)
}

fn scar_changes(pictures: &Pictures) -> Vec<ScarChange> {
    pictures
        .footprints
        .iter()
        .enumerate()
        .map(|(i, footprint)| {
            let contrast =
                [0, 1].map(|picture| correction(pictures, picture) * pictures.contrasts[picture][i].rms());
            let difference = contrast[1] - contrast[0];
            let limit = single_scar_limit(0.5 * (contrast[0] + contrast[1]));
            ScarChange {
                centre: footprint.centre,
                cells: footprint.inside.clone(),
                extents_px: footprint.extents_px(),
                contrast,
                verdict: match difference {
                    d if d < -limit => Verdict::Improved,
                    d if d > limit => Verdict::Worse,
                    _ => Verdict::NoDetectableChange,
                },
            }
        })
        .collect()
}
