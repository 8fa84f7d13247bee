//! A tag's corners at full resolution, from its four sides.

use super::decode::turned;
use super::edge::Side;
use super::group::Placed;
use super::layout::{TAG_CELLS, is_white};
use super::line::{Line, signed_area};
use super::spread::{self, Spread};
use crate::Photo;
use relief_grid::Point;

/// How far into the border a side is read, in cells: the payload begins at one.
const INSIDE_CELLS: f64 = 0.9;
/// How far out: the paper reaches 2.4 cells, to the card's edge.
const OUTSIDE_CELLS: f64 = 2.0;
/// What a sharp edge needs on each side; a blurred one is read again, wider.
const REACH_PX: f64 = 12.0;
/// Standard deviations that a blurred edge needs on each side, and pixels for halos.
const REACH_SIGMA: f64 = 4.5;
const REACH_HALO_PX: f64 = 3.0;
/// Blur to start from: that of common cameras.
const START_SIGMA_PX: f64 = 1.0;

/// A tag measured at full resolution.
#[derive(Debug, Clone)]
pub(super) struct Refined {
    pub corners: [Point; 4],
    /// Blur of each of the four sides.
    pub sigmas_px: [f64; 4],
}

/// The corners of `tag` to a fraction of a pixel. `slack_px` is how far its corners may be wrong. `None` when
/// one of its sides is covered, out of the photo or no edge.
pub(super) fn refine(photo: &Photo, tag: &Placed, slack_px: f64) -> Option<Refined> {
    let rough = lines_of(tag, |side| {
        let scans = side.scans(
            photo,
            reach(side, OUTSIDE_CELLS, slack_px),
            reach(side, INSIDE_CELLS, slack_px),
        );
        side.crossed(&scans)
    })?;
    let tag = Placed {
        corners: corners_of(&rough)?,
        ..*tag
    };
    let spreads = lines_of(&tag, |side| spread_of(photo, side))?;
    Some(Refined {
        corners: corners_of(&spreads.map(|s| s.line))?,
        sigmas_px: spreads.map(|s| s.sigma_px),
    })
}

fn reach(side: &Side, cells: f64, px: f64) -> f64 {
    (cells * side.cell_px).min(px)
}

fn spread_of(photo: &Photo, side: &Side) -> Option<Spread> {
    let read = |px: f64| {
        side.scans(
            photo,
            reach(side, OUTSIDE_CELLS, px),
            reach(side, INSIDE_CELLS, px),
        )
    };
    let first = spread::fit(side, &read(REACH_PX), START_SIGMA_PX)?;
    let needed = REACH_SIGMA * first.sigma_px + REACH_HALO_PX;
    if needed <= REACH_PX || side.cell_px * INSIDE_CELLS <= REACH_PX {
        return Some(first);
    }
    spread::fit(side, &read(needed), first.sigma_px)
}

/// `measure` of each side, from the top on around the tag.
fn lines_of<T>(tag: &Placed, measure: impl Fn(&Side) -> Option<T>) -> Option<[T; 4]> {
    let inward = signed_area(&tag.corners).signum();
    let mut code = tag.code;
    let mut found = Vec::with_capacity(4);
    for i in 0..4 {
        let [a, b, c, d] = std::array::from_fn(|k| tag.corners[(i + k) % 4]);
        let line = Line::between(a, b)?;
        let depth = 0.5 * inward * (line.offset(c) + line.offset(d));
        let side = Side {
            line,
            inward,
            length_px: a.distance(b),
            cell_px: depth / TAG_CELLS as f64,
            white: std::array::from_fn(|column: usize| is_white(code, 0, column)),
        };
        found.push(measure(&side)?);
        code = turned(code);
    }
    found.try_into().ok()
}

fn corners_of(sides: &[Line; 4]) -> Option<[Point; 4]> {
    let mut corners = [Point::default(); 4];
    for (i, corner) in corners.iter_mut().enumerate() {
        *corner = sides[(i + 3) % 4].crossing(&sides[i])?;
    }
    Some(corners)
}
