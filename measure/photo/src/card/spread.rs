//! The edge-spread function of a tag's side: place and blur, by non-linear least squares.
//!
//! The model is paper, black border and payload, each blurred by the same Gaussian. Its width is fitted between
//! 10 and 90 % of the step, and the levels beyond the reach of sharpening halos: an overshoot then narrows the
//! reported blur only as far as it steepens the edge.

use super::edge::{Sample, Side, median};
use super::layout::PAYLOAD_CELLS;
use super::line::Line;
use nalgebra::{SMatrix, SVector};
use std::f64::consts::{FRAC_1_SQRT_2, PI};

const PARAMETERS: usize = 5;
type Vector = SVector<f64, PARAMETERS>;
type Matrix = SMatrix<f64, PARAMETERS, PARAMETERS>;

/// The step is between 10 and 90 % within this many standard deviations.
const CORE_SIGMA: f64 = 1.2816;
/// Blur itself has ended here; halos of common sharpening radii a pixel or so later.
const LEVEL_SIGMA: f64 = 3.0;
const HALO_PX: f64 = 1.5;
/// Steps of the fit; it mostly settles in five.
const MAX_STEPS: usize = 12;
/// A step smaller than this, in pixels and in shares, no longer matters.
const SETTLED: f64 = 1e-4;
/// Huber's constant: 95 % efficient for normal noise.
const HUBER: f64 = 1.345;
/// A camera's pixel alone blurs by 0.29; twenty pixels are no edge.
const SIGMA_RANGE_PX: std::ops::Range<f64> = 0.2..20.0;

/// A fitted side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    pub line: Line,
    pub sigma_px: f64,
}

/// Fits place, direction and blur of a side to its scans, starting from `sigma_px`. `None` when there is no
/// blurred step from paper to black.
pub(super) fn fit(side: &Side, scans: &[Vec<Sample>], sigma_px: f64) -> Option<Spread> {
    let samples = normalised(scans);
    let model = Model {
        side,
        inside: reach(&samples, 1.0),
        outside: reach(&samples, -1.0),
    };
    let mut p = Vector::from([0.0, 0.0, sigma_px.ln(), 1.0, 0.1]);
    let mut damping = 1e-3;
    let mut now = model.equations(&samples, &p);
    for _ in 0..MAX_STEPS {
        let damped = now.normal + Matrix::from_diagonal(&(now.normal.diagonal() * damping));
        let step = damped.cholesky()?.solve(&now.gradient);
        let next = p + step;
        let there = model.equations(&samples, &next);
        // Samples come into the core and leave it as it moves: compare means, not sums.
        if there.mean_cost <= now.mean_cost * (1.0 + 1e-9) {
            (p, now, damping) = (next, there, damping * 0.1);
            if step.amax() < SETTLED {
                break;
            }
        } else {
            damping *= 10.0;
        }
    }
    let sigma_px = p[2].exp();
    let black_enough = p[3] > 1.5 * p[4].max(0.0);
    (SIGMA_RANGE_PX.contains(&sigma_px) && black_enough).then_some(Spread {
        line: side.moved(p[0], p[1])?,
        sigma_px,
    })
}

fn reach(samples: &[Sample], sign: f64) -> f64 {
    samples.iter().fold(0.0, |m, s| m.max(sign * s.depth))
}

/// All samples as shares of the white outside of their own scan: light that changes along the side, and a
/// shadow's edge across it, fall out.
fn normalised(scans: &[Vec<Sample>]) -> Vec<Sample> {
    /// Scans on either side whose whites are averaged.
    const NEIGHBOURS: usize = 1;
    let whites: Vec<f64> = scans.iter().map(|s| white(s)).collect();
    let mut out = Vec::with_capacity(scans.iter().map(Vec::len).sum());
    for (i, scan) in scans.iter().enumerate() {
        let near = &whites[i.saturating_sub(NEIGHBOURS)..(i + NEIGHBOURS + 1).min(whites.len())];
        let known: Vec<f64> = near.iter().copied().filter(|w| *w > 0.0).collect();
        let white = known.iter().sum::<f64>() / known.len() as f64;
        if white > 0.0 {
            out.extend(scan.iter().map(|s| Sample {
                light: s.light / white,
                ..*s
            }));
        }
    }
    out
}

/// The mean of a scan's outer samples; not a number without any.
fn white(scan: &[Sample]) -> f64 {
    /// Nearer samples may be blurred black.
    const OUTER_SHARE: f64 = 0.6;
    let outermost = scan.iter().fold(0.0f64, |m, s| m.min(s.depth));
    let outer = scan.iter().filter(|s| s.depth < OUTER_SHARE * outermost);
    let (sum, n) = outer.fold((0.0, 0.0), |(sum, n), s| (sum + s.light, n + 1.0));
    sum / n
}

struct Model<'a> {
    side: &'a Side,
    /// How far samples reach into the tag and out of it.
    inside: f64,
    outside: f64,
}

/// The normal equations at one point of the fit.
struct Equations {
    normal: Matrix,
    gradient: Vector,
    mean_cost: f64,
}

impl Model<'_> {
    fn equations(&self, samples: &[Sample], p: &Vector) -> Equations {
        let sigma = p[2].exp();
        let used: Vec<(f64, Vector)> = samples
            .iter()
            .filter_map(|s| self.residual(s, p, sigma))
            .collect();
        let mut sizes: Vec<f64> = used.iter().map(|(r, _)| r.abs()).collect();
        let scale = (1.4826 * median(&mut sizes)).max(1e-6);
        let mut out = Equations {
            normal: Matrix::zeros(),
            gradient: Vector::zeros(),
            mean_cost: f64::INFINITY,
        };
        let (mut cost, mut weights) = (0.0, 0.0);
        for (residual, slopes) in &used {
            let weight = (HUBER * scale / residual.abs()).min(1.0);
            out.normal.syger(weight, slopes, slopes, 1.0);
            out.gradient += slopes * (weight * residual);
            cost += weight * residual * residual;
            weights += weight;
        }
        out.normal.fill_upper_triangle_with_lower_triangle();
        if weights > PARAMETERS as f64 {
            out.mean_cost = cost / weights;
        }
        out
    }

    /// What is observed less the model of blur `sigma`, and the model's derivatives; `None` between core and levels.
    fn residual(&self, s: &Sample, p: &Vector, sigma: f64) -> Option<(f64, Vector)> {
        let x = (s.depth - p[0] - p[1] * (s.along - 0.5)) / sigma;
        if self.in_halo(x, sigma) {
            return None;
        }
        let beyond = x - self.side.cell_px / sigma;
        let (under, under_beyond) = (below(x), below(beyond));
        // Most samples are so far from the payload that its cells need not be told apart.
        let payload = if under_beyond > 0.0 {
            self.payload(s.along, sigma)
        } else {
            0.0
        };
        let step = under - payload * under_beyond;
        let (slope, slope_beyond) = (density(x), payload * density(beyond));
        let contrast = p[3] - p[4];
        let by_offset = contrast * (slope - slope_beyond) / sigma;
        let by_log_sigma = contrast * (slope * x - slope_beyond * beyond);
        let slopes = Vector::from([
            by_offset,
            by_offset * (s.along - 0.5),
            by_log_sigma,
            1.0 - step,
            step,
        ]);
        Some((s.light - (p[3] - contrast * step), slopes))
    }

    /// Whether a sample is neither in the step's core nor beyond the halos. Where there is no room beyond the
    /// halos all is used.
    fn in_halo(&self, x: f64, sigma: f64) -> bool {
        let level = LEVEL_SIGMA + HALO_PX / sigma;
        let room = if x < 0.0 { self.outside } else { self.inside };
        x.abs() > CORE_SIGMA && x.abs() < level && room > level * sigma + 1.0
    }

    /// How white the payload's outermost cells are at a place along the side, 0 to 1.
    fn payload(&self, along: f64, sigma: f64) -> f64 {
        let scale = self.side.length_px / sigma;
        let past_start = |i: usize| below((along - Side::cell_start(i)) * scale);
        let mut from = past_start(0);
        let mut white = 0.0;
        for i in 0..PAYLOAD_CELLS {
            let to = past_start(i + 1);
            if self.side.white[i] {
                white += from - to;
            }
            from = to;
        }
        white
    }
}

/// The share of a normal distribution below `x`.
fn below(x: f64) -> f64 {
    /// Beyond, less than 10⁻⁷ is left.
    const END: f64 = 5.2;
    if x.abs() > END {
        f64::from(u8::from(x > 0.0))
    } else {
        0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
    }
}

fn density(x: f64) -> f64 {
    (-0.5 * x * x).exp() / (2.0 * PI).sqrt()
}
