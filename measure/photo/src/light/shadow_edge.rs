//! How sharp the edge of the card's shadow is on the skin: a small lamp throws a hard shadow, a large one a soft one.
//!
//! The card lies a little above the skin, so that its shadow ends on the skin beside it. A lamp seen from there under the
//! angle α blurs that end over α times its distance: a softbox over several millimetres, a bare lamp or a flash over
//! less than one. Nothing else on skin makes a straight edge of several millimetres that keeps the skin's colour.

use relief_grid::{Mask, Pitch, Point, Polygon, Raster, distance, filter, morphology, sample};

/// Smoothing before slopes are taken: about the blur of a hard shadow in living skin, through which light spreads.
const SIGMA_MM: f64 = 0.3;

/// Where the shadow's end is sought, from the card's edge: clear of the card's own rim; and no farther than a card
/// beside a round cheek throws it.
const REACH_MM: [f32; 2] = [1.0, 30.0];

/// Slope of ln light, per millimetre, under which an end of a shadow cannot be told from the cheek's own shading. It
/// is also what a picture without any such end is taken to have.
pub const SOFTEST_PER_MM: f64 = 0.12;

/// An edge is followed this far both ways along itself: scars, moles and hairs are shorter or not straight.
const HALF_LENGTH_MM: f64 = 2.5;

/// Brightness is compared this far on either side of an edge.
const ASIDE_MM: f64 = 1.0;

/// Least natural logarithm that the lit side is brighter.
const LEAST_STEP: f64 = 0.12;

/// How much redder over blue the dark side may be, as a share of the step: light that spread through skin or came from
/// it reddens a shadow by a third; pigment and blood by more than half.
const MOST_COLOUR: f64 = 0.45;

/// This much length of the sharpest edges speaks for the picture.
const LENGTH_MM: f64 = 2.0;

/// An end that is this steep and this far from the card is no shading of the cheek, and its distance can be told.
const CLEAR_PER_MM: f64 = 0.15;

/// See [`CLEAR_PER_MM`].
const CLEAR_MM: f64 = 1.5;

/// Farther ends count as if they were here: few cards throw their shadow farther.
const FAR_MM: f64 = 8.0;

/// Fewest square millimetres of skin beside the card, to say that there is no sharp shadow.
const LEAST_AREA_MM2: f64 = 200.0;

/// How sharp the ends of a card's shadow are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShadowEdge {
    /// Slope of ln light across the sharpest ends, per millimetre; at least [`SOFTEST_PER_MM`].
    pub slope_per_mm: f64,
    /// The same slope times the end's distance from the card, largest over all ends: about the depth of the shadow over
    /// the angle under which the lamp is seen, so that a lamp's hard shadow counts wherever it falls; at least one.
    pub slope_by_distance: f64,
}

/// How sharp the ends of the shadow of `card` are on the skin around it; `None` with too little skin beside the card.
///
/// `picture` is linear light at `pitch` (0.1 to 0.4 mm), `card` its outline in pixels of `picture`.
pub fn shadow_edge(picture: &Raster<[f32; 3]>, card: &Polygon, pitch: Pitch) -> Option<ShadowEdge> {
    let field = Field::of(picture, card, pitch);
    if (field.near.count() as f64) < LEAST_AREA_MM2 / field.mm.powi(2) {
        return None;
    }
    let ends: Vec<End> = (0..picture.height())
        .flat_map(|y| (0..picture.width()).map(move |x| (x, y)))
        .filter(|&(x, y)| field.near.get(x, y))
        .filter_map(|(x, y)| field.end_at(x, y))
        .collect();
    let far = ends
        .iter()
        .filter(|end| end.slope > CLEAR_PER_MM && end.distance > CLEAR_MM)
        .map(|end| end.slope * end.distance.min(FAR_MM));
    let enough = (LENGTH_MM / field.mm).round() as usize;
    Some(ShadowEdge {
        slope_per_mm: largest(ends.iter().map(|end| end.slope), enough)
            .map_or(SOFTEST_PER_MM, |v| v.max(SOFTEST_PER_MM)),
        slope_by_distance: largest(far, enough).map_or(1.0, |v| v.max(1.0)),
    })
}

/// The middle of the `enough` largest values; `None` when there are fewer.
fn largest(values: impl Iterator<Item = f64>, enough: usize) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(|a, b| b.total_cmp(a));
    values.get(enough / 2).copied().filter(|_| values.len() >= enough)
}

/// A cell of the end of a shadow.
struct End {
    /// Slope of ln light, per millimetre.
    slope: f64,
    /// From the card, mm.
    distance: f64,
}

/// The skin around the card.
struct Field {
    mm: f64,
    /// Where edges are sought.
    near: Mask,
    /// Smoothed ln of the light.
    light: Raster<f32>,
    /// Smoothed ln of red over blue.
    redness: Raster<f32>,
    /// Slope of `light` per millimetre.
    slope: Raster<[f32; 2]>,
    /// Distance to the card, mm.
    distance: Raster<f32>,
}

impl Field {
    fn of(picture: &Raster<[f32; 3]>, card: &Polygon, pitch: Pitch) -> Self {
        let mm = pitch.mm_per_px();
        let distance = distance::to_mask(&Mask::from_polygon(picture.width(), picture.height(), card))
            .map(|px| px * mm as f32);
        let skin = Mask::from_fn(picture.width(), picture.height(), |x, y| {
            may_be_skin(picture[(x, y)]) && distance[(x, y)] > REACH_MM[0] - SIGMA_MM as f32
        });
        let smooth = |value: fn([f32; 3]) -> f32| {
            filter::gaussian_masked(&picture.map(|&rgb| value(rgb)), &skin, SIGMA_MM / mm).0
        };
        let (light, redness) = rayon::join(|| smooth(ln_light), || smooth(ln_redness));
        let reach = |x, y| (REACH_MM[0]..REACH_MM[1]).contains(&distance[(x, y)]);
        let inner = morphology::erode(&skin, 2.0 * SIGMA_MM / mm);
        Self {
            near: Mask::from_fn(picture.width(), picture.height(), |x, y| {
                inner.get(x, y) && reach(x, y)
            }),
            slope: filter::central_difference(&light).map(|g| g.map(|v| v / mm as f32)),
            light,
            redness,
            distance,
            mm,
        }
    }

    /// The end of a shadow that runs through a cell; `None` when none does.
    fn end_at(&self, x: usize, y: usize) -> Option<End> {
        let at = Point::new(x as f64, y as f64);
        let [gx, gy] = self.slope[(x, y)].map(f64::from);
        let size = gx.hypot(gy);
        // A cell of an edge is the steepest across it.
        let steeper = |side: f64| {
            let there = moved(at, [gx / size, gy / size], side * ASIDE_MM / self.mm);
            let slope = sample::bilinear(&self.slope, there.x, there.y);
            slope.is_none_or(|[sx, sy]| f64::from(sx.hypot(sy)) > size)
        };
        if size < SOFTEST_PER_MM || steeper(1.0) || steeper(-1.0) {
            return None;
        }
        let line = Line::through(self, at, [gx / size, gy / size])?;
        let slope = line.is_shadow(self).then(|| line.weaker_quarter(self))??;
        Some(End {
            slope,
            distance: f64::from(self.distance[(x, y)]),
        })
    }
}

/// A straight piece of an edge.
struct Line {
    points: Vec<Point>,
    /// Across it, towards the light.
    across: [f64; 2],
}

impl Line {
    /// The piece through `at`, turned into the edge's own direction; `None` when it leaves the field.
    fn through(field: &Field, at: Point, steepest: [f64; 2]) -> Option<Self> {
        const TURNS: usize = 2;
        let mut across = steepest;
        for _ in 0..TURNS {
            let slopes = Self::along(field, at, across).slopes(field)?;
            let sum = slopes.iter().fold([0.0; 2], |s, g| [s[0] + g[0], s[1] + g[1]]);
            let size = sum[0].hypot(sum[1]).max(f64::MIN_POSITIVE);
            across = [sum[0] / size, sum[1] / size];
        }
        let line = Self::along(field, at, across);
        let inside = |p: &Point| {
            let cell = field
                .near
                .raster()
                .get(p.x.round() as isize, p.y.round() as isize);
            cell == Some(&true)
        };
        line.points.iter().all(inside).then_some(line)
    }

    fn along(field: &Field, at: Point, across: [f64; 2]) -> Self {
        let n = (HALF_LENGTH_MM / field.mm).round() as i32;
        let tangent = [-across[1], across[0]];
        Self {
            points: (-n..=n).map(|i| moved(at, tangent, f64::from(i))).collect(),
            across,
        }
    }

    fn slopes(&self, field: &Field) -> Option<Vec<[f64; 2]>> {
        self.points
            .iter()
            .map(|p| Some(sample::bilinear(&field.slope, p.x, p.y)?.map(f64::from)))
            .collect()
    }

    /// Mean of `raster` along the line shifted by `side` times [`ASIDE_MM`] towards the light.
    fn aside(&self, field: &Field, raster: &Raster<f32>, side: f64) -> Option<f64> {
        let sum: Option<f64> = self
            .points
            .iter()
            .map(|&p| moved(p, self.across, side * ASIDE_MM / field.mm))
            .map(|p| sample::bilinear(raster, p.x, p.y).map(f64::from))
            .sum();
        sum.map(|sum| sum / self.points.len() as f64)
    }

    /// Whether the dark side is the card's, dark enough, and of the skin's colour.
    fn is_shadow(&self, field: &Field) -> bool {
        let step = |raster| Some(self.aside(field, raster, 1.0)? - self.aside(field, raster, -1.0)?);
        let steps = step(&field.light)
            .zip(step(&field.redness))
            .zip(step(&field.distance));
        steps.is_some_and(|((light, redness), away)| {
            light > LEAST_STEP && redness.abs() < MOST_COLOUR * light && away > 0.0
        })
    }

    /// The slope across the line that three quarters of it exceed.
    fn weaker_quarter(&self, field: &Field) -> Option<f64> {
        let mut slopes: Vec<f64> = self
            .slopes(field)?
            .iter()
            .map(|g| g[0] * self.across[0] + g[1] * self.across[1])
            .collect();
        slopes.sort_by(f64::total_cmp);
        slopes.get(slopes.len() / 4).copied()
    }
}

fn moved(at: Point, direction: [f64; 2], by: f64) -> Point {
    Point::new(at.x + by * direction[0], at.y + by * direction[1])
}

/// Linear light below the noise of any sensor.
const DARKEST: f32 = 1e-3;

pub(super) fn ln_light(rgb: [f32; 3]) -> f32 {
    ((rgb[0] + rgb[1] + rgb[2]) / 3.0).max(DARKEST).ln()
}

fn ln_redness(rgb: [f32; 3]) -> f32 {
    (rgb[0].max(DARKEST) / rgb[2].max(DARKEST)).ln()
}

/// Skin in light or shade, of any phototype and white balance; cloth and wall mostly not.
pub(super) fn may_be_skin([red, green, blue]: [f32; 3]) -> bool {
    const DARKEST_RED: f32 = 0.005;
    red > DARKEST_RED && red > 1.15 * green && green > 0.9 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    const MM: f64 = 0.25;
    const SIDE: usize = 200;

    /// A card on the left 15 mm, its shadow 8 mm wide, which ends over a Gaussian of `sigma_mm`, as dark as `shade`; and
    /// a mole of 3 mm that is redder than skin.
    fn picture(sigma_mm: f64, shade: f32) -> Raster<[f32; 3]> {
        let light = Raster::from_fn(SIDE, SIDE, |x, _| if (60..92).contains(&x) { shade } else { 1.0 });
        let light = filter::gaussian(&light, sigma_mm / MM);
        Raster::from_fn(SIDE, SIDE, |x, y| {
            let mole = (x as f64 - 150.0).hypot(y as f64 - 100.0) < 6.0;
            let skin = if mole { [0.2, 0.05, 0.02] } else { [0.5, 0.3, 0.2] };
            skin.map(|v: f32| v * light[(x, y)])
        })
    }

    fn card() -> Polygon {
        let corner = |x: f64, y: f64| Point::new(x, y);
        Polygon {
            corners: vec![
                corner(-9.0, -9.0),
                corner(60.0, -9.0),
                corner(60.0, 210.0),
                corner(-9.0, 210.0),
            ],
        }
    }

    fn edge(sigma_mm: f64, shade: f32) -> ShadowEdge {
        shadow_edge(
            &picture(sigma_mm, shade),
            &card(),
            Pitch::from_mm_per_px(MM).unwrap(),
        )
        .unwrap()
    }

    #[test]
    fn a_bare_lamp_throws_a_sharper_shadow_than_a_softbox() {
        let (hard, soft) = (edge(0.2, 0.4), edge(1.5, 0.4));
        // ln(1/0.4) over √2π of both blurs in quadrature is 1.01 per mm; the logarithm shifts the steepest place.
        assert!((0.85..1.25).contains(&hard.slope_per_mm), "{hard:?}");
        assert!((0.2..0.4).contains(&soft.slope_per_mm), "{soft:?}");
        // The shadow ends 8 mm from the card.
        assert!(
            (hard.slope_by_distance / hard.slope_per_mm - 8.0).abs() < 0.5,
            "{hard:?}"
        );
    }

    #[test]
    fn without_a_shadow_moles_are_none_and_the_softest_stands() {
        let none = edge(0.2, 1.0);
        assert_eq!((none.slope_per_mm, none.slope_by_distance), (SOFTEST_PER_MM, 1.0));
    }

    #[test]
    fn a_shadow_that_runs_out_of_the_picture_is_followed_no_farther() {
        let upright = picture(0.2, 0.4);
        let across = Raster::from_fn(SIDE, SIDE, |x, y| upright[(y, x)]);
        let lying = Polygon {
            corners: card().corners.iter().map(|c| Point::new(c.y, c.x)).collect(),
        };
        let pitch = Pitch::from_mm_per_px(MM).unwrap();
        let turned = shadow_edge(&across, &lying, pitch).unwrap().slope_per_mm;
        assert!((turned - edge(0.2, 0.4).slope_per_mm).abs() < 1e-3, "{turned}");
    }

    #[test]
    fn too_little_skin_beside_the_card_tells_nothing() {
        let grey = Raster::filled(SIDE, SIDE, [0.3; 3]);
        let pitch = Pitch::from_mm_per_px(MM).unwrap();
        assert_eq!(shadow_edge(&grey, &card(), pitch), None);
    }
}
