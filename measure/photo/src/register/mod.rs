//! Registration: where each point of skin in the before photo lies in the after photo.
//!
//! Features are found on skin only. A card moves between two visits, and its edges and patches would
//! register the card, even between two different people. From matched features comes a homography; what is
//! left (the roundness of the cheek, a slightly other pose) is followed by a cubic B-spline whose nodes stand
//! 9 mm apart: too stiff to follow a scar, so that no scar can be warped away.

mod consensus;
mod descriptor;
mod keypoints;
mod matching;
mod normalise;
mod refine;
mod result;

pub use result::{RegisterFailure, Registration, SmoothMapping};

use consensus::{Consensus, PointPair};
use descriptor::Feature;
use matching::Match;
use relief_grid::sample::Interpolation;
use relief_grid::warp::{Homography, Mapping, warp_masked};
use relief_grid::{Mask, Pitch, Point, Raster};

/// One picture to register: linear light, its skin, and its pitch (true or nominal), which sets the size of the
/// filters. About 0.13 mm per pixel serve: pores still show, and noise hardly does.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// Linear light.
    pub linear: &'a Raster<[f32; 3]>,
    /// The skin, without the card.
    pub skin: &'a Mask,
    /// Millimetres per pixel.
    pub pitch: Pitch,
}

/// Fewest features in each picture: bare skin of a cheek has hundreds.
const FEWEST_FEATURES: usize = 30;

/// Fewest agreeing features that prove the same skin. Pictures of two people agree by chance on up to eight.
const FEWEST_INLIERS: usize = 14;

/// Agreeing features from which guided matching starts; fewer are chance.
const FEWEST_SEEDS: usize = 5;

/// Radius of guided matching, in pixels.
const GUIDED_RADIUS_PX: f64 = 5.0;

/// Least share of the before skin that must be seen again for a registration to mean anything. The gate's own
/// limit is stricter.
const LEAST_OVERLAP: f64 = 0.1;

fn features(normalised: &Raster<f32>, skin: &Mask) -> Vec<Feature> {
    let (levels, keypoints) = keypoints::keypoints(normalised, skin);
    descriptor::describe(&levels, &keypoints)
}

/// The mapping from `before` to `after`, in their pixels.
///
/// # Errors
/// [`RegisterFailure`] says why there is none: too few features, other skin, a mirrored picture, too little
/// overlap, or patches that do not settle.
pub fn register(before: &View<'_>, after: &View<'_>) -> Result<Registration, RegisterFailure> {
    let (first, second) = rayon::join(|| normalise::normalise(before), || normalise::normalise(after));
    let (found, other) = rayon::join(|| features(&first, before.skin), || features(&second, after.skin));
    let fewest = found.len().min(other.len());
    if fewest < FEWEST_FEATURES {
        return Err(RegisterFailure::TooFewFeatures {
            found: fewest,
            least: FEWEST_FEATURES,
        });
    }
    let long_side = before.linear.width().max(before.linear.height()) as f64;
    let Some(agreed) = agree(&found, &other, long_side) else {
        return Err(why_nothing_fits(&found, &second, after.skin, long_side));
    };
    let homography = agreed.homography;
    let seen = seen_again(before.skin, after.skin, &homography);
    let overlap = seen.count() as f64 / before.skin.count().max(1) as f64;
    if overlap < LEAST_OVERLAP {
        return Err(RegisterFailure::SmallOverlap {
            overlap,
            least: LEAST_OVERLAP,
        });
    }
    let refined =
        refine::refine((before, &first), &second, &homography, &seen).ok_or(RegisterFailure::Unsettled {
            inliers: agreed.inliers.len(),
        })?;
    Ok(Registration::new(
        homography,
        refined,
        overlap,
        agreed.inliers.len(),
        fewest,
        &seen,
    ))
}

/// Plain matches, then matches guided by what they agreed on; `None` unless enough agree for the same skin.
fn agree(before: &[Feature], after: &[Feature], long_side: f64) -> Option<Consensus> {
    let plain = matching::matches(before, after);
    let seeds = consensus::consensus(before, after, &plain, long_side)?;
    if seeds.inliers.len() < FEWEST_SEEDS {
        return None;
    }
    let scale = scale_of(&seeds.homography, seeds.inliers[0].before);
    let guided = matching::guided(
        before,
        after,
        |p| seeds.homography.apply(p),
        scale,
        GUIDED_RADIUS_PX,
    );
    let pairs: Vec<PointPair> = guided
        .iter()
        .map(|&Match { before: i, after: j }| PointPair {
            before: before[i].keypoint.at,
            after: after[j].keypoint.at,
        })
        .collect();
    let settled = consensus::settle(&pairs, seeds.homography, GUIDED_RADIUS_PX);
    // Guided matches are easy to agree on: the proof of the same skin stays with the plain ones, or with
    // far more guided ones than chance gives.
    let proven = seeds.inliers.len() >= FEWEST_INLIERS
        || settled
            .as_ref()
            .is_some_and(|s| s.inliers.len() >= 4 * FEWEST_INLIERS && s.inliers.len() * 2 > pairs.len());
    proven.then(|| {
        settled
            .filter(|s| s.inliers.len() >= seeds.inliers.len())
            .unwrap_or(seeds)
    })
}

/// How many pixels after one pixel before becomes, at a point.
pub(crate) fn scale_of(mapping: &Homography, at: Point) -> f64 {
    let [[a, b], [c, d]] = result::jacobian(mapping, at);
    (a * d - b * c).abs().sqrt()
}

fn seen_again(before: &Mask, after: &Mask, mapping: &impl Mapping) -> Mask {
    let ones = after.raster().map(|&skin| f32::from(u8::from(skin)));
    let (seen, valid) = warp_masked(
        &ones,
        after,
        before.width(),
        before.height(),
        Interpolation::Nearest,
        mapping,
    );
    Mask::from_fn(before.width(), before.height(), |x, y| {
        before.get(x, y) && valid.get(x, y) && seen[(x, y)] > 0.5
    })
}

/// Whether the picture fits mirrored; otherwise it is other skin.
fn why_nothing_fits(before: &[Feature], after: &Raster<f32>, skin: &Mask, long_side: f64) -> RegisterFailure {
    let width = after.width();
    let flipped = Raster::from_fn(width, after.height(), |x, y| after[(width - 1 - x, y)]);
    let flipped_skin = Mask::from_fn(width, after.height(), |x, y| skin.get(width - 1 - x, y));
    let mirrored = features(&flipped, &flipped_skin);
    let plain = matching::matches(before, &mirrored);
    let agreed = consensus::consensus(before, &mirrored, &plain, long_side).map_or(0, |c| c.inliers.len());
    if agreed >= FEWEST_INLIERS {
        RegisterFailure::Mirrored {
            inliers: agreed,
            least: FEWEST_INLIERS,
        }
    } else {
        RegisterFailure::DifferentSkin {
            inliers: agreed,
            least: FEWEST_INLIERS,
        }
    }
}
