//! All scars together.

use super::scar_change::{Geometry, ScarChange, paired};
use super::settings::CompareSettings;
use relief_estimate::{Change, Direction, Estimate, Mdc95, MetricChange, PairedEstimates};

/// How uncertain an area is: a standard error as a share. Its outline follows the depth, which the depth's own interval does not tell.
const AREA_SHARE: f64 = 0.03;

/// Total volume, mean depth and total area. Errors of different scars are independent, but for what all depths of a scan have in common; outlines do not know it. Empty without scars.
pub(super) fn totals(scars: &[ScarChange], settings: &CompareSettings) -> Vec<MetricChange> {
    let count = scars.len() as f64;
    let volume = |geometry: &Geometry| Some(geometry.volume_mm3);
    let depth = |geometry: &Geometry| Some(geometry.depth_mm);
    let area = |geometry: &Geometry| {
        Estimate::from_standard_error(geometry.area_mm2, AREA_SHARE * geometry.area_mm2).ok()
    };
    let limits = &settings.mdc95;
    let off = settings.off_together;
    let volumes = total(scars, volume, 1.0, off);
    let depths = total(scars, depth, 1.0 / count, off);
    let areas = total(scars, area, 1.0, [0.0; 2]);
    [
        weighed("scar_volume", "mm3", volumes, limits.scar_volume),
        weighed("scar_depth", "mm", depths, limits.scar_depth),
        weighed("scar_area", "mm2", areas, limits.scar_area),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The sums of one quantity before and after, times a factor.
fn total(
    scars: &[ScarChange],
    of: impl Fn(&Geometry) -> Option<Estimate>,
    factor: f64,
    [before, after]: [f64; 2],
) -> Option<PairedEstimates> {
    let sum = |side: fn(&ScarChange) -> &Geometry, off: f64| {
        let all: Vec<Estimate> = scars.iter().map(|scar| of(side(scar))).collect::<Option<_>>()?;
        let sum = Estimate::sum(all).ok()?.times(factor).ok()?;
        Some(sum.widened(off * sum.value.abs()))
    };
    paired(sum(|scar| &scar.before, before)?, sum(|scar| &scar.after, after)?)
}

fn weighed(
    metric: &'static str,
    unit: &'static str,
    pair: Option<PairedEstimates>,
    limit: Mdc95,
) -> Option<MetricChange> {
    let change = Change::weigh(pair?, limit, Direction::LowerIsBetter).ok()?;
    Some(MetricChange { metric, unit, change })
}
