//! The shading contrast of each scar, in one picture.

use super::Footprint;
use nalgebra::{Matrix3, Vector3};
use relief_grid::Raster;

/// Rounds of reweighting of the ring's plane: a pore or hair on the ring then no longer tilts it.
const ROBUST_ROUNDS: usize = 4;

/// Huber's constant: 95 % efficient on Gaussian residuals (Huber 1981).
const HUBER: f64 = 1.345;

/// Standard deviation of Gaussian residuals over their median absolute value.
const MAD_TO_SD: f64 = 1.4826;

/// What one picture shows of one scar.
#[derive(Debug, Clone, PartialEq)]
pub struct ScarContrast {
    /// Mean square of the departure from the ring's plane over the scar, less that over the ring itself: what the scar
    /// adds to the skin's own relief and the picture's noise. Zero: invisible; negative by chance.
    pub power: f64,
    /// The departure of each cell of the footprint's `inside`, in the same order.
    pub residual: Vec<f32>,
}

impl ScarContrast {
    /// The contrast: root mean square departure beyond the skin's own, in natural logarithms; zero when invisible.
    pub fn rms(&self) -> f64 {
        self.power.max(0.0).sqrt()
    }
}

/// The shading contrast of every scar of `footprints` in one log signal.
///
/// For each scar a plane is fitted to the ring (Huber weights) and taken away; what is left inside is the
/// scar's shading, in natural logarithms (0.1 is 10 %). The plane follows the cheek's own shading, and the ring's own
/// spread is what pores and noise make inside as well, so that only the scar is left: a scar that heals by half halves its
/// contrast, and a mark without depth has none. A ring of fewer than 12 cells, or all on one line, gives a contrast against its mean.
pub fn contrasts(signal: &Raster<f32>, footprints: &[Footprint]) -> Vec<ScarContrast> {
    footprints
        .iter()
        .map(|footprint| contrast(signal, footprint))
        .collect()
}

fn contrast(signal: &Raster<f32>, footprint: &Footprint) -> ScarContrast {
    let plane = ring_plane(signal, footprint);
    let departures = |cells: &[(usize, usize)]| -> Vec<f64> {
        let departure = |&cell: &(usize, usize)| f64::from(signal[cell]) - plane.dot(&basis(footprint, cell));
        cells.iter().map(departure).collect()
    };
    let inside = departures(&footprint.inside);
    ScarContrast {
        power: mean_square(&inside, f64::INFINITY) - skin_power(departures(&footprint.ring)),
        residual: inside.iter().map(|&r| r as f32).collect(),
    }
}

/// Mean square of the ring's departures, none of which counts more than three standard deviations: a hair is not skin.
fn skin_power(mut departures: Vec<f64>) -> f64 {
    const OUTLIER: f64 = 3.0;
    departures.iter_mut().for_each(|d| *d = d.abs());
    let Some(last) = departures.len().checked_sub(1) else {
        return 0.0;
    };
    let (_, median, _) = departures.select_nth_unstable_by(last / 2, f64::total_cmp);
    let limit = OUTLIER * MAD_TO_SD * *median;
    mean_square(&departures, limit)
}

/// The mean square of `values`, none larger than `limit`; zero of nothing.
fn mean_square(values: &[f64], limit: f64) -> f64 {
    let sum: f64 = values.iter().map(|v| v.abs().min(limit).powi(2)).sum();
    sum / values.len().max(1) as f64
}

/// `(1, x, y)` about the scar's centre, which keeps the equations well conditioned.
fn basis(footprint: &Footprint, (x, y): (usize, usize)) -> Vector3<f64> {
    Vector3::new(1.0, x as f64 - footprint.centre.x, y as f64 - footprint.centre.y)
}

fn ring_plane(signal: &Raster<f32>, footprint: &Footprint) -> Vector3<f64> {
    let samples: Vec<(Vector3<f64>, f64)> = footprint
        .ring
        .iter()
        .map(|&cell| (basis(footprint, cell), f64::from(signal[cell])))
        .collect();
    let mut weights = vec![1.0; samples.len()];
    let mut plane = Vector3::zeros();
    for _ in 0..ROBUST_ROUNDS {
        plane = weighted_plane(&samples, &weights);
        let mut sizes: Vec<f64> = samples.iter().map(|(b, v)| (v - plane.dot(b)).abs()).collect();
        let errors = sizes.clone();
        let middle = sizes.len() / 2;
        if sizes.is_empty() {
            break;
        }
        let (_, median, _) = sizes.select_nth_unstable_by(middle, f64::total_cmp);
        let limit = (HUBER * MAD_TO_SD * *median).max(f64::MIN_POSITIVE);
        for (weight, error) in weights.iter_mut().zip(errors) {
            *weight = if error > limit { limit / error } else { 1.0 };
        }
    }
    plane
}

fn weighted_plane(samples: &[(Vector3<f64>, f64)], weights: &[f64]) -> Vector3<f64> {
    const FEWEST: usize = 12;
    let (mut normal, mut right) = (Matrix3::zeros(), Vector3::zeros());
    for ((b, value), weight) in samples.iter().zip(weights) {
        normal += *weight * b * b.transpose();
        right += *weight * *value * b;
    }
    let solved = (samples.len() >= FEWEST)
        .then(|| normal.cholesky())
        .flatten()
        .map(|c| c.solve(&right));
    solved.unwrap_or_else(|| Vector3::new(right[0] / normal[(0, 0)].max(f64::MIN_POSITIVE), 0.0, 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use relief_grid::Point;

    /// A disc of radius 5 in a 31 × 31 raster, its ring from 7 to 11.
    fn disc() -> Footprint {
        let cells = |low: f64, high: f64| {
            (0..31 * 31)
                .map(|i| (i % 31, i / 31))
                .filter(|&(x, y)| (low..high).contains(&(x as f64 - 15.0).hypot(y as f64 - 15.0)))
                .collect::<Vec<_>>()
        };
        Footprint {
            inside: cells(0.0, 5.0),
            ring: cells(7.0, 11.0),
            centre: Point::new(15.0, 15.0),
        }
    }

    #[test]
    fn the_cheeks_own_shading_is_no_scar() {
        let tilted = Raster::from_fn(31, 31, |x, y| 0.02 * x as f32 - 0.01 * y as f32);
        assert!(contrasts(&tilted, &[disc()])[0].power.abs() < 1e-9);
    }

    #[test]
    fn contrast_is_the_depth_of_a_flat_floor_and_a_hair_on_the_ring_does_not_tilt_it() {
        let scar = disc();
        let signal = Raster::from_fn(31, 31, |x, y| match (scar.inside.contains(&(x, y)), x) {
            (true, _) => -0.2,
            (false, 5) => -1.0,
            _ => 0.0,
        });
        let got = contrasts(&signal, &[scar])[0].rms();
        assert!((got - 0.2).abs() < 2e-3, "{got}");
    }
}
