//! The border every filter shares: the raster mirrored at its edges.

/// The cell that stands for index `i` of `n`: `d c b a | a b c d | d c b a`, without end.
///
/// The mirror lies on the raster's edge (−0.5), so means survive filtering and halving. `n` must not
/// be nought.
#[inline]
pub(crate) fn reflect(i: isize, n: usize) -> usize {
    let n = n as isize;
    if (0..n).contains(&i) {
        return i as usize;
    }
    let m = i.rem_euclid(2 * n);
    m.min(2 * n - 1 - m) as usize
}

/// Fill both margins of a row that stands in `padded` from `pad` cells on, by mirroring.
pub(crate) fn mirror<T: Copy>(padded: &mut [T], pad: usize, channels: usize) {
    let cells = padded.len() / channels - 2 * pad;
    for k in 0..pad {
        let left = pad + reflect(-1 - k as isize, cells);
        let right = pad + reflect((cells + k) as isize, cells);
        padded.copy_within(left * channels..(left + 1) * channels, (pad - 1 - k) * channels);
        padded.copy_within(
            right * channels..(right + 1) * channels,
            (pad + cells + k) * channels,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mirrors_as_scipys_reflect() {
        let at = |i| reflect(i, 4);
        assert_eq!([-5, -4, -3, -2, -1].map(at), [3, 3, 2, 1, 0]);
        assert_eq!([4, 5, 6, 7, 8].map(at), [3, 2, 1, 0, 0]);
        assert_eq!(reflect(-17, 1), 0);
    }

    #[test]
    fn margins_wider_than_the_row() {
        let mut padded = [0.0, 0.0, 0.0, 1.0, 2.0, 0.0, 0.0, 0.0];
        mirror(&mut padded, 3, 1);
        assert_eq!(padded, [2.0, 2.0, 1.0, 1.0, 2.0, 2.0, 1.0, 1.0]);
    }
}
