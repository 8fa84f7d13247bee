//! The cheek itself: two curvatures, flattening out so that no part turns away from the camera.

use crate::random::Dice;

/// Slope that the form tends to far from the middle (26°): a cheek seen in one close-up.
const LIMIT_SLOPE: f64 = 0.48;

/// A bowl seen from outside, with a few slow bumps.
///
/// The drop along each main axis is `s²R (√(1 + (t / sR)²) − 1)`: curvature 1/R in the middle, slope `s` far out.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    radius_mm: [f64; 2],
    turn: (f64, f64),
    bumps: Vec<Bump>,
}

/// A plane wave of height.
#[derive(Debug, Clone)]
struct Bump {
    height_mm: f64,
    wave_per_mm: [f64; 2],
    phase: f64,
}

impl Form {
    /// A cheek with radii of 45 to 120 mm.
    pub(crate) fn new(dice: &mut Dice) -> Self {
        let radius_mm = [dice.between(55.0, 120.0), dice.between(45.0, 120.0)];
        Self {
            radius_mm,
            turn: dice.turn().sin_cos(),
            bumps: Vec::new(),
        }
    }

    /// A plane, for tests with a closed form.
    #[cfg(test)]
    pub(crate) fn flat() -> Self {
        Self {
            radius_mm: [f64::INFINITY; 2],
            turn: (0.0, 1.0),
            bumps: Vec::new(),
        }
    }

    /// The form when the head is held a little differently: bumps of `rms_mm` and 40 to 90 mm long.
    pub(crate) fn bent(&self, dice: &mut Dice, rms_mm: f64) -> Self {
        let mut bent = self.clone();
        for _ in 0..2 {
            let wave = std::f64::consts::TAU / dice.between(40.0, 90.0);
            let (sin, cos) = dice.turn().sin_cos();
            bent.bumps.push(Bump {
                height_mm: rms_mm,
                wave_per_mm: [wave * cos, wave * sin],
                phase: dice.turn(),
            });
        }
        bent
    }

    /// Height in mm (0 in the middle, falling outwards).
    pub(crate) fn height(&self, x_mm: f64, y_mm: f64) -> f64 {
        let (sin, cos) = self.turn;
        let main = [cos * x_mm + sin * y_mm, cos * y_mm - sin * x_mm];
        let drop: f64 = main
            .iter()
            .zip(self.radius_mm)
            .map(|(&t, radius)| drop_mm(t, radius))
            .sum();
        let bumps: f64 = self
            .bumps
            .iter()
            .map(|b| b.height_mm * (b.wave_per_mm[0] * x_mm + b.wave_per_mm[1] * y_mm + b.phase).sin())
            .sum();
        bumps - drop
    }

    /// Slope of the height along x and y.
    pub(crate) fn gradient(&self, x_mm: f64, y_mm: f64) -> [f64; 2] {
        let (sin, cos) = self.turn;
        let along = slope(cos * x_mm + sin * y_mm, self.radius_mm[0]);
        let across = slope(cos * y_mm - sin * x_mm, self.radius_mm[1]);
        let mut g = [-(cos * along - sin * across), -(sin * along + cos * across)];
        for b in &self.bumps {
            let cosine = (b.wave_per_mm[0] * x_mm + b.wave_per_mm[1] * y_mm + b.phase).cos();
            g[0] += b.height_mm * b.wave_per_mm[0] * cosine;
            g[1] += b.height_mm * b.wave_per_mm[1] * cosine;
        }
        g
    }
}

fn drop_mm(t_mm: f64, radius_mm: f64) -> f64 {
    if radius_mm.is_infinite() {
        return 0.0;
    }
    let scale = LIMIT_SLOPE * radius_mm;
    LIMIT_SLOPE * scale * ((t_mm / scale).hypot(1.0) - 1.0)
}

fn slope(t_mm: f64, radius_mm: f64) -> f64 {
    let ratio = t_mm / (LIMIT_SLOPE * radius_mm);
    LIMIT_SLOPE * ratio / ratio.hypot(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gradient_is_the_heights_derivative() {
        let mut dice = Dice::new(3, "form");
        let form = Form::new(&mut dice).bent(&mut dice, 0.1);
        let step = 1e-4;
        for (x, y) in [(0.0, 0.0), (20.0, -13.0), (-70.0, 44.0)] {
            let g = form.gradient(x, y);
            let dx = (form.height(x + step, y) - form.height(x - step, y)) / (2.0 * step);
            let dy = (form.height(x, y + step) - form.height(x, y - step)) / (2.0 * step);
            assert!(
                (g[0] - dx).abs() < 1e-7 && (g[1] - dy).abs() < 1e-7,
                "{g:?} {dx} {dy}"
            );
        }
    }

    #[test]
    fn curvature_in_the_middle_is_one_over_the_radius() {
        let step = 0.01;
        let second = 2.0 * drop_mm(step, 60.0) / (step * step);
        assert!((second - 1.0 / 60.0).abs() < 1e-6, "{second}");
    }
}
