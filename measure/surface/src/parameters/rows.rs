//! Rows of a map, several cells at once.

use relief_grid::HeightMap;

/// Numbers that are taken side by side, so that the machine does several at once; which cells meet in which of them does not depend on it.
pub(super) const LANES: usize = 8;
/// Several numbers, side by side.
pub(super) type Lanes = [f64; LANES];

/// The measured heights of a row: the row itself, or what `spare` then holds.
pub(super) fn measured_in_row<'a>(map: &'a HeightMap, y: usize, spare: &'a mut Vec<f64>) -> &'a [f64] {
    let (row, measured) = (map.heights_mm().row(y), map.valid().raster().row(y));
    if map.valid().has_whole_row(y) {
        return row;
    }
    spare.clear();
    let cells = row.iter().zip(measured).filter(|(_, measured)| **measured);
    spare.extend(cells.map(|(height, _)| *height));
    spare
}

/// The least and the greatest of some numbers; infinite without any.
#[inline(always)]
pub(super) fn extent(values: &[f64]) -> [f64; 2] {
    let (groups, rest) = values.as_chunks::<LANES>();
    let (mut least, mut most) = ([f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
    for group in groups {
        for (lane, value) in group.iter().enumerate() {
            // All are numbers: `min` and `max` would look for those that are not.
            least[lane] = if *value < least[lane] { *value } else { least[lane] };
            most[lane] = if *value > most[lane] { *value } else { most[lane] };
        }
    }
    [
        least.iter().chain(rest).fold(f64::INFINITY, |a, b| a.min(*b)),
        most.iter().chain(rest).fold(f64::NEG_INFINITY, |a, b| a.max(*b)),
    ]
}
