//! The weights of the interpolation kernels for a position `t` in 0..1 between two cells.

use std::{f64::consts::PI, sync::LazyLock};

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

/// Six cells, from a table: two entries and the line between them.
#[inline(always)]
pub(super) fn lanczos3_weights(t: f32) -> [f32; 6] {
    let at = t * LANCZOS3_PHASES as f32;
    let entry = (at as usize).min(LANCZOS3_PHASES - 1);
    let fraction = at - entry as f32;
    let [before, after] = [LANCZOS3[entry], LANCZOS3[entry + 1]];
    std::array::from_fn(|i| before[i] + fraction * (after[i] - before[i]))
}

/// Entries of the table: a line between two misses the curve by at most 5e-7, the size of f32's own error.
const LANCZOS3_PHASES: usize = 1024;

static LANCZOS3: LazyLock<Vec<[f32; 6]>> = LazyLock::new(|| {
    (0..=LANCZOS3_PHASES)
        .map(|i| exact_lanczos3_weights(i as f64 / LANCZOS3_PHASES as f64))
        .collect()
});

/// sinc(d) · sinc(d / 3) at the distances t + 2, t + 1, t, 1 − t, 2 − t, 3 − t, scaled to sum to one
/// (unscaled they miss it by up to 1 %).
fn exact_lanczos3_weights(t: f64) -> [f32; 6] {
    let sinc = |d: f64| if d == 0.0 { 1.0 } else { (PI * d).sin() / (PI * d) };
    let weights: [f64; 6] = std::array::from_fn(|i| {
        let distance = t + 2.0 - i as f64;
        // At whole distances the sine of a rounded multiple of π would not be nought.
        if distance.fract() == 0.0 {
            f64::from(u8::from(distance == 0.0))
        } else {
            sinc(distance) * sinc(distance / 3.0)
        }
    });
    let sum: f64 = weights.iter().sum();
    weights.map(|w| (w / sum) as f32)
}
