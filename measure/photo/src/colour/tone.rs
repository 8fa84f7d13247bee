//! The tone curve between two captures, fitted on the greys of a card.
//!
//! Phones draw tones by a curve of their own, and another one with the scene, a contrast mode or an update. Where a
//! curve is steeper every contrast on the skin is stronger, scars included; the greys of the card tell by how much.

use super::PatchPair;
use nalgebra::{SMatrix, SVector};

/// Fewest greys for a curve: one more than its slope, bend and level.
const FEWEST_GREYS: usize = 4;

/// Least range of the greys, in natural logarithms, over which a curve can be told: white to a middle grey.
const LEAST_RANGE: f64 = 1.2;

/// Linear light below which a grey is mostly glare and noise.
const DARKEST: f64 = 0.01;

/// A curve counts when its slope differs from one by more than this many standard errors somewhere between the greys.
const CERTAIN: f64 = 3.0;

/// What greys lit a little less evenly look like: a slope this near to one is none.
const LEAST_DEPARTURE: f64 = 0.015;

/// Smallest slope anywhere: a curve never turns back.
const LEAST_SLOPE: f64 = 0.3;

/// Channels of a grey.
const CHANNELS: usize = 3;

/// Unknowns: the level of each channel, the slope, the bend.
const UNKNOWNS: usize = CHANNELS + 2;

/// A monotone curve that draws the tones of one capture as another's: in natural logarithms of linear light a parabola
/// about `middle`, where it changes nothing, and straight beyond the greys it was fitted on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ToneCurve {
    middle: f64,
    slope: f64,
    bend: f64,
    /// The range of ln light of the greys.
    range: [f64; 2],
}

impl ToneCurve {
    /// Leaves tones as they are.
    pub const IDENTITY: Self = Self {
        middle: 0.0,
        slope: 1.0,
        bend: 0.0,
        range: [0.0, 0.0],
    };

    /// The curve from measured to reference greys; the identity when too few greys are usable, span too little, or cannot
    /// tell a curve from none.
    ///
    /// Each channel has a level of its own, so that exposure and white balance are no curve. Least squares in logarithms,
    /// all greys alike.
    pub fn fit(greys: &[PatchPair]) -> Self {
        Self::fitted(greys).unwrap_or(Self::IDENTITY)
    }

    fn fitted(greys: &[PatchPair]) -> Option<Self> {
        let logs: Vec<[[f64; 2]; CHANNELS]> = greys.iter().filter_map(logs).collect();
        let green = || logs.iter().map(|channels| channels[1][0]);
        let range = [
            green().fold(f64::INFINITY, f64::min),
            green().fold(f64::NEG_INFINITY, f64::max),
        ];
        if logs.len() < FEWEST_GREYS || range[1] - range[0] < LEAST_RANGE {
            return None;
        }
        let middle = 0.5 * (range[0] + range[1]);
        let (mut normal, mut right) = (
            SMatrix::<f64, UNKNOWNS, UNKNOWNS>::zeros(),
            SVector::<f64, UNKNOWNS>::zeros(),
        );
        let rows: Vec<(SVector<f64, UNKNOWNS>, f64)> = logs
            .iter()
            .flat_map(|channels| {
                channels
                    .iter()
                    .enumerate()
                    .map(|(c, &[measured, reference])| (row(c, measured - middle), reference))
            })
            .collect();
        for (row, reference) in &rows {
            normal += row * row.transpose();
            right += row * *reference;
        }
        let cholesky = normal.cholesky()?;
        let solved = cholesky.solve(&right);
        let squares: f64 = rows.iter().map(|(row, y)| (y - row.dot(&solved)).powi(2)).sum();
        let variance = squares / (rows.len() - UNKNOWNS).max(1) as f64;
        let curve = Self {
            middle,
            slope: solved[CHANNELS],
            bend: solved[CHANNELS + 1],
            range,
        };
        let covariance = cholesky.inverse() * variance;
        curve.is_certain(&covariance).then_some(curve)
    }

    /// Whether the slope at either end or in the middle of the greys differs from one by more than chance.
    fn is_certain(&self, covariance: &SMatrix<f64, UNKNOWNS, UNKNOWNS>) -> bool {
        let at = |x: f64| {
            let gradient = SVector::<f64, UNKNOWNS>::from_fn(|i, _| match i {
                CHANNELS => 1.0,
                i if i > CHANNELS => 2.0 * x,
                _ => 0.0,
            });
            let sd = gradient.dot(&(covariance * gradient)).max(0.0).sqrt();
            let departure = (self.slope + 2.0 * self.bend * x - 1.0).abs();
            departure > (CERTAIN * sd).max(LEAST_DEPARTURE)
        };
        [self.range[0], self.middle, self.range[1]]
            .iter()
            .any(|end| at(end - self.middle))
    }

    /// Whether tones stay as they are.
    pub fn is_identity(&self) -> bool {
        *self == Self::IDENTITY
    }

    /// The slope at a level of linear light: how many times as strong a faint contrast there becomes.
    pub fn slope_at(&self, linear: f64) -> f64 {
        let x = linear.max(DARKEST).ln().clamp(self.range[0], self.range[1]) - self.middle;
        (self.slope + 2.0 * self.bend * x).max(LEAST_SLOPE)
    }

    /// The tone in the other capture's curve. Zero and less stay as they are.
    pub fn apply(&self, linear: f32) -> f32 {
        if linear <= 0.0 || self.is_identity() {
            return linear;
        }
        let ln = f64::from(linear).ln();
        let inside = ln.clamp(self.range[0], self.range[1]);
        let x = inside - self.middle;
        let drawn = self.middle + self.slope * x + self.bend * x * x;
        let beyond = (ln - inside) * self.slope_at(f64::from(linear));
        (drawn + beyond).exp() as f32
    }
}

fn row(channel: usize, x: f64) -> SVector<f64, UNKNOWNS> {
    SVector::from_fn(|i, _| match i {
        CHANNELS => x,
        i if i > CHANNELS => x * x,
        i => f64::from(u8::from(i == channel)),
    })
}

/// ln of measured and reference light by channel; `None` for a grey that is not usable or too dark.
fn logs(pair: &PatchPair) -> Option<[[f64; 2]; CHANNELS]> {
    let lit = |rgb: &[f32; 3]| rgb.iter().all(|&v| f64::from(v) > DARKEST && v.is_finite());
    (pair.usable && lit(&pair.measured) && lit(&pair.reference))
        .then(|| std::array::from_fn(|c| [pair.measured[c], pair.reference[c]].map(|v| f64::from(v).ln())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The neutrals of the checker, white to black.
    const GREYS: [f32; 6] = [0.876, 0.575, 0.351, 0.188, 0.088, 0.031];

    fn greys(curve: impl Fn(f64) -> f64, gain: [f64; 3], noise: f64) -> Vec<PatchPair> {
        let pair = |(i, &grey): (usize, &f32)| PatchPair {
            measured: std::array::from_fn(|c| {
                let wobble = 1.0 + noise * if (i + c) % 2 == 0 { 1.0 } else { -1.0 };
                (curve(f64::from(grey) * gain[c]) * wobble) as f32
            }),
            reference: [grey; 3],
            usable: true,
        };
        GREYS.iter().enumerate().map(pair).collect()
    }

    #[test]
    fn a_power_is_taken_back_whatever_exposure_and_white_balance() {
        let curve = ToneCurve::fit(&greys(|v| v.powf(1.25), [0.7, 0.6, 0.5], 0.0));
        for level in [0.05, 0.2, 0.6] {
            assert!((curve.slope_at(level) - 0.8).abs() < 1e-3, "{curve:?}");
        }
        let drawn = |v: f64| f64::from(curve.apply(v.powf(1.25) as f32));
        assert!((drawn(0.4) / drawn(0.1) - 4.0).abs() < 0.01);
        assert!(
            (drawn(0.004) / drawn(0.001) - 4.0).abs() < 0.01,
            "straight beyond the greys"
        );
    }

    #[test]
    fn a_bend_is_taken_back_where_the_skin_is() {
        // Contrast about a middle grey, as a phone's contrast mode draws it.
        let drawn = |v: f64| v * (1.0 + 0.25 * (v - 0.3));
        let curve = ToneCurve::fit(&greys(drawn, [1.0; 3], 0.0));
        let contrast = |v: f64| f64::from(curve.apply(drawn(1.05 * v) as f32) / curve.apply(drawn(v) as f32));
        for level in [0.15, 0.3, 0.5] {
            assert!(
                (contrast(level).ln() / 1.05f64.ln() - 1.0).abs() < 0.03,
                "{level}: {}",
                contrast(level)
            );
        }
    }

    #[test]
    fn exposure_alone_and_noise_are_no_curve() {
        assert!(ToneCurve::fit(&greys(|v| v, [0.8, 1.0, 1.1], 0.0)).is_identity());
        assert!(ToneCurve::fit(&greys(|v| v, [1.0; 3], 0.01)).is_identity());
        assert_eq!(ToneCurve::IDENTITY.apply(0.3), 0.3);
    }

    #[test]
    fn few_greys_tell_no_curve() {
        let mut few = greys(|v| v.powf(1.3), [1.0; 3], 0.0);
        few[0].usable = false;
        few[1].usable = false;
        few[5].usable = false;
        assert!(ToneCurve::fit(&few).is_identity());
        assert!(ToneCurve::fit(&greys(|v| v.powf(1.3), [1.0; 3], 0.0)[..3]).is_identity());
    }
}
