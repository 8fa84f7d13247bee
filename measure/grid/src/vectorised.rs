//! Loops compiled for what the machine at hand can do.

use pulp::Arch;

/// Runs `work` as compiled for the widest vectors of this machine: a program that is built for every machine of its kind would take two numbers at a
/// time where eight fit. The loops in it must be inlined, so that it is a closure marked `#[inline(always)]`, as are the functions that it calls. Results
/// are the same on every machine: nothing is fused, and the order of sums stands in the loops.
///
/// ```
/// let squares = |numbers: &mut [f64]| relief_grid::vectorised(#[inline(always)] || numbers.iter_mut().for_each(|n| *n *= *n));
/// let mut numbers = [1.0, 2.0, 3.0];
/// squares(&mut numbers);
/// assert_eq!(numbers, [1.0, 4.0, 9.0]);
/// ```
pub fn vectorised<R>(work: impl FnOnce() -> R) -> R {
    Arch::new().dispatch(work)
}
