//! Which tags make one card.

use super::decode::{Tag, turned};
use super::layout::{TAG_COUNT, TAG_EDGE_MM, tag_centre_mm, tag_code, tag_corners_mm};
use super::projective::through;
use relief_grid::Point;

/// How far a tag may lie from where another one, taken for a parallelogram, expects it, as a share of their
/// distance: a card tilted by 60° close to the lens needs 0.3, a tag turned by 90° would be off by 1.4.
const MAX_STRAY: f64 = 0.4;
/// How far a corner may lie from where all tags together expect it, in tag edges.
const MAX_CORNER_STRAY: f64 = 0.15;

/// A tag in its place on the card.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    pub id: usize,
    /// The corners that are top left, top right, bottom right and bottom left on the card, in pixels.
    pub corners: [Point; 4],
    /// The payload as it stands on the card.
    pub code: u64,
}

/// The tags of one card, by id.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub tags: Vec<Placed>,
    pub mirrored: bool,
    /// How many quarter turns the bitmaps are away from [`tag_code`].
    pub turn: usize,
}

/// The card with the most tags among `tags`: two or more that agree where the others are.
pub(super) fn group(tags: &[Tag]) -> Option<Group> {
    let mut best: Option<(Group, f64)> = None;
    for seed in tags {
        for turn in 0..4 {
            let Some((found, stray)) = around(seed, turn, tags) else {
                continue;
            };
            let better = best
                .as_ref()
                .is_none_or(|(other, least)| (found.tags.len(), -stray) > (other.tags.len(), -least));
            if better {
                best = Some((found, stray));
            }
        }
    }
    best.map(|(found, _)| found)
}

/// The card around `seed`, taken to be turned by `turn` quarters, and how far its corners stray.
fn around(seed: &Tag, turn: usize, tags: &[Tag]) -> Option<(Group, f64)> {
    let first = placed(seed, turn);
    let others = (0..TAG_COUNT).filter(|&id| id != seed.id).filter_map(|id| {
        tags.iter()
            .filter(|t| t.id == id && t.mirrored == seed.mirrored)
            .map(|t| placed(t, turn))
            .map(|t| (stray(&first, &t).max(stray(&t, &first)), t))
            .filter(|(stray, _)| *stray < MAX_STRAY)
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, t)| t)
    });
    let tags: Vec<Placed> = std::iter::once(first).chain(others).collect();
    if tags.len() < 2 {
        return None;
    }
    let (group, stray) = fitted(tags, seed.mirrored, turn)?;
    (stray < MAX_CORNER_STRAY).then_some((group, stray))
}

fn fitted(tags: Vec<Placed>, mirrored: bool, turn: usize) -> Option<(Group, f64)> {
    let mm: Vec<Point> = tags.iter().flat_map(|t| tag_corners_mm(t.id)).collect();
    let px: Vec<Point> = tags.iter().flat_map(|t| t.corners).collect();
    let mm_to_px = through(&mm, &px)?;
    let edge = |i: usize| px[i].distance(px[i / 4 * 4 + (i + 1) % 4]);
    let strays = (0..mm.len()).map(|i| mm_to_px.apply(mm[i]).distance(px[i]) / edge(i));
    let worst = strays.fold(
        0.0f64,
        |w, s| if s.is_finite() { w.max(s) } else { f64::INFINITY },
    );
    Some((Group { tags, mirrored, turn }, worst))
}

/// `tag` in its place on a card whose bitmaps are turned by `turn` quarters.
pub(super) fn placed(tag: &Tag, turn: usize) -> Placed {
    Placed {
        id: tag.id,
        corners: std::array::from_fn(|i| tag.corners[(i + turn) % 4]),
        code: (0..turn).fold(tag_code(tag.id), |code, _| turned(code)),
    }
}

/// How far `to` lies from where `from` expects it, as a share of their distance.
fn stray(from: &Placed, to: &Placed) -> f64 {
    let middle = |c: &[Point; 4]| {
        Point::new(
            0.25 * c.iter().map(|p| p.x).sum::<f64>(),
            0.25 * c.iter().map(|p| p.y).sum::<f64>(),
        )
    };
    // One millimetre to the right and one down, by the mean of opposite sides.
    let side = |a: usize, b: usize, c: usize, d: usize| {
        let k = &from.corners;
        let scale = 0.5 / TAG_EDGE_MM;
        (
            (k[b].x - k[a].x + k[d].x - k[c].x) * scale,
            (k[b].y - k[a].y + k[d].y - k[c].y) * scale,
        )
    };
    let (right, down) = (side(0, 1, 3, 2), side(0, 3, 1, 2));
    let (here, there) = (tag_centre_mm(from.id), tag_centre_mm(to.id));
    let (dx, dy) = (there.x - here.x, there.y - here.y);
    let (start, end) = (middle(&from.corners), middle(&to.corners));
    let expected = Point::new(
        start.x + dx * right.0 + dy * down.0,
        start.y + dx * right.1 + dy * down.1,
    );
    expected.distance(end) / start.distance(end)
}
