//! What two pictures tell although their skins could not be laid onto each other: the reason may be here.

use super::Prepared;
use super::card_facts::{CardColour, colour_of, edge_sigma_mm, noise};
use super::facts::tone;
use crate::blocks::{Block, blocks};
use crate::gate::{
    Check, OpticsFacts, check_burnt_out, check_colour, check_optics, check_shine, check_view,
    exposure_difference,
};
use crate::light::{unevenness, white_share};
use crate::skin::burnt_out_share;

/// Side of the blocks whose colours are compared with the skin's mean.
const BLOCK_MM: f64 = 2.0;

/// The checks of blur, noise, exposure, colour, skin tone and shine, each from one picture at a time.
pub fn check_apart(prepared: [&Prepared; 2]) -> Vec<Check> {
    let colour = colour_of(prepared);
    let mut checks = camera_checks(prepared, &colour);
    checks.push(check_exposed(prepared));
    checks.extend(card_turn_deg(prepared).map(check_view));
    let skins = [
        skin_colours(prepared[0], None),
        skin_colours(prepared[1], Some(&colour)),
    ];
    let means = skins.each_ref().map(|skin| mean(skin));
    if let ([Some(before), Some(after)], Some(gain)) = (means, colour.grey_ratio) {
        checks.extend(check_colour(&tone(gain, &colour, Some([before, after]))));
    }
    if let [Some(before), Some(after)] = skins.map(|skin| own_unevenness(&skin)) {
        checks.push(check_shine(after.abs() - before.abs()));
    }
    checks
}

/// Whether the skin is burnt out in one picture: then it is no skin to anything else.
pub fn check_exposed(prepared: [&Prepared; 2]) -> Check {
    let [first, second] = prepared.map(|p| burnt_out_share(&p.half, &p.half_skin));
    check_burnt_out(first.max(second))
}

/// Whether the card, and with it the skin it lies on, is seen from elsewhere: the angle between its normals in both
/// pictures, degrees. How the camera was turned in its own plane is not known here, which a small lean hardly feels.
pub fn card_turn_deg([before, after]: [&Prepared; 2]) -> Option<f64> {
    let (before, after) = (before.card.as_ref()?.normal, after.card.as_ref()?.normal);
    let cosine: f64 = before.iter().zip(after).map(|(b, a)| b * a).sum();
    Some(cosine.clamp(-1.0, 1.0).acos().to_degrees())
}

fn camera_checks(prepared: [&Prepared; 2], colour: &CardColour) -> Vec<Check> {
    let mut checks = check_optics(&OpticsFacts {
        edge_sigma_mm: edge_sigma_mm(prepared),
        noise: noise(prepared),
    });
    let stops = colour.grey_ratio.map(|ratio| ratio[1] / std::f64::consts::LN_2);
    checks.extend(stops.map(exposure_difference));
    checks
}

/// Block means of the skin's linear light, in the first picture's colour frame when `colour` is given.
fn skin_colours(prepared: &Prepared, colour: Option<&CardColour>) -> Vec<Block<3>> {
    let seen = |x: usize, y: usize| {
        let rgb = prepared.half[(x, y)];
        colour.map_or(rgb, |frame| frame.normalisation.apply(rgb))
    };
    let side = (BLOCK_MM / prepared.view().pitch.mm_per_px()).round() as usize;
    blocks(&prepared.half_skin, side, seen)
}

fn mean(skin: &[Block<3>]) -> Option<[f64; 3]> {
    let cells: f64 = skin.iter().map(|b| b.cells as f64).sum();
    let channel = |c: usize| skin.iter().map(|b| b.mean[c] * b.cells as f64).sum::<f64>() / cells;
    (cells > 0.0).then(|| std::array::from_fn(channel))
}

/// How unevenly white lies on the skin of one picture, against its own mean.
fn own_unevenness(skin: &[Block<3>]) -> Option<f64> {
    let own = mean(skin)?;
    unevenness(skin.iter().filter_map(|b| white_share(b.mean, own)).collect())
}
