//! Which pixels are dark against their surroundings.

use relief_grid::{Mask, Raster};

/// Edge of the tiles whose greatest value stands for the white nearby. With the eight tiles around, a black
/// bar sees white when it is up to twelve pixels from it.
const TILE_PX: usize = 4;
/// Differences of linear light below this are noise in black.
const MIN_CONTRAST: f32 = 0.01;

/// The pixels below `share` of the greatest value nearby.
pub(super) fn dark(light: &Raster<f32>, share: f32) -> Mask {
    let brightest = spread(&tile_maxima(light));
    Mask::from_fn(light.width(), light.height(), |x, y| {
        let white = brightest[(x / TILE_PX, y / TILE_PX)];
        let value = light[(x, y)];
        value < share * white && white - value > MIN_CONTRAST
    })
}

fn tile_maxima(light: &Raster<f32>) -> Raster<f32> {
    let (width, height) = (light.width(), light.height());
    Raster::from_fn(width.div_ceil(TILE_PX), height.div_ceil(TILE_PX), |tx, ty| {
        let columns = tx * TILE_PX..((tx + 1) * TILE_PX).min(width);
        (ty * TILE_PX..((ty + 1) * TILE_PX).min(height))
            .flat_map(|y| &light.row(y)[columns.clone()])
            .fold(0.0f32, |m, &v| m.max(v))
    })
}

/// The greatest of each tile and the eight around it.
fn spread(tiles: &Raster<f32>) -> Raster<f32> {
    Raster::from_fn(tiles.width(), tiles.height(), |x, y| {
        (y.saturating_sub(1)..(y + 2).min(tiles.height()))
            .flat_map(|v| &tiles.row(v)[x.saturating_sub(1)..(x + 2).min(tiles.width())])
            .fold(0.0f32, |m, &v| m.max(v))
    })
}
