//! For each cell the way uphill and the way downhill, whether two hills or two dales meet in it, and whether it lies at an edge.

use super::link;
use rayon::prelude::*;
use relief_grid::{HeightMap, vectorised};

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
        let mut rows = [(); 3].map(|()| vec![f64::NAN; width.next_multiple_of(TILE) + 2]);
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

/// A row of heights with a cell that was not measured before it, and at least one behind it; NaN is what was not measured, which compares as false.
fn read(map: &HeightMap, y: usize, row: &mut [f64]) {
    let cells = map.heights_mm().row(y).iter().zip(map.valid().raster().row(y));
    for (to, (&height, &valid)) in row[1..].iter_mut().zip(cells) {
        *to = if valid { height } else { f64::NAN };
    }
}

/// Cells whose neighbours are looked at together: what is known of them so far stays in the nearest cache.
const TILE: usize = 64;

fn code_row(rows: &[Vec<f64>; 3], hills: &mut [Code], dales: &mut [Code]) {
    let tiles = hills.chunks_mut(TILE).zip(dales.chunks_mut(TILE));
    for (first, (hills, dales)) in (0..).step_by(TILE).zip(tiles) {
        let mut tile = Tile::BLANK;
        vectorised(
            #[inline(always)]
            || {
                tile.look::<0>(rows, first);
                tile.look::<1>(rows, first);
                tile.look::<2>(rows, first);
                tile.look::<3>(rows, first);
                tile.look::<4>(rows, first);
                tile.look::<5>(rows, first);
                tile.look::<6>(rows, first);
                tile.look::<7>(rows, first);
                tile.look::<8>(rows, first);
            },
        );
        let centres = &rows[1][first + 1..];
        for (i, (hill, dale)) in hills.iter_mut().zip(dales).enumerate() {
            if centres[i].is_nan() {
                continue;
            }
            let (higher, lower) = (tile.higher[i] as u8, tile.lower[i] as u8);
            *hill = Code::new(tile.up[i] as u8, higher, higher | lower);
            *dale = Code::new(tile.down[i] as u8, lower, higher | lower);
        }
    }
}

/// What is known of some cells of a row. All as wide as a height, so that the machine does as many of them at once.
struct Tile {
    /// Rings of the neighbours that are higher and lower.
    higher: [u64; TILE],
    lower: [u64; TILE],
    /// The extremes so far, and their places in the block.
    highest: [f64; TILE],
    up: [u64; TILE],
    lowest: [f64; TILE],
    down: [u64; TILE],
}

impl Tile {
    const BLANK: Self = Self {
        higher: [0; TILE],
        lower: [0; TILE],
        highest: [f64::NEG_INFINITY; TILE],
        up: [0; TILE],
        lowest: [f64::INFINITY; TILE],
        down: [0; TILE],
    };

    /// Look at one place of the blocks around cells from `first` on, in the order of the places. Cells of one height are the higher the later they come.
    #[inline(always)]
    fn look<const PLACE: usize>(&mut self, rows: &[Vec<f64>; 3], first: usize) {
        const HERE: usize = Code::HERE as usize;
        let heights = &rows[PLACE / 3][first + PLACE % 3..][..TILE];
        let centres = &rows[1][first + 1..][..TILE];
        for i in 0..TILE {
            let (height, centre) = (heights[i], centres[i]);
            let (higher, lower) = if PLACE > HERE {
                (height >= centre, height < centre)
            } else {
                (height > centre, height <= centre)
            };
            if PLACE != HERE {
                // The ring has no middle.
                let bit = 1 << (PLACE - usize::from(PLACE > HERE));
                self.higher[i] |= if higher { bit } else { 0 };
                self.lower[i] |= if lower { bit } else { 0 };
            }
            let (climbs, descends) = (height >= self.highest[i], height < self.lowest[i]);
            self.highest[i] = if climbs { height } else { self.highest[i] };
            self.up[i] = if climbs { PLACE as u64 } else { self.up[i] };
            self.lowest[i] = if descends { height } else { self.lowest[i] };
            self.down[i] = if descends { PLACE as u64 } else { self.down[i] };
        }
    }
}
