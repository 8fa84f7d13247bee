//! What a page shows of scans beyond pictures: the relief in three dimensions, cross-sections of the scars, and how the texture differs.

mod relief;
mod section;
mod surroundings;
mod texture;

pub use relief::{ReliefGrid, ScarPlace};
pub use section::Section;
pub use texture::TexturePair;

use relief_grid::HeightMap;
use relief_surface::register::{Motion, Relief};
use section::sections;

/// What is drawn of one scan, or of two that lie on each other.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanView {
    /// The skin without the form of the face.
    pub relief: ReliefGrid,
    /// One through each scar whose surroundings can be told, in the order of the scars.
    pub sections: Vec<Section>,
    /// The areal parameters of both scans on the skin that both show; `None` for one scan, whose result has them.
    pub texture: Option<TexturePair>,
}

/// A scar to draw.
pub(crate) struct Place<'a> {
    /// Its number in the result.
    pub id: u32,
    /// In the first scan.
    pub centre_mm: [f64; 2],
    /// Its outline in the first scan.
    pub outline_mm: &'a [[f64; 2]],
    /// Which scan shows it deeper.
    pub deeper: usize,
}

/// Scans to draw on the grid of the first: its map and its relief, and those of the second with how it lies on the first.
#[derive(Clone, Copy)]
pub(crate) struct Scans<'a> {
    pub first: (&'a HeightMap, &'a Relief),
    pub second: Option<(&'a HeightMap, &'a Relief, &'a Motion)>,
}

impl ScanView {
    pub(crate) fn of(scans: Scans<'_>, places: &[Place<'_>]) -> Self {
        Self {
            relief: ReliefGrid::of(scans, places),
            sections: sections(scans, places),
            texture: scans
                .second
                .and_then(|(second, _, motion)| TexturePair::of([scans.first.0, second], motion)),
        }
    }
}

#[cfg(test)]
mod tests;
