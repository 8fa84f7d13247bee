//! How the card is lit in each picture of a set.

use super::lamps::camera;
use relief_grid::{Mask, Point, Raster};
use relief_photo::card::CardView;
use relief_photo::card::layout::{PATCH_COUNT, card_centre_mm, patch_centre_mm, white_places_mm};
use relief_stereo::{Bend, Camera, LampsFrom, LightSet, LitCard, Relief, View};

/// Edge of the squares that are read; paper and patches leave half a millimetre around them.
const EDGE_MM: f64 = 1.2;
/// Four squares of each patch are read, so far from its middle along both sides.
const BESIDE_MM: f64 = 1.7;
/// Darker places carry the sensor's noise and the file's rounding.
const BLACK: f32 = 0.004;

/// A picture in linear light, and what of it is burnt out.
pub struct Lit<'a> {
    pub linear: &'a Raster<[f32; 3]>,
    pub clipped: &'a Mask,
}

/// The card's places under each lamp. `card` is in pixels of the pictures of which `factor × factor` became one of `camera`'s; it neither moves nor bends.
pub fn lit<'a>(
    card: &CardView,
    camera: &Camera,
    factor: usize,
    pictures: impl Iterator<Item = Lit<'a>>,
    room: Option<&Raster<[f32; 3]>>,
) -> LitCard {
    let view = View::Perspective(*camera);
    let factor = factor as f64;
    let seen = |place: Point| {
        let at = card.mm_to_px.apply(place);
        [at.x, at.y].map(|px| (px + 0.5) / factor - 0.5)
    };
    let middle_px = seen(card_centre_mm());
    let line = view.sight(middle_px[0], middle_px[1]);
    let normal = in_camera_axes(card.normal, line);
    // Foreshortening makes a pixel's millimetres more along one direction.
    let away_mm = card.mm_per_px * factor * 0.5 * (camera.fx + camera.fy) * card.normal[2].abs().sqrt();
    let middle_mm = line.map(|v| away_mm * v);
    let met = |[x, y]: [f64; 2]| {
        let line = view.sight(x, y);
        let along = dot(middle_mm, normal) / dot(line, normal);
        line.map(|v| along * v)
    };
    let half_px = 0.5 * EDGE_MM / (card.mm_per_px * factor);
    let places = places();
    let squares: Vec<[f64; 2]> = places.iter().map(|(place, _)| seen(*place)).collect();
    let light = |picture: Lit<'_>| {
        let read = |at: &[f64; 2]| brightness(&picture, room, *at, half_px);
        squares.iter().map(read).collect()
    };
    LitCard {
        places_mm: squares.iter().map(|at| met(*at)).collect(),
        inks: places.iter().map(|(_, ink)| *ink).collect(),
        middle_mm,
        normal,
        light: pictures.map(light).collect(),
    }
}

/// How curved the card comes out in a set whose relief is known. Lamps that the card itself has shown leave it flat.
pub fn bend(card: &CardView, factor: usize, set: &LightSet, relief: &Relief) -> Option<Bend> {
    if set.lamps_from != LampsFrom::Told {
        return None;
    }
    let pictures = set.frames.iter().map(|frame| Lit {
        linear: &frame.linear,
        clipped: &frame.clipped,
    });
    let camera = camera(set.view, [set.skin.width(), set.skin.height()]);
    let lamps: Vec<_> = relief
        .frames
        .iter()
        .map(|frame| (frame.light, frame.intensity))
        .collect();
    lit(card, &camera, factor, pictures, set.ambient.as_ref()).bend(&lamps, &set.view)
}

/// Places on the card with their inks: bare paper is 0, the patches follow.
fn places() -> Vec<(Point, usize)> {
    let of_patch = |patch: usize| {
        let centre = patch_centre_mm(patch);
        [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)].map(|(x, y)| {
            let place = Point::new(centre.x + BESIDE_MM * x, centre.y + BESIDE_MM * y);
            (place, patch + 1)
        })
    };
    let paper = white_places_mm().into_iter().map(|place| (place, 0));
    paper.chain((0..PATCH_COUNT).flat_map(of_patch)).collect()
}

/// A card's normal is told along the line of sight to its middle, z towards the camera.
fn in_camera_axes(normal: [f64; 3], line: [f64; 3]) -> [f64; 3] {
    let unit = |v: [f64; 3]| {
        let length = dot(v, v).sqrt();
        v.map(|x| x / length)
    };
    let to_camera = unit(line.map(|v| -v));
    // The picture's x and y, as they stand across the line.
    let across = |axis: [f64; 3]| {
        let along = dot(axis, to_camera);
        unit(std::array::from_fn(|i| axis[i] - along * to_camera[i]))
    };
    let (x, y) = (across([1.0, 0.0, 0.0]), across([0.0, 1.0, 0.0]));
    unit(std::array::from_fn(|i| {
        normal[0] * x[i] + normal[1] * y[i] + normal[2].abs() * to_camera[i]
    }))
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// The mean brightness of a square, the room's taken off; `None` where it is burnt out, black or beside the picture.
fn brightness(
    picture: &Lit<'_>,
    room: Option<&Raster<[f32; 3]>>,
    [x, y]: [f64; 2],
    half_px: f64,
) -> Option<f64> {
    let range = |at: f64, size: usize| {
        let (first, last) = ((at - half_px).ceil(), (at + half_px).floor());
        let inside = first >= 0.0 && last < size as f64 && first <= last;
        inside.then_some(first as usize..=last as usize)
    };
    let (columns, rows) = (
        range(x, picture.linear.width())?,
        range(y, picture.linear.height())?,
    );
    let (mut sum, mut count) = (0.0, 0.0);
    for (x, y) in rows.flat_map(|y| columns.clone().map(move |x| (x, y))) {
        if picture.clipped.get(x, y) {
            return None;
        }
        let room = room.map_or([0.0; 3], |room| room[(x, y)]);
        let light = picture.linear[(x, y)];
        sum += (0..3).map(|i| light[i] - room[i]).sum::<f32>();
        count += 1.0;
    }
    let mean = sum / count;
    (mean > BLACK).then_some(f64::from(mean))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squares_stay_on_their_ink() {
        use relief_photo::card::layout::PATCH_EDGE_MM;
        const { assert!(BESIDE_MM + 0.5 * EDGE_MM < 0.5 * PATCH_EDGE_MM - 0.5) };
        let places = places();
        assert_eq!(places.iter().filter(|(_, ink)| *ink > 0).count(), 4 * PATCH_COUNT);
    }

    #[test]
    fn a_card_that_faces_the_camera_beside_its_axis_looks_back_along_the_line_of_sight() {
        let line = [0.2, -0.1, 1.0];
        let normal = in_camera_axes([0.0, 0.0, 1.0], line);
        let length = dot(line, line).sqrt();
        assert!((dot(normal, line) / length + 1.0).abs() < 1e-12, "{normal:?}");
        let turned = in_camera_axes([0.1, 0.0, 0.995], line);
        assert!(turned[0] > normal[0] && turned[2] < 0.0);
    }
}
