use super::*;
use proptest::prelude::*;
use relief_grid::{Pitch, ScaleSource};

fn map_of(width: usize, height: usize, of: impl Fn(usize, usize) -> f64 + Sync) -> HeightMap {
    let [x, y] = [0.1, 0.08].map(|pitch| Pitch::from_mm_per_px(pitch).unwrap());
    HeightMap::from_nan(Raster::from_fn(width, height, of), x, y, ScaleSource::Given)
}

/// The element's upper side over a place in mm, or `None` outside.
fn upper(element: Element, away: [f64; 2]) -> Option<f64> {
    let square = away[0].powi(2) + away[1].powi(2);
    match element {
        Element::Ball { radius_mm } => {
            (square <= radius_mm.powi(2) + 1e-9).then(|| (radius_mm.powi(2) - square).max(0.0).sqrt())
        }
        Element::Disk { radius_mm } => (square <= radius_mm.powi(2) + 1e-9).then_some(0.0),
    }
}

/// The definition: each middle over all cells, on the map and as far around it as the element reaches.
struct Slow<'a> {
    map: &'a HeightMap,
    element: Element,
    around: isize,
}

impl Slow<'_> {
    fn reach(&self, a: [isize; 2], b: [isize; 2]) -> Option<f64> {
        upper(
            self.element,
            [0.1 * (a[0] - b[0]) as f64, 0.08 * (a[1] - b[1]) as f64],
        )
    }

    fn middle(&self, at: [isize; 2]) -> f64 {
        let mut highest = f64::NEG_INFINITY;
        for y in 0..self.map.height() {
            for x in 0..self.map.width() {
                let upper = self.reach([x as isize, y as isize], at);
                if let Some((height, upper)) = self.map.height_mm(x, y).zip(upper) {
                    highest = highest.max(height + upper);
                }
            }
        }
        highest
    }

    fn closing(&self, at: [isize; 2]) -> f64 {
        let mut lowest = f64::INFINITY;
        for y in -self.around..self.map.height() as isize + self.around {
            for x in -self.around..self.map.width() as isize + self.around {
                if let Some(upper) = self.reach([x, y], at) {
                    lowest = lowest.min(self.middle([x, y]) - upper);
                }
            }
        }
        lowest
    }
}

/// Squares are rounded in another order, to 1e-17; at the rim the height of a ball is the root of what is left of them.
const ROUNDING: f64 = 1e-8;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_sweep_is_the_definition(
        (width, height) in (3usize..11, 3usize..11),
        dice in prop::collection::vec((-1f64..1.0, 0f64..1.0), 121),
        holes in prop::sample::select(vec![0.0, 0.3, 0.8]),
        size in prop::sample::select(vec![0.02, 1.0]),
        // Up to the cells' distances 0.1 and 0.08, the radius of a rim is no cell's distance.
        radius_mm in prop::sample::select(vec![0.0, 0.079, 0.13, 0.29, 0.3]),
        ball in any::<bool>(),
    ) {
        let map = map_of(width, height, |x, y| {
            let (value, dice) = dice[y * width + x];
            if dice >= holes { size * value } else { f64::NAN }
        });
        let element = if ball { Element::Ball { radius_mm } } else { Element::Disk { radius_mm } };
        let negative = map_of(width, height, |x, y| map.height_mm(x, y).map_or(f64::NAN, |height| -height));
        let slow = Slow { map: &map, element, around: 4 };
        let slow_negative = Slow { map: &negative, element, around: 4 };
        let results = [dilation, erosion, closing, opening].map(|of| of(&map, element).unwrap());
        for y in 0..height {
            for x in 0..width {
                let at = [x as isize, y as isize];
                if map.height_mm(x, y).is_none() {
                    prop_assert!(results.iter().all(|result| result.height_mm(x, y).is_none()));
                    continue;
                }
                let expected = [slow.middle(at), -slow_negative.middle(at), slow.closing(at), -slow_negative.closing(at)];
                for (result, expected) in results.iter().zip(expected) {
                    let off = result.height_mm(x, y).unwrap() - expected;
                    prop_assert!(off.abs() < ROUNDING, "{off:.1e} at {x}, {y}");
                }
            }
        }
    }

    /// Rows that are longer than what is raised together.
    #[test]
    fn long_rows_are_the_definition(
        dice in prop::collection::vec((-1f64..1.0, 0f64..1.0), 1200),
        holes in prop::sample::select(vec![0.0, 0.3, 0.97]),
        size in prop::sample::select(vec![0.01, 0.3, 5.0]),
        radius_mm in 0.1f64..15.0,
        ball in any::<bool>(),
    ) {
        let map = map_of(600, 2, |x, y| {
            let (value, dice) = dice[2 * x + y];
            let waves = (x as f64 / 37.0).sin();
            if dice >= holes { size * (value + waves) } else { f64::NAN }
        });
        let element = if ball { Element::Ball { radius_mm } } else { Element::Disk { radius_mm } };
        let found = dilation(&map, element).unwrap();
        let slow = Slow { map: &map, element, around: 0 };
        for x in (0..600).step_by(7) {
            if let Some(found) = found.height_mm(x, 1) {
                let off = found - slow.middle([x as isize, 1]);
                prop_assert!(off.abs() < ROUNDING, "{off:.1e} at {x}");
            }
        }
    }
}

#[test]
fn closing_and_opening_bound_the_surface_and_change_nothing_twice() {
    let map = map_of(70, 60, |x, y| {
        let dice = (x * 7919 + y * 104_729) % 1009;
        if dice < 60 {
            f64::NAN
        } else {
            1e-3 * dice as f64 + (0.2 * x as f64).sin()
        }
    });
    for element in [Element::Ball { radius_mm: 0.7 }, Element::Disk { radius_mm: 0.4 }] {
        for (of, sign) in [(closing as fn(&HeightMap, Element) -> _, 1.0), (opening, -1.0)] {
            let once = of(&map, element).unwrap();
            let twice = of(&once, element).unwrap();
            for y in 0..60 {
                for x in 0..70 {
                    if let Some(height) = map.height_mm(x, y) {
                        let filtered = once.height_mm(x, y).unwrap();
                        assert!(sign * (filtered - height) >= -1e-12);
                        assert!((filtered - twice.height_mm(x, y).unwrap()).abs() < 1e-12);
                    }
                }
            }
        }
    }
}

/// A valley wider than the ball everywhere is touched everywhere, to where cells are; a ball on a level rises by its radius.
#[test]
fn what_the_ball_reaches_stays() {
    let bowl = |x: usize, y: usize| {
        let square = (0.1 * (x as f64 - 30.0)).powi(2) + (0.08 * (y as f64 - 30.0)).powi(2);
        -(100.0 - square).sqrt()
    };
    let map = map_of(61, 61, bowl);
    let closed = closing(&map, Element::Ball { radius_mm: 6.0 }).unwrap();
    let pairs = map.heights_mm().data().iter().zip(closed.heights_mm().data());
    // A ball whose middle lies c off the bowl's axis touches it at c · 10 / (10 − 6), and middles lie at whole cells: places of contact are up to 2.5 half
    // diagonals of a cell, 0.16 mm, from where one looks. There the ball is 0.16² / 2 · (1/6 − 1/10) mm above, on slopes of up to 23° a quarter more.
    let off = pairs.map(|(a, b)| b - a);
    let [least, most] = off.fold([0f64; 2], |[least, most], off| [least.min(off), most.max(off)]);
    assert!(least > -1e-12 && most < 1.1e-3, "{least:.1e} to {most:.1e}");
    let level = map_of(20, 20, |_, _| 1.0);
    let raised = dilation(&level, Element::Ball { radius_mm: 0.5 }).unwrap();
    assert!(raised.heights_mm().data().iter().all(|height| *height == 1.5));
}

#[test]
fn a_radius_that_makes_no_sense_is_told() {
    let map = map_of(10, 10, |_, _| 0.0);
    for radius_mm in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
        assert!(matches!(
            closing(&map, Element::Disk { radius_mm }),
            Err(SurfaceError::Setting { .. })
        ));
    }
}
