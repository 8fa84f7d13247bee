//! The card as found in a photo.

use super::layout::{CARD_HEIGHT_MM, CARD_WIDTH_MM, PATCH_COUNT};
use super::paper::WhiteSample;
use super::patch::PatchReading;
use relief_grid::warp::Homography;
use relief_grid::{Point, Polygon};

/// The card in a photo: place, scale, blur and colours.
#[derive(Debug, Clone)]
pub struct CardView {
    /// From millimetres on the card ([`super::layout`]) to pixels.
    pub mm_to_px: Homography,
    /// How many of the four tags were measured; with two or three the card is covered, cut off or too dark.
    pub tags_found: usize,
    /// Root mean square distance of the tags' corners from where a flat card has them. Lens distortion and a
    /// bent card raise it.
    pub residual_px: f64,
    /// Millimetres per pixel at the card's centre in the card's plane, the geometric mean over directions.
    pub mm_per_px: f64,
    /// Standard error of `mm_per_px`.
    pub mm_per_px_sd: f64,
    /// Unit normal on the printed side at the card's centre: x and y along the picture's, z along the line of sight towards the
    /// camera. Its length across the line of sight comes from the foreshortening, its direction from which side is nearer.
    pub normal: [f64; 3],
    /// Whether the photo is mirrored: the tags read only from behind.
    pub mirrored: bool,
    /// The card's corners in pixels.
    pub outline: Polygon,
    /// Standard deviation of the Gaussian that blurs a step as the camera did, pixel area included, in linear
    /// light: the median over the tags' sides.
    pub edge_sigma_px: f64,
    /// Standard error of `edge_sigma_px`, from the scatter over the sides.
    pub edge_sigma_sd_px: f64,
    /// The colour patches row by row from the top left, as [`crate::colour::checker::CLASSIC`].
    pub patches: [PatchReading; PATCH_COUNT],
    /// The light on bare paper; clipped and covered places are left out.
    pub white: Vec<WhiteSample>,
    /// Standard deviation of luminance on lit bare paper, as a share of its mean, slopes of the light taken out;
    /// `None` when the paper is clipped everywhere or the card too small.
    pub noise: Option<f64>,
    /// The share of bare paper that is less than 60 % as bright as the brightest tenth.
    pub shadowed_fraction: f64,
}

impl CardView {
    /// Between the card's normal and the line of sight, degrees.
    pub fn tilt_deg(&self) -> f64 {
        self.normal[2].min(1.0).acos().to_degrees()
    }

    /// The card's outline in pixels with `margin_mm` around it, to keep the card and its shadow out of the skin.
    pub fn outline_with_margin(&self, margin_mm: f64) -> Polygon {
        outline(&self.mm_to_px, margin_mm)
    }
}

pub(super) fn outline(mm_to_px: &Homography, margin_mm: f64) -> Polygon {
    let (left, right) = (-margin_mm, CARD_WIDTH_MM + margin_mm);
    let (top, bottom) = (-margin_mm, CARD_HEIGHT_MM + margin_mm);
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
    Polygon {
        corners: corners
            .iter()
            .map(|&(x, y)| mm_to_px.apply(Point::new(x, y)))
            .collect(),
    }
}
