//! Where lamps are, from a mirror ball in view.
//!
//! A ball bearing, or a black glass marble, shows each lamp as one small highlight. There its surface stands half way between camera and lamp, so that the place of the highlight within the
//! ball's outline tells the lamp's direction (the usual calibration of photometric stereo: Ackermann & Goesele 2015, doi:10.1561/0600000065). Whoever has a ball needs no tape measure, and may hold the lamp
//! anywhere.

use crate::lamps::sight;
use crate::set::{dot, norm};
use crate::{Camera, Light, StereoError, View};

/// A mirror ball's outline in the pictures, which every picture of a set shows at the same place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MirrorBall {
    /// Its middle, in pixels: `(0, 0)` is the centre of the first one.
    pub centre_px: [f64; 2],
    /// Its radius in pixels.
    pub radius_px: f64,
}

/// On a smaller ball an outline that is off by a pixel turns lamps by more than 6°.
const LEAST_RADIUS_PX: f64 = 20.0;
/// Nearer to the rim a ball shows what is behind it, and its outline is not exact.
const INSIDE: f64 = 0.97;
/// A highlight is what is at least so bright beside its brightest pixel.
const SHARE_OF_BRIGHTEST: f64 = 0.5;
/// A lamp is so many times brighter than what else a ball shows of a room: its own mean.
const LEAST_CONTRAST: f64 = 4.0;
/// A lamp of 60 mm at half a metre shows as a spot of 0.03 radii; two lamps, or a window beside the lamp, lie farther apart.
const MOST_SPREAD: f64 = 0.12;

impl MirrorBall {
    /// The direction of the one lamp that a picture shows on the ball: `brightness` gives the linear light of a pixel of a picture of `width × height` pixels, and `name` is the picture's.
    ///
    /// ```
    /// use relief_stereo::{Light, MirrorBall};
    /// let ball = MirrorBall { centre_px: [50.0, 50.0], radius_px: 40.0 };
    /// // A highlight at half the radius to the right: the ball is turned by 30° there, and the lamp by 60°.
    /// let spot = |x: usize, y: usize| if (69..=71).contains(&x) && (49..=51).contains(&y) { 1.0 } else { 0.01 };
    /// let Light::Distant([x, y, z]) = ball.lamp("a.png", [100, 100], None, spot)? else { unreachable!() };
    /// assert!((x - 0.866).abs() < 1e-3 && y.abs() < 1e-9 && (z + 0.5).abs() < 1e-3);
    /// # Ok::<(), relief_stereo::StereoError>(())
    /// ```
    ///
    /// The lamp is taken to be far away. With a camera the lines of sight are those of its perspective, and the outline is taken for the short axis of the ellipse that it is; without one the camera is far away, too.
    ///
    /// # Errors
    /// [`StereoError::Value`] when the ball is small or does not lie within the picture, or shows no lamp or more than one.
    pub fn lamp(
        &self,
        name: &str,
        [width, height]: [usize; 2],
        camera: Option<&Camera>,
        brightness: impl Fn(usize, usize) -> f32,
    ) -> Result<Light, StereoError> {
        self.validate(name, [width, height])?;
        let pixels = self.pixels();
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
        let spread = (squares / spot.len() as f64).sqrt() / self.radius_px;
        if spread > MOST_SPREAD {
            return Err(wrong(
                format!("spread over {spread:.2} of the ball's radius"),
                "it may be over 0.12: one small lamp, and nothing else that is bright",
            ));
        }
        let toward = self.toward(middle, camera).filter(|toward| toward[2] < 0.0);
        toward.map(Light::Distant).ok_or_else(|| {
            wrong(
                format!("at ({:.0}, {:.0}) px", middle[0], middle[1]),
                "there it shows a lamp behind the skin; check the ball's outline",
            )
        })
    }

    fn validate(&self, name: &str, [width, height]: [usize; 2]) -> Result<(), StereoError> {
        let wrong = |field, value: String, limit| {
            Err(StereoError::Value {
                name: name.to_owned(),
                field,
                value,
                limit,
            })
        };
        let ([x, y], radius) = (self.centre_px, self.radius_px);
        if !(radius.is_finite() && radius >= LEAST_RADIUS_PX) {
            return wrong(
                "mirror_ball.radius_px",
                format!("{radius}"),
                "at least 20 pixels are needed, 60 are better",
            );
        }
        let inside = |at: f64, size: usize| at - radius >= -0.5 && at + radius <= size as f64 - 0.5;
        if !(inside(x, width) && inside(y, height)) {
            return wrong(
                "mirror_ball",
                format!("at ({x}, {y}) px with a radius of {radius} px"),
                "all of it must lie within the picture",
            );
        }
        Ok(())
    }

    /// The pixels of a ball that lies within the picture, but for its rim.
    fn pixels(&self) -> Vec<(usize, usize)> {
        let ([x, y], radius) = (self.centre_px, INSIDE * self.radius_px);
        let around =
            |at: f64| (at - radius).ceil().max(0.0) as usize..=(at + radius).floor().max(0.0) as usize;
        around(y)
            .flat_map(|row| around(x).map(move |column| (column, row)))
            .filter(|at| (at.0 as f64 - x).hypot(at.1 as f64 - y) <= radius)
            .collect()
    }

    /// The direction to a lamp whose highlight lies at `at`; `None` beside the ball.
    fn toward(&self, at: [f64; 2], camera: Option<&Camera>) -> Option<[f64; 3]> {
        let (line, normal) = match camera {
            None => ([0.0, 0.0, 1.0], self.normal_from_afar(at)?),
            Some(camera) => self.met(at, camera)?,
        };
        // The line of sight, mirrored at the surface.
        let along = dot(line, normal);
        Some(std::array::from_fn(|i| line[i] - 2.0 * along * normal[i]))
    }

    fn normal_from_afar(&self, at: [f64; 2]) -> Option<[f64; 3]> {
        let [x, y] = [0, 1].map(|i| (at[i] - self.centre_px[i]) / self.radius_px);
        let rest = 1.0 - x * x - y * y;
        (rest > 0.0).then(|| [x, y, -rest.sqrt()])
    }

    /// Where a line of sight meets the ball: its direction, and the ball's normal there. The ball's middle is one unit away.
    fn met(&self, at: [f64; 2], camera: &Camera) -> Option<([f64; 3], [f64; 3])> {
        let view = View::Perspective(*camera);
        let unit = |[x, y]: [f64; 2]| {
            let line = sight(&view, x, y);
            let length = norm(line);
            line.map(|v| v / length)
        };
        let (middle, line) = (unit(self.centre_px), unit(at));
        // The short axis b of the outline of a cone of half angle α around a direction of cosine c: sin α = b c / √(1 + b²), in units of the focal length.
        let b = self.radius_px / (0.5 * (camera.fx + camera.fy));
        let radius = b * middle[2] / (1.0 + b * b).sqrt();
        let along = dot(line, middle);
        let reach = along * along - 1.0 + radius * radius;
        if reach <= 0.0 {
            return None;
        }
        let away = along - reach.sqrt();
        Some((
            line,
            std::array::from_fn(|i| (away * line[i] - middle[i]) / radius),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn angle_deg(a: [f64; 3], b: [f64; 3]) -> f64 {
        (dot(a, b) / (norm(a) * norm(b)))
            .clamp(-1.0, 1.0)
            .acos()
            .to_degrees()
    }

    fn direction(light: Light) -> [f64; 3] {
        match light {
            Light::Distant(direction) | Light::Near(direction) => direction,
        }
    }

    /// A ball of 10 mm that is traced: a pixel is bright when its mirrored line of sight runs within 2° of the lamp.
    fn traced(camera: &Camera, middle_mm: [f64; 3], lamp: [f64; 3]) -> impl Fn(usize, usize) -> f32 {
        const RADIUS_MM: f64 = 10.0;
        let view = View::Perspective(*camera);
        move |x, y| {
            let line = sight(&view, x as f64, y as f64);
            let length = norm(line);
            let line = line.map(|v| v / length);
            let along = dot(line, middle_mm);
            let reach = along * along - dot(middle_mm, middle_mm) + RADIUS_MM * RADIUS_MM;
            if reach <= 0.0 {
                return 0.3;
            }
            let away = along - reach.sqrt();
            let normal: [f64; 3] = std::array::from_fn(|i| (away * line[i] - middle_mm[i]) / RADIUS_MM);
            let facing = dot(line, normal);
            let mirrored = std::array::from_fn(|i| line[i] - 2.0 * facing * normal[i]);
            if angle_deg(mirrored, lamp) < 2.0 {
                1.0
            } else {
                0.02
            }
        }
    }

    #[test]
    fn lamps_are_found_on_a_ball_that_is_traced_in_perspective() {
        let camera = Camera {
            fx: 1500.0,
            fy: 1500.0,
            cx: 399.5,
            cy: 299.5,
            k1: 0.0,
            distance_mm: 300.0,
        };
        // Left of the middle, seen 7° aside.
        let middle_mm = [-36.0, 12.0, 300.0];
        let centre = [0, 1].map(|i| 1500.0 * middle_mm[i] / 300.0 + [399.5, 299.5][i]);
        let ball = MirrorBall {
            centre_px: centre,
            radius_px: 50.0,
        };
        for lamp in [
            [0.6, 0.0, -0.8],
            [-0.5, 0.5, -0.7],
            [0.0, -0.7, -0.7],
            [0.1, 0.1, -1.0],
        ] {
            let found = ball
                .lamp("a", [800, 600], Some(&camera), traced(&camera, middle_mm, lamp))
                .unwrap();
            assert!(angle_deg(direction(found), lamp) < 1.0, "{lamp:?}: {found:?}");
            // Without the camera the ball's place aside is taken for slope.
            let afar = ball
                .lamp("a", [800, 600], None, traced(&camera, middle_mm, lamp))
                .unwrap();
            let off = angle_deg(direction(afar), lamp);
            assert!(off > 3.0 && off < 12.0, "{lamp:?}: {off}");
        }
    }

    #[test]
    fn a_ball_that_shows_no_lamp_or_two_or_lies_outside_is_one_line() {
        let ball = MirrorBall {
            centre_px: [50.0, 50.0],
            radius_px: 40.0,
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
        let refused = |ball: MirrorBall, lit: &dyn Fn(usize, usize) -> f32| {
            let error = ball.lamp("a.png", [100, 100], None, lit).unwrap_err().to_string();
            assert!(error.starts_with("a.png: ") && !error.contains('\n'), "{error}");
            error
        };
        assert!(ball.lamp("a.png", [100, 100], None, one).is_ok());
        assert!(refused(ball, &|_, _| 0.2).contains("1.0 times as bright"));
        assert!(refused(ball, &two).contains("spread over"));
        let aside = MirrorBall {
            centre_px: [70.0, 50.0],
            ..ball
        };
        assert!(refused(aside, &one).contains("within the picture"));
        let small = MirrorBall {
            radius_px: f64::NAN,
            ..ball
        };
        assert!(refused(small, &one).contains("at least 20 pixels"));
    }
}
