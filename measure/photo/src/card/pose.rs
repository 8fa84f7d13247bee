//! The card's place in the photo: one homography for all tags, and what it says about the scale.

use super::layout::{CARD_WIDTH_MM, TAG_EDGE_MM, card_centre_mm, tag_centre_mm, tag_corners_mm};
use super::projective::{homography, through};
use nalgebra::{SMatrix, SVector};
use relief_grid::Point;
use relief_grid::warp::Homography;

/// Eight of the homography, and by how much all black squares came out larger.
const PARAMETERS: usize = 9;
type Vector = SVector<f64, PARAMETERS>;
type Matrix = SMatrix<f64, PARAMETERS, PARAMETERS>;
/// Lengths on the card are divided by this, for well-conditioned equations.
const UNIT_MM: f64 = 0.5 * CARD_WIDTH_MM;
/// Steps of the fit; it is quadratic and starts within a pixel.
const STEPS: usize = 5;
/// A standard error is never better than corners found to this: demosaicing, JPEG and paper see to that.
const MIN_CORNER_SD_PX: f64 = 0.02;
/// What a lens's distortion adds to the scale unseen, as a share: 1 px of barrel at the corners of a 3 MP picture
/// moves it by 0.02 to 0.06 %, and four tags hardly tell it from perspective.
const LENS_SD: f64 = 5e-4;

/// The corners of a tag's black square in pixels: top left, top right, bottom right, bottom left on the card.
pub(super) struct TagCorners {
    pub id: usize,
    pub corners: [Point; 4],
}

/// Where the card is.
#[derive(Debug, Clone)]
pub(super) struct Pose {
    pub mm_to_px: Homography,
    /// Root mean square distance of the corners from where the pose expects them.
    pub residual_px: f64,
    pub mm_per_px: f64,
    pub mm_per_px_sd: f64,
}

/// The pose that fits the corners of two tags or more best.
///
/// The squares' size is fitted along: blur in code values, a camera's tone curve, clipped paper and ink that
/// spreads move all edges outwards alike, and then say nothing about the scale. That comes from the distances
/// between tags.
pub(super) fn fit(tags: &[TagCorners]) -> Option<Pose> {
    if tags.len() < 2 {
        return None;
    }
    let mut p = start(tags)?;
    let mut now = equations(tags, &p);
    for _ in 0..STEPS {
        p += now.normal.cholesky()?.solve(&now.gradient);
        now = equations(tags, &p);
    }
    let observations = 8.0 * tags.len() as f64;
    let variance =
        (now.squares / (observations - PARAMETERS as f64)).max(MIN_CORNER_SD_PX * MIN_CORNER_SD_PX);
    let covariance = now.normal.cholesky()?.inverse() * variance;
    let gradient = Vector::from_fn(|i, _| scale_slope(&p, i));
    let from_corners = (gradient.transpose() * covariance * gradient)[0].max(0.0).sqrt();
    let mm_per_px = mm_per_px(&p);
    Some(Pose {
        mm_to_px: to_homography(&p)?,
        residual_px: (now.squares / (0.5 * observations)).sqrt(),
        mm_per_px,
        mm_per_px_sd: from_corners.hypot(LENS_SD * mm_per_px),
    })
}

fn start(tags: &[TagCorners]) -> Option<Vector> {
    let centre = card_centre_mm();
    let mm: Vec<Point> = tags
        .iter()
        .flat_map(|t| tag_corners_mm(t.id))
        .map(|q| Point::new((q.x - centre.x) / UNIT_MM, (q.y - centre.y) / UNIT_MM))
        .collect();
    let px: Vec<Point> = tags.iter().flat_map(|t| t.corners).collect();
    let m = *through(&mm, &px)?.matrix();
    Some(Vector::from([
        m[0][0], m[0][1], m[0][2], m[1][0], m[1][1], m[1][2], m[2][0], m[2][1], 0.0,
    ]))
}

struct Equations {
    normal: Matrix,
    gradient: Vector,
    squares: f64,
}

fn equations(tags: &[TagCorners], p: &Vector) -> Equations {
    let mut out = Equations {
        normal: Matrix::zeros(),
        gradient: Vector::zeros(),
        squares: 0.0,
    };
    let card = card_centre_mm();
    for tag in tags {
        let centre = tag_centre_mm(tag.id);
        for (corner, seen) in tag_corners_mm(tag.id).iter().zip(&tag.corners) {
            // Where the corner goes when the square grows by one unit on every side.
            let grow = [
                (corner.x - centre.x) / (0.5 * TAG_EDGE_MM),
                (corner.y - centre.y) / (0.5 * TAG_EDGE_MM),
            ];
            let a = (corner.x - card.x) / UNIT_MM + p[8] * grow[0];
            let b = (corner.y - card.y) / UNIT_MM + p[8] * grow[1];
            let w = 1.0 / (p[6] * a + p[7] * b + 1.0);
            let (x, y) = ((p[0] * a + p[1] * b + p[2]) * w, (p[3] * a + p[4] * b + p[5]) * w);
            let grown =
                |i: usize, at: f64| w * ((p[i] - at * p[6]) * grow[0] + (p[i + 1] - at * p[7]) * grow[1]);
            let by_x = [
                a * w,
                b * w,
                w,
                0.0,
                0.0,
                0.0,
                -x * a * w,
                -x * b * w,
                grown(0, x),
            ];
            let by_y = [
                0.0,
                0.0,
                0.0,
                a * w,
                b * w,
                w,
                -y * a * w,
                -y * b * w,
                grown(3, y),
            ];
            for (slopes, residual) in [(by_x, seen.x - x), (by_y, seen.y - y)] {
                let slopes = Vector::from(slopes);
                out.normal += slopes * slopes.transpose();
                out.gradient += slopes * residual;
                out.squares += residual * residual;
            }
        }
    }
    out
}

fn mm_per_px(p: &Vector) -> f64 {
    let by_x = [p[0] - p[2] * p[6], p[1] - p[2] * p[7]];
    let by_y = [p[3] - p[5] * p[6], p[4] - p[5] * p[7]];
    UNIT_MM / (by_x[0] * by_y[1] - by_x[1] * by_y[0]).abs().sqrt()
}

/// How the scale changes with parameter `i`, by central differences.
fn scale_slope(p: &Vector, i: usize) -> f64 {
    let step = 1e-6 * p[i].abs().max(1e-3);
    let moved = |by: f64| {
        let mut q = *p;
        q[i] += by;
        mm_per_px(&q)
    };
    (moved(step) - moved(-step)) / (2.0 * step)
}

fn to_homography(p: &Vector) -> Option<Homography> {
    let centre = card_centre_mm();
    let s = 1.0 / UNIT_MM;
    let from_mm = SMatrix::<f64, 3, 3>::new(s, 0.0, -s * centre.x, 0.0, s, -s * centre.y, 0.0, 0.0, 1.0);
    homography(&(SMatrix::<f64, 3, 3>::new(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], 1.0) * from_mm))
}
