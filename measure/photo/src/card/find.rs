//! The search: from coarse to fine until a card is found.

use super::decode::{Tag, decode};
use super::group::group;
use super::layout::TAG_COUNT;
use super::measure::measure;
use super::view::CardView;
use super::{dark, light, quad};
use crate::Photo;
use rayon::prelude::*;
use relief_grid::Point;

/// The longer side of the picture that is searched first: a card across a fifth of it has cells of two pixels.
const LONG_SIDE_PX: usize = 1600;
/// Searches, each at twice the resolution of the one before.
const SEARCHES: usize = 2;
/// What counts as dark, as shares of the white nearby: the second tells black from white in shadow.
const DARK_SHARES: [f32; 2] = [0.5, 0.25];
/// How far a corner found on the shrunk picture may be wrong, in pixels of that picture, and in pixels beyond.
const SLACK_SHRUNK: f64 = 2.0;
const SLACK_PX: f64 = 4.0;

/// What a search for the card found.
#[derive(Debug, Clone)]
pub enum CardSearch {
    /// No tag.
    None,
    /// Tags that do not make a card: too few, or not in their places.
    Partial {
        /// How many different tags.
        tags: usize,
    },
    /// A card: two tags or more in their places.
    Found(Box<CardView>),
}

/// Finds Relief card v1 in a photo: any turn, up to 60° of tilt, partly in shadow or covered, mirrored.
///
/// Positions are in pixels of `photo`, lengths in millimetres in the card's plane.
pub fn find_card(photo: &Photo) -> CardSearch {
    let first = photo.width.max(photo.height).div_ceil(LONG_SIDE_PX).max(1);
    let mut seen: Vec<Tag> = Vec::new();
    for factor in (0..SEARCHES).map(|i| (first >> i).max(1)) {
        let light = light::green_shrunk(photo, factor);
        for share in DARK_SHARES {
            seen.extend(tags(photo, &quad::quads(&dark::dark(&light, share)), factor));
            if let Some(view) =
                group(&seen).and_then(|g| measure(photo, &g, SLACK_SHRUNK * factor as f64 + SLACK_PX))
            {
                return CardSearch::Found(Box::new(view));
            }
        }
        if factor == 1 {
            break;
        }
    }
    match (0..TAG_COUNT)
        .filter(|&id| seen.iter().any(|t| t.id == id))
        .count()
    {
        0 => CardSearch::None,
        tags => CardSearch::Partial { tags },
    }
}

/// The tags among quadrilaterals of a picture shrunk by `factor`, in pixels of the photo.
fn tags(photo: &Photo, quads: &[[Point; 4]], factor: usize) -> Vec<Tag> {
    let (scale, shift) = (factor as f64, 0.5 * (factor - 1) as f64);
    let full = |p: Point| Point::new(scale * p.x + shift, scale * p.y + shift);
    quads
        .par_iter()
        .filter_map(|q| decode(photo, q.map(full)))
        .collect()
}
