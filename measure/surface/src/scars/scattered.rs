//! Values at scattered places, and their sums.

use nalgebra::Vector6;
use relief_grid::vectorised;

/// Places that are taken side by side, so that the machine does several at once; which of them meet does not depend on it.
const LANES: usize = 8;
/// Powers of x and y that are summed: all up to the fourth together.
const POWERS: usize = 15;

/// Values at places in mm.
#[derive(Default)]
pub(super) struct Scattered {
    x: Vec<f64>,
    y: Vec<f64>,
    values: Vec<f64>,
}

/// Sums over places, each with a weight.
pub(super) struct Moments {
    /// Of powers of x and y, in the order of `place`.
    powers: [f64; POWERS],
    /// Of values times 1, x, y, x², xy and y².
    pub(super) values: [f64; 6],
}

impl FromIterator<([f64; 2], f64)> for Scattered {
    fn from_iter<I: IntoIterator<Item = ([f64; 2], f64)>>(values: I) -> Self {
        let mut scattered = Self::default();
        for (at, value) in values {
            scattered.push(at, value);
        }
        scattered
    }
}

impl Scattered {
    pub(super) fn push(&mut self, [x, y]: [f64; 2], value: f64) {
        self.x.push(x);
        self.y.push(y);
        self.values.push(value);
    }

    pub(super) const fn len(&self) -> usize {
        self.values.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = ([f64; 2], f64)> {
        let places = self.x.iter().zip(&self.y);
        places.zip(&self.values).map(|((x, y), value)| ([*x, *y], *value))
    }

    /// Sums in which each place counts with its weight.
    pub(super) fn moments(&self, weights: &[f64]) -> Moments {
        let mut sums = Sums {
            powers: [[0.0; LANES]; POWERS],
            values: [[0.0; LANES]; 6],
        };
        let ((xs, x_rest), (ys, y_rest)) = (self.x.as_chunks(), self.y.as_chunks());
        let ((values, value_rest), (weights, weight_rest)) = (self.values.as_chunks(), weights.as_chunks());
        vectorised(
            #[inline(always)]
            || {
                for (((x, y), value), weight) in xs.iter().zip(ys).zip(values).zip(weights) {
                    sums.add(x, y, value, weight);
                }
            },
        );
        // What is left of the places, and noughts without weight.
        let padded = |rest: &[f64]| std::array::from_fn(|lane| rest.get(lane).copied().unwrap_or(0.0));
        sums.add(
            &padded(x_rest),
            &padded(y_rest),
            &padded(value_rest),
            &padded(weight_rest),
        );
        Moments {
            powers: sums.powers.map(|lanes| lanes.iter().sum()),
            values: sums.values.map(|lanes| lanes.iter().sum()),
        }
    }

    /// How far each value lies from a quadratic.
    pub(super) fn residuals(&self, terms: &Vector6<f64>, residuals: &mut [f64]) {
        let [a, b, c, d, e, f] = std::array::from_fn(|i| terms[i]);
        let places = self.x.iter().zip(&self.y).zip(&self.values);
        vectorised(
            #[inline(always)]
            || {
                for (residual, ((x, y), value)) in residuals.iter_mut().zip(places) {
                    *residual = value - (a + x * (b + d * x + e * y) + y * (c + f * y));
                }
            },
        );
    }
}

struct Sums {
    powers: [[f64; LANES]; POWERS],
    values: [[f64; LANES]; 6],
}

impl Sums {
    #[inline(always)]
    fn add(&mut self, x: &[f64; LANES], y: &[f64; LANES], value: &[f64; LANES], weight: &[f64; LANES]) {
        for lane in 0..LANES {
            let (x, y, value, w) = (x[lane], y[lane], value[lane], weight[lane]);
            let (wx, wy) = (w * x, w * y);
            let (wxx, wxy, wyy) = (wx * x, wx * y, wy * y);
            let (wxxx, wxxy, wxyy, wyyy) = (wxx * x, wxx * y, wyy * x, wyy * y);
            let powers = [
                w,
                wx,
                wy,
                wxx,
                wxy,
                wyy,
                wxxx,
                wxxy,
                wxyy,
                wyyy,
                wxxx * x,
                wxxx * y,
                wxxy * y,
                wyyy * x,
                wyyy * y,
            ];
            for (sums, power) in self.powers.iter_mut().zip(powers) {
                sums[lane] += power;
            }
            for (sums, power) in self.values.iter_mut().zip(powers) {
                sums[lane] += value * power;
            }
        }
    }
}

impl Moments {
    /// The sum of weights times these powers of x and y, of which there are four at most together.
    pub(super) fn of(&self, [x, y]: [usize; 2]) -> f64 {
        // Those of a lower degree come before, of one degree those with more of x.
        let degree = x + y;
        self.powers[degree * (degree + 1) / 2 + y]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_their_sums_whatever_is_left_of_the_lanes() {
        for count in [0, 5, 8, 27] {
            let place = |i: usize| [(i as f64 * 0.37).sin(), (i as f64 * 0.61).cos()];
            let scattered: Scattered = (0..count).map(|i| (place(i), i as f64 - 3.0)).collect();
            let weights: Vec<f64> = (0..count).map(|i| 1.0 / (1 + i) as f64).collect();
            let moments = scattered.moments(&weights);
            for power in (0..=4).flat_map(|x| (0..=4 - x).map(move |y| [x, y])) {
                let term = |i: usize| {
                    let at = place(i);
                    weights[i] * at[0].powi(power[0] as i32) * at[1].powi(power[1] as i32)
                };
                let sum: f64 = (0..count).map(term).sum();
                assert!((moments.of(power) - sum).abs() < 1e-12, "{count}: {power:?}");
                if let Some(at) = [[0, 0], [1, 0], [0, 1], [2, 0], [1, 1], [0, 2]]
                    .iter()
                    .position(|of| *of == power)
                {
                    let sum: f64 = (0..count).map(|i| (i as f64 - 3.0) * term(i)).sum();
                    assert!((moments.values[at] - sum).abs() < 1e-11, "{count}: {power:?}");
                }
            }
        }
    }
}
