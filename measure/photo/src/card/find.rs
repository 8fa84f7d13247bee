//! The search: from coarse to fine until a card is found.

use super::decode::{Tag, decode};
use super::edge::median;
use super::group::{Group, Placed, group, placed};
use super::layout::{TAG_COUNT, card_centre_mm, tag_corners_mm};
use super::pose::{self, TagCorners};
use super::projective::foreshortening;
use super::refine::{Refined, refine};
use super::view::{CardView, outline};
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
            if let Some(view) = group(&seen).and_then(|g| measured(photo, &g, factor)) {
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

/// The card measured at full resolution; `None` when fewer than two tags bear it.
fn measured(photo: &Photo, group: &Group, factor: usize) -> Option<CardView> {
    let slack = SLACK_SHRUNK * factor as f64 + SLACK_PX;
    let mut tags = refined(photo, &group.tags, slack);
    let pose = fit(&tags)?;
    // The tags that were not found, where they must be.
    let missing: Vec<Placed> = (0..TAG_COUNT)
        .filter(|id| tags.iter().all(|(t, _)| t.id != *id))
        .filter_map(|id| {
            let tag = decode(
                photo,
                clockwise(tag_corners_mm(id).map(|c| pose.mm_to_px.apply(c)), group.mirrored),
            )?;
            (tag.id == id && tag.mirrored == group.mirrored).then(|| placed(&tag, group.turn))
        })
        .collect();
    tags.extend(refined(photo, &missing, slack));
    let pose = if missing.is_empty() { pose } else { fit(&tags)? };
    let mut sigmas: Vec<f64> = tags.iter().flat_map(|(_, r)| r.sigmas_px).collect();
    let edge_sigma_px = median(&mut sigmas);
    let mut strays: Vec<f64> = sigmas.iter().map(|s| (s - edge_sigma_px).abs()).collect();
    Some(CardView {
        mm_to_px: pose.mm_to_px,
        tags_found: tags.len(),
        residual_px: pose.residual_px,
        mm_per_px: pose.mm_per_px,
        mm_per_px_sd: pose.mm_per_px_sd,
        tilt_deg: foreshortening(&pose.mm_to_px, card_centre_mm())
            .min(1.0)
            .acos()
            .to_degrees(),
        mirrored: group.mirrored,
        outline: outline(&pose.mm_to_px, 0.0),
        edge_sigma_px,
        // 1.4826 makes the median deviation a normal standard deviation, 1.2533 the mean's error the median's.
        edge_sigma_sd_px: 1.4826 * 1.2533 * median(&mut strays) / (sigmas.len() as f64).sqrt(),
    })
}

fn clockwise(corners: [Point; 4], mirrored: bool) -> [Point; 4] {
    let [a, b, c, d] = corners;
    if mirrored { [a, d, c, b] } else { corners }
}

fn refined(photo: &Photo, tags: &[Placed], slack: f64) -> Vec<(Placed, Refined)> {
    tags.par_iter()
        .filter_map(|t| Some((*t, refine(photo, t, slack)?)))
        .collect()
}

fn fit(tags: &[(Placed, Refined)]) -> Option<pose::Pose> {
    let corners: Vec<TagCorners> = tags
        .iter()
        .map(|(t, r)| TagCorners {
            id: t.id,
            corners: r.corners,
        })
        .collect();
    pose::fit(&corners)
}
