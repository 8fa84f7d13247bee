//! From slopes to heights: weighted least squares on the grid.
//!
//! The heights `z` minimise `Σ w (z(b) − z(a) − g)²` over all pairs of neighbouring cells `a`, `b`, where `g` is the step that the slopes predict and `w`
//! how much it counts; a pair with a cell that was not measured has no weight. These are Poisson's equation with natural (Neumann) boundaries: at the
//! edge of the skin nothing is assumed, unlike with a Fourier transform, for which the left edge goes on at the right one and all edges bend (Quéau,
//! Durou & Aujol 2018, doi:10.1007/s10851-017-0773-x). The equations are solved by conjugate gradients with one multigrid cycle as preconditioner.
//!
//! Where the surface is torn, steps lose their weight: see [`cuts`].

mod cuts;
mod level;
mod multigrid;

pub(crate) use cuts::integrate_torn;

use crate::StereoError;
use level::Level;
use multigrid::Multigrid;
use relief_grid::Raster;

/// Steps between neighbours that the slopes predict, with their weights.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Steps {
    /// From a cell to its right neighbour; the last column means nothing.
    pub(crate) right: Raster<f64>,
    /// From a cell to the one below; the last row means nothing.
    pub(crate) down: Raster<f64>,
    /// How much each step counts; zero where it was not measured.
    pub(crate) right_weight: Raster<f32>,
    /// Likewise.
    pub(crate) down_weight: Raster<f32>,
    /// The step that a slope of one makes.
    pub(crate) unit: f64,
}

/// Residual at which heights count as settled, as a share of that of no heights. A micrometre in a millimetre.
const SETTLED: f64 = 1e-5;
/// Multigrid takes about 15 rounds; many more mean equations that no light set gives.
const MOST_ROUNDS: usize = 120;

/// The heights that fit `steps` best, looked for from heights that are `near` them, if any are known: from far off and from near the same are found, sooner from near. Parts that no weighted step connects have a level each; each part's mean is about zero, or what it is in `near`. Cells without any
/// weight mean nothing.
///
/// # Errors
/// [`StereoError::NotSettled`] when the rounds did not come to an end.
pub(crate) fn integrate(steps: &Steps, near: Option<&Raster<f64>>) -> Result<Raster<f64>, StereoError> {
    let (width, height) = (steps.right.width(), steps.right.height());
    let grid = Multigrid::new(Level::new(
        width,
        height,
        steps.right_weight.data().to_vec(),
        steps.down_weight.data().to_vec(),
    ));
    let right_side = divergence(steps);
    let near = near.map_or_else(|| vec![0.0; right_side.len()], |near| near.data().to_vec());
    let heights = conjugate_gradients(&grid, &right_side, near)?;
    #[expect(clippy::expect_used, reason = "one height for each cell")]
    let heights = Raster::from_vec(width, height, heights).expect("shape");
    Ok(heights)
}

/// What the steps sum to at each cell: the right side of the normal equations.
fn divergence(steps: &Steps) -> Vec<f64> {
    let right = |x: usize, y: usize| steps.right[(x, y)] * f64::from(steps.right_weight[(x, y)]);
    let down = |x: usize, y: usize| steps.down[(x, y)] * f64::from(steps.down_weight[(x, y)]);
    let (width, height) = (steps.right.width(), steps.right.height());
    // A step of no weight may be no number.
    let counted = |value: f64, weight: f32| if weight > 0.0 { value } else { 0.0 };
    Raster::from_fn(width, height, |x, y| {
        let mut sum = 0.0;
        if x > 0 {
            sum += counted(right(x - 1, y), steps.right_weight[(x - 1, y)]);
        }
        if x + 1 < width {
            sum -= counted(right(x, y), steps.right_weight[(x, y)]);
        }
        if y > 0 {
            sum += counted(down(x, y - 1), steps.down_weight[(x, y - 1)]);
        }
        if y + 1 < height {
            sum -= counted(down(x, y), steps.down_weight[(x, y)]);
        }
        sum
    })
    .into_vec()
}

fn conjugate_gradients(
    grid: &Multigrid,
    right_side: &[f64],
    mut heights: Vec<f64>,
) -> Result<Vec<f64>, StereoError> {
    let level = grid.finest();
    // That of no heights at all, wherever the search begins.
    let first = level.dot(right_side, right_side).sqrt();
    if first == 0.0 {
        return Ok(vec![0.0; right_side.len()]);
    }
    let mut residual = vec![0.0; right_side.len()];
    level.residual(&heights, right_side, &mut residual);
    let mut moved = level.dot(&residual, &residual).sqrt() / first;
    if moved < SETTLED {
        return Ok(heights);
    }
    let mut better = vec![0.0; right_side.len()];
    let mut image = vec![0.0; right_side.len()];
    grid.precondition(&residual, &mut better);
    let mut direction = better.clone();
    let mut size = level.dot(&residual, &better);
    for _ in 0..MOST_ROUNDS {
        level.apply(&direction, &mut image);
        let along = level.dot(&direction, &image);
        if along <= 0.0 {
            break;
        }
        let step = size / along;
        level.add_scaled(&mut heights, step, &direction);
        level.add_scaled(&mut residual, -step, &image);
        moved = level.dot(&residual, &residual).sqrt() / first;
        if moved < SETTLED {
            return Ok(heights);
        }
        grid.precondition(&residual, &mut better);
        let next = level.dot(&residual, &better);
        level.scale_and_add(&mut direction, next / size, &better);
        size = next;
    }
    Err(StereoError::NotSettled {
        rounds: MOST_ROUNDS,
        moved,
        limit: SETTLED,
    })
}

#[cfg(test)]
mod tests;
