//! Turn, shift and the skin's form from two views of the same places, by damped least squares.

use nalgebra::{Matrix3, Rotation3, SMatrix, SVector, Vector3};

/// Turn (3), place of the skin's middle in the second view (3), slopes (2) and curvatures (3) of the skin's depth.
const PARAMETERS: usize = 11;
type Vector = SVector<f64, PARAMETERS>;
type Matrix = SMatrix<f64, PARAMETERS, PARAMETERS>;

/// Where slopes and curvatures begin among the parameters.
const FORM: usize = 6;

/// Spread of slopes and curvatures that skin in a close-up may have, which alone hold the form where nothing turned: slopes
/// of 30°, and a cheek that falls off within the picture as far as half a ball.
const FORM_SD: f64 = 0.55;

/// Fewest places: some ten independent ones, as patches of skin overlap.
const FEWEST_PLACES: usize = 30;

/// Neighbouring places err together, as one smooth mapping gave them: about this many count as one.
const PLACES_AS_ONE: f64 = 10.0;

/// Largest standard error of an answer, degrees: a third of the gap between views that are compared and views that
/// never are.
const LARGEST_SD_DEG: f64 = 3.0;

/// Turn of the first guesses, radians. Without perspective a turn one way of a bulge looks like the other way of a dent, so
/// that both are tried.
const FIRST_TURN: f64 = 0.35;

/// Two rays to one place: x and y over depth in the first and in the second view.
pub(super) type Rays = [[f64; 2]; 2];

/// The angle between both lines of sight to the middle of the places, in axes of the skin, degrees. `None` with too
/// few places or when the answer is too uncertain.
pub(super) fn view_change_deg(rays: &[Rays]) -> Option<f64> {
    if rays.len() < FEWEST_PLACES {
        return None;
    }
    let problem = Problem::new(rays)?;
    let guesses = [[0.0, 0.0], [1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]];
    let solved = guesses.iter().filter_map(|guess| problem.solve(*guess));
    let best = solved.min_by(|a, b| a.cost.total_cmp(&b.cost))?;
    (problem.turn_sd(&best)?.to_degrees() <= LARGEST_SD_DEG).then(|| problem.view_change(&best).to_degrees())
}

/// A state of the search.
#[derive(Debug, Clone)]
struct State {
    turn: Matrix3<f64>,
    middle: Vector3<f64>,
    form: [f64; 5],
    cost: f64,
}

struct Problem<'a> {
    rays: &'a [Rays],
    /// Middle of the places in both views.
    centres: [[f64; 2]; 2],
    /// Root mean square distance of the places from their middle in the first view.
    spread: f64,
    /// How far places stray from where a smooth rigid skin has them, as a ray; what strays farther counts less.
    typical: f64,
}

struct Equations {
    normal: Matrix,
    gradient: Vector,
    cost: f64,
}

impl<'a> Problem<'a> {
    /// `None` when all places are one.
    fn new(rays: &'a [Rays]) -> Option<Self> {
        /// Stray of the places as a share of their spread: 0.03 mm of 25 mm, a fraction of a working pixel.
        const TYPICAL: f64 = 1.2e-3;
        let n = rays.len() as f64;
        let mean = |view: usize, axis: usize| rays.iter().map(|r| r[view][axis]).sum::<f64>() / n;
        let centres = [[mean(0, 0), mean(0, 1)], [mean(1, 0), mean(1, 1)]];
        let squares = rays
            .iter()
            .map(|[r, _]| (r[0] - centres[0][0]).powi(2) + (r[1] - centres[0][1]).powi(2));
        let spread = (squares.sum::<f64>() / n).sqrt();
        (spread > 0.0).then_some(Self {
            rays,
            centres,
            spread,
            typical: TYPICAL * spread,
        })
    }

    fn solve(&self, guess: [f64; 2]) -> Option<State> {
        const STEPS: usize = 60;
        const SETTLED: f64 = 1e-9;
        let [x, y] = self.centres[1];
        let mut now = State {
            turn: Rotation3::new(Vector3::new(guess[0], guess[1], 0.0) * FIRST_TURN).into_inner(),
            middle: Vector3::new(x, y, 1.0),
            form: [0.0; 5],
            cost: f64::INFINITY,
        };
        let mut equations = self.equations(&now);
        now.cost = equations.cost;
        let mut damping = 1e-3;
        for _ in 0..STEPS {
            let mut damped = equations.normal;
            for i in 0..PARAMETERS {
                damped[(i, i)] *= 1.0 + damping;
            }
            let next = self.moved(&now, &damped.cholesky()?.solve(&equations.gradient));
            let there = self.equations(&next);
            if there.cost < now.cost {
                let gained = (now.cost - there.cost) / now.cost;
                now = State {
                    cost: there.cost,
                    ..next
                };
                equations = there;
                damping *= 0.2;
                if gained < SETTLED {
                    break;
                }
            } else {
                damping *= 8.0;
            }
        }
        Some(now)
    }

    fn moved(&self, from: &State, step: &Vector) -> State {
        let turn = Rotation3::new(Vector3::new(step[0], step[1], step[2])).into_inner() * from.turn;
        State {
            turn,
            middle: from.middle + Vector3::new(step[3], step[4], step[5]),
            form: std::array::from_fn(|i| from.form[i] + step[FORM + i]),
            cost: f64::INFINITY,
        }
    }

    /// The normal equations of the robust residuals (Cauchy) and of the form's own spread.
    fn equations(&self, state: &State) -> Equations {
        let mut out = Equations {
            normal: Matrix::zeros(),
            gradient: Vector::zeros(),
            cost: 0.0,
        };
        for rays in self.rays {
            let (rows, residual) = self.place(state, rays);
            let squares = residual[0].powi(2) + residual[1].powi(2);
            let weight = 1.0 / (1.0 + squares);
            out.cost += squares.ln_1p();
            for (row, residual) in rows.iter().zip(residual) {
                out.normal += weight * row * row.transpose();
                out.gradient += weight * residual * row;
            }
        }
        for (i, value) in state.form.iter().enumerate() {
            out.normal[(FORM + i, FORM + i)] += FORM_SD.powi(-2);
            out.gradient[FORM + i] -= value * FORM_SD.powi(-2);
            out.cost += (value / FORM_SD).powi(2);
        }
        out
    }

    /// The slopes of where one place is seen in the second view, and by how much it is seen elsewhere, in units of
    /// `typical`.
    fn place(&self, state: &State, [before, after]: &Rays) -> ([Vector; 2], [f64; 2]) {
        let [u, v] = std::array::from_fn(|i| (before[i] - self.centres[0][i]) / self.spread);
        let basis = [u, v, u * u, u * v, v * v];
        let depth = self.spread * basis.iter().zip(state.form).map(|(b, f)| b * f).sum::<f64>();
        let ray = Vector3::new(before[0], before[1], 1.0);
        let centre = Vector3::new(self.centres[0][0], self.centres[0][1], 1.0);
        // The middle of the skin is at depth 1, which sets the unit of length.
        let turned = state.turn * (ray * (1.0 + depth) - centre);
        let seen = turned + state.middle;
        let along = self.spread * (state.turn * ray);
        let by = |i: usize| match i {
            0..3 => Vector3::ith(i, 1.0).cross(&turned),
            3..FORM => Vector3::ith(i - 3, 1.0),
            _ => along * basis[i - FORM],
        };
        let scale = 1.0 / (seen.z * self.typical);
        let at = [seen.x / seen.z, seen.y / seen.z];
        let row = |axis: usize| {
            Vector::from_fn(|i, _| {
                let moved = by(i);
                (moved[axis] - at[axis] * moved.z) * scale
            })
        };
        (
            [row(0), row(1)],
            std::array::from_fn(|axis| (after[axis] - at[axis]) / self.typical),
        )
    }

    /// Standard error of the turn out of the picture plane, radians.
    fn turn_sd(&self, state: &State) -> Option<f64> {
        let covariance = self.equations(state).normal.cholesky()?.inverse();
        let squares = |rays: &Rays| self.place(state, rays).1.iter().map(|r| r * r).sum::<f64>();
        let mut strays: Vec<f64> = self.rays.iter().map(squares).collect();
        strays.sort_by(f64::total_cmp);
        // The median of the sum of two squared normal deviates of variance 1 is 2 ln 2.
        let variance = strays[strays.len() / 2] / (2.0 * std::f64::consts::LN_2);
        let turn = covariance[(0, 0)] + covariance[(1, 1)];
        Some((turn * variance * PLACES_AS_ONE).sqrt())
    }

    fn view_change(&self, state: &State) -> f64 {
        let sight = |[x, y]: [f64; 2]| Vector3::new(x, y, 1.0);
        let [before, after] = self.centres.map(sight);
        (state.turn.transpose() * after).angle(&before)
    }
}
