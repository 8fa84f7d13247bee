//! Which pixels are skin that may be measured.

mod card_shadow;

use crate::colour::lab::{White, lab_row};
use crate::pair::Working;
use card_shadow::card_shadow;
use rayon::prelude::*;
use relief_grid::components::Connectivity;
use relief_grid::{Mask, Pitch, Point, Polygon, Raster, morphology};

/// Hue angle of skin in CIELAB (D65), widened on both sides of the range of all phototypes
/// (about 30° for red to 75° for yellowish skin) for scars, redness and an uncorrected white balance.
const HUE_DEG: [f32; 2] = [5.0, 95.0];

/// Chroma of skin: less is grey (card, hair, eye white), more is cloth.
const CHROMA: [f32; 2] = [5.0, 62.0];

/// Lightness in which pigment can be told: darker is shadow or nostril, brighter is glare.
const LIGHTNESS: [f32; 2] = [8.0, 97.0];

/// Skin within this distance of the card lies in its shadow or under its edge.
pub const CARD_MARGIN_MM: f64 = 6.0;

/// Linear light from which a channel counts as burnt out.
const SATURATED: f32 = 0.98;

/// Skin darker than this share of the median skin lies in a cast shadow, a nostril or a fold.
const SHADE: f32 = 0.30;

/// Holes smaller than this are moles, scars and highlights: they stay part of the skin.
const HOLE_MM: f64 = 3.0;

/// Skin within this distance of anything else (edge of the face, hair, lips) is not measured.
const EDGE_MARGIN_MM: f64 = 1.5;

/// Skin of less than this many square millimetres is no region to compare.
const SMALLEST_REGION_MM2: f64 = 100.0;

/// The skin is judged on a raster coarser than the working image by this factor: pores and noise average out,
/// and no border of skin is sharper than that.
const COARSE: usize = 4;

/// The skin of a working image: coloured like skin, neither burnt out nor in deep shade, no speck, not near
/// an edge, outside of `keep_out` (the card with its margin) and of the shadow beside it and, when given, inside
/// one of `regions`.
///
/// Polygons are in pixels of the working image. The mask is empty when there is no skin.
pub fn skin_mask(picture: &Working, keep_out: &[Polygon], regions: &[Polygon]) -> Mask {
    let (width, height) = (picture.linear.width(), picture.linear.height());
    let coarse = coarse_picture(&picture.linear);
    let pitch = picture.filter_pitch().coarser(COARSE as f64);
    let px = |mm: f64| mm / pitch.mm_per_px();
    let within = |polygons: &[Polygon]| union(coarse.width(), coarse.height(), &coarsened(polygons));
    let card = within(keep_out);
    let coloured = skin_coloured(&coarse).and_not(&card);
    let shadow = card_shadow(&coarse, &coloured, &card, pitch);
    let asked = (!regions.is_empty()).then(|| within(regions));
    let free = Mask::filled(coarse.width(), coarse.height(), true).and_not(&card.or(&shadow));
    let allowed = asked.map_or(free.clone(), |asked| asked.and(&free));
    let coloured = coloured.and(&allowed);
    let lit = coloured.and(&lit_mask(&coarse, &coloured));
    // Closing takes moles and glints back in; opening takes hairs and specks out.
    let closed = morphology::close(&lit, px(HOLE_MM) / 2.0).and(&allowed);
    let opened = morphology::open(&closed, px(EDGE_MARGIN_MM));
    let inner = without_specks(&morphology::erode(&opened, px(EDGE_MARGIN_MM)), pitch);
    Mask::from_fn(width, height, |x, y| {
        let (cx, cy) = (x / COARSE, y / COARSE);
        cx < inner.width() && cy < inner.height() && inner.get(cx, cy) && !burnt_out(&picture.linear[(x, y)])
    })
}

/// The share of the skin that is burnt out, of a picture and what [`skin_mask`] kept of it, at any common resolution.
///
/// Burnt-out skin is no skin to [`skin_mask`]. It is told by its warm colours: the red is full, and the blue is the least. White paper and white walls are full in all three. Zero without any skin.
pub fn burnt_out_share(linear: &Raster<[f32; 3]>, skin: &Mask) -> f64 {
    /// A full red stands at least so far above the blue in skin that is lit too much by one or two stops.
    const WARM: f32 = 0.9;
    let burnt = |[r, g, b]: &[f32; 3]| *r >= SATURATED && g >= b && *b < WARM * r;
    let burnt = linear.data().iter().filter(|rgb| burnt(rgb)).count();
    let all = burnt + skin.count();
    burnt as f64 / all.max(1) as f64
}

fn burnt_out(rgb: &[f32; 3]) -> bool {
    rgb.iter().any(|&v| v >= SATURATED)
}

/// Means over blocks of `COARSE` × `COARSE` pixels.
fn coarse_picture(linear: &Raster<[f32; 3]>) -> Raster<[f32; 3]> {
    let share = 1.0 / (COARSE * COARSE) as f32;
    Raster::from_fn(linear.width() / COARSE, linear.height() / COARSE, |cx, cy| {
        let mut sum = [0.0f32; 3];
        for y in cy * COARSE..(cy + 1) * COARSE {
            for rgb in &linear.row(y)[cx * COARSE..(cx + 1) * COARSE] {
                for (total, value) in sum.iter_mut().zip(rgb) {
                    *total += value;
                }
            }
        }
        sum.map(|total| total * share)
    })
}

fn coarsened(polygons: &[Polygon]) -> Vec<Polygon> {
    let k = COARSE as f64;
    let coarse = |v: f64| (v - (k - 1.0) / 2.0) / k;
    let shrink = |p: &Polygon| Polygon {
        corners: p
            .corners
            .iter()
            .map(|c| Point::new(coarse(c.x), coarse(c.y)))
            .collect(),
    };
    polygons.iter().map(shrink).collect()
}

fn union(width: usize, height: usize, polygons: &[Polygon]) -> Mask {
    let mut covered = Mask::filled(width, height, false);
    for polygon in polygons {
        covered = covered.or(&Mask::from_polygon(width, height, polygon));
    }
    covered
}

fn skin_coloured(linear: &Raster<[f32; 3]>) -> Mask {
    let (width, height) = (linear.width(), linear.height());
    let data: Vec<bool> = linear
        .data()
        .par_chunks(width.max(1))
        .flat_map_iter(|row| {
            let mut labs = vec![[0.0; 3]; row.len()];
            lab_row(row, White::D65, &mut labs);
            row.iter()
                .zip(labs)
                .map(|(rgb, lab)| is_skin(*rgb, lab))
                .collect::<Vec<_>>()
        })
        .collect();
    #[expect(clippy::expect_used, reason = "one value for each pixel")]
    Raster::from_vec(width, height, data).expect("shape").into()
}

fn is_skin(rgb: [f32; 3], [l, a, b]: [f32; 3]) -> bool {
    let within = |value: f32, [low, high]: [f32; 2]| value >= low && value <= high;
    within(l, LIGHTNESS)
        && within(a.hypot(b), CHROMA)
        && within(b.atan2(a).to_degrees(), HUE_DEG)
        && !burnt_out(&rgb)
}

/// The cells of at least 30 % of the median skin's green.
fn lit_mask(linear: &Raster<[f32; 3]>, skin: &Mask) -> Mask {
    /// A sample of this many cells has the median within 1 %.
    const SAMPLE: usize = 20_000;
    let stride = (skin.count() / SAMPLE).max(1);
    let mut greens: Vec<f32> = linear
        .data()
        .iter()
        .zip(skin.raster().data())
        .filter(|(_, s)| **s)
        .step_by(stride)
        .map(|(rgb, _)| rgb[1])
        .collect();
    if greens.is_empty() {
        return skin.clone();
    }
    let middle = greens.len() / 2;
    let (_, median, _) = greens.select_nth_unstable_by(middle, f32::total_cmp);
    let least = SHADE * *median;
    linear.map(|rgb| rgb[1] >= least).into()
}

fn without_specks(mask: &Mask, pitch: Pitch) -> Mask {
    let fewest = SMALLEST_REGION_MM2 / pitch.mm_per_px().powi(2);
    morphology::remove_small(mask, fewest as usize, Connectivity::Eight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_red_is_burnt_out_skin_and_full_white_is_paper() {
        let picture = |colours: [[f32; 3]; 4]| Raster::from_vec(4, 1, colours.to_vec()).unwrap();
        let (skin, burnt, white) = ([0.5, 0.3, 0.2], [1.0, 0.8, 0.6], [1.0, 1.0, 0.99]);
        let kept = Mask::from_fn(4, 1, |x, _| x == 0);
        let half = burnt_out_share(&picture([skin, burnt, white, [0.0; 3]]), &kept);
        assert_eq!(half, 0.5);
        let none = Mask::filled(4, 1, false);
        assert_eq!(burnt_out_share(&picture([white; 4]), &none), 0.0);
        assert_eq!(burnt_out_share(&picture([burnt; 4]), &none), 1.0);
    }
}
