//! The inner loops of all separable filters: weighted sums of slices.

use crate::vectorised;

/// Values summed at once: few enough that the sums stay in registers.
const LANES: usize = 32;

/// Partial sums of a dot product, so that additions need not wait for each other.
const DOT_LANES: usize = 8;

/// The weights of a sum, and whether they read the same from both ends, which halves the
/// multiplications.
#[derive(Clone, Copy)]
pub(crate) struct Taps<'a> {
    weights: &'a [f32],
    symmetric: bool,
}

impl<'a> Taps<'a> {
    /// Any weights.
    pub(crate) const fn any(weights: &'a [f32]) -> Self {
        Self {
            weights,
            symmetric: false,
        }
    }

    /// An odd number of weights that read the same from both ends.
    pub(crate) const fn symmetric(weights: &'a [f32]) -> Self {
        Self {
            weights,
            symmetric: true,
        }
    }
}

/// `out[i] = Σₖ taps[k] · slices[k][i]`; every slice is as long as `out`.
pub(crate) fn weigh(slices: &[&[f32]], taps: Taps<'_>, out: &mut [f32]) {
    let done = out.len() / LANES * LANES;
    let (blocks, rest) = out.split_at_mut(done);
    vectorised(
        #[inline(always)]
        || {
            for (b, block) in blocks.chunks_exact_mut(LANES).enumerate() {
                block.copy_from_slice(&weigh_block::<LANES>(slices, taps, b * LANES));
            }
            for (i, value) in rest.iter_mut().enumerate() {
                [*value] = weigh_block(slices, taps, done + i);
            }
        },
    );
}

/// The sums at `start..start + N`. The order of additions is the same for every `N`.
#[inline(always)]
fn weigh_block<const N: usize>(slices: &[&[f32]], taps: Taps<'_>, start: usize) -> [f32; N] {
    let at = |slice: &[f32]| -> [f32; N] { std::array::from_fn(|i| slice[start..start + N][i]) };
    let mut sum = [0.0; N];
    if taps.symmetric {
        let radius = taps.weights.len() / 2;
        let centre = at(slices[radius]);
        let weight = taps.weights[radius];
        sum = std::array::from_fn(|i| weight * centre[i]);
        let before = slices[..radius].iter().rev();
        let after = &slices[radius + 1..];
        for ((a, b), &weight) in before.zip(after).zip(&taps.weights[radius + 1..]) {
            let (a, b) = (at(a), at(b));
            for i in 0..N {
                sum[i] += weight * (a[i] + b[i]);
            }
        }
    } else {
        for (slice, &weight) in slices.iter().zip(taps.weights) {
            let values = at(slice);
            for i in 0..N {
                sum[i] += weight * values[i];
            }
        }
    }
    sum
}

/// `Σₖ values[k] · weights[k]` of two equally long slices.
#[inline]
pub(crate) fn dot(values: &[f32], weights: &[f32]) -> f32 {
    let mut lanes = [0.0; DOT_LANES];
    let (blocks, rest) = values.as_chunks::<DOT_LANES>();
    let (weight_blocks, weight_rest) = weights.as_chunks::<DOT_LANES>();
    for (v, w) in blocks.iter().zip(weight_blocks) {
        for i in 0..DOT_LANES {
            lanes[i] += v[i] * w[i];
        }
    }
    let tail: f32 = rest.iter().zip(weight_rest).map(|(v, w)| v * w).sum();
    if blocks.is_empty() {
        tail
    } else {
        lanes.iter().sum::<f32>() + tail
    }
}
