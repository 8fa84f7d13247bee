//! All scars together.

use super::MetricChange;
use super::scar_change::{Geometry, ScarChange, paired};
use super::settings::CompareSettings;
use relief_estimate::{Change, Direction, Estimate, Mdc95};

/// How uncertain an area is: a standard error as a share. Its outline follows the depth, which the depth's own interval does not tell.
const AREA_SHARE: f64 = 0.03;

/// Total volume, mean depth and total area. Empty without scars.
pub(super) fn totals(scars: &[ScarChange], settings: &CompareSettings) -> Vec<MetricChange> {
    let count = scars.len() as f64;
    let volume = |geometry: &Geometry| Some(geometry.volume_mm3);
    let depth = |geometry: &Geometry| Some(geometry.depth_mm);
    let area = |geometry: &Geometry| {
        Estimate::from_standard_error(geometry.area_mm2, AREA_SHARE * geometry.area_mm2).ok()
    };
    let limits = &settings.mdc95;
    [
        total("scar_volume", "mm3", scars, volume, 1.0, limits.scar_volume),
        total("scar_depth", "mm", scars, depth, 1.0 / count, limits.scar_depth),
        total("scar_area", "mm2", scars, area, 1.0, limits.scar_area),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn total(
    metric: &'static str,
    unit: &'static str,
    scars: &[ScarChange],
    of: impl Fn(&Geometry) -> Option<Estimate>,
    factor: f64,
    limit: Mdc95,
) -> Option<MetricChange> {
    let sum = |side: fn(&ScarChange) -> &Geometry| {
        let all: Vec<Estimate> = scars.iter().map(|scar| of(side(scar))).collect::<Option<_>>()?;
        let (value, square) = all.iter().fold((0.0, 0.0), |(value, square), one| {
            let half = 0.5 * (one.ci95[1] - one.ci95[0]);
            (value + one.value, square + half * half)
        });
        let half = factor * f64::sqrt(square);
        let value = factor * value;
        Estimate::new(value, [value - half, value + half]).ok()
    };
    let pair = paired(sum(|scar| &scar.before)?, sum(|scar| &scar.after)?)?;
    let change = Change::weigh(pair, limit, Direction::LowerIsBetter).ok()?;
    Some(MetricChange { metric, unit, change })
}
