//! For each cell the way uphill and the way downhill, whether two hills or two dales meet in it, and whether it lies at an edge.

use super::link;
use rayon::prelude::*;
use relief_grid::HeightMap;

/// What is known of a cell from its eight neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Code(u8);

impl Code {
    const DIRECTION: u8 = 0x0f;
    const HERE: u8 = 4;
    const SADDLE: u8 = 0x10;
    const EDGE: u8 = 0x20;
    /// A cell that was not measured.
    const INVALID: Self = Self(0x40);

    /// The place of the extreme cell in the 3 × 3 block, row by row.
    pub(super) const fn direction(self) -> usize {
        (self.0 & Self::DIRECTION) as usize
    }

    /// Whether no neighbour is beyond the cell.
    pub(super) const fn is_extreme(self) -> bool {
        self.0 & Self::DIRECTION == Self::HERE && self.is_valid()
    }

    /// Whether the cells beyond it fall apart, so that two regions may meet here.
    pub(super) const fn is_saddle(self) -> bool {
        self.0 & Self::SADDLE != 0
    }

    /// Whether it lies at the edge of the map or of what was measured.
    pub(super) const fn is_edge(self) -> bool {
        self.0 & Self::EDGE != 0
    }

    pub(super) const fn is_valid(self) -> bool {
        self.0 & Self::INVALID.0 == 0
    }

    const fn new(direction: u8, beyond: u8, measured: u8) -> Self {
        let saddle = if link::parts(beyond) > 1 { Self::SADDLE } else { 0 };
        let edge = if measured == u8::MAX { 0 } else { Self::EDGE };
        Self(direction | saddle | edge)
    }
}

/// The codes of all cells, for climbing and for descending.
pub(super) struct Codes {
    pub hills: Vec<Code>,
    pub dales: Vec<Code>,
}

/// Rows that one thread walks down: its three rows of heights stay in the cache, and the two rows that it reads twice are few.
const BAND_ROWS: usize = 64;

/// Cells are ordered by height, those of one height row by row: so no two are equal, and a plateau has one highest cell.
pub(super) fn codes(map: &HeightMap) -> Codes {
    let (width, height) = (map.width(), map.height());
    let mut codes = Codes {
        hills: vec![Code::INVALID; width * height],
        dales: vec![Code::INVALID; width * height],
    };
    let bands = codes.hills.par_chunks_mut(BAND_ROWS * width);
    let bands = bands.zip(codes.dales.par_chunks_mut(BAND_ROWS * width));
    bands.enumerate().for_each(|(band, (hills, dales))| {
        let first = band * BAND_ROWS;
        let mut rows = [(); 3].map(|()| vec![f64::NAN; width + 2]);
        if first > 0 {
            read(map, first - 1, &mut rows[1]);
        }
        read(map, first, &mut rows[2]);
        let cells = hills.chunks_mut(width).zip(dales.chunks_mut(width));
        for (y, (hills, dales)) in (first..).zip(cells) {
            rows.rotate_left(1);
            match y + 1 < height {
                true => read(map, y + 1, &mut rows[2]),
                false => rows[2].fill(f64::NAN),
            }
            code_row(&rows, hills, dales);
        }
    });
    codes
}

/// A row of heights with a cell that was not measured at either end; NaN is what was not measured, which compares as false.
fn read(map: &HeightMap, y: usize, row: &mut [f64]) {
    let cells = map.heights_mm().row(y).iter().zip(map.valid().raster().row(y));
    for (to, (&height, &valid)) in row[1..].iter_mut().zip(cells) {
        *to = if valid { height } else { f64::NAN };
    }
}

fn code_row([above, here, below]: &[Vec<f64>; 3], hills: &mut [Code], dales: &mut [Code]) {
    let blocks = above.windows(3).zip(here.windows(3)).zip(below.windows(3));
    for ((hill, dale), ((a, h), b)) in hills.iter_mut().zip(dales).zip(blocks) {
        let centre = h[1];
        if centre.is_nan() {
            continue;
        }
        let earlier = [a[0], a[1], a[2], h[0]];
        let later = [h[2], b[0], b[1], b[2]];
        let (mut higher, mut lower) = (0, 0);
        for (i, (e, l)) in earlier.into_iter().zip(later).enumerate() {
            higher |= u8::from(e > centre) << i | u8::from(l >= centre) << (i + 4);
            lower |= u8::from(e <= centre) << i | u8::from(l < centre) << (i + 4);
        }
        let block = [a[0], a[1], a[2], h[0], centre, h[2], b[0], b[1], b[2]];
        let (mut highest, mut up) = (f64::NEG_INFINITY, 0);
        let (mut lowest, mut down) = (f64::INFINITY, 0);
        for (place, height) in (0u8..).zip(block) {
            let climbs = height >= highest;
            (highest, up) = if climbs { (height, place) } else { (highest, up) };
            let descends = height < lowest;
            (lowest, down) = if descends { (height, place) } else { (lowest, down) };
        }
        *hill = Code::new(up, higher, higher | lower);
        *dale = Code::new(down, lower, higher | lower);
    }
}
