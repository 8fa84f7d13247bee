//! Turning a photo upright.

use crate::photo::Samples;
use rayon::prelude::*;

/// Edge of the square tiles a quarter turn is made in: reads and writes of one tile stay in the cache.
const TILE: usize = 64;

/// How the stored picture relates to the upright one: first an optional exchange of rows and columns,
/// then mirrors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Orientation {
    /// Stored rows are upright columns.
    transposed: bool,
    /// The upright picture runs from right to left.
    mirrored_x: bool,
    /// The upright picture runs from bottom to top.
    mirrored_y: bool,
}

/// Stored as it should be seen.
pub(super) const UPRIGHT: Orientation = Orientation {
    transposed: false,
    mirrored_x: false,
    mirrored_y: false,
};

impl Orientation {
    /// The orientation of EXIF tag 274, 1 to 8.
    pub(super) fn from_exif(value: u32) -> Option<Self> {
        let (transposed, mirrored_x, mirrored_y) = match value {
            1 => (false, false, false),
            2 => (false, true, false),
            3 => (false, true, true),
            4 => (false, false, true),
            5 => (true, false, false),
            6 => (true, true, false),
            7 => (true, true, true),
            8 => (true, false, true),
            _ => return None,
        };
        Some(Self {
            transposed,
            mirrored_x,
            mirrored_y,
        })
    }
}

/// The samples upright, with their width and height.
pub(super) fn turn(
    samples: Samples,
    width: usize,
    height: usize,
    how: Orientation,
) -> (Samples, usize, usize) {
    if how == UPRIGHT {
        return (samples, width, height);
    }
    let samples = match samples {
        Samples::U8(s) => Samples::U8(turned(&s, width, height, how)),
        Samples::U16(s) => Samples::U16(turned(&s, width, height, how)),
    };
    if how.transposed {
        (samples, height, width)
    } else {
        (samples, width, height)
    }
}

fn turned<T: Copy + Default + Send + Sync>(
    source: &[T],
    width: usize,
    height: usize,
    how: Orientation,
) -> Vec<T> {
    let (source, _) = source.as_chunks::<3>();
    let (out_width, out_height) = if how.transposed {
        (height, width)
    } else {
        (width, height)
    };
    // Where a step to the right and a step down in the upright picture lead in the stored one.
    let (right, down) = if how.transposed { (width, 1) } else { (1, width) };
    let mut out = vec![T::default(); 3 * source.len()];
    let (pixels, _) = out.as_chunks_mut::<3>();
    pixels
        .par_chunks_mut(out_width * TILE)
        .enumerate()
        .for_each(|(band, rows)| {
            for left in (0..out_width).step_by(TILE) {
                let end = (left + TILE).min(out_width);
                for (row, y) in rows.chunks_exact_mut(out_width).zip(band * TILE..) {
                    let y = if how.mirrored_y { out_height - 1 - y } else { y };
                    let first = if how.mirrored_x { out_width - end } else { left };
                    let from = source[y * down + first * right..].iter().step_by(right);
                    if how.mirrored_x {
                        row[left..end]
                            .iter_mut()
                            .rev()
                            .zip(from)
                            .for_each(|(to, from)| *to = *from);
                    } else {
                        row[left..end]
                            .iter_mut()
                            .zip(from)
                            .for_each(|(to, from)| *to = *from);
                    }
                }
            }
        });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the upright pixel `(x, y)` stands in the file, from the table of EXIF tag 274: which side of
    /// the upright picture the stored row 0 and column 0 are.
    fn stored_at(value: u32, x: usize, y: usize, width: usize, height: usize) -> (usize, usize) {
        let (right, bottom) = (width - 1, height - 1);
        match value {
            1 => (x, y),                  // row 0 top, column 0 left
            2 => (right - x, y),          // top, right
            3 => (right - x, bottom - y), // bottom, right
            4 => (x, bottom - y),         // bottom, left
            5 => (y, x),                  // left, top
            6 => (y, bottom - x),         // right, top
            7 => (right - y, bottom - x), // right, bottom
            _ => (right - y, x),          // left, bottom
        }
    }

    #[test]
    fn all_eight_agree_with_the_table_across_tiles() {
        let (width, height) = (TILE + 7, 2 * TILE + 3);
        let stored: Vec<u16> = (0..3 * width * height).map(|i| i as u16).collect();
        for value in 1..=8 {
            let how = Orientation::from_exif(value).unwrap();
            let (Samples::U16(got), w, h) = turn(Samples::U16(stored.clone()), width, height, how) else {
                panic!("depth changed")
            };
            assert_eq!(
                (w, h),
                if value > 4 {
                    (height, width)
                } else {
                    (width, height)
                }
            );
            for y in 0..h {
                for x in 0..w {
                    let (sx, sy) = stored_at(value, x, y, width, height);
                    let (at, from) = (3 * (y * w + x), 3 * (sy * width + sx));
                    assert_eq!(got[at..at + 3], stored[from..from + 3], "{value}: ({x}, {y})");
                }
            }
        }
        assert_eq!(Orientation::from_exif(0), None);
        assert_eq!(Orientation::from_exif(9), None);
    }
}
