//! The border of a mask as a polygon.

use relief_grid::Mask;

/// The outer border of the part of a mask that holds its first cell, along the edges of its cells, clockwise with y down, in cells; corners
/// alone, without the first repeated. Empty for an empty mask.
pub(super) fn border_cells(mask: &Mask) -> Vec<[f64; 2]> {
    let inside = |x: isize, y: isize| {
        let within = x >= 0 && y >= 0 && (x as usize) < mask.width() && (y as usize) < mask.height();
        within && mask.get(x as usize, y as usize)
    };
    let cells = (0..mask.height()).flat_map(|y| (0..mask.width()).map(move |x| (x, y)));
    let Some((x, y)) = cells.clone().find(|&(x, y)| mask.get(x, y)) else {
        return Vec::new();
    };
    // Corners are counted from the first cell's upper left one; the walk keeps the mask on its right hand.
    let start = (x as isize, y as isize);
    let (mut at, mut step) = (start, (1, 0));
    let mut corners = vec![start];
    loop {
        at = (at.0 + step.0, at.1 + step.1);
        let next = turn(at, step, &inside);
        if at == start && next == (1, 0) {
            break;
        }
        if next != step {
            corners.push(at);
        }
        step = next;
    }
    corners
        .into_iter()
        .map(|(x, y)| [x as f64 - 0.5, y as f64 - 0.5])
        .collect()
}

/// Where to go on at a corner: left when both cells ahead belong to the mask, right when the one to the right does not. Cells that touch
/// at a corner are not one.
fn turn(
    at: (isize, isize),
    (dx, dy): (isize, isize),
    inside: &impl Fn(isize, isize) -> bool,
) -> (isize, isize) {
    let (left, right) = match (dx, dy) {
        (1, 0) => ((0, -1), (0, 0)),
        (0, 1) => ((0, 0), (-1, 0)),
        (-1, 0) => ((-1, 0), (-1, -1)),
        _ => ((-1, -1), (0, -1)),
    };
    let is_set = |(x, y): (isize, isize)| inside(at.0 + x, at.1 + y);
    match (is_set(left), is_set(right)) {
        (_, false) => (-dy, dx),
        (true, true) => (dy, -dx),
        (false, true) => (dx, dy),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cell_has_four_corners() {
        let mask = Mask::from_fn(3, 3, |x, y| (x, y) == (1, 1));
        let corners = [[0.5, 0.5], [1.5, 0.5], [1.5, 1.5], [0.5, 1.5]];
        assert_eq!(border_cells(&mask), corners);
    }

    #[test]
    fn the_area_inside_is_that_of_the_cells() {
        // An L, and a cell that touches it at a corner alone.
        let mask = Mask::from_fn(5, 5, |x, y| {
            (x == 1 && (1..4).contains(&y)) || (y == 3 && x == 2) || (x, y) == (2, 0)
        });
        let l = Mask::from_fn(5, 5, |x, y| mask.get(x, y) && y > 0);
        let corners = border_cells(&l);
        let next = corners.iter().cycle().skip(1);
        let twice: f64 = corners
            .iter()
            .zip(next)
            .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
            .sum();
        assert_eq!(twice / 2.0, 4.0);
        assert_eq!(border_cells(&Mask::filled(2, 2, false)), Vec::<[f64; 2]>::new());
    }
}
