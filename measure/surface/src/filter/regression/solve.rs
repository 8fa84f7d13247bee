//! The weighted polynomial about one cell.

/// Terms of a polynomial of order 2 in x and y.
const MOST_TERMS: usize = 6;
/// Exponents of x and y of each term, the highest first: an order's terms are the last of them, and the constant is the very last.
const TERMS: [[usize; 2]; MOST_TERMS] = [[2, 0], [1, 1], [0, 2], [1, 0], [0, 1], [0, 0]];
/// With less than this share of the weight of a neighbourhood that counts in full there is none but rounding.
const LEAST_WEIGHT: f64 = 1e-10;
/// A term that the weights hold less than this, in units of theirs, is not held: the moments are known to about 1e-13.
const LEAST_PIVOT: f64 = 1e-6;

/// Terms of a polynomial of so high an order.
const fn terms(order: usize) -> usize {
    (order + 1) * (order + 2) / 2
}

/// The moments about one cell: `weights(i, j)` of the weights, to twice the order, and `heights(i, j)` of weights times heights.
///
/// The constant of the polynomial of least squares, which is its height at the cell. Where the weights do not hold all of its terms the order is
/// less; `None` where there is no weight.
pub(super) fn height(
    order: usize,
    weights: impl Fn(usize, usize) -> f64,
    heights: impl Fn(usize, usize) -> f64,
) -> Option<f64> {
    let weight = weights(0, 0);
    if weight < LEAST_WEIGHT {
        return None;
    }
    let orders = (1..=order).rev();
    orders
        .filter_map(|order| constant(&TERMS[MOST_TERMS - terms(order)..], weight, &weights, &heights))
        .next()
        .or_else(|| Some(heights(0, 0) / weight))
}

/// By Gauss' elimination down to the last term.
fn constant(
    terms: &[[usize; 2]],
    weight: f64,
    weights: &impl Fn(usize, usize) -> f64,
    heights: &impl Fn(usize, usize) -> f64,
) -> Option<f64> {
    let count = terms.len();
    let mut normal = [[0.0; MOST_TERMS]; MOST_TERMS];
    let mut right = [0.0; MOST_TERMS];
    for (row, [i, j]) in terms.iter().enumerate() {
        for (column, [k, l]) in terms.iter().enumerate() {
            normal[row][column] = weights(i + k, j + l) / weight;
        }
        right[row] = heights(*i, *j) / weight;
    }
    for step in 0..count {
        let pivot = normal[step];
        if pivot[step] < LEAST_PIVOT {
            return None;
        }
        for row in step + 1..count {
            let factor = normal[row][step] / pivot[step];
            for (to, from) in normal[row].iter_mut().zip(&pivot) {
                *to -= factor * from;
            }
            right[row] -= factor * right[step];
        }
    }
    Some(right[count - 1] / normal[count - 1][count - 1])
}
