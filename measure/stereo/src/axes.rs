//! Whether the lamps' axes are those of the pictures.
//!
//! Lamps that are written down in other axes, with y upwards or x and y exchanged, tell every pixel a normal that its pictures bear out: what is wrong shows only between pixels. Slopes of a surface
//! have no curl (Horn & Brooks 1986, doi:10.1016/0734-189X(86)90114-3), and mirrored ones do. So the normals are read once as given and once in each way that axes are mistaken, and the reading
//! whose slopes belong to a surface is the true one. A relief with pits for bumps, from lamps whose x and y both point the wrong way, is a surface too, and is not seen here.

use crate::integrate::{Steps, integrate};
use crate::normals::Facing;
use crate::set::View;
use crate::{StereoError, block_means, surface};
use relief_grid::{Mask, Raster};

/// Slopes are compared over so many pixels a side, which leaves noise out.
const BLOCK: usize = 8;

/// How axes are mistaken, up to turning the relief inside out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mistaken {
    /// One axis points the other way.
    Mirrored,
    /// x and y are exchanged.
    Exchanged,
    /// By a quarter turn.
    Turned,
}

impl Mistaken {
    const ALL: [Self; 3] = [Self::Mirrored, Self::Exchanged, Self::Turned];

    /// The normal that the lamps would have told in their own axes.
    fn undone(self, [x, y, z]: [f32; 3]) -> [f32; 3] {
        match self {
            Self::Mirrored => [x, -y, z],
            Self::Exchanged => [y, x, z],
            Self::Turned => [y, -x, z],
        }
    }
}

/// How the slopes contradict a surface.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Contradiction {
    /// What of the slopes belongs to no surface, over what would if the axes were mistaken: below one when they are not.
    pub(crate) against_best: f64,
    /// In which way the slopes contradict a surface least.
    pub(crate) best: Mistaken,
}

/// Reads the normals in every way. `None` when there are none, or they are flat altogether.
///
/// # Errors
/// [`StereoError::NotSettled`] when heights could not be found.
pub(crate) fn contradiction(normals: &Facing, view: &View) -> Result<Option<Contradiction>, StereoError> {
    let (width, height) = (normals.valid.width() / BLOCK, normals.valid.height() / BLOCK);
    let valid = Mask::from_fn(width, height, |x, y| {
        (0..BLOCK * BLOCK).all(|i| normals.valid.get(BLOCK * x + i % BLOCK, BLOCK * y + i / BLOCK))
    });
    let means = block_means(&normals.normal, BLOCK);
    let view = view.block_means(BLOCK);
    // All slopes count alike: lamps in mistaken axes tell nothing of shine.
    let doubt = Raster::filled(width, height, 0.0);
    let left = |read: &(dyn Fn([f32; 3]) -> [f32; 3] + Sync)| {
        let steps = surface::steps(&means.map(|normal| read(*normal)), &valid, &doubt, &view);
        integrate(&steps, None).map(|sums| off(&steps, &sums))
    };
    let given = left(&|normal| normal)?;
    let mut least: Option<(f64, Mistaken)> = None;
    for way in Mistaken::ALL {
        let left = left(&|normal| way.undone(normal))?;
        if left > 0.0 && least.is_none_or(|(known, _)| left < known) {
            least = Some((left, way));
        }
    }
    Ok(least.map(|(left, best)| Contradiction {
        against_best: (given / left).sqrt(),
        best,
    }))
}

/// The sum of squares of what heights leave of the steps.
fn off(steps: &Steps, sums: &Raster<f64>) -> f64 {
    let (width, height) = (sums.width(), sums.height());
    let mut off = 0.0;
    for y in 0..height {
        for x in 0..width {
            if steps.right_weight[(x, y)] > 0.0 {
                off += (sums[(x + 1, y)] - sums[(x, y)] - steps.right[(x, y)]).powi(2);
            }
            if steps.down_weight[(x, y)] > 0.0 {
                off += (sums[(x, y + 1)] - sums[(x, y)] - steps.down[(x, y)]).powi(2);
            }
        }
    }
    off
}
