//! Growing and shrinking masks by a disc, exactly, whatever the radius.
//!
//! The disc of radius `r` holds the cells whose centre is at most `r` pixels away. What lies outside the
//! raster neither grows into it nor eats from it. A radius below one, or one that is not a number, changes
//! nothing.

use crate::{
    Mask,
    components::{Component, Connectivity, components},
    distance,
};

/// The cells within `radius_px` of the mask.
///
/// ```
/// use relief_grid::{mask, morphology};
/// assert_eq!(morphology::dilate(&mask!{0, 0, 0, 1}, 2.0), mask!{0, 1, 1, 1});
/// ```
pub fn dilate(mask: &Mask, radius_px: f64) -> Mask {
    distance::is_within(mask, if radius_px >= 0.0 { radius_px } else { 0.0 })
}

/// The cells of the mask farther than `radius_px` from all cells outside it.
pub fn erode(mask: &Mask, radius_px: f64) -> Mask {
    not(&dilate(&not(mask), radius_px))
}

/// Erode, then dilate: parts narrower than the disc vanish, the rest keeps its size.
pub fn open(mask: &Mask, radius_px: f64) -> Mask {
    dilate(&erode(mask, radius_px), radius_px)
}

/// Dilate, then erode: gaps narrower than the disc fill, the rest keeps its size.
pub fn close(mask: &Mask, radius_px: f64) -> Mask {
    erode(&dilate(mask, radius_px), radius_px)
}

/// The mask with every gap filled that does not reach the raster's edge through cells along whose edges it
/// hangs together.
///
/// ```
/// use relief_grid::{mask, morphology};
/// let ring = mask!{1, 1, 1, 0; 1, 0, 1, 0; 1, 1, 1, 0};
/// assert_eq!(morphology::fill_holes(&ring), mask!{1, 1, 1, 0; 1, 1, 1, 0; 1, 1, 1, 0});
/// ```
pub fn fill_holes(mask: &Mask) -> Mask {
    let mut filled = mask.clone();
    let Some([columns, rows]) = mask.bounds() else {
        return filled;
    };
    // A gap that reaches the border of the box around the mask goes on beyond it.
    let (width, height) = (columns.len(), rows.len());
    let gaps = Mask::from_fn(width, height, |x, y| !mask.get(columns.start + x, rows.start + y));
    let gaps = components(&gaps, Connectivity::Four);
    let is_hole =
        |gap: &Component| gap.x.start > 0 && gap.y.start > 0 && gap.x.end < width && gap.y.end < height;
    let is_hole: Vec<bool> = gaps.list.iter().map(is_hole).collect();
    for (y, labels) in rows.zip(gaps.labels.data().chunks_exact(width)) {
        let row = &mut filled.raster_mut().row_mut(y)[columns.clone()];
        for (cell, &label) in row.iter_mut().zip(labels) {
            *cell |= label > 0 && is_hole[label as usize - 1];
        }
    }
    filled
}

/// The mask without the components of fewer than `min_area_px` cells.
pub fn remove_small(mask: &Mask, min_area_px: usize, connectivity: Connectivity) -> Mask {
    let parts = components(mask, connectivity);
    parts
        .labels
        .map(|&label| label > 0 && parts.list[label as usize - 1].area_px >= min_area_px)
        .into()
}

fn not(mask: &Mask) -> Mask {
    mask.raster().map(|&set| !set).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{mask, testing::masks};
    use proptest::prelude::*;

    /// Every cell of the mask stamped with the disc.
    fn slow_dilate(mask: &Mask, radius: f64) -> Mask {
        let near = |x: usize, y: usize, i: usize, j: usize| {
            (x as f64 - i as f64).powi(2) + (y as f64 - j as f64).powi(2) <= radius * radius
        };
        Mask::from_fn(mask.width(), mask.height(), |x, y| {
            (0..mask.height()).any(|j| (0..mask.width()).any(|i| mask.get(i, j) && near(x, y, i, j)))
        })
    }

    fn within(a: &Mask, b: &Mask) -> bool {
        a.and_not(b).count() == 0
    }

    proptest! {
        #[test]
        fn equals_stamping_discs(mask in masks(12), radius in 0f64..5.0) {
            prop_assert_eq!(dilate(&mask, radius), slow_dilate(&mask, radius));
            prop_assert_eq!(erode(&mask, radius), not(&slow_dilate(&not(&mask), radius)));
        }

        #[test]
        fn opening_and_closing_keep_their_order_and_do_nothing_twice(mask in masks(12), radius in 0f64..4.0) {
            let (opened, closed) = (open(&mask, radius), close(&mask, radius));
            prop_assert!(within(&opened, &mask) && within(&mask, &closed));
            prop_assert_eq!(open(&opened, radius), opened);
            prop_assert_eq!(close(&closed, radius), closed);
        }
    }

    #[test]
    fn senseless_radii_change_nothing() {
        let m = mask! {1, 0, 1; 0, 1, 0};
        for radius in [0.0, 0.9, -3.0, f64::NAN] {
            assert_eq!((dilate(&m, radius), erode(&m, radius)), (m.clone(), m.clone()));
        }
    }

    #[test]
    fn small_parts_go() {
        let m = mask! {1, 0, 1; 0, 0, 1};
        assert_eq!(remove_small(&m, 2, Connectivity::Four), mask! {0, 0, 1; 0, 0, 1});
    }
}
