use super::*;
use proptest::prelude::*;
use relief_grid::{Pitch, Raster, ScaleSource};

fn map(width: usize, heights: &[f64]) -> HeightMap {
    let pitch = Pitch::from_mm_per_px(0.1).unwrap();
    let raster = Raster::from_vec(width, heights.len() / width, heights.to_vec()).unwrap();
    HeightMap::from_nan(raster, pitch, pitch, ScaleSource::Given)
}

/// The curve as its definition has it: measured heights about their mean, the highest first.
struct Slow(Vec<f64>);

impl Slow {
    fn of(heights: &[f64]) -> Self {
        let mut falling: Vec<f64> = heights
            .iter()
            .copied()
            .filter(|height| height.is_finite())
            .collect();
        falling.sort_by(|a, b| b.total_cmp(a));
        let mean = falling.iter().sum::<f64>() / falling.len() as f64;
        Self(falling.into_iter().map(|height| height - mean).collect())
    }

    fn smc(&self, ratio: f64) -> f64 {
        let last = self.0.len() - 1;
        let at = (ratio * self.0.len() as f64 - 0.5).clamp(0.0, last as f64);
        let (first, next) = (at as usize, (at as usize + 1).min(last));
        self.0[first] + (at - first as f64) * (self.0[next] - self.0[first])
    }

    fn mean_of(&self, part: impl Fn(f64) -> f64) -> f64 {
        self.0.iter().map(|height| part(*height).max(0.0)).sum::<f64>() / self.0.len() as f64
    }

    /// Sk: least squares through the flattest 40 %.
    fn sk(&self) -> f64 {
        let count = self.0.len();
        let span = ((0.4 * count as f64).round() as usize).clamp(1, count - 1);
        let drop = |from: usize| self.0[from] - self.0[from + span];
        let first = (0..count - span)
            .min_by(|a, b| drop(*a).total_cmp(&drop(*b)))
            .unwrap();
        let section = &self.0[first..=first + span];
        let middle = 0.5 * span as f64;
        let mean = section.iter().sum::<f64>() / section.len() as f64;
        let about = |at: usize| at as f64 - middle;
        let products: f64 = section
            .iter()
            .enumerate()
            .map(|(at, height)| about(at) * (height - mean))
            .sum();
        let squares: f64 = (0..section.len()).map(|at| about(at).powi(2)).sum();
        -products / squares * count as f64
    }
}

proptest! {
    #[test]
    fn the_curve_is_that_of_its_definition(
        heights in prop::collection::vec(prop_oneof![9 => -1.0..1.0f64, 1 => Just(f64::NAN)], 40..400),
        width in 1..9usize,
        offset_mm in -1e3..1e3f64,
        ratio in 0.0..1.0f64,
    ) {
        let rows = heights.len() / width;
        let heights: Vec<f64> = heights[..rows * width].iter().map(|height| height + offset_mm).collect();
        prop_assume!(heights.iter().filter(|height| height.is_finite()).count() >= 10);
        let (functions, slow) = (Functions::of(&map(width, &heights)).unwrap(), Slow::of(&heights));
        let sz = slow.0[0] - slow.0[slow.0.len() - 1];
        // A step is 2⁻³² of Sz; what comes from the offset is rounding of doubles of a thousand.
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * sz + 1e-12;
        let level = slow.smc(ratio);
        prop_assert!(near(functions.smc_mm(ratio), level));
        prop_assert!(near(functions.vm_mm(ratio), slow.mean_of(|height| height - level)));
        prop_assert!(near(functions.vv_mm(ratio), slow.mean_of(|height| level - height)));
        // The section that is fitted is another where two secants are as flat as each other to within a step.
        prop_assert!((functions.core().sk_mm - slow.sk()).abs() < 1e-6 * sz.max(slow.sk()));
        for (at, height) in slow.0.iter().enumerate().step_by(7) {
            let share = (at + 1) as f64 / slow.0.len() as f64;
            prop_assert!(functions.smr(height + 1e-9 * sz) <= share && functions.smr(height - 1e-9 * sz) >= share);
        }
    }
}

#[test]
fn a_height_that_cells_have_finds_them_all() {
    // A tenth of the cells stands 1 mm above the rest.
    let heights: Vec<f64> = (0..1000).map(|at| if at % 10 == 0 { 1.3 } else { 0.3 }).collect();
    let functions = Functions::of(&map(20, &heights)).unwrap();
    // Above the mean of 0.4 mm.
    assert_eq!(functions.smr(0.9), 0.1);
    assert_eq!(functions.smr(-0.1), 1.0);
    assert!((functions.smc_mm(0.05) - 0.9).abs() < 1e-12);
    assert!((functions.vm_mm(0.5) - 0.1).abs() < 1e-12);
}

#[test]
fn a_level_surface_has_no_core_and_no_volume() {
    let functions = Functions::of(&map(10, &[0.7; 100])).unwrap();
    assert_eq!(functions.core().sk_mm, 0.0);
    assert_eq!((functions.smr(0.4), functions.smr(-0.4)), (0.0, 1.0));
    assert_eq!(
        (functions.vm_mm(0.1), functions.vv_mm(0.8), functions.smr(0.0)),
        (0.0, 0.0, 1.0)
    );
}

#[test]
fn a_map_of_several_pieces_is_in_order() {
    // Wider than a piece has cells: each row is one.
    let width = 70_000;
    let heights: Vec<f64> = (0..3 * width)
        .map(|at| ((at * 7919) % 210_000) as f64 * 1e-5)
        .collect();
    let functions = Functions::of(&map(width, &heights)).unwrap();
    for ratio in [0.1, 0.25, 0.5, 0.9] {
        let expected = (0.5 - ratio) * 2.1;
        assert!(
            (functions.smc_mm(ratio) - expected).abs() < 1e-9,
            "{ratio}: {}",
            functions.smc_mm(ratio)
        );
    }
}
