//! How skin answers to light, as the set itself tells.

use crate::Scatter;
use crate::fill::filled;
use crate::lamps::{Depth, Lamps};
use crate::light::Light;
use crate::normals::{self, Shown};
use crate::reflectance::{self, Gloss};
use crate::shine::shine;
use crate::spread;
use relief_grid::{Raster, sample};

/// How skin answers to light, as the set itself tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Response {
    /// What its surface reflects.
    pub gloss: Gloss,
    /// How light spreads within it.
    pub scatter: Scatter,
}

/// The skin's answer is found from blocks of so many pixels a side: less noise, and it takes a quarter of the time.
const BLOCK: usize = 2;

impl Response {
    /// What the set tells, and the shine of each frame that follows, as fine as blocks are: where normals of single pixels begin.
    pub(crate) fn of(light: &Light, lamps: &Lamps, depth: &Depth) -> (Self, Vec<Raster<f32>>) {
        let (width, height) = (light.skin.width(), light.skin.height());
        let blocks = light.blocks(BLOCK);
        let lamps = lamps.seen_by(blocks.view);
        let depth = thinned(depth);
        let mixed = blocks.mixed();
        let gloss = reflectance::find(&mixed, &blocks.usable, &blocks.skin, &lamps, &depth);
        let shown = Shown {
            frames: &mixed,
            usable: &blocks.usable,
        };
        let normals = normals::facing(shown, gloss, &lamps, &depth, &blocks.skin);
        let shine = shine(&blocks, gloss, &normals, &lamps, &depth);
        let scatter = spread::scattering(&blocks, &normals, &shine);
        // Where no block told a normal, the shine is that of the skin around.
        let known = |shine| {
            filled(
                shine,
                &normals.valid,
                normals.valid.width(),
                normals.valid.height(),
            )
        };
        let shine = shine
            .iter()
            .map(|shine| finer(&known(shine), width, height))
            .collect();
        (Self { gloss, scatter }, shine)
    }
}

/// Between the middles of blocks, the shine lies between theirs.
fn finer(blocks: &Raster<f32>, width: usize, height: usize) -> Raster<f32> {
    let at = |pixel: usize, blocks: usize| {
        let at = (pixel as f64 + 0.5) / BLOCK as f64 - 0.5;
        at.clamp(0.0, blocks.saturating_sub(1) as f64)
    };
    Raster::from_fn(width, height, |x, y| {
        let between = sample::bilinear(blocks, at(x, blocks.width()), at(y, blocks.height()));
        between.unwrap_or_default()
    })
}

/// The distance at the first pixel of each block.
fn thinned(depth: &Depth) -> Depth {
    Raster::from_fn(depth.width() / BLOCK, depth.height() / BLOCK, |x, y| {
        depth[(BLOCK * x, BLOCK * y)]
    })
}

/// How much farther than `depth` near lamps say that the skin is.
pub(crate) fn farther_mm(light: &Light, lamps: &Lamps, response: Response, depth: &Depth) -> f64 {
    let blocks = light.blocks(BLOCK);
    let lamps = lamps.seen_by(blocks.view);
    reflectance::farther_mm(
        &blocks.mixed(),
        &blocks.usable,
        &blocks.skin,
        &lamps,
        &thinned(depth),
        response.gloss,
    )
}
