//! A smooth surface under a piece of skin, and the piece laid flat on it.

use crate::SurfaceError;
use nalgebra::{DMatrix, DVector, Vector3};

/// Order of the polynomial: a cheek bends one way on the bone and another beside the nose. More would follow scars of 10 mm.
const ORDER: i32 = 4;
/// Steps to the foot of a normal.
const STEPS: usize = 40;
/// A smaller step ends them.
const DONE_MM: f64 = 1e-7;
/// Parts in which an arc's length is summed (Simpson's rule): for slopes below 1 exact to 1e-4.
const PARTS: usize = 8;

/// A polynomial over the plane that a piece of skin faces, about the piece's middle.
pub(super) struct Base {
    middle: [f64; 3],
    /// Places are divided by it.
    reach_mm: f64,
    terms: Vec<f64>,
}

/// Exponents of x and y.
fn exponents() -> impl Iterator<Item = [i32; 2]> {
    (0..=ORDER).flat_map(|total| (0..=total).map(move |y| [total - y, y]))
}

impl Base {
    /// By least squares through places with weights.
    pub(super) fn through(places: &[([f64; 3], f64)]) -> Result<Self, SurfaceError> {
        let mut sum = [0.0; 4];
        for (place, weight) in places {
            for (axis, sum) in sum.iter_mut().enumerate() {
                *sum += weight * place.get(axis).unwrap_or(&1.0);
            }
        }
        let middle = [0, 1, 2].map(|axis| sum[axis] / sum[3]);
        let far = |place: &[f64; 3]| (place[0] - middle[0]).hypot(place[1] - middle[1]);
        let reach_mm = places.iter().map(|(place, _)| far(place)).fold(0.0, f64::max);
        let count = exponents().count();
        let too_few = SurfaceError::TooFewCells {
            purpose: "the smooth surface under a zone",
            measured: places.len(),
            needed: count,
        };
        if places.len() < count || reach_mm.is_nan() || reach_mm <= 0.0 {
            return Err(too_few);
        }
        let mut base = Self {
            middle,
            reach_mm,
            terms: Vec::new(),
        };
        let (mut normal, mut right) = (DMatrix::zeros(count, count), DVector::zeros(count));
        for (place, weight) in places {
            let [x, y, height] = base.scaled(*place);
            let row = DVector::from_iterator(count, exponents().map(|[i, j]| x.powi(i) * y.powi(j)));
            normal.ger(*weight, &row, &row, 1.0);
            right.axpy(weight * height, &row, 1.0);
        }
        base.terms = normal
            .cholesky()
            .ok_or(too_few)?
            .solve(&right)
            .iter()
            .copied()
            .collect();
        Ok(base)
    }

    /// A place from the middle, in units of the reach.
    fn scaled(&self, place: [f64; 3]) -> [f64; 3] {
        [0, 1, 2].map(|axis| (place[axis] - self.middle[axis]) / self.reach_mm)
    }

    /// Height and slopes at a place, all in units of the reach.
    fn at(&self, [x, y]: [f64; 2]) -> (f64, [f64; 2]) {
        let power = |base: f64, exponent: i32| if exponent < 0 { 0.0 } else { base.powi(exponent) };
        exponents()
            .zip(&self.terms)
            .fold((0.0, [0.0; 2]), |(height, slope), ([i, j], term)| {
                let along = f64::from(i) * power(x, i - 1) * power(y, j);
                let down = f64::from(j) * power(x, i) * power(y, j - 1);
                (
                    height + term * power(x, i) * power(y, j),
                    [slope[0] + term * along, slope[1] + term * down],
                )
            })
    }

    /// A place laid flat: where the foot of its normal lies when the surface is unrolled about its middle, and how high it stands above the
    /// foot, in mm.
    ///
    /// Distances from the middle are those along the surface. Across them a ball is stretched by `θ / sin θ` as in the azimuthal equidistant map:
    /// by 1.7 % at 18°, which are 25 mm on a cheek of 80 mm radius, and by 11 % at 45°, where a cheek goes over into the side of the head.
    pub(super) fn flat(&self, place: [f64; 3]) -> [f64; 3] {
        let point = Vector3::from(self.scaled(place));
        let mut foot = [point.x, point.y];
        let mut height = 0.0;
        for _ in 0..STEPS {
            let (base, slope) = self.at(foot);
            let normal = Vector3::new(-slope[0], -slope[1], 1.0).normalize();
            height = (point - Vector3::new(foot[0], foot[1], base)).dot(&normal);
            let next = [point.x - height * normal.x, point.y - height * normal.y];
            let moved = (next[0] - foot[0]).hypot(next[1] - foot[1]);
            foot = next;
            if moved * self.reach_mm < DONE_MM {
                break;
            }
        }
        let stretch = self.arc(foot);
        [stretch * foot[0], stretch * foot[1], height].map(|x| x * self.reach_mm)
    }

    /// How many times longer the way from the middle to a place is along the surface than in the plane.
    fn arc(&self, [x, y]: [f64; 2]) -> f64 {
        let far = x.hypot(y);
        if far == 0.0 {
            return 1.0;
        }
        let length = |part: usize| {
            let share = part as f64 / PARTS as f64;
            let (_, slope) = self.at([share * x, share * y]);
            1.0f64.hypot((slope[0] * x + slope[1] * y) / far)
        };
        let weight = |part: usize| match part {
            0 | PARTS => 1.0,
            _ if part.is_multiple_of(2) => 2.0,
            _ => 4.0,
        };
        (0..=PARTS).map(|part| weight(part) * length(part)).sum::<f64>() / (3 * PARTS) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RADIUS_MM: f64 = 80.0;

    /// Places on a ball's cap, `out_mm` above it.
    fn cap(angle: f64, turn: f64, out_mm: f64) -> [f64; 3] {
        let radius = RADIUS_MM + out_mm;
        let (sin, cos) = angle.sin_cos();
        [
            radius * sin * turn.cos() + 7.0,
            radius * sin * turn.sin() - 3.0,
            radius * cos,
        ]
    }

    #[test]
    fn a_ball_is_laid_flat_as_the_azimuthal_equidistant_map_has_it() {
        let angles = (0..=60).map(|i| 0.3 * f64::from(i) / 60.0);
        let places: Vec<([f64; 3], f64)> = angles
            .flat_map(|angle| (0..72).map(move |turn| (cap(angle, f64::from(turn) * 0.0873, 0.0), angle)))
            .collect();
        let base = Base::through(&places).unwrap();
        for (angle, turn, out_mm) in [
            (0.0, 0.0, 0.5),
            (0.1, 1.0, -0.6),
            (0.2, 4.0, 1.5),
            (0.29, 2.0, -0.4),
        ] {
            let [x, y, height] = base.flat(cap(angle, turn, out_mm));
            // A polynomial of order 4 lies within 5 µm of the ball, at a slope of 1e-3.
            assert!((height - out_mm).abs() < 0.01, "{height} {out_mm}");
            assert!((x.hypot(y) - RADIUS_MM * angle).abs() < 0.01, "{x} {y} {angle}");
            if angle > 0.0 {
                assert!((y.atan2(x) - turn).sin().abs() < 1e-3);
            }
        }
    }

    #[test]
    fn places_in_a_line_hold_no_surface() {
        let line: Vec<([f64; 3], f64)> = (0..100).map(|i| ([f64::from(i), 0.0, 0.0], 1.0)).collect();
        assert!(matches!(
            Base::through(&line),
            Err(SurfaceError::TooFewCells { .. })
        ));
        assert!(matches!(
            Base::through(&[]),
            Err(SurfaceError::TooFewCells { .. })
        ));
    }
}
