//! A lamp from its highlight on a mirror ball.

use super::{Ball, LampOnBall};
use crate::set::dot;
use crate::{Camera, Light, StereoError};

/// A highlight is what is at least so bright beside its brightest pixel.
const SHARE_OF_BRIGHTEST: f64 = 0.5;
/// A lamp is so many times brighter than what else a ball shows of a room: its own mean.
const LEAST_CONTRAST: f64 = 4.0;
/// A lamp of 60 mm at half a metre shows as a spot of 0.03 radii; two lamps, or a window beside the lamp, lie farther apart.
const MOST_SPREAD: f64 = 0.12;

pub(super) fn lamp(
    ball: &Ball,
    name: &str,
    camera: Option<&Camera>,
    brightness: impl Fn(usize, usize) -> f32,
) -> Result<LampOnBall, StereoError> {
    let pixels = ball.pixels();
    let lit = |at: (usize, usize)| f64::from(brightness(at.0, at.1));
    let wrong = |value: String, limit| StereoError::Value {
        name: name.to_owned(),
        field: "highlight on the mirror ball",
        value,
        limit,
    };
    let brightest = pixels.iter().map(|at| lit(*at)).fold(0.0, f64::max);
    let mean = pixels.iter().map(|at| lit(*at)).sum::<f64>() / pixels.len().max(1) as f64;
    if brightest < LEAST_CONTRAST * mean || brightest <= 0.0 {
        return Err(wrong(
            format!(
                "{:.1} times as bright as the ball",
                brightest / mean.max(f64::MIN_POSITIVE)
            ),
            "a lamp is 4 times as bright or more; check the ball's outline, and darken the room",
        ));
    }
    let spot: Vec<[f64; 2]> = pixels
        .iter()
        .filter(|at| lit(**at) >= SHARE_OF_BRIGHTEST * brightest)
        .map(|at| [at.0 as f64, at.1 as f64])
        .collect();
    let middle: [f64; 2] =
        std::array::from_fn(|i| spot.iter().map(|at| at[i]).sum::<f64>() / spot.len() as f64);
    let squares: f64 = spot
        .iter()
        .map(|at| (at[0] - middle[0]).powi(2) + (at[1] - middle[1]).powi(2))
        .sum();
    let spread = (squares / spot.len() as f64).sqrt() / ball.radius_px;
    if spread > MOST_SPREAD {
        return Err(wrong(
            format!("spread over {spread:.2} of the ball's radius"),
            "it may be over 0.12: one small lamp, and nothing else that is bright",
        ));
    }
    let toward = ball
        .met(middle, camera)
        .map(|(line, normal)| mirrored(line, normal))
        .filter(|toward| toward[2] < 0.0);
    let light = toward.map(Light::Distant).ok_or_else(|| {
        wrong(
            format!("at ({:.0}, {:.0}) px", middle[0], middle[1]),
            "there it shows a lamp behind the skin; check the ball's outline",
        )
    })?;
    Ok(LampOnBall {
        light,
        brightness: None,
    })
}

fn mirrored(line: [f64; 3], normal: [f64; 3]) -> [f64; 3] {
    let along = dot(line, normal);
    std::array::from_fn(|i| line[i] - 2.0 * along * normal[i])
}

#[cfg(test)]
mod tests {
    use super::super::traced::{self, CAMERA, LAMPS, SIZE, angle_deg, direction};
    use super::*;
    use crate::BallSurface;

    /// A pixel is bright when its mirrored line of sight runs within 2° of the lamp.
    fn shown(lamp: [f64; 3]) -> impl Fn(usize, usize) -> f32 {
        move |x, y| match traced::met(x, y) {
            None => 0.3,
            Some((line, normal)) if angle_deg(mirrored(line, normal), lamp) < 2.0 => 1.0,
            Some(_) => 0.02,
        }
    }

    #[test]
    fn lamps_are_found_on_a_ball_that_is_traced_in_perspective() {
        let ball = traced::ball(BallSurface::Mirror);
        for lamp in LAMPS {
            let found = ball.lamp("a", SIZE, Some(&CAMERA), shown(lamp)).unwrap();
            assert!(
                angle_deg(direction(found.light), lamp) < 1.0,
                "{lamp:?}: {found:?}"
            );
            // Without the camera the ball's place aside is taken for slope.
            let afar = ball.lamp("a", SIZE, None, shown(lamp)).unwrap();
            let off = angle_deg(direction(afar.light), lamp);
            assert!(off > 3.0 && off < 12.0, "{lamp:?}: {off}");
        }
    }

    #[test]
    fn a_ball_that_shows_no_lamp_or_two_or_lies_outside_is_one_line() {
        let ball = Ball {
            centre_px: [50.0, 50.0],
            radius_px: 40.0,
            surface: BallSurface::Mirror,
        };
        let one = |x: usize, y: usize| {
            if x.abs_diff(70) + y.abs_diff(50) < 3 {
                1.0
            } else {
                0.01
            }
        };
        let two = |x: usize, y: usize| {
            one(x, y)
                + if x.abs_diff(35) + y.abs_diff(40) < 3 {
                    1.0
                } else {
                    0.0
                }
        };
        let refused = |ball: Ball, lit: &dyn Fn(usize, usize) -> f32| {
            let error = ball.lamp("a.png", [100, 100], None, lit).unwrap_err().to_string();
            assert!(error.starts_with("a.png: ") && !error.contains('\n'), "{error}");
            error
        };
        assert!(ball.lamp("a.png", [100, 100], None, one).is_ok());
        assert!(refused(ball, &|_, _| 0.2).contains("1.0 times as bright"));
        assert!(refused(ball, &two).contains("spread over"));
        let aside = Ball {
            centre_px: [70.0, 50.0],
            ..ball
        };
        assert!(refused(aside, &one).contains("within the picture"));
        let small = Ball {
            radius_px: f64::NAN,
            ..ball
        };
        assert!(refused(small, &one).contains("at least 20 pixels"));
    }
}
