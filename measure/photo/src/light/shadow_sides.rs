//! On which sides of the card its shadow falls: the far side from a lamp, two opposite sides under two lamps, none
//! under a ring light.

use super::shadow_edge::{ln_light, may_be_skin};
use relief_grid::{Point, Raster, sample};

/// Beside the card, from its edge: clear of its rim, and where most cards' shadows still are.
const ASIDE_MM: [f64; 2] = [0.8, 4.0];

/// Both ends of a side are left out, where two shadows meet.
const CORNER_SHARE: f64 = 0.1;

/// Between the places that are read.
const STEP_MM: f64 = 0.4;

/// Least share of the places beside a side that show skin.
const LEAST_SHOWN: f64 = 0.5;

/// Turn of one card against the other, less whole quarters, up to which their sides look the same way.
const MOST_ASKEW_DEG: f64 = 30.0;

/// How much light there is on the skin along each side of the card.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShadowSides {
    /// ln light over the mean of the four, clockwise from the card's upper side.
    pub light: [f64; 4],
    /// Where the card's upper side looks in the picture, degrees clockwise.
    pub turn_deg: f64,
}

impl ShadowSides {
    /// Reads `picture` (linear light) beside a card of `size_mm`, whose place in it `to_px` tells from millimetres on the
    /// card. `None` when one side shows no skin.
    pub fn of(picture: &Raster<[f32; 3]>, size_mm: [f64; 2], to_px: impl Fn(Point) -> Point) -> Option<Self> {
        let [width, height] = size_mm;
        let side = |length: f64, place: &dyn Fn(f64, f64) -> Point| {
            mean_beside(length, |along, away| {
                let at = to_px(place(along, away));
                sample::bilinear(picture, at.x, at.y)
            })
        };
        let sides = [
            side(width, &|along, away| Point::new(along, -away))?,
            side(height, &|along, away| Point::new(width + away, along))?,
            side(width, &|along, away| Point::new(along, height + away))?,
            side(height, &|along, away| Point::new(-away, along))?,
        ];
        let mean = sides.iter().sum::<f64>() / 4.0;
        let [left, right] = [0.0, width].map(|x| to_px(Point::new(x, 0.5 * height)));
        Some(Self {
            light: sides.map(|v| v - mean),
            turn_deg: (right.y - left.y).atan2(right.x - left.x).to_degrees(),
        })
    }

    /// How unlike the sides are: root mean square of ln light.
    pub fn spread(&self) -> f64 {
        (self.light.iter().map(|v| v * v).sum::<f64>() / 4.0).sqrt()
    }

    /// How alike two shadows lie in their pictures, from 1 (on the same sides, however dark each) over 0 to −1 (dark where
    /// the other is bright). A card that was laid down turned by a quarter or half is turned back. `None` when the cards
    /// lie askew to each other, or when the sides of one are all alike.
    pub fn likeness(&self, other: &Self) -> Option<f64> {
        let quarters = (other.turn_deg - self.turn_deg) / 90.0;
        let askew_deg = 90.0 * (quarters - quarters.round()).abs();
        let at = |i: usize| (i as i64 - quarters.round() as i64).rem_euclid(4) as usize;
        let product = (0..4).map(|i| self.light[i] * other.light[at(i)]).sum::<f64>() / 4.0;
        let spreads = self.spread() * other.spread();
        (askew_deg < MOST_ASKEW_DEG && spreads > 0.0).then(|| product / spreads)
    }
}

/// Mean ln light of the skin along a side; `None` where too little is skin.
fn mean_beside(length: f64, light: impl Fn(f64, f64) -> Option<[f32; 3]>) -> Option<f64> {
    let steps = |from: f64, to: f64| {
        let n = ((to - from) / STEP_MM) as usize;
        (0..=n).map(move |i| from + STEP_MM * i as f64)
    };
    let ends = CORNER_SHARE * length;
    let places = steps(ends, length - ends)
        .flat_map(|along| steps(ASIDE_MM[0], ASIDE_MM[1]).map(move |away| (along, away)));
    let (mut all, mut shown, mut sum) = (0.0, 0.0, 0.0);
    for (along, away) in places {
        all += 1.0;
        if let Some(rgb) = light(along, away).filter(|&rgb| may_be_skin(rgb)) {
            shown += 1.0;
            sum += f64::from(ln_light(rgb));
        }
    }
    (shown > LEAST_SHOWN * all).then(|| sum / shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MM_PER_PX: f64 = 0.25;
    const CARD: [f64; 2] = [40.0, 20.0];

    /// A card in the middle of skin, with a shadow of 5 mm on some sides (top, right, bottom, left).
    fn sides(shadows: [f32; 4]) -> Option<ShadowSides> {
        sides_on([0.5, 0.3, 0.2], shadows)
    }

    fn sides_on(ground: [f32; 3], shadows: [f32; 4]) -> Option<ShadowSides> {
        let picture = Raster::from_fn(280, 200, |x, y| {
            let (x, y) = (x as f64 * MM_PER_PX - 15.0, y as f64 * MM_PER_PX - 15.0);
            let inside = |v: f64, size: f64| (0.0..size).contains(&v);
            let fallen = [
                (-5.0..0.0).contains(&y) && inside(x, CARD[0]),
                (CARD[0]..CARD[0] + 5.0).contains(&x) && inside(y, CARD[1]),
                (CARD[1]..CARD[1] + 5.0).contains(&y) && inside(x, CARD[0]),
                (-5.0..0.0).contains(&x) && inside(y, CARD[1]),
            ];
            let shade: f32 = (0..4).filter(|&i| fallen[i]).map(|i| 1.0 - shadows[i]).product();
            ground.map(|v| v * shade)
        });
        ShadowSides::of(&picture, CARD, |mm| {
            Point::new((mm.x + 15.0) / MM_PER_PX, (mm.y + 15.0) / MM_PER_PX)
        })
    }

    #[test]
    fn the_same_side_is_alike_however_dark() {
        let (light, dark) = (
            sides([0.0, 0.3, 0.0, 0.0]).unwrap(),
            sides([0.0, 0.6, 0.0, 0.0]).unwrap(),
        );
        assert!((light.likeness(&dark).unwrap() - 1.0).abs() < 1e-3);
    }

    #[test]
    fn another_side_is_minus_a_third_and_a_quarter_turn_of_two_lamps_the_opposite() {
        let (left, right) = (
            sides([0.0, 0.0, 0.0, 0.5]).unwrap(),
            sides([0.0, 0.5, 0.0, 0.0]).unwrap(),
        );
        // Of one dark side of four, less the mean: (−3, 1, 1, 1) by (1, 1, −3, 1) over twelve.
        assert!((left.likeness(&right).unwrap() + 1.0 / 3.0).abs() < 1e-2);
        let (beside, above) = (
            sides([0.0, 0.5, 0.0, 0.5]).unwrap(),
            sides([0.5, 0.0, 0.5, 0.0]).unwrap(),
        );
        assert!((beside.likeness(&above).unwrap() + 1.0).abs() < 1e-2);
    }

    #[test]
    fn a_card_laid_the_other_way_round_is_turned_back() {
        let upright = sides([0.1, 0.5, 0.0, 0.0]).unwrap();
        let [top, right, bottom, left] = upright.light;
        let upside_down = ShadowSides {
            light: [bottom, left, top, right],
            turn_deg: upright.turn_deg - 175.0,
        };
        assert!((upright.likeness(&upside_down).unwrap() - 1.0).abs() < 1e-9);
        // Turned clockwise by a quarter, the card's left side looks up.
        let quarter = ShadowSides {
            light: [right, bottom, left, top],
            turn_deg: 95.0,
        };
        assert!((upright.likeness(&quarter).unwrap() - 1.0).abs() < 1e-9);
        let askew = ShadowSides {
            turn_deg: 45.0,
            ..upright
        };
        assert_eq!(upright.likeness(&askew), None);
    }

    #[test]
    fn no_shadow_and_no_skin_tell_nothing() {
        let (shadow, none) = (sides([0.0, 0.5, 0.0, 0.0]).unwrap(), sides([0.0; 4]).unwrap());
        assert!(
            shadow.spread() > 0.2 && none.spread() < 1e-6,
            "{shadow:?} {none:?}"
        );
        let even = ShadowSides {
            light: [0.0; 4],
            turn_deg: 0.0,
        };
        assert_eq!(shadow.likeness(&even), None);
        assert_eq!(sides_on([0.3; 3], [0.0, 0.5, 0.0, 0.0]), None);
    }
}
