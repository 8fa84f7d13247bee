//! A lamp from the shading of a matt ball.
//!
//! Where a lamp reaches the ball its brightness is `a n · l + c`: four unknowns, `a l` and the room's light `c`, of which thousands of pixels tell. The part in shadow and what does not fit, a
//! highlight or a stain, are left out round by round.

use super::{Ball, LampOnBall};
use crate::set::{dot, norm};
use crate::{Camera, Light, StereoError};
use nalgebra::{Matrix4, Vector4};

/// Pixels that are at least so bright beside the brightest are lit: there the fit begins.
const SURELY_LIT: f64 = 0.4;
/// Below this cosine a lamp that is no point lights only in part.
const GRAZING: f64 = 0.15;
/// What is off by more than this share of the ball's brightness is something else.
const OUTLIER: f64 = 0.1;
/// Rounds of fit and choice. The choice settles after three or four.
const ROUNDS: usize = 6;
/// A ball of which less than this share is lit alike was not lit by one lamp from the camera's side, or its outline is wrong.
const LEAST_LIT: f64 = 0.2;
/// A lit side that is so much off Lambert's law, root mean square, is no matt ball's: table tennis balls and paint leave 0.02.
const MOST_OFF: f64 = 0.05;

/// A pixel of the ball.
struct Spot {
    light: f64,
    normal: [f64; 3],
}

pub(super) fn lamp(
    ball: &Ball,
    name: &str,
    camera: Option<&Camera>,
    brightness: impl Fn(usize, usize) -> f32,
) -> Result<LampOnBall, StereoError> {
    let spots: Vec<Spot> = ball
        .pixels()
        .into_iter()
        .filter_map(|(x, y)| {
            let (_, normal) = ball.met([x as f64, y as f64], camera)?;
            let light = f64::from(brightness(x, y));
            Some(Spot { light, normal })
        })
        .collect();
    let wrong = |value: String, limit| StereoError::Value {
        name: name.to_owned(),
        field: "shading of the matte ball",
        value,
        limit,
    };
    let brightest = spots.iter().map(|spot| spot.light).fold(0.0, f64::max);
    let mut chosen: Vec<&Spot> = spots
        .iter()
        .filter(|spot| spot.light > SURELY_LIT * brightest)
        .collect();
    let mut found = None;
    for _ in 0..ROUNDS {
        let Some(shading) = Shading::fit(&chosen) else {
            break;
        };
        chosen = spots.iter().filter(|spot| shading.explains(spot)).collect();
        found = Some(shading);
    }
    let lit = chosen.len() as f64 / spots.len().max(1) as f64;
    let shading = found.filter(|_| lit >= LEAST_LIT).ok_or_else(|| {
        wrong(
            format!("that of one lamp on {:.0} % of it", 100.0 * lit),
            "at least 20 % are needed; check the ball's outline, and that one lamp is on",
        )
    })?;
    let off = shading.misfit(&chosen);
    if off > MOST_OFF {
        return Err(wrong(
            format!("{:.0} % off the cosine of the angle to a lamp", 100.0 * off),
            "5 % are allowed; a matt white ball is needed, and no other light than the lamp",
        ));
    }
    let size = norm(shading.lamp);
    let toward = shading.lamp.map(|v| v / size);
    if toward[2] >= 0.0 {
        return Err(wrong(
            "that of a lamp behind the skin".to_owned(),
            "check the ball's outline",
        ));
    }
    Ok(LampOnBall {
        light: Light::Distant(toward),
        brightness: Some(size),
    })
}

/// `lamp · normal + room`.
struct Shading {
    lamp: [f64; 3],
    room: f64,
}

impl Shading {
    /// Least squares; `None` when the spots tell nothing.
    fn fit(spots: &[&Spot]) -> Option<Self> {
        let (mut gram, mut right) = (Matrix4::zeros(), Vector4::zeros());
        for spot in spots {
            let [x, y, z] = spot.normal;
            let row = Vector4::new(x, y, z, 1.0);
            gram += row * row.transpose();
            right += row * spot.light;
        }
        let found = gram.cholesky()?.solve(&right);
        let lamp = [found[0], found[1], found[2]];
        (norm(lamp).is_finite() && norm(lamp) > 0.0).then_some(Self { lamp, room: found[3] })
    }

    fn explains(&self, spot: &Spot) -> bool {
        let (size, lit) = (norm(self.lamp), dot(self.lamp, spot.normal));
        lit > GRAZING * size && (spot.light - lit - self.room).abs() < OUTLIER * size
    }

    /// Root mean square of what is not explained, as a share of the brightness where the ball faces the lamp.
    fn misfit(&self, spots: &[&Spot]) -> f64 {
        let squares: f64 = spots
            .iter()
            .map(|spot| (spot.light - dot(self.lamp, spot.normal) - self.room).powi(2))
            .sum();
        (squares / spots.len().max(1) as f64).sqrt() / norm(self.lamp)
    }
}

#[cfg(test)]
mod tests {
    use super::super::traced::{self, CAMERA, LAMPS, SIZE, angle_deg, direction};
    use crate::BallSurface;
    use crate::set::dot;

    /// A ball of albedo 0.8 under a lamp of so much strength, with a highlight, and some light from the room.
    fn shown(lamp: [f64; 3], strength: f64) -> impl Fn(usize, usize) -> f32 {
        let length = dot(lamp, lamp).sqrt();
        let toward = lamp.map(|v| v / length);
        move |x, y| {
            let Some((_, normal)) = traced::met(x, y) else {
                return 0.3;
            };
            let cosine = dot(normal, toward).max(0.0);
            let highlight = if cosine > 0.995 { 0.2 } else { 0.0 };
            (0.8 * strength * cosine + highlight + 0.05) as f32
        }
    }

    #[test]
    fn lamps_and_their_strengths_are_found_on_a_ball_that_is_traced_in_perspective() {
        let ball = traced::ball(BallSurface::Matte);
        for lamp in LAMPS {
            let found = [1.0, 0.7].map(|strength| {
                ball.lamp("a", SIZE, Some(&CAMERA), shown(lamp, strength))
                    .unwrap()
            });
            for found in found {
                // What tells is the place within an outline of 50 pixels.
                let off = angle_deg(direction(found.light), lamp);
                assert!(off < 0.5, "{lamp:?}: {off}");
            }
            let brightness = found.map(|found| found.brightness.unwrap());
            assert!(
                (brightness[1] / brightness[0] - 0.7).abs() < 0.01,
                "{brightness:?}"
            );
            assert!((brightness[0] - 0.8).abs() < 0.01, "{brightness:?}");
        }
    }

    #[test]
    fn a_ball_that_no_one_lamp_shades_is_one_line() {
        let ball = traced::ball(BallSurface::Matte);
        let refused = |lit: &dyn Fn(usize, usize) -> f32| {
            let error = ball
                .lamp("a.png", SIZE, Some(&CAMERA), lit)
                .unwrap_err()
                .to_string();
            assert!(error.starts_with("a.png: ") && !error.contains('\n'), "{error}");
            error
        };
        assert!(refused(&|_, _| 0.0).contains("of one lamp on 0 %"));
        // A mirror: a bright spot on a dark ball.
        let spot = |x: usize, y: usize| {
            if x.abs_diff(220) + y.abs_diff(360) < 6 {
                1.0
            } else {
                0.02
            }
        };
        assert!(refused(&spot).contains("of one lamp on"));
    }
}
