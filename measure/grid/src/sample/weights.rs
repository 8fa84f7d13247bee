//! The weights of the interpolation kernels for a position `t` in 0..1 between two cells.

use std::f32::consts::PI;

/// Two cells.
#[inline(always)]
pub(super) fn linear_weights(t: f32) -> [f32; 2] {
    [1.0 - t, t]
}

/// Four cells: Keys' cubic convolution with a = −½, the only a that reproduces quadratics.
#[inline(always)]
pub(super) fn cubic_weights(t: f32) -> [f32; 4] {
    let (t2, t3) = (t * t, t * t * t);
    [
        -0.5 * t + t2 - 0.5 * t3,
        1.0 - 2.5 * t2 + 1.5 * t3,
        0.5 * t + 2.0 * t2 - 1.5 * t3,
        -0.5 * t2 + 0.5 * t3,
    ]
}

/// Six cells: sinc(d) · sinc(d / 3) at the distances t + 2, t + 1, t, 1 − t, 2 − t, 3 − t, scaled to sum
/// to one (unscaled they miss it by up to 1 %).
#[inline]
pub(super) fn lanczos3_weights(t: f32) -> [f32; 6] {
    if t == 0.0 {
        return [0.0, 0.0, 1.0, 0.0, 0.0, 0.0];
    }
    // sin(π(t + k)) = ±sin(πt), and sin(π(t + k) / 3) by the sum of angles: three sines instead of twelve.
    let (sin_third, cos_third) = (PI / 3.0 * t).sin_cos();
    let sin_whole = (PI * t).sin();
    let mut weights: [f32; 6] = std::array::from_fn(|i| {
        let (sign, sin_k, cos_k) = THIRDS[i];
        let distance = t + 2.0 - i as f32;
        let third = sin_third * cos_k + cos_third * sin_k;
        sign * sin_whole * third / (distance * distance)
    });
    let scale = 1.0 / weights.iter().sum::<f32>();
    weights.iter_mut().for_each(|w| *w *= scale);
    weights
}

/// cos(πk), sin(πk / 3) and cos(πk / 3) for k = 2, 1, 0, −1, −2, −3.
const THIRDS: [(f32, f32, f32); 6] = {
    const SIN_60: f32 = 0.866_025_4;
    [
        (1.0, SIN_60, -0.5),
        (-1.0, SIN_60, 0.5),
        (1.0, 0.0, 1.0),
        (-1.0, -SIN_60, 0.5),
        (1.0, -SIN_60, -0.5),
        (-1.0, 0.0, -1.0),
    ]
};
