//! What a raster may hold so that one filter serves one channel and many.

mod sealed {
    pub trait Sealed {}
    impl Sealed for f32 {}
    impl<const N: usize> Sealed for [f32; N] {}
}

/// A cell of one `f32` or of `N` of them, which filters and samplers treat channel by channel.
pub trait Pixel: Copy + Send + Sync + sealed::Sealed + 'static {
    /// Values per cell.
    const CHANNELS: usize;
    /// Nought in every channel.
    const ZERO: Self;
    /// Not a number in every channel: what an invalid cell of a result holds.
    const NAN: Self;

    /// The channels of many cells, one cell after the other.
    fn flat(cells: &[Self]) -> &[f32];

    /// The channels of many cells, to change.
    fn flat_mut(cells: &mut [Self]) -> &mut [f32];

    /// `self + weight · other`, channel by channel.
    #[must_use]
    fn add_scaled(self, other: Self, weight: f32) -> Self;
}

impl Pixel for f32 {
    const CHANNELS: usize = 1;
    const ZERO: Self = 0.0;
    const NAN: Self = Self::NAN;

    fn flat(cells: &[Self]) -> &[f32] {
        cells
    }

    fn flat_mut(cells: &mut [Self]) -> &mut [f32] {
        cells
    }

    #[inline(always)]
    fn add_scaled(self, other: Self, weight: f32) -> Self {
        self + weight * other
    }
}

impl<const N: usize> Pixel for [f32; N] {
    const CHANNELS: usize = {
        assert!(N > 0, "a cell has at least one channel");
        N
    };
    const ZERO: Self = [0.0; N];
    const NAN: Self = [f32::NAN; N];

    fn flat(cells: &[Self]) -> &[f32] {
        cells.as_flattened()
    }

    fn flat_mut(cells: &mut [Self]) -> &mut [f32] {
        cells.as_flattened_mut()
    }

    #[inline(always)]
    fn add_scaled(self, other: Self, weight: f32) -> Self {
        std::array::from_fn(|c| self[c] + weight * other[c])
    }
}
