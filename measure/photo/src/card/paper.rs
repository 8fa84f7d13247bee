//! The bare paper: how the light falls on the card, and the photo's noise.

use super::area::{Pixel, clipped_share, mean, pixels};
use super::edge::median;
use super::layout::white_places_mm;
use super::light::luminance;
use crate::Photo;
use nalgebra::{Matrix2, Vector2};
use relief_grid::warp::Homography;

/// Edge of the square that is read at each place; 1 mm of paper is left to the next ink.
const EDGE_MM: f64 = 1.2;
/// More clipped pixels than this bend a mean.
const MAX_CLIPPED: f64 = 0.01;
/// How far a place's red to green and blue to green may be from those of most of the paper: light reflected by
/// skin stays within, a finger does not.
const MAX_TINT: f64 = 0.2;
/// A plane through fewer pixels leaves too little to measure noise by.
const MIN_NOISE_PIXELS: usize = 12;
/// Paper darker than this share of the bright paper lies in shadow; one lamp's falloff over a card stays above.
const SHADOW_SHARE: f64 = 0.6;
/// The bright paper: this quantile of all places.
const BRIGHT_QUANTILE: f64 = 0.9;

/// The light on a place of bare paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WhiteSample {
    /// On the card, from its top left corner.
    pub x_mm: f64,
    /// On the card, from its top left corner.
    pub y_mm: f64,
    /// In the photo.
    pub x_px: f64,
    /// In the photo.
    pub y_px: f64,
    /// Mean linear light of a square of 1.2 mm.
    pub rgb: [f32; 3],
}

/// What the bare paper says.
pub(super) struct Paper {
    pub white: Vec<WhiteSample>,
    pub noise: Option<f64>,
    pub shadowed_fraction: f64,
}

struct Place {
    sample: WhiteSample,
    clipped: bool,
    noise: Option<f64>,
}

impl Place {
    fn light(&self) -> f64 {
        f64::from(luminance(self.sample.rgb))
    }
}

pub(super) fn paper(photo: &Photo, mm_to_px: &Homography) -> Paper {
    let places: Vec<Place> = uncovered(read(photo, mm_to_px));
    let bright = quantile(places.iter().map(Place::light).collect(), BRIGHT_QUANTILE);
    let shadowed = places
        .iter()
        .filter(|p| p.light() < SHADOW_SHARE * bright)
        .count();
    let shadowed_fraction = if places.is_empty() {
        0.0
    } else {
        shadowed as f64 / places.len() as f64
    };
    let lit = places
        .iter()
        .filter(|p| !p.clipped && p.light() >= SHADOW_SHARE * bright);
    let mut noises: Vec<f64> = lit.filter_map(|p| p.noise).collect();
    Paper {
        noise: (!noises.is_empty()).then(|| median(&mut noises)),
        white: places.iter().filter(|p| !p.clipped).map(|p| p.sample).collect(),
        shadowed_fraction,
    }
}

/// All places that lie in the photo.
fn read(photo: &Photo, mm_to_px: &Homography) -> Vec<Place> {
    let at = |place| {
        let seen = pixels(photo, mm_to_px, place, EDGE_MM)?;
        let px = mm_to_px.apply(place);
        Some(Place {
            sample: WhiteSample {
                x_mm: place.x,
                y_mm: place.y,
                x_px: px.x,
                y_px: px.y,
                rgb: mean(&seen).map(|v| v as f32),
            },
            clipped: clipped_share(&seen) > MAX_CLIPPED,
            noise: noise(&seen),
        })
    };
    white_places_mm().into_iter().filter_map(at).collect()
}

/// The places that have the colour of most; clipped ones have lost theirs and stay.
fn uncovered(places: Vec<Place>) -> Vec<Place> {
    let tint = |p: &Place, c: usize| f64::from(p.sample.rgb[c] / p.sample.rgb[1]);
    let usual = [0, 2].map(|c| (c, quantile(places.iter().map(|p| tint(p, c)).collect(), 0.5)));
    let alike = |p: &Place| {
        usual
            .iter()
            .all(|&(c, t)| (tint(p, c) / t - 1.0).abs() <= MAX_TINT)
    };
    places.into_iter().filter(|p| p.clipped || alike(p)).collect()
}

fn quantile(mut values: Vec<f64>, share: f64) -> f64 {
    if values.is_empty() {
        return f64::NAN;
    }
    let at = (share * (values.len() - 1) as f64).round() as usize;
    *values.select_nth_unstable_by(at, f64::total_cmp).1
}

/// Standard deviation of luminance about a plane, as a share of the mean.
fn noise(pixels: &[Pixel]) -> Option<f64> {
    if pixels.len() < MIN_NOISE_PIXELS {
        return None;
    }
    let n = pixels.len() as f64;
    let (cx, cy) = (
        pixels.iter().map(|p| p.x).sum::<f64>() / n,
        pixels.iter().map(|p| p.y).sum::<f64>() / n,
    );
    // About the middle the plane's height is the mean, and its slopes are two equations.
    let mean = pixels.iter().map(Pixel::luminance).sum::<f64>() / n;
    let (mut normal, mut right) = (Matrix2::zeros(), Vector2::zeros());
    let mut squares = 0.0;
    for pixel in pixels {
        let (at, light) = (Vector2::new(pixel.x - cx, pixel.y - cy), pixel.luminance() - mean);
        normal += at * at.transpose();
        right += at * light;
        squares += light * light;
    }
    let explained = normal.cholesky()?.solve(&right).dot(&right);
    Some(((squares - explained).max(0.0) / (n - 3.0)).sqrt() / mean)
}
