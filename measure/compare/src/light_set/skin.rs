//! Where a light set shows skin: in the mean of its pictures, in which no lamp's shadow is dark.

use super::frames::Frames;
use relief_grid::{Mask, Pitch, Point, Polygon, Raster};
use relief_photo::pair::Working;
use relief_photo::skin::{CARD_MARGIN_MM, skin_mask};
use relief_stereo::Ball;

/// Where less of a picture than this looks like skin, it is of something else: a cast, or a picture without colours.
const LEAST_SKIN: f64 = 0.05;
/// Brightness that skin in the mean picture is brought to: that of skin in a well exposed photo.
const WELL_EXPOSED: f32 = 0.4;
/// Around a ball its shadow and its image in the skin's shine reach so many of its radii.
const BALL_MARGIN: f64 = 1.3;
/// Corners of the polygon around a ball.
const BALL_CORNERS: u32 = 32;
/// Darker than this share of the middle brightness nothing is skin under lamps.
const DARK: f32 = 0.1;

/// The skin of a set, or where nothing has skin's colours all that is lit.
pub fn skin(frames: &Frames, regions: &[Polygon], warnings: &mut Vec<String>) -> Mask {
    let mean = mean(frames);
    let (width, height) = (mean.width(), mean.height());
    let working = Working {
        linear: mean,
        factor: frames.factor,
        pitch: Pitch::from_mm_per_px(frames.view.mm_per_px()),
    };
    let keep_out: Vec<Polygon> = frames
        .card
        .iter()
        .map(|card| card.outline_with_margin(CARD_MARGIN_MM))
        .chain(frames.ball.as_ref().map(around))
        .map(|outline| working.polygon_from_photo(&outline))
        .collect();
    let regions: Vec<Polygon> = regions
        .iter()
        .map(|region| working.polygon_from_photo(region))
        .collect();
    let skin = skin_mask(&working, &keep_out, &regions);
    if skin.count() as f64 >= LEAST_SKIN * (width * height) as f64 || !regions.is_empty() {
        return skin;
    }
    warnings.push("hardly anything has the colours of skin: all that is lit was measured".to_owned());
    let beside = keep_out
        .iter()
        .fold(Mask::filled(width, height, false), |all, card| {
            all.or(&Mask::from_polygon(width, height, card))
        });
    let lit = Mask::from_fn(width, height, |x, y| {
        working.linear[(x, y)].iter().sum::<f32>() > 3.0 * DARK * WELL_EXPOSED
    });
    lit.and_not(&beside)
}

/// A ball and what it disturbs.
fn around(ball: &Ball) -> Polygon {
    let corner = |i: u32| {
        let (sin, cos) = (f64::from(i) * std::f64::consts::TAU / f64::from(BALL_CORNERS)).sin_cos();
        let away = BALL_MARGIN * ball.radius_px;
        Point::new(ball.centre_px[0] + away * cos, ball.centre_px[1] + away * sin)
    };
    Polygon {
        corners: (0..BALL_CORNERS).map(corner).collect(),
    }
}

/// The mean of all pictures, as bright as a well exposed one.
fn mean(frames: &Frames) -> Raster<[f32; 3]> {
    let [width, height] = frames
        .frames
        .first()
        .map_or([0, 0], |frame| [frame.linear.width(), frame.linear.height()]);
    let alike = frames
        .frames
        .iter()
        .filter(|frame| [frame.linear.width(), frame.linear.height()] == [width, height]);
    let mut sum = Raster::filled(width, height, [0.0f32; 3]);
    for frame in alike {
        for (to, from) in sum.data_mut().iter_mut().zip(frame.linear.data()) {
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        }
    }
    let mut greens: Vec<f32> = sum.data().iter().map(|rgb| rgb[1]).collect();
    if greens.is_empty() {
        return sum;
    }
    let middle = greens.len() / 2;
    let (_, median, _) = greens.select_nth_unstable_by(middle, f32::total_cmp);
    let gain = if *median > 0.0 {
        WELL_EXPOSED / *median
    } else {
        1.0
    };
    sum.map(|rgb| rgb.map(|value| gain * value))
}
