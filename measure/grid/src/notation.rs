//! A tiny notation for small rasters and masks, so that an expected result can be read in the test itself.

/// A raster written row by row: cells by commas, rows by semicolons.
///
/// ```
/// use relief_grid::raster;
/// let r = raster!{1, 2, 3; 4, 5, 6};
/// assert_eq!((r.width(), r.height(), r[(2, 0)]), (3, 2, 3));
/// ```
#[macro_export]
macro_rules! raster {
    ($($($cell:expr),+);+ $(;)?) => {
        $crate::Raster::from_rows([$([$($cell),+]),+])
    };
}

/// A mask written row by row with 1 and 0: `mask!{1, 0; 0, 1}`.
///
/// ```
/// use relief_grid::mask;
/// assert_eq!(mask!{1, 0; 1, 1}.count(), 3);
/// ```
#[macro_export]
macro_rules! mask {
    ($($($cell:expr),+);+ $(;)?) => {
        $crate::Mask::from($crate::Raster::from_rows([$([$($cell != 0),+]),+]))
    };
}
