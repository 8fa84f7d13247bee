//! Which tag a quadrilateral is: its payload, read at full resolution.

use super::layout::{PAYLOAD_CELLS, TAG_CELLS, TAG_COUNT, is_white, tag_code};
use super::light::luminance_near;
use super::projective::from_square;
use crate::Photo;
use relief_grid::Point;
use relief_grid::warp::Homography;

/// tag36h11's codes differ in at least 11 bits; two wrong bits leave a chance of 3·10⁻⁷ that a random payload
/// is taken for one of four ids in eight positions.
const MAX_WRONG_BITS: u32 = 2;
/// White paper beside black ink, in linear light; a mean contrast below this is no print.
const MIN_CONTRAST: f32 = 1.6;
/// Where samples stand in a cell, from its centre as shares of its edge.
const SPOTS: [f64; 3] = [-0.22, 0.0, 0.22];
/// How far out the paper around the tag is read, in cells from its edge.
const MARGIN_CELLS: f64 = 0.7;

/// A tag in the photo.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tag {
    pub id: usize,
    /// Top left, top right, bottom right and bottom left of the bitmap as [`tag_code`] has it, in pixels.
    pub corners: [Point; 4],
    /// Whether the bitmap is seen from behind.
    pub mirrored: bool,
    pub wrong_bits: u32,
}

/// The tag that fills `corners` (in pixels, clockwise as seen), if there is one.
pub(super) fn decode(photo: &Photo, corners: [Point; 4]) -> Option<Tag> {
    let mut bits = payload(photo, corners)?;
    let mut best: Option<Tag> = None;
    for turn in 0..4 {
        for mirrored in [false, true] {
            let seen = if mirrored { transposed(bits) } else { bits };
            let order: [usize; 4] = if mirrored { [0, 3, 2, 1] } else { [0, 1, 2, 3] };
            for id in 0..TAG_COUNT {
                let wrong_bits = (seen ^ tag_code(id)).count_ones();
                if wrong_bits <= MAX_WRONG_BITS && best.is_none_or(|b| wrong_bits < b.wrong_bits) {
                    let corners = order.map(|i| corners[(i + turn) % 4]);
                    best = Some(Tag {
                        id,
                        corners,
                        mirrored,
                        wrong_bits,
                    });
                }
            }
        }
        bits = turned(bits);
    }
    best
}

/// The payload with its second corner as the first: what was the right column is the top row.
pub(super) fn turned(bits: u64) -> u64 {
    rearranged(bits, |row, column| (column, PAYLOAD_CELLS - 1 - row))
}

/// The payload seen from behind: rows become columns.
fn transposed(bits: u64) -> u64 {
    rearranged(bits, |row, column| (column, row))
}

fn rearranged(bits: u64, from: impl Fn(usize, usize) -> (usize, usize)) -> u64 {
    let cells = (0..PAYLOAD_CELLS * PAYLOAD_CELLS).map(|i| from(i / PAYLOAD_CELLS, i % PAYLOAD_CELLS));
    cells.fold(0, |code, (row, column)| {
        code << 1 | u64::from(is_white(bits, row, column))
    })
}

/// A light level somewhere in a tag, in cells from its top left corner.
struct Level {
    at: Point,
    light: f32,
}

/// The payload's bits; `None` where there is no paper around a black border, or all is out of the photo.
fn payload(photo: &Photo, corners: [Point; 4]) -> Option<u64> {
    let to_px = from_square(corners, TAG_CELLS as f64)?;
    let level = |at: Point| cell_light(photo, &to_px, at).map(|light| Level { at, light });
    let paper: Vec<Level> = around(-MARGIN_CELLS).filter_map(level).collect();
    let border: Vec<Level> = around(0.5).filter_map(level).collect();
    let mean = |levels: &[Level]| levels.iter().map(|l| l.light).sum::<f32>() / levels.len() as f32;
    let contrasted = mean(&paper) > MIN_CONTRAST * mean(&border);
    if !contrasted || border.len() < 4 * TAG_CELLS {
        return None;
    }
    (0..PAYLOAD_CELLS * PAYLOAD_CELLS).try_fold(0, |code, i| {
        let (row, column) = (i / PAYLOAD_CELLS, i % PAYLOAD_CELLS);
        let cell = level(Point::new(column as f64 + 1.5, row as f64 + 1.5))?;
        let middle = 0.5 * (nearby(&paper, cell.at) + nearby(&border, cell.at));
        Some(code << 1 | u64::from(cell.light > middle))
    })
}

/// Points along the tag's four sides, `inset` cells inside its edge.
fn around(inset: f64) -> impl Iterator<Item = Point> {
    let (low, high) = (inset, TAG_CELLS as f64 - inset);
    (0..TAG_CELLS).flat_map(move |i| {
        let share = (i as f64 + 0.5) / TAG_CELLS as f64;
        let along = low + share * (high - low);
        [
            Point::new(along, low),
            Point::new(high, along),
            Point::new(along, high),
            Point::new(low, along),
        ]
    })
}

/// Levels interpolated by inverse squared distance: a shadow's edge across the tag stays where it is.
fn nearby(levels: &[Level], at: Point) -> f32 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for level in levels {
        let weight = 1.0 / (level.at.distance(at) as f32).powi(2);
        sum += weight * level.light;
        weights += weight;
    }
    sum / weights
}

/// The mean light of a cell around `centre`; `None` when that is not wholly in the photo.
fn cell_light(photo: &Photo, to_px: &Homography, centre: Point) -> Option<f32> {
    let mut sum = 0.0;
    for dy in SPOTS {
        for dx in SPOTS {
            sum += luminance_near(photo, to_px.apply(Point::new(centre.x + dx, centre.y + dy)))?;
        }
    }
    Some(sum / (SPOTS.len() * SPOTS.len()) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_turns_and_two_reflections_change_nothing() {
        let code = tag_code(1);
        assert_eq!(turned(turned(turned(turned(code)))), code);
        assert_eq!(transposed(transposed(code)), code);
        assert_ne!(turned(turned(code)), code);
    }

    #[test]
    fn no_id_is_another_one_turned_or_mirrored() {
        for (a, b) in (0..4).flat_map(|a| (0..4).map(move |b| (a, b))) {
            let mut seen = tag_code(a);
            for turn in 0..4 {
                let itself = a == b && turn == 0;
                assert!(
                    itself || (seen ^ tag_code(b)).count_ones() > 2 * MAX_WRONG_BITS,
                    "{a} {b} {turn}"
                );
                assert!(
                    (transposed(seen) ^ tag_code(b)).count_ones() > 2 * MAX_WRONG_BITS,
                    "{a} {b} {turn}"
                );
                seen = turned(seen);
            }
        }
    }
}
