//! Values for pixels that have none, so that a filter has something to read there. They are not measured, and whoever reads the result must mask them again.

use relief_grid::{Mask, Pixel, Raster};

/// The raster with `width × height` cells, of which cells that are not `valid` or lie beyond the raster hold means of valid cells around: the farther away, the coarser (push-pull;
/// Gortler et al. 1996, doi:10.1145/237170.237200). Zero when nothing is valid.
pub(crate) fn filled<P: Pixel>(source: &Raster<P>, valid: &Mask, width: usize, height: usize) -> Raster<P> {
    let inside = |x: usize, y: usize| x < source.width() && y < source.height();
    let known = Mask::from_fn(width, height, |x, y| inside(x, y) && valid.get(x, y));
    let values = Raster::from_fn(width, height, |x, y| {
        if known.get(x, y) { source[(x, y)] } else { P::ZERO }
    });
    pulled(values, &known)
}

fn pulled<P: Pixel>(mut values: Raster<P>, known: &Mask) -> Raster<P> {
    let (width, height) = (values.width(), values.height());
    let complete = !known.raster().data().contains(&false);
    if complete || (width <= 1 && height <= 1) {
        return values;
    }
    let (half, half_known) = halved(&values, known);
    let half = pulled(half, &half_known);
    let from = |x: usize, y: usize| half[((x / 2).min(half.width() - 1), (y / 2).min(half.height() - 1))];
    for y in 0..height {
        for (x, value) in values.row_mut(y).iter_mut().enumerate() {
            if !known.raster().row(y)[x] {
                *value = from(x, y);
            }
        }
    }
    values
}

/// Means of what is known of 2 × 2 cells; one is enough.
fn halved<P: Pixel>(values: &Raster<P>, known: &Mask) -> (Raster<P>, Mask) {
    let (width, height) = (values.width().div_ceil(2), values.height().div_ceil(2));
    let cells = |x: usize, y: usize| {
        let below = (2 * y + 1).min(values.height() - 1);
        let right = (2 * x + 1).min(values.width() - 1);
        (2 * y..=below)
            .flat_map(move |y| (2 * x..=right).map(move |x| (x, y)))
            .filter(|(x, y)| known.get(*x, *y))
    };
    let means = Raster::from_fn(width, height, |x, y| {
        let share = 1.0 / cells(x, y).count().max(1) as f32;
        cells(x, y).fold(P::ZERO, |sum, at| sum.add_scaled(values[at], share))
    });
    let known = Mask::from_fn(width, height, |x, y| cells(x, y).next().is_some());
    (means, known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_and_margins_take_the_values_around_and_what_is_known_stays() {
        let source = Raster::from_fn(40, 30, |x, _| if x < 20 { 1.0f32 } else { 3.0 });
        let valid = Mask::from_fn(40, 30, |x, y| !(x < 6 || (28..36).contains(&x) && y > 10));
        let filled = filled(&source, &valid, 48, 32);
        assert_eq!((filled.width(), filled.height()), (48, 32));
        assert_eq!((filled[(10, 4)], filled[(25, 4)]), (1.0, 3.0));
        assert!((filled[(1, 15)] - 1.0).abs() < 1e-6 && (filled[(32, 20)] - 3.0).abs() < 1e-6);
        assert!((filled[(46, 31)] - 3.0).abs() < 1e-6);
    }
}
