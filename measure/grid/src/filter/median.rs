//! Medians over small square windows.

use crate::{Mask, Raster, border::reflect};
use rayon::prelude::*;

/// Cells of a row whose medians are found at once.
const LANES: usize = 16;

/// The median over the `2 radius + 1` cells square around each cell; the border is mirrored. The cost grows
/// with the window's area, except that radius 1 has a fast way. Every value must be a number.
///
/// ```
/// use relief_grid::{filter, raster};
/// let dead_pixel = raster!{1., 1., 1.; 1., 9., 1.; 1., 1., 2.};
/// assert_eq!(filter::median(&dead_pixel, 1)[(1, 1)], 1.0);
/// ```
pub fn median(source: &Raster<f32>, radius: usize) -> Raster<f32> {
    match radius {
        0 => source.clone(),
        1 => median_of_nine(source),
        _ => by_selection(source, radius, |_, _| true),
    }
}

/// The median of the valid cells among the `2 radius + 1` cells square; of an even number the mean of the
/// middle two. The returned mask says where a valid cell lay in the window; elsewhere the result is not a
/// number. Border as in [`median`].
///
/// # Panics
/// When the mask has another shape than the raster.
pub fn median_masked(source: &Raster<f32>, valid: &Mask, radius: usize) -> (Raster<f32>, Mask) {
    valid.assert_shape_of(source);
    let found = |x: usize, y: usize| {
        (-(radius as isize)..=radius as isize).any(|dy| {
            let row = valid.raster().row(reflect(y as isize + dy, valid.height()));
            (-(radius as isize)..=radius as isize).any(|dx| row[reflect(x as isize + dx, valid.width())])
        })
    };
    let mask = Mask::from_fn(source.width(), source.height(), found);
    (by_selection(source, radius, |x, y| valid.get(x, y)), mask)
}

fn by_selection(
    source: &Raster<f32>,
    radius: usize,
    counts: impl Fn(usize, usize) -> bool + Sync,
) -> Raster<f32> {
    let (width, height) = (source.width(), source.height());
    let mut out = Raster::filled(width, height, f32::NAN);
    if source.is_empty() {
        return out;
    }
    let reach = radius as isize;
    out.data_mut()
        .par_chunks_mut(width)
        .enumerate()
        .for_each_init(Vec::new, |window, (y, row)| {
            for (x, to) in row.iter_mut().enumerate() {
                window.clear();
                for sy in (-reach..=reach).map(|dy| reflect(y as isize + dy, height)) {
                    let cells = (-reach..=reach).map(|dx| reflect(x as isize + dx, width));
                    window.extend(cells.filter(|&sx| counts(sx, sy)).map(|sx| source[(sx, sy)]));
                }
                *to = middle(window);
            }
        });
    out
}

/// The median of the window, not a number when it is empty.
fn middle(window: &mut [f32]) -> f32 {
    if window.is_empty() {
        return f32::NAN;
    }
    let half = window.len() / 2;
    let odd = window.len() % 2 == 1;
    let (below, &mut upper, _) = window.select_nth_unstable_by(half, f32::total_cmp);
    if odd {
        return upper;
    }
    let lower = below.iter().copied().max_by(f32::total_cmp).unwrap_or(upper);
    0.5 * (lower + upper)
}

fn median_of_nine(source: &Raster<f32>) -> Raster<f32> {
    let (width, height) = (source.width(), source.height());
    let mut out = Raster::filled(width, height, 0.0);
    if source.is_empty() {
        return out;
    }
    out.data_mut()
        .par_chunks_mut(width)
        .enumerate()
        .for_each(|(y, row)| {
            let rows: [&[f32]; 3] =
                std::array::from_fn(|k| source.row(reflect((y + k) as isize - 1, height)));
            let edge = |x: usize| {
                network(std::array::from_fn(|i| {
                    [rows[i / 3][reflect((x + i % 3) as isize - 1, width)]]
                }))[0]
            };
            let inner = width.saturating_sub(2) / LANES * LANES;
            for (b, block) in row[1.min(width)..]
                .chunks_exact_mut(LANES)
                .take(inner / LANES)
                .enumerate()
            {
                let cells = |i: usize| -> [f32; LANES] {
                    let from = &rows[i / 3][b * LANES + i % 3..][..LANES];
                    std::array::from_fn(|k| from[k])
                };
                block.copy_from_slice(&network(std::array::from_fn(cells)));
            }
            (0..width)
                .filter(|&x| x == 0 || x > inner)
                .for_each(|x| row[x] = edge(x));
        });
    out
}

/// The median of nine, lane by lane, by 19 exchanges (Paeth, Graphics Gems 1990, "Median finding on a 3 × 3
/// grid").
#[inline(always)]
fn network<const N: usize>(mut v: [[f32; N]; 9]) -> [f32; N] {
    const EXCHANGES: [(usize, usize); 19] = [
        (1, 2),
        (4, 5),
        (7, 8),
        (0, 1),
        (3, 4),
        (6, 7),
        (1, 2),
        (4, 5),
        (7, 8),
        (0, 3),
        (5, 8),
        (4, 7),
        (3, 6),
        (1, 4),
        (2, 5),
        (4, 7),
        (4, 2),
        (6, 4),
        (4, 2),
    ];
    for (low, high) in EXCHANGES {
        let (a, b) = (v[low], v[high]);
        v[low] = std::array::from_fn(|k| if a[k] < b[k] { a[k] } else { b[k] });
        v[high] = std::array::from_fn(|k| if a[k] < b[k] { b[k] } else { a[k] });
    }
    v[4]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{masked_rasters, noise, on_any_threads, rasters};
    use proptest::prelude::*;

    fn slow(source: &Raster<f32>, valid: &Mask, radius: usize, x: usize, y: usize) -> Option<f32> {
        let r = radius as isize;
        let mut cells = Vec::new();
        for dy in -r..=r {
            for dx in -r..=r {
                let at = (
                    reflect(x as isize + dx, source.width()),
                    reflect(y as isize + dy, source.height()),
                );
                if valid.get(at.0, at.1) {
                    cells.push(source[at]);
                }
            }
        }
        cells.sort_by(f32::total_cmp);
        let n = cells.len();
        (n > 0).then(|| 0.5 * (cells[(n - 1) / 2] + cells[n / 2]))
    }

    proptest! {
        #[test]
        fn equals_sorting(source in rasters(40), radius in 0usize..3) {
            let all = Mask::filled(source.width(), source.height(), true);
            let got = median(&source, radius);
            for y in 0..source.height() {
                for x in 0..source.width() {
                    prop_assert_eq!(Some(got[(x, y)]), slow(&source, &all, radius, x, y));
                }
            }
        }

        #[test]
        fn masked_equals_sorting((source, valid) in masked_rasters(9), radius in 0usize..3) {
            let (got, got_valid) = median_masked(&source, &valid, radius);
            for y in 0..source.height() {
                for x in 0..source.width() {
                    let got = got_valid.get(x, y).then(|| got[(x, y)]);
                    prop_assert_eq!(got, slow(&source, &valid, radius, x, y));
                }
            }
        }
    }

    #[test]
    fn the_same_bits_on_any_number_of_threads() {
        let source = noise(150, 99);
        on_any_threads(|| median(&source, 1));
        on_any_threads(|| median(&source, 2));
    }
}
