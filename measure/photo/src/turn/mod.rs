//! By how much the view of the skin turned between two photos.
//!
//! Foreshortening alone does not tell: a cheek seen from 13° to its left and then from 13° to its right is as narrow in
//! both photos, and a round one is nowhere flat. What tells is that things nearer to the camera are drawn larger: after a turn
//! by ω, skin at a distance x across the axis of the turn lies x·sin ω nearer or farther, and everything there grows or
//! shrinks by that over the camera's distance, along the axis too, where nothing is foreshortened. That needs the focal length
//! in pixels, which is the distance in pixels of skin; the card tells it wherever it is tilted a little ([`lens`]).
//! [`solve`] then finds the turn together with the skin's form from where its patches lie in both photos.

mod lens;
mod solve;
#[cfg(test)]
mod tests;

use crate::card::CardView;
use relief_grid::Point;

/// One photo, as far as geometry goes.
#[derive(Debug, Clone, Copy)]
pub struct Eye<'a> {
    /// Pixels along x and y.
    pub size_px: [usize; 2],
    /// The card, when there is one.
    pub card: Option<&'a CardView>,
}

impl Eye<'_> {
    /// Where the optical axis meets the picture, when the file was not cropped to one side.
    fn principal_point(&self) -> Point {
        let [width, height] = self.size_px.map(|n| (n.max(1) - 1) as f64);
        Point::new(0.5 * width, 0.5 * height)
    }

    fn focal_px(&self) -> Option<f64> {
        lens::focal_px(&self.card?.mm_to_px, self.principal_point())
    }

    /// Per unit of the picture's diagonal, by which pictures of one lens in several resolutions agree.
    fn diagonal_px(&self) -> f64 {
        let [width, height] = self.size_px.map(|n| n as f64);
        width.hypot(height)
    }
}

/// Change of the direction in which the skin is seen, in degrees, from `places`: where each of many small pieces of
/// skin lies in the pixels of the first and of the second photo.
///
/// `None` when neither card tells its photo's focal length, or the places do not settle on one turn. When one card does, the
/// other photo is taken to be of the same lens.
pub fn view_change_deg([before, after]: [Eye<'_>; 2], places: &[[Point; 2]]) -> Option<f64> {
    let own = [before.focal_px(), after.focal_px()];
    let as_the_other = after.diagonal_px() / before.diagonal_px();
    let focal = [
        own[0].or(own[1].map(|f| f / as_the_other))?,
        own[1].or(own[0].map(|f| f * as_the_other))?,
    ];
    let centre = [before.principal_point(), after.principal_point()];
    let ray = |i: usize, at: Point| [(at.x - centre[i].x) / focal[i], (at.y - centre[i].y) / focal[i]];
    let rays: Vec<[[f64; 2]; 2]> = places.iter().map(|&[b, a]| [ray(0, b), ray(1, a)]).collect();
    solve::view_change_deg(&rays)
}
