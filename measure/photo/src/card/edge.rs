//! One side of a tag at full resolution: where it lies and how blurred it is.
//!
//! Pixels are taken as they are, each at its own distance from the side, as in the slanted-edge method of
//! ISO 12233: nothing is interpolated, so nothing adds blur. All in linear light: in code values the half-way
//! crossing lies inside the black.

use super::layout::{PAYLOAD_CELLS, TAG_CELLS};
use super::light::luminance_at;
use super::line::Line;
use crate::Photo;
use relief_grid::Point;

/// How many pixel rows across the side are read at most; more would only cost time.
const MAX_SCANS: usize = 56;
/// The stretch of the side that is read: neither corners nor their blur.
const USED: std::ops::Range<f64> = 0.1..0.9;
/// Fewer scans do not make a side.
const MIN_SCANS: usize = 5;

/// A side of a tag: the black border within, paper without.
pub(super) struct Side {
    /// From its first to its second corner; `inward` is +1 when the tag lies at positive offsets.
    pub line: Line,
    pub inward: f64,
    pub length_px: f64,
    /// A cell's depth, perpendicular to the side.
    pub cell_px: f64,
    /// Whether the payload's outermost cells along the side are white.
    pub white: [bool; PAYLOAD_CELLS],
}

/// One pixel near a side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    /// Along the side, 0 to 1.
    pub along: f64,
    /// Into the tag, in pixels.
    pub depth: f64,
    pub light: f64,
}

impl Side {
    /// Pixels within `outside` and `inside` pixels of the side, scan by scan across it.
    pub fn scans(&self, photo: &Photo, outside: f64, inside: f64) -> Vec<Vec<Sample>> {
        let along = self.line.direction();
        let by_column = along.x.abs() >= along.y.abs();
        let steepness = along.x.abs().max(along.y.abs());
        let (start, end) = (
            self.line.at(USED.start * self.length_px, 0.0),
            self.line.at(USED.end * self.length_px, 0.0),
        );
        let major = |p: Point| if by_column { p.x } else { p.y };
        let (low, high) = (
            major(start).min(major(end)).ceil() as i64,
            major(start).max(major(end)).floor() as i64,
        );
        let stride = ((high - low + 1).max(1) as usize).div_ceil(MAX_SCANS);
        (low..=high)
            .step_by(stride)
            .map(|at| {
                let position =
                    (at as f64 - major(self.line.at(0.0, 0.0))) / if by_column { along.x } else { along.y };
                let on = self.line.at(position, 0.0);
                let middle = if by_column { on.y } else { on.x };
                let reach = outside.max(inside) / steepness;
                let pixel = |minor: i64| if by_column { (at, minor) } else { (minor, at) };
                ((middle - reach).ceil() as i64..=(middle + reach).floor() as i64)
                    .filter_map(|minor| self.sample(photo, pixel(minor)))
                    .filter(|s| s.depth > -outside && s.depth < inside)
                    .collect()
            })
            .collect()
    }

    fn sample(&self, photo: &Photo, (x, y): (i64, i64)) -> Option<Sample> {
        let p = Point::new(x as f64, y as f64);
        Some(Sample {
            along: self.line.position(p) / self.length_px,
            depth: self.inward * self.line.offset(p),
            light: f64::from(luminance_at(photo, x, y)?),
        })
    }

    /// The side between half-way crossings: `None` where too few scans cross from white to black.
    pub fn crossed(&self, scans: &[Vec<Sample>]) -> Option<Line> {
        let points: Vec<(f64, f64)> = scans.iter().filter_map(|s| crossing(s)).collect();
        if points.len() < MIN_SCANS || 2 * points.len() < scans.len() {
            return None;
        }
        let (offset, slope) = robust_line(&points);
        self.moved(offset, slope)
    }

    /// The side moved inwards by `offset` at its middle and turned by `slope` pixels over its length.
    pub fn moved(&self, offset: f64, slope: f64) -> Option<Line> {
        let at = |share: f64| {
            self.line.at(
                share * self.length_px,
                self.inward * (offset + slope * (share - 0.5)),
            )
        };
        Line::between(at(0.0), at(1.0))
    }

    /// Where along the side (0 to 1) the payload's cell `i` begins.
    pub fn cell_start(i: usize) -> f64 {
        (i + 1) as f64 / TAG_CELLS as f64
    }
}

/// Where a scan falls through the middle between its white and its black: `(along, depth)`.
fn crossing(scan: &[Sample]) -> Option<(f64, f64)> {
    /// White paper against black ink at the very least.
    const MIN_RATIO: f64 = 1.5;
    let mut sorted: Vec<&Sample> = scan.iter().collect();
    sorted.sort_by(|a, b| a.depth.total_cmp(&b.depth));
    let outer = sorted.iter().filter(|s| s.depth < 0.0).count() / 2;
    if outer == 0 {
        return None;
    }
    let white = sorted[..outer].iter().map(|s| s.light).sum::<f64>() / outer as f64;
    let black = sorted.iter().fold(f64::INFINITY, |m, s| m.min(s.light));
    let middle = 0.5 * (white + black);
    let pair = sorted
        .windows(2)
        .find(|w| w[0].light >= middle && w[1].light < middle)?;
    let share = (pair[0].light - middle) / (pair[0].light - pair[1].light);
    let depth = pair[0].depth + share * (pair[1].depth - pair[0].depth);
    (white > MIN_RATIO * black).then_some((pair[0].along, depth))
}

/// `depth = offset + slope · (along − ½)` through points of which up to a third may be wrong: least squares
/// repeated without those beyond three robust standard deviations.
fn robust_line(points: &[(f64, f64)]) -> (f64, f64) {
    /// Rounds of discarding; a stable set comes after two or three.
    const ROUNDS: usize = 4;
    let mut depths: Vec<f64> = points.iter().map(|p| p.1).collect();
    let (mut offset, mut slope) = (median(&mut depths), 0.0);
    for _ in 0..ROUNDS {
        let residual = |p: &(f64, f64)| (p.1 - offset - slope * (p.0 - 0.5)).abs();
        let mut residuals: Vec<f64> = points.iter().map(residual).collect();
        // 1.4826 makes the median deviation a normal standard deviation; a tenth of a pixel is quantisation.
        let limit = 3.0 * (1.4826 * median(&mut residuals)).max(0.1);
        let kept: Vec<(f64, f64)> = points.iter().copied().filter(|p| residual(p) <= limit).collect();
        (offset, slope) = least_squares(&kept);
    }
    (offset, slope)
}

fn least_squares(points: &[(f64, f64)]) -> (f64, f64) {
    let n = points.len() as f64;
    let (mx, my) = points
        .iter()
        .fold((0.0, 0.0), |(x, y), p| (x + (p.0 - 0.5) / n, y + p.1 / n));
    let (xx, xy) = points.iter().fold((0.0, 0.0), |(xx, xy), p| {
        let dx = p.0 - 0.5 - mx;
        (xx + dx * dx, xy + dx * (p.1 - my))
    });
    let slope = if xx > 0.0 { xy / xx } else { 0.0 };
    (my - slope * mx, slope)
}

/// The median; the upper one of an even number; not a number of none.
pub(super) fn median(values: &mut [f64]) -> f64 {
    let middle = values.len() / 2;
    if values.is_empty() {
        return f64::NAN;
    }
    *values.select_nth_unstable_by(middle, f64::total_cmp).1
}
