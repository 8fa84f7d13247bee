//! How far a scar's reference may lie from the skin that it stands for, read from the skin itself.
//!
//! Skin undulates at the size of wide scars, and a quadratic on a ring does not follow what lies within. The residuals of the ring do not tell;
//! rings around places without a scar do: there the reference should find neither depth nor volume, and what it finds is its error. The spread of
//! these errors is a robust one, because moles and what else is rare are left out of a scar's reference, too.

use super::quadratic::Quadratic;
use super::reduced::Reduced;
use super::reference::ring_mm;
use super::scattered::Scattered;
use crate::robust;
use nalgebra::Vector6;
use rayon::prelude::*;
use relief_grid::Mask;

/// Radii at which skin is tried, in mm: up to those of scars of 10 mm.
const RADII_MM: [f64; 6] = [1.0, 1.5, 2.2, 3.0, 4.0, 5.5];
/// Places that are tried for each radius at most, in a regular grid.
const MOST_PLACES: usize = 80;
/// Fewer places tell nothing.
const LEAST_PLACES: usize = 10;
/// The share of disc and ring that must be skin.
const LEAST_SKIN: f64 = 0.9;
/// The share of the radius at which a depth is read.
const BOTTOM_SHARE: f64 = 0.3;

/// Robust standard deviations of what references find where nothing is, by radius.
pub(super) struct Undulation(Vec<Misfit>);

struct Misfit {
    radius_mm: f64,
    /// Of the mean depth within the radius.
    mean_mm: f64,
    /// Of the depth in the middle.
    middle_mm: f64,
}

impl Undulation {
    /// Tries the `skin` of a map.
    pub(super) fn of(reduced: &Reduced, skin: &Mask) -> Self {
        let tried: Vec<Option<Misfit>> = RADII_MM
            .par_iter()
            .map(|radius| misfit(reduced, skin, *radius))
            .collect();
        Self(tried.into_iter().flatten().collect())
    }

    /// Standard errors of the mean depth and of the greatest depth of a scar with a radius; nought where no skin tells. Beyond the greatest radius that was
    /// tried they are those of that radius, which are too small.
    pub(super) fn errors_mm(&self, radius_mm: f64) -> [f64; 2] {
        let after = self.0.partition_point(|misfit| misfit.radius_mm <= radius_mm);
        let at = |misfit: &Misfit| [misfit.mean_mm, misfit.middle_mm];
        match (
            after.checked_sub(1).map(|before| &self.0[before]),
            self.0.get(after),
        ) {
            (Some(before), Some(next)) => {
                let share = (radius_mm - before.radius_mm) / (next.radius_mm - before.radius_mm);
                let (low, high) = (at(before), at(next));
                [0, 1].map(|k| (1.0 - share) * low[k] + share * high[k])
            }
            (Some(only), None) | (None, Some(only)) => at(only),
            (None, None) => [0.0; 2],
        }
    }
}

fn misfit(reduced: &Reduced, skin: &Mask, radius_mm: f64) -> Option<Misfit> {
    let [gap, reach] = ring_mm(radius_mm);
    let (inner, outer) = (radius_mm + gap, radius_mm + reach);
    let cells = [skin.width(), skin.height()];
    let sides: [f64; 2] = [0, 1].map(|axis| cells[axis] as f64 * reduced.pitch_mm[axis] - 2.0 * outer);
    (sides[0] > 0.0 && sides[1] > 0.0).then_some(())?;
    let step = (sides[0] * sides[1] / MOST_PLACES as f64).sqrt().max(radius_mm);
    let counts = sides.map(|side| (side / step) as usize + 1);
    let places = (0..counts[0] * counts[1]).filter_map(|i| {
        let at = [i % counts[0], i / counts[0]];
        let at = [0, 1].map(|axis| outer + sides[axis] * (at[axis] as f64 + 0.5) / counts[axis] as f64);
        blank(reduced, skin, at, [radius_mm, inner, outer])
    });
    let found: Vec<[f64; 2]> = places.collect();
    let of = |which: usize| robust::sigma(found.iter().map(|depths| depths[which]));
    (found.len() >= LEAST_PLACES).then(|| Misfit {
        radius_mm,
        mean_mm: of(0),
        middle_mm: of(1),
    })
}

/// The mean depth within a radius and the depth in the middle, against a quadratic on the ring; `None` where too little is skin.
fn blank(
    reduced: &Reduced,
    skin: &Mask,
    at_mm: [f64; 2],
    [radius, inner, outer]: [f64; 3],
) -> Option<[f64; 2]> {
    let (mut ring, mut disc, mut all) = (Scattered::default(), Scattered::default(), 0usize);
    let range = |axis: usize, cells: usize| {
        let pitch = reduced.pitch_mm[axis];
        let first = ((at_mm[axis] - outer) / pitch).max(0.0) as usize;
        first..(((at_mm[axis] + outer) / pitch) as usize + 1).min(cells)
    };
    for y in range(1, skin.height()) {
        for x in range(0, skin.width()) {
            let from = [
                x as f64 * reduced.pitch_mm[0] - at_mm[0],
                y as f64 * reduced.pitch_mm[1] - at_mm[1],
            ];
            let away = square(from);
            let in_disc = away <= radius * radius;
            let in_ring = away > inner * inner && away <= outer * outer;
            all += usize::from(in_disc || in_ring);
            if skin.get(x, y) && (in_disc || in_ring) {
                let cells = if in_disc { &mut disc } else { &mut ring };
                cells.push(from, f64::from(reduced.heights_mm[(x, y)]));
            }
        }
    }
    ((ring.len() + disc.len()) as f64 >= LEAST_SKIN * all as f64).then_some(())?;
    let terms = Quadratic::plain(&ring)?;
    Some([1.0, BOTTOM_SHARE].map(|share| mean_depth(&disc, &terms, share * radius)))
}

/// The square of a distance.
fn square([x, y]: [f64; 2]) -> f64 {
    x * x + y * y
}

fn mean_depth(disc: &Scattered, terms: &Vector6<f64>, within: f64) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for (at, height) in disc.iter().filter(|(at, _)| square(*at) <= within * within) {
        sum += terms.dot(&Quadratic::powers(at)) - height;
        count += 1.0;
    }
    sum / f64::max(count, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};

    /// 40 mm of skin whose height is a function of the place.
    fn tried(height_mm: impl Fn(f64, f64) -> f64 + Sync) -> Undulation {
        let pitch = Pitch::from_mm_per_px(0.1).unwrap();
        let place = |cell: usize| cell as f64 * 0.1 - 20.0;
        let heights = Raster::from_fn(400, 400, |x, y| height_mm(place(x), place(y)));
        let reduced = Reduced::of(&HeightMap::from_nan(heights, pitch, pitch, ScaleSource::Given));
        Undulation::of(&reduced, &reduced.valid)
    }

    #[test]
    fn a_cheek_that_a_quadratic_follows_does_not_undulate() {
        let cheek = tried(|x, y| -0.006 * x * x + 0.002 * x * y - 0.004 * y * y + 0.1 * x);
        for radius in RADII_MM {
            assert!(cheek.errors_mm(radius).iter().all(|error| *error < 1e-5));
        }
    }

    #[test]
    fn what_a_quadratic_misses_of_a_quartic_is_found() {
        const C: f64 = 1e-6;
        let quartic = tried(|x, y| C * (x * x + y * y).powi(2));
        for radius in [1.5, 3.0, 5.5] {
            // With u = r², uniform over the ring, the best line through u² is 2mu − m² + h²/3, where m is the ring's middle and h half
            // of its width; moved elsewhere a quartic only gains odd terms, which cancel, and a quadratic.
            let ring = ring_mm(radius).map(|away| (radius + away).powi(2));
            let (m, h) = (0.5 * (ring[0] + ring[1]), 0.5 * (ring[1] - ring[0]));
            let mean = |u: f64| (C * (m * u - m * m + h * h / 3.0 - u * u / 3.0)).abs();
            let want = [mean(radius.powi(2)), mean((BOTTOM_SHARE * radius).powi(2))];
            let got = quartic.errors_mm(radius);
            for (got, want) in got.iter().zip(want) {
                // The spread counts the median as a normal distribution's; blocks of 0.1 mm draw the circles a little uneven.
                let share = got / (1.4826 * want);
                assert!((share - 1.0).abs() < 0.05, "{radius}: {share}");
            }
        }
    }
}
