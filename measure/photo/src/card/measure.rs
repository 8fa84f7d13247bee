//! From the tags of a card, found roughly, to its view.

use super::decode::decode;
use super::edge::median;
use super::group::{Group, Placed, placed};
use super::layout::{TAG_COUNT, card_centre_mm, tag_corners_mm};
use super::paper::paper;
use super::patch::patches;
use super::pose::{self, Pose, TagCorners};
use super::projective::normal;
use super::refine::{Refined, refine};
use super::view::{CardView, outline};
use crate::Photo;
use rayon::prelude::*;

/// The card measured at full resolution. `slack_px` is how far the group's corners may be wrong. `None` when
/// fewer than two tags have four clear sides.
pub(super) fn measure(photo: &Photo, group: &Group, slack_px: f64) -> Option<CardView> {
    let mut tags = refined(photo, &group.tags, slack_px);
    let mut pose = fit(&tags)?;
    let missing = missing(photo, group, &tags, &pose);
    if !missing.is_empty() {
        tags.extend(refined(photo, &missing, slack_px));
        pose = fit(&tags)?;
    }
    let (patches, paper) = rayon::join(|| patches(photo, &pose.mm_to_px), || paper(photo, &pose.mm_to_px));
    let (edge_sigma_px, edge_sigma_sd_px) = blur(&tags);
    Some(CardView {
        tags_found: tags.len(),
        residual_px: pose.residual_px,
        mm_per_px: pose.mm_per_px,
        mm_per_px_sd: pose.mm_per_px_sd,
        normal: normal(&pose.mm_to_px, card_centre_mm()),
        mirrored: group.mirrored,
        outline: outline(&pose.mm_to_px, 0.0),
        edge_sigma_px,
        edge_sigma_sd_px,
        patches,
        white: paper.white,
        noise: paper.noise,
        shadowed_fraction: paper.shadowed_fraction,
        mm_to_px: pose.mm_to_px,
    })
}

fn refined(photo: &Photo, tags: &[Placed], slack_px: f64) -> Vec<(Placed, Refined)> {
    let measured = tags.par_iter().map(|t| refine(photo, t, slack_px));
    let measured: Vec<Option<Refined>> = measured.collect();
    tags.iter()
        .zip(measured)
        .filter_map(|(t, r)| Some((*t, r?)))
        .collect()
}

/// The tags that were not found, where the others say they must be.
fn missing(photo: &Photo, group: &Group, tags: &[(Placed, Refined)], pose: &Pose) -> Vec<Placed> {
    let expected = |id: usize| {
        let [a, b, c, d] = tag_corners_mm(id).map(|c| pose.mm_to_px.apply(c));
        if group.mirrored {
            [a, d, c, b]
        } else {
            [a, b, c, d]
        }
    };
    (0..TAG_COUNT)
        .filter(|&id| tags.iter().all(|(t, _)| t.id != id))
        .filter_map(|id| decode(photo, expected(id)).filter(|t| t.id == id && t.mirrored == group.mirrored))
        .map(|t| placed(&t, group.turn))
        .collect()
}

fn fit(tags: &[(Placed, Refined)]) -> Option<Pose> {
    let corners: Vec<TagCorners> = tags
        .iter()
        .map(|(t, r)| TagCorners {
            id: t.id,
            corners: r.corners,
        })
        .collect();
    pose::fit(&corners)
}

/// The median blur of all sides and its standard error.
fn blur(tags: &[(Placed, Refined)]) -> (f64, f64) {
    let mut sigmas: Vec<f64> = tags.iter().flat_map(|(_, r)| r.sigmas_px).collect();
    let middle = median(&mut sigmas);
    let mut strays: Vec<f64> = sigmas.iter().map(|s| (s - middle).abs()).collect();
    // 1.4826 makes the median deviation a normal standard deviation, 1.2533 a mean's error a median's.
    (
        middle,
        1.4826 * 1.2533 * median(&mut strays) / (sigmas.len() as f64).sqrt(),
    )
}
