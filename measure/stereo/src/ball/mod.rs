//! Where lamps are, from a ball in view.
//!
//! A ball's outline tells how its surface faces at each pixel. On a mirror (a ball bearing, a black glass marble) each lamp is one small highlight, where the surface stands half way between camera and lamp
//! ([`mirror`]); on a matt white ball (table tennis, painted wood) brightness falls with the cosine of the angle to the lamp ([`matte`]). Both are usual calibrations of photometric stereo (Ackermann &
//! Goesele 2015, doi:10.1561/0600000065). Whoever has a ball needs no tape measure, and may hold the lamp anywhere.

mod matte;
mod mirror;

use crate::lamps::sight;
use crate::set::{dot, norm};
use crate::{Camera, Light, StereoError, View};

/// What a ball's surface does with light.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BallSurface {
    /// It shows a lamp as a small highlight.
    Mirror,
    /// It follows Lambert's law.
    Matte,
}

/// A ball, which every picture of a set shows at the same place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ball {
    /// The middle of its outline, in pixels: `(0, 0)` is the centre of the first one.
    pub centre_px: [f64; 2],
    /// The radius of its outline, in pixels.
    pub radius_px: f64,
    /// What it is made of.
    pub surface: BallSurface,
}

/// What a ball tells of a picture's lamp.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LampOnBall {
    /// Where the lamp is, taken to be far away.
    pub light: Light,
    /// How bright a matt ball is under it when it faces it: the same ball in other pictures tells how bright lamps are beside each other. `None` of a mirror.
    pub brightness: Option<f64>,
}

/// On a smaller ball an outline that is off by a pixel turns lamps by more than 6° (mirror) or 3° (matt).
const LEAST_RADIUS_PX: f64 = 20.0;
/// Nearer to the rim a ball shows what is behind it, and its outline is not exact.
const INSIDE: f64 = 0.97;

impl Ball {
    /// The one lamp that a picture shows on the ball: `brightness` gives the linear light of a pixel of a picture of `width × height` pixels, and `name` is the picture's.
    ///
    /// ```
    /// use relief_stereo::{Ball, BallSurface, Light};
    /// let ball = Ball { centre_px: [50.0, 50.0], radius_px: 40.0, surface: BallSurface::Mirror };
    /// // A highlight at half the radius to the right: the ball is turned by 30° there, and the lamp by 60°.
    /// let spot = |x: usize, y: usize| if (69..=71).contains(&x) && (49..=51).contains(&y) { 1.0 } else { 0.01 };
    /// let Light::Distant([x, y, z]) = ball.lamp("a.png", [100, 100], None, spot)?.light else { unreachable!() };
    /// assert!((x - 0.866).abs() < 1e-3 && y.abs() < 1e-9 && (z + 0.5).abs() < 1e-3);
    /// # Ok::<(), relief_stereo::StereoError>(())
    /// ```
    ///
    /// The lamp is taken to be far away. With a camera the lines of sight are those of its perspective, and the outline is taken for the short axis of the ellipse that it is; without one the camera is far away, too.
    ///
    /// # Errors
    /// [`StereoError::Value`] when the ball is small or does not lie within the picture, a mirror shows no lamp or more than one, or a matt ball is not shaded as one lamp would.
    pub fn lamp(
        &self,
        name: &str,
        [width, height]: [usize; 2],
        camera: Option<&Camera>,
        brightness: impl Fn(usize, usize) -> f32,
    ) -> Result<LampOnBall, StereoError> {
        self.validate(name, [width, height])?;
        match self.surface {
            BallSurface::Mirror => mirror::lamp(self, name, camera, brightness),
            BallSurface::Matte => matte::lamp(self, name, camera, brightness),
        }
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
                "the ball's radius_px",
                format!("{radius}"),
                "at least 20 pixels are needed, 60 are better",
            );
        }
        let inside = |at: f64, size: usize| at - radius >= -0.5 && at + radius <= size as f64 - 0.5;
        if !(inside(x, width) && inside(y, height)) {
            return wrong(
                "the ball",
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

    /// The line of sight at a place of the picture, and the ball's normal where it meets it; `None` beside the ball.
    fn met(&self, at: [f64; 2], camera: Option<&Camera>) -> Option<([f64; 3], [f64; 3])> {
        match camera {
            None => Some(([0.0, 0.0, 1.0], self.normal_from_afar(at)?)),
            Some(camera) => self.met_in_perspective(at, camera),
        }
    }

    fn normal_from_afar(&self, at: [f64; 2]) -> Option<[f64; 3]> {
        let [x, y] = [0, 1].map(|i| (at[i] - self.centre_px[i]) / self.radius_px);
        let rest = 1.0 - x * x - y * y;
        (rest > 0.0).then(|| [x, y, -rest.sqrt()])
    }

    /// The ball's middle is one unit away.
    fn met_in_perspective(&self, at: [f64; 2], camera: &Camera) -> Option<([f64; 3], [f64; 3])> {
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
mod traced;
