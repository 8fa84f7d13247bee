//! What a registration is, and why there may be none.

use super::refine::{Patch, Refined};
use nalgebra::{Matrix2, Vector2};
use relief_grid::warp::{Displacement, Homography, Mapping};
use relief_grid::{Mask, Point};

/// Why two pictures could not be laid onto each other.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RegisterFailure {
    /// Hardly any texture.
    #[error(
        "only {found} features on the skin of one picture, {least} are needed: it is too soft, too noisy or too small"
    )]
    TooFewFeatures {
        /// Features of the poorer picture.
        found: usize,
        /// How many are needed.
        least: usize,
    },
    /// The constellations of moles and pores do not match.
    #[error(
        "only {inliers} features of the skin agree, {least} are needed: this is other skin, or one picture is far too soft"
    )]
    DifferentSkin {
        /// Features that agree on one mapping.
        inliers: usize,
        /// How many are needed.
        least: usize,
    },
    /// A mirrored picture fits.
    #[error("the second picture is mirrored: {inliers} features agree once it is flipped")]
    Mirrored {
        /// Features that agree once one picture is flipped.
        inliers: usize,
        /// How many are needed.
        least: usize,
    },
    /// Hardly any skin is in both.
    #[error("only {:.0} % of the first picture's skin is in the second", 100.0 * overlap)]
    SmallOverlap {
        /// Share of the before skin that is seen again.
        overlap: f64,
        /// Least share.
        least: f64,
    },
    /// Features agree, small patches do not.
    #[error(
        "{inliers} features agree, but the skin between them does not match: another light or a retouched picture"
    )]
    Unsettled {
        /// Features that agree.
        inliers: usize,
    },
}

/// A smooth deformation, then a homography: from before pixels to after pixels.
#[derive(Debug, Clone)]
pub struct SmoothMapping {
    /// The deformation in before pixels, applied first.
    pub displacement: Displacement,
    /// Before pixels to after pixels.
    pub homography: Homography,
}

impl SmoothMapping {
    /// Where a point of the before picture lies in the after picture.
    pub fn map(&self, before: Point) -> Point {
        self.homography.apply(self.displacement.apply(before))
    }

    /// The same mapping between the two pictures that `relief_grid::pyramid::halve` made these from.
    pub fn doubled(&self) -> Self {
        // Position p of the half raster is 2p + ½ of the whole one.
        let to_whole = [[2.0, 0.0, 0.5], [0.0, 2.0, 0.5], [0.0, 0.0, 1.0]];
        let to_half = [[0.5, 0.0, -0.25], [0.0, 0.5, -0.25], [0.0, 0.0, 1.0]];
        let homography = Homography::new(to_half)
            .and_then(|down| down.then(&self.homography))
            .and_then(|mid| mid.then(&Homography::new(to_whole)?))
            .unwrap_or(self.homography);
        Self {
            displacement: self.displacement.doubled(),
            homography,
        }
    }
}

impl Mapping for SmoothMapping {
    fn fill_row(&self, y: usize, row: &mut [Point]) {
        self.displacement.fill_row(y, row);
        row.iter_mut().for_each(|p| *p = self.homography.apply(*p));
    }
}

/// A mapping from before to after, with how good it is.
#[derive(Debug, Clone)]
pub struct Registration {
    /// The mapping.
    pub mapping: SmoothMapping,
    /// Share of the before skin that after shows.
    pub overlap: f64,
    /// Median distance of patches from where the mapping puts them, pixels.
    pub residual_px: f64,
    /// 95th percentile of that distance.
    pub residual_p95_px: f64,
    /// 95th percentile over the skin of the local stretch that the displacement adds: the largest singular value
    /// of its Jacobian.
    pub local_stretch_p95: f64,
    /// Turn in the picture plane.
    pub rotation_deg: f64,
    /// After pixels per before pixel.
    pub scale: f64,
    /// Change of the direction of view. Registering alone guesses it from foreshortening, as if the skin were flat and first
    /// seen from straight ahead: arccos of the ratio of singular values. [`Registration::with_view_change`] knows better.
    pub view_change_deg: f64,
    /// Features that agree.
    pub n_inliers: usize,
    /// Features of the poorer picture.
    pub n_features: usize,
    /// Median correlation of the patches.
    pub texture_ncc: f64,
    /// Where each patch of skin lies in both pictures.
    pub places: Vec<[Point; 2]>,
}

impl Registration {
    /// The same, in pixels of the pictures that `relief_grid::pyramid::halve` made these from.
    pub fn doubled(&self) -> Self {
        let places = self
            .places
            .iter()
            .map(|pair| pair.map(|p| Point::new(2.0 * p.x + 0.5, 2.0 * p.y + 0.5)));
        Self {
            mapping: self.mapping.doubled(),
            places: places.collect(),
            residual_px: 2.0 * self.residual_px,
            residual_p95_px: 2.0 * self.residual_p95_px,
            ..self.clone()
        }
    }

    /// The same with the change of view that was measured, if it could be.
    pub fn with_view_change(self, measured_deg: Option<f64>) -> Self {
        Self {
            view_change_deg: measured_deg.unwrap_or(self.view_change_deg),
            ..self
        }
    }

    pub(super) fn new(
        homography: Homography,
        refined: Refined,
        overlap: f64,
        n_inliers: usize,
        n_features: usize,
        skin: &Mask,
    ) -> Self {
        let quantile = |values: &mut Vec<f64>, share: f64| {
            values.sort_by(f64::total_cmp);
            values
                .get(((values.len() - 1) as f64 * share).round() as usize)
                .copied()
                .unwrap_or(f64::NAN)
        };
        let mut residuals: Vec<f64> = refined
            .patches
            .iter()
            .map(|p| p.shift[0].hypot(p.shift[1]))
            .collect();
        let mut correlations: Vec<f64> = refined.patches.iter().map(|p| p.correlation).collect();
        let mapping = SmoothMapping {
            displacement: refined.displacement,
            homography,
        };
        let mut stretches: Vec<f64> = refined
            .patches
            .iter()
            .map(|p| stretch(&mapping.displacement, p.at))
            .collect();
        let [[a, b], [c, d]] = affine(&refined.patches, &mapping, skin);
        let (small, large) = singular_values(a, b, c, d);
        Self {
            overlap,
            residual_px: quantile(&mut residuals, 0.5),
            residual_p95_px: quantile(&mut residuals, 0.95),
            local_stretch_p95: quantile(&mut stretches, 0.95),
            rotation_deg: (c - b).atan2(a + d).to_degrees(),
            scale: (small * large).sqrt(),
            view_change_deg: (small / large).clamp(0.0, 1.0).acos().to_degrees(),
            n_inliers,
            n_features,
            texture_ncc: quantile(&mut correlations, 0.5),
            places: refined
                .patches
                .iter()
                .map(|p| [p.at, mapping.map(p.at)])
                .collect(),
            mapping,
        }
    }
}

/// Derivative of a homography at a point, by central differences of one pixel.
pub(super) fn jacobian(mapping: &Homography, at: Point) -> [[f64; 2]; 2] {
    let shifted = |dx: f64, dy: f64| mapping.apply(Point::new(at.x + dx, at.y + dy));
    let (left, right, up, down) = (
        shifted(-0.5, 0.0),
        shifted(0.5, 0.0),
        shifted(0.0, -0.5),
        shifted(0.0, 0.5),
    );
    [
        [right.x - left.x, down.x - up.x],
        [right.y - left.y, down.y - up.y],
    ]
}

fn singular_values(a: f64, b: f64, c: f64, d: f64) -> (f64, f64) {
    let (sum, difference) = ((a + d).hypot(c - b) / 2.0, (a - d).hypot(c + b) / 2.0);
    ((sum - difference).abs(), sum + difference)
}

/// How far the displacement's Jacobian is from the identity: its largest singular value.
fn stretch(displacement: &Displacement, at: Point) -> f64 {
    const STEP_PX: f64 = 4.0;
    let d = |dx: f64, dy: f64| {
        let p = Point::new(at.x + dx, at.y + dy);
        let q = displacement.apply(p);
        [q.x - p.x, q.y - p.y]
    };
    let (l, r, u, w) = (
        d(-STEP_PX, 0.0),
        d(STEP_PX, 0.0),
        d(0.0, -STEP_PX),
        d(0.0, STEP_PX),
    );
    let per = 2.0 * STEP_PX;
    singular_values(
        (r[0] - l[0]) / per,
        (w[0] - u[0]) / per,
        (r[1] - l[1]) / per,
        (w[1] - u[1]) / per,
    )
    .1
}

/// The linear part of the affine mapping that fits all patches best: what pose and distance do to the skin as a
/// whole, free of its roundness. Few patches give the homography's derivative in the middle of the skin.
fn affine(patches: &[Patch], mapping: &SmoothMapping, skin: &Mask) -> [[f64; 2]; 2] {
    let n = patches.len() as f64;
    let pairs: Vec<(Point, Point)> = patches.iter().map(|p| (p.at, mapping.map(p.at))).collect();
    let mean = |f: &dyn Fn(&(Point, Point)) -> f64| pairs.iter().map(f).sum::<f64>() / n;
    let (x, y, u, v) = (
        mean(&|p| p.0.x),
        mean(&|p| p.0.y),
        mean(&|p| p.1.x),
        mean(&|p| p.1.y),
    );
    let (mut normal, mut right) = (Matrix2::zeros(), Matrix2::zeros());
    for (from, to) in &pairs {
        let at = Vector2::new(from.x - x, from.y - y);
        normal += at * at.transpose();
        right += Vector2::new(to.x - u, to.y - v) * at.transpose();
    }
    let solved = normal.try_inverse().map(|inverse| right * inverse);
    solved.map_or_else(
        || {
            jacobian(
                &mapping.homography,
                Point::new(skin.width() as f64 / 2.0, skin.height() as f64 / 2.0),
            )
        },
        |m| [[m[(0, 0)], m[(0, 1)]], [m[(1, 0)], m[(1, 1)]]],
    )
}
