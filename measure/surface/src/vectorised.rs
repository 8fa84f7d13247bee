//! Loops compiled for what the machine at hand can do.

use pulp::{Arch, NullaryFnOnce};

/// Runs `work` as compiled for the widest vectors of this machine: a program that is built for every machine of its kind would take two numbers at a
/// time where eight fit. The loops in it must be inlined, so that it is a closure marked `#[inline(always)]`. Results are the same on every
/// machine: nothing is fused, and the order of sums stands in the loops.
pub(crate) fn vectorised<W: NullaryFnOnce>(work: W) -> W::Output {
    Arch::new().dispatch(work)
}
