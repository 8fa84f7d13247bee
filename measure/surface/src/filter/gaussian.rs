//! The areal Gaussian filter.

use super::{long, short};
use crate::SurfaceError;
use relief_grid::HeightMap;

/// √(ln 2 / π): with it a wave as long as the nesting index keeps half of its amplitude (ISO 16610-61, clause 4).
const ALPHA: f64 = 0.469_718_639_348_585_9;
/// The weighting function is cut where it has fallen to 7e-7 of its middle, at one nesting index.
const REACH: f64 = 1.0;
/// Longer kernels are faster by Fourier transforms.
const MOST_DIRECT: usize = 24;

/// The waviness of a map below a nesting index in mm: what a Gaussian S-filter keeps, and an L-filter takes away.
///
/// `w(x) = exp(−π (x / αλ)²) / αλ` along both axes. A cell's weights are normalised by those that fall on measured cells, which is the
/// rule for end effects of ISO 16610-61 (annex on end effects, after ISO 16610-28): nothing outside of the map and no cell that was not measured
/// is ever read. Those stay not measured. A wave of length λ keeps half of its amplitude, one of 2 λ 84 %, of λ/2 6 %.
///
/// ```
/// use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};
/// let pitch = Pitch::from_mm_per_px(0.05).unwrap();
/// let wave = Raster::from_fn(400, 3, |x, _| (std::f64::consts::TAU * x as f64 * 0.05 / 0.8).sin());
/// let map = HeightMap::from_nan(wave, pitch, pitch, ScaleSource::Given);
/// let smooth = relief_surface::filter::gaussian(&map, 0.8)?;
/// assert!((smooth.height_mm(196, 1).unwrap() - 0.5).abs() < 1e-5);
/// # Ok::<(), relief_surface::SurfaceError>(())
/// ```
///
/// # Errors
/// [`SurfaceError::Setting`] for a nesting index that is no positive number.
pub fn gaussian(map: &HeightMap, nesting_mm: f64) -> Result<HeightMap, SurfaceError> {
    SurfaceError::unless_positive("the nesting index in mm", nesting_mm)?;
    let along = kernel(nesting_mm / map.pitch_x().mm_per_px(), map.width());
    let down = kernel(nesting_mm / map.pitch_y().mm_per_px(), map.height());
    let heights = if along.len().max(down.len()) <= MOST_DIRECT {
        short::weighted_means(map, &along, &down)
    } else {
        long::weighted_means(map, &along, &down)
    };
    Ok(map.with_heights(heights))
}

/// The weights to one side, the middle first, for a nesting index in cells: no farther than a line is long.
fn kernel(nesting: f64, length: usize) -> Vec<f64> {
    let reach = ((REACH * nesting).ceil() as usize).min(length);
    let weight = |at: usize| {
        let x = at as f64 / (ALPHA * nesting);
        (-std::f64::consts::PI * x * x).exp()
    };
    (0..=reach).map(weight).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use relief_grid::{Pitch, Raster, ScaleSource};

    fn map(width: usize, height: usize, of: impl Fn(usize, usize) -> f64 + Sync) -> HeightMap {
        let pitch = Pitch::from_mm_per_px(0.1).unwrap();
        HeightMap::from_nan(
            Raster::from_fn(width, height, of),
            pitch,
            pitch,
            ScaleSource::Given,
        )
    }

    fn rough(x: usize, y: usize) -> f64 {
        if (x * 31 + y * 17).is_multiple_of(23) {
            f64::NAN
        } else {
            ((x * x + 3 * y) % 11) as f64
        }
    }

    /// The formula, cell by cell.
    fn slow(map: &HeightMap, nesting_mm: f64, x: usize, y: usize) -> f64 {
        let (mut sum, mut weights) = (0.0, 0.0);
        for v in 0..map.height() {
            for u in 0..map.width() {
                let away = [u.abs_diff(x), v.abs_diff(y)].map(|cells| cells as f64 * 0.1);
                if away.iter().any(|away| *away > nesting_mm + 0.1) {
                    continue;
                }
                let square = (away[0] * away[0] + away[1] * away[1]) / (ALPHA * nesting_mm).powi(2);
                let weight = (-std::f64::consts::PI * square).exp();
                if let Some(height) = map.height_mm(u, v) {
                    sum += weight * height;
                    weights += weight;
                }
            }
        }
        sum / weights
    }

    #[test]
    fn short_and_long_kernels_are_the_formula_also_at_the_border_and_beside_holes() {
        // Every row of the first has holes; the second is whole but for one, so that its bands go both ways.
        let maps = [
            map(90, 70, rough),
            map(90, 170, |x, y| {
                if (x, y) == (40, 31) {
                    f64::NAN
                } else {
                    ((x * x + 3 * y) % 11) as f64
                }
            }),
        ];
        for (map, nesting) in maps
            .iter()
            .flat_map(|map| [0.3, 2.0, 5.0, 12.0].map(|nesting| (map, nesting)))
        {
            let filtered = gaussian(map, nesting).unwrap();
            let last = map.height() - 1;
            for (x, y) in [
                (0, 1),
                (1, last),
                (89, last - 1),
                (40, 30),
                (88, 2),
                (3, 33),
                (50, last / 2),
            ] {
                let (found, expected) = (filtered.height_mm(x, y).unwrap(), slow(map, nesting, x, y));
                // The corners of the cut kernel hold less than 2e-6 of its weight.
                assert!(
                    (found - expected).abs() < 2e-5,
                    "{nesting} mm at {x}, {y}: {found}, {expected}"
                );
            }
            assert_eq!(filtered.valid(), map.valid());
        }
    }

    /// Wider than a tile, and smaller than a kernel.
    #[test]
    fn wide_maps_and_narrow_ones_are_the_formula() {
        for (width, height) in [(1100, 40), (1, 60), (60, 1), (5, 5), (513, 3)] {
            let map = map(width, height, |x, y| ((7 * x + 3 * y) % 13) as f64);
            for nesting in [0.3, 1.0, 1e300] {
                let filtered = gaussian(&map, nesting).unwrap();
                for (x, y) in [
                    (0, 0),
                    (width - 1, height - 1),
                    (width / 2, height / 2),
                    (511.min(width - 1), 0),
                ] {
                    let found = filtered.height_mm(x, y).unwrap();
                    let expected = if nesting < 1e3 {
                        slow(&map, nesting, x, y)
                    } else {
                        map.heights_mm().data().iter().sum::<f64>() / (width * height) as f64
                    };
                    assert!(
                        (found - expected).abs() < 2e-5,
                        "{width} × {height}, {nesting} mm at {x}, {y}: {found}, {expected}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_level_surface_stays_and_a_nesting_index_of_nothing_is_told() {
        let level = map(50, 40, |_, _| 3.0);
        let filtered = gaussian(&level, 3.0).unwrap();
        assert!(
            filtered
                .heights_mm()
                .data()
                .iter()
                .all(|height| (height - 3.0).abs() < 1e-12)
        );
        assert!(matches!(gaussian(&level, 0.0), Err(SurfaceError::Setting { .. })));
        assert!(matches!(
            gaussian(&level, f64::NAN),
            Err(SurfaceError::Setting { .. })
        ));
    }
}
