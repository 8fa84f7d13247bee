//! Lengths that Fourier transforms are fast at.

/// The next length from `least` up without a prime factor over five, which transforms fast.
pub(crate) fn fast_length(least: usize) -> usize {
    let smooth = |length: &usize| {
        let mut rest = (*length).max(1);
        for prime in [2, 3, 5] {
            while rest.is_multiple_of(prime) {
                rest /= prime;
            }
        }
        rest == 1
    };
    (least.max(1)..).find(smooth).unwrap_or(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_small_factors() {
        assert_eq!([1, 7, 127, 4501].map(fast_length), [1, 8, 128, 4608]);
    }
}
