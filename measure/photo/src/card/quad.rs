//! Dark quadrilaterals: connected dark pixels whose outline has four straight sides.

use super::line::{Line, signed_area};
use rayon::prelude::*;
use relief_grid::components::{Component, Components, Connectivity, components};
use relief_grid::{Mask, Point};

/// A tag's cell must span at least one pixel here, seen from the side perhaps less.
const MIN_SIDE_PX: f64 = 8.0;
/// The black border alone fills 28 of a tag's 64 cells, the blackest payload all of it.
const MIN_FILL: f64 = 0.25;
/// How much of its hull a quadrilateral fills, for pixel steps at the smallest size.
const MIN_HULL_SHARE: f64 = 0.8;
/// How far an outline may stray from straight sides, as a share of the shorter side and in pixels.
const MAX_STRAY: f64 = 0.05;
const MAX_STRAY_PX: f64 = 0.8;
/// The stretch of a side that is used to place it: corners are rounded by blur.
const SIDE_USED: std::ops::Range<f64> = 0.12..0.88;
/// A tag is a fifth of its card: nothing that spans more of the picture is one.
const MAX_SPAN: f64 = 0.45;

/// The quadrilaterals among the dark components, corners clockwise as seen, in pixels.
pub(super) fn quads(dark: &Mask) -> Vec<[Point; 4]> {
    let found = components(dark, Connectivity::Four);
    let longest = MAX_SPAN * dark.width().max(dark.height()) as f64;
    found
        .list
        .par_iter()
        .filter(|c| {
            let (w, h) = (c.x.len() as f64, c.y.len() as f64);
            w.max(h) <= longest && w.min(h) >= 0.5 * MIN_SIDE_PX && w.max(h) >= MIN_SIDE_PX
        })
        .filter_map(|c| quad(c, &outline(&found, c)))
        .collect()
}

/// Where a component ends, on the pixels' outer edges: left and right of each row, top and bottom of each column.
struct Outline {
    rows: Vec<Point>,
    columns: Vec<Point>,
}

fn outline(found: &Components, component: &Component) -> Outline {
    let mut columns = vec![(usize::MAX, 0); component.x.len()];
    let mut rows = Vec::with_capacity(2 * component.y.len());
    for y in component.y.clone() {
        let row = &found.labels.row(y)[component.x.clone()];
        let mut ends = (usize::MAX, 0);
        for (x, _) in row.iter().enumerate().filter(|(_, l)| **l == component.label) {
            ends = (ends.0.min(x), x);
            columns[x] = (columns[x].0.min(y), y);
        }
        let at = |x: usize| (component.x.start + x) as f64;
        rows.push(Point::new(at(ends.0) - 0.5, y as f64));
        rows.push(Point::new(at(ends.1) + 0.5, y as f64));
    }
    let columns = columns
        .iter()
        .zip(component.x.clone())
        .flat_map(|(&(top, bottom), x)| {
            [
                Point::new(x as f64, top as f64 - 0.5),
                Point::new(x as f64, bottom as f64 + 0.5),
            ]
        });
    Outline {
        rows,
        columns: columns.collect(),
    }
}

fn quad(component: &Component, outline: &Outline) -> Option<[Point; 4]> {
    let hull = hull(outline.rows.iter().chain(&outline.columns).copied().collect());
    let rough = corners(&hull)?;
    let area = signed_area(&rough);
    let plausible = area >= MIN_HULL_SHARE * signed_area(&hull).abs()
        && component.area_px as f64 >= MIN_FILL * area
        && shortest_side(&rough) >= 0.5 * MIN_SIDE_PX;
    if !plausible {
        return None;
    }
    let sides: Vec<Line> = (0..4)
        .map(|i| straight_side(rough[i], rough[(i + 1) % 4], shortest_side(&rough), outline))
        .collect::<Option<_>>()?;
    let mut exact = rough;
    for (i, corner) in exact.iter_mut().enumerate() {
        *corner = sides[(i + 3) % 4].crossing(&sides[i])?;
    }
    (signed_area(&exact) > 0.0).then_some(exact)
}

fn shortest_side(corners: &[Point; 4]) -> f64 {
    (0..4)
        .map(|i| corners[i].distance(corners[(i + 1) % 4]))
        .fold(f64::INFINITY, f64::min)
}

/// The convex hull, clockwise as seen, by Andrew's monotone chain.
fn hull(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let upper = chain(points.iter().copied());
    let lower = chain(points.iter().rev().copied());
    // Each chain ends where the other begins.
    upper[..upper.len().saturating_sub(1)]
        .iter()
        .chain(&lower[..lower.len().saturating_sub(1)])
        .copied()
        .collect()
}

fn chain(points: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for p in points {
        while let [.., a, b] = kept[..]
            && (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) <= 0.0
        {
            kept.pop();
        }
        kept.push(p);
    }
    kept
}

/// The four corners of a hull that is a quadrilateral: the ends of its longest diagonal, and the points
/// farthest from that on both sides. Clockwise as seen.
fn corners(hull: &[Point]) -> Option<[Point; 4]> {
    let n = hull.len() as f64;
    let middle = Point::new(
        hull.iter().map(|p| p.x).sum::<f64>() / n,
        hull.iter().map(|p| p.y).sum::<f64>() / n,
    );
    let farthest = |distance: &dyn Fn(&Point) -> f64| {
        hull.iter()
            .copied()
            .max_by(|a, b| distance(a).total_cmp(&distance(b)))
    };
    let first = farthest(&|p| p.distance(middle))?;
    let third = farthest(&|p| p.distance(first))?;
    let diagonal = Line::between(first, third)?;
    let second = farthest(&|p| -diagonal.offset(*p))?;
    let fourth = farthest(&|p| diagonal.offset(*p))?;
    Some([first, second, third, fourth])
}

/// The side from `a` to `b` through the outline's points near it; `None` when they stray from a straight line.
fn straight_side(a: Point, b: Point, shortest: f64, outline: &Outline) -> Option<Line> {
    let rough = Line::between(a, b)?;
    let along = rough.direction();
    let crossed = if along.x.abs() < along.y.abs() {
        &outline.rows
    } else {
        &outline.columns
    };
    let (length, reach) = (a.distance(b), 1.5f64.max(0.1 * shortest));
    let near: Vec<Point> = crossed
        .iter()
        .copied()
        .filter(|&p| SIDE_USED.contains(&(rough.position(p) / length)) && rough.offset(p).abs() < reach)
        .collect();
    let line = Line::fit(&near)?;
    let stray = (near.iter().map(|&p| line.offset(p).powi(2)).sum::<f64>() / near.len() as f64).sqrt();
    // A side of n pixels along its main direction has n of these points, less the corners.
    let enough = near.len() as f64 > 0.35 * length * along.x.abs().max(along.y.abs());
    (near.len() >= 3 && enough && stray < MAX_STRAY_PX.max(MAX_STRAY * shortest)).then_some(line)
}
