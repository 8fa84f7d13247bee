//! The inner loop of all separable filters: a weighted sum of equally long slices.

use super::Kernel;

/// Values summed at once: few enough that the sums stay in registers.
const LANES: usize = 32;

/// `out[i] = Σₖ taps[k] · slices[k][i]`; every slice is as long as `out`.
pub(super) fn weigh(slices: &[&[f32]], kernel: &Kernel, out: &mut [f32]) {
    let done = out.len() / LANES * LANES;
    let (blocks, rest) = out.split_at_mut(done);
    for (b, block) in blocks.chunks_exact_mut(LANES).enumerate() {
        let mut sum = [0.0; LANES];
        weigh_block(slices, kernel, b * LANES, &mut sum);
        block.copy_from_slice(&sum);
    }
    for (i, value) in rest.iter_mut().enumerate() {
        let mut sum = [0.0];
        weigh_block(slices, kernel, done + i, &mut sum);
        *value = sum[0];
    }
}

/// The sums at `start..start + N`. The order of additions is the same for every `N`.
#[inline(always)]
fn weigh_block<const N: usize>(slices: &[&[f32]], kernel: &Kernel, start: usize, sum: &mut [f32; N]) {
    let at = |slice: &[f32]| -> [f32; N] { std::array::from_fn(|i| slice[start..start + N][i]) };
    if kernel.is_symmetric() {
        let radius = kernel.radius();
        let centre = at(slices[radius]);
        let weight = kernel.taps()[radius];
        *sum = std::array::from_fn(|i| weight * centre[i]);
        let before = slices[..radius].iter().rev();
        let after = &slices[radius + 1..];
        for ((a, b), &weight) in before.zip(after).zip(&kernel.taps()[radius + 1..]) {
            let (a, b) = (at(a), at(b));
            for i in 0..N {
                sum[i] += weight * (a[i] + b[i]);
            }
        }
    } else {
        for (slice, &weight) in slices.iter().zip(kernel.taps()) {
            let values = at(slice);
            for i in 0..N {
                sum[i] += weight * values[i];
            }
        }
    }
}
