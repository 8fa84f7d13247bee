//! Every cell runs to its hill or dale, and the saddles between them.

use super::{codes::Code, link};
use rayon::prelude::*;
use relief_grid::HeightMap;
use std::cmp::Ordering;

/// Which way is up: hills are climbed, dales are descended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Hills,
    Dales,
}

impl Sense {
    /// The height that makes a dale a hill. Adding nought makes −0 and 0 one height.
    pub(super) fn level(self, height_mm: f64) -> f64 {
        match self {
            Self::Hills => height_mm + 0.0,
            Self::Dales => 0.0 - height_mm,
        }
    }

    /// The place of a cell in the order: its level, then its place in the map.
    pub(super) fn rank(self, height_mm: f64, cell: u32) -> Rank {
        let tie = match self {
            Self::Hills => cell,
            Self::Dales => !cell,
        };
        Rank {
            level: self.level(height_mm),
            tie,
        }
    }
}

/// Where a cell stands among all: no two are equal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rank {
    pub level: f64,
    tie: u32,
}

impl Rank {
    pub(super) fn order(&self, other: &Self) -> Ordering {
        self.level.total_cmp(&other.level).then(self.tie.cmp(&other.tie))
    }
}

/// A cell in which two regions meet that do not meet higher up around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Saddle {
    pub rank: Rank,
    pub between: [u32; 2],
}

/// The map cut into one region for each peak (or pit), before anything is pruned.
pub(super) struct Regions {
    /// One more than the region of each cell; nought where not measured.
    pub labels: Vec<u32>,
    /// The peak (or pit) of each region.
    pub peaks: Vec<u32>,
}

/// Follow each cell's code until a cell whose region is known.
pub(super) fn regions(codes: &[Code], width: usize) -> Regions {
    let step = steps(width);
    let mut regions = Regions {
        labels: vec![0; codes.len()],
        peaks: Vec::new(),
    };
    let mut path = Vec::new();
    for start in 0..codes.len() {
        if regions.labels[start] != 0 || !codes[start].is_valid() {
            continue;
        }
        let mut cell = start;
        while regions.labels[cell] == 0 && !codes[cell].is_extreme() {
            path.push(cell);
            cell = cell.wrapping_add_signed(step[codes[cell].direction()]);
        }
        if regions.labels[cell] == 0 {
            regions.peaks.push(cell as u32);
            regions.labels[cell] = regions.peaks.len() as u32;
        }
        let label = regions.labels[cell];
        for cell in path.drain(..) {
            regions.labels[cell] = label;
        }
    }
    regions
}

/// From a cell to the cells of its 3 × 3 block.
fn steps(width: usize) -> [isize; 9] {
    let width = width as isize;
    std::array::from_fn(|place| (place as isize / 3 - 1) * width + place as isize % 3 - 1)
}

/// The saddles from the highest down (from the lowest up between dales).
///
/// Where the cells beyond a cell hang together, the regions among them meet higher up already; so only cells around which
/// they fall apart can be the first meeting of two regions.
pub(super) fn saddles(map: &HeightMap, sense: Sense, codes: &[Code], labels: &[u32]) -> Vec<Saddle> {
    let width = map.width();
    let rows = codes.par_chunks(width).enumerate();
    let mut saddles: Vec<Saddle> = rows
        .flat_map_iter(|(y, row)| {
            let cells = row.iter().enumerate().filter(|(_, code)| code.is_saddle());
            cells.flat_map(move |(x, _)| meetings(map, sense, labels, x, y))
        })
        .collect();
    saddles.par_sort_unstable_by(|a, b| b.rank.order(&a.rank).then(a.between.cmp(&b.between)));
    saddles
}

/// The region that a saddle runs to, with that of each other part of the cells beyond it.
fn meetings(
    map: &HeightMap,
    sense: Sense,
    labels: &[u32],
    x: usize,
    y: usize,
) -> impl Iterator<Item = Saddle> + use<> {
    let width = map.width();
    let cell = y * width + x;
    let rank = sense.rank(map.heights_mm().data()[cell], cell as u32);
    let step = steps(width);
    let mut beyond = 0u8;
    let mut ranks = [rank; 8];
    let mut found = [0; 8];
    for (i, place) in [0usize, 1, 2, 3, 5, 6, 7, 8].into_iter().enumerate() {
        let (nx, ny) = ((x + place % 3).wrapping_sub(1), (y + place / 3).wrapping_sub(1));
        if nx >= width || ny >= map.height() || !map.valid().get(nx, ny) {
            continue;
        }
        let neighbour = cell.wrapping_add_signed(step[place]);
        ranks[i] = sense.rank(map.heights_mm().data()[neighbour], neighbour as u32);
        found[i] = labels[neighbour];
        beyond |= u8::from(ranks[i].order(&rank).is_gt()) << i;
    }
    let own = labels[cell];
    std::iter::from_fn(move || {
        let part = link::part(beyond);
        beyond &= !part;
        let members = (0..8).filter(|i| part >> i & 1 == 1);
        members
            .max_by(|&a, &b| ranks[a].order(&ranks[b]))
            .map(|i| found[i])
    })
    .filter(move |&other| other != own)
    .map(move |other| Saddle {
        rank,
        between: [own - 1, other - 1],
    })
}
