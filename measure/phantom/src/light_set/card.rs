//! What a light set shows below the skin: the Relief card on a cloth.

use super::LightSetSpec;
use super::rig::{AMBIENT, Rig, Shot};
use super::scene::gain;
use crate::photo::camera::{View, turn};
use crate::photo::card::{self, CardPose, Ink, Inks};
use crate::photo::compose::{CardInView, Light, card_pixel, inverse_homography};
use crate::random::Dice;
use crate::skin::cloth::Cloth;
use crate::srgb;
use nalgebra::{Matrix3, Vector3};

/// Height of the picture's part below the skin: at its greatest turn the upright card takes up 89.2 mm, and 3.4 mm of cloth are above and below it.
const BAND_MM: f64 = 96.0;
/// From the plane on which card and skin lie to the printed side.
const THICK_MM: f64 = 0.8;
/// The card's long side runs down the picture, which is not wide enough for it.
const UPRIGHT_DEG: f64 = 90.0;
/// Most turn in the picture: at 5° the corners of a tilted card would leave the picture, which is 61 mm wide.
const MOST_TURN_DEG: f64 = 4.0;
/// Most tilt about each of the card's edges.
const MOST_TILT_DEG: f64 = 3.0;
/// Code of the card's white where the brightest lamp shines most; with four standard deviations of noise it stays in the file's range.
const WHITE_CODE: u8 = 240;
/// Steps along each edge of the card in which its brightest place is looked for.
const STEPS: usize = 16;

/// Rows that card and cloth take up.
pub(super) fn rows(mm_per_px: f64) -> usize {
    (BAND_MM / mm_per_px) as usize
}

/// Card and cloth.
pub(super) struct Beside {
    pose: CardPose,
    inks: Inks,
    view: View,
    /// From pixels to millimetres on the card.
    to_card: Matrix3<f64>,
    /// How many times brighter lamps are than the exposure allows for.
    gain: f64,
}

impl Beside {
    /// Lays the card in the middle of the picture's lower part, as the visit draws it.
    pub(super) fn lay(spec: &LightSetSpec, rig: &Rig) -> Self {
        let mut dice = Dice::new(spec.seed, &format!("card {}", spec.visit));
        let tilt: [f64; 2] = std::array::from_fn(|_| dice.within(MOST_TILT_DEG));
        let rotation = turn([tilt[0], tilt[1], UPRIGHT_DEG + dice.within(MOST_TURN_DEG)]);
        let hem_mm = 0.5 * rig.skin_rows as f64 * rig.mm_per_px;
        let middle = Vector3::new(0.0, hem_mm + 0.5 * BAND_MM, -THICK_MM);
        let [w, h] = card::SIZE_MM;
        let pose = CardPose {
            rotation,
            corner: middle - rotation * Vector3::new(0.5 * w, 0.5 * h, 0.0),
        };
        let view = rig.view();
        Self {
            pose,
            inks: Inks::printed(dice.between(card::SHEEN[0], card::SHEEN[1]) as f32),
            to_card: inverse_homography(&pose, &view),
            view,
            gain: gain(spec.fault),
        }
    }

    /// The middle of the printed side, in camera axes in mm.
    pub(super) fn middle_mm(&self) -> [f64; 3] {
        (self.pose.point(card::SIZE_MM.map(|edge| 0.5 * edge)) - self.view.lens()).into()
    }

    /// Unit normal of the printed side; the camera's axes are parallel to the skin's.
    pub(super) fn normal(&self) -> [f64; 3] {
        self.pose.normal().into()
    }

    /// The exposure at which the brightest lamp gives the card's white its code.
    pub(super) fn exposure(&self, shots: &[Shot]) -> f64 {
        let normal = self.pose.normal();
        let step = |i: usize, edge: f64| edge * i as f64 / STEPS as f64;
        let places = (0..=STEPS).flat_map(|i| (0..=STEPS).map(move |j| (i, j)));
        let brightest = places
            .map(|(i, j)| {
                self.pose
                    .point([step(i, card::SIZE_MM[0]), step(j, card::SIZE_MM[1])])
            })
            .flat_map(|point| shots.iter().map(move |shot| falling(shot, point, &normal)))
            .fold(0.0, f64::max);
        let [white, ..] = self.inks.of(Ink::White).map(f64::from);
        let [wanted, ..] = srgb::linear_of([WHITE_CODE; 3]).map(f64::from);
        wanted / (white * (AMBIENT + brightest))
    }

    /// Linear light that a pixel receives from card and cloth, in the room's light and that of a lamp.
    pub(super) fn sent(&self, [x, y]: [f64; 2], shot: &Shot) -> [f32; 3] {
        let light = |point, normal: &Vector3<f64>| AMBIENT + self.gain * falling(shot, point, normal);
        let on_card = |at| light(self.pose.point(at), &self.pose.normal());
        let card = CardInView {
            pose: self.pose,
            inks: &self.inks,
            cover: None,
            light: Light::Places(&on_card),
        };
        let [r, g, b, bare] = card_pixel(&self.view, &card, &self.to_card, [x, y]);
        if bare == 0.0 {
            return [r, g, b];
        }
        let at = self.view.lens() + self.view.camera.distance_mm * self.view.ray(x, y);
        let colour = Cloth::All
            .colour_at([at.x, at.y])
            .map_or([0.0; 3], |(_, colour)| colour);
        let light = bare * light(at, &-Vector3::z()) as f32;
        let card = [r, g, b];
        std::array::from_fn(|c| card[c] + light * colour[c])
    }
}

/// Irradiance of a lamp on a matt surface.
fn falling(shot: &Shot, point: Vector3<f64>, normal: &Vector3<f64>) -> f64 {
    let (toward, irradiance) = shot.reach(point);
    irradiance * toward.dot(normal).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Phototype, light_set};
    use relief_grid::Raster;

    fn spec(seed: u64) -> LightSetSpec {
        LightSetSpec {
            seed,
            visit: 0,
            phototype: Phototype::III,
            depth_factor: 1.0,
            lamps: 4,
            near: true,
            lamp_mm: LightSetSpec::NEAR_MM,
            card: true,
            width: 400,
            fault: None,
        }
    }

    #[test]
    fn the_whole_card_is_below_the_skin() {
        for seed in 0..2000 {
            let spec = spec(seed);
            let rig = Rig::draw(&spec);
            let beside = Beside::lay(&spec, &rig);
            let [w, h] = card::SIZE_MM;
            for corner in [[0.0, 0.0], [w, 0.0], [w, h], [0.0, h]] {
                let at = beside.pose.project(&beside.view, corner);
                let [width, height] = rig.size.map(|pixels| pixels as f64);
                assert!(at.x > 0.0 && at.x < width - 1.0, "{seed}: {at:?}");
                assert!(
                    at.y > rig.skin_rows as f64 && at.y < height - 1.0,
                    "{seed}: {at:?}"
                );
            }
        }
    }

    /// Linear light of green, what the lens loses taken back, around a place of the card in the picture of a lamp less that of the room.
    fn light(lit: &Raster<[u8; 3]>, room: &Raster<[u8; 3]>, at: [f64; 2]) -> f64 {
        const REACH_PX: usize = 5;
        let [x, y] = at.map(|v| v.round() as usize);
        let places =
            (x - REACH_PX..=x + REACH_PX).flat_map(|x| (y - REACH_PX..=y + REACH_PX).map(move |y| (x, y)));
        let green = |picture: &Raster<[u8; 3]>, at| f64::from(srgb::linear_of(picture[at])[1]);
        let sum: f64 = places.map(|at| green(lit, at) - green(room, at)).sum();
        let half = [lit.width(), lit.height()].map(|pixels| 0.5 * (pixels as f64 - 1.0));
        let off = (at[0] - half[0]).hypot(at[1] - half[1]) / half[0].hypot(half[1]);
        sum / (1.0 - 0.04 * off * off)
    }

    #[test]
    fn the_paper_is_as_bright_as_the_file_says() {
        let spec = spec(3);
        let set = light_set(&spec).unwrap();
        let beside = Beside::lay(&spec, &Rig::draw(&spec));
        let normal = Vector3::from(set.card_normal.unwrap());
        let file: serde_json::Value = serde_json::from_str(&set.lights_json).unwrap();
        let middle = Vector3::new(0.0, 0.0, file["camera"]["distance_mm"].as_f64().unwrap());
        // White paper between two tags, at the card's upper and lower end.
        let places = [[8.0, 27.0], [77.6, 27.0]];
        let mut shares = Vec::new();
        for (i, ((_, picture), lamp)) in set.frames.iter().zip(&set.lamps_mm).enumerate() {
            let lamp = Vector3::from(lamp.unwrap());
            let intensity = file["lights"][i]["intensity"].as_f64().unwrap();
            shares.extend(places.map(|at| {
                let to = lamp - (beside.pose.point(at) - beside.view.lens());
                let nearer = ((lamp - middle).norm() / to.norm()).powi(2);
                let told = intensity * nearer * to.normalize().dot(&normal);
                let at = beside.pose.project(&beside.view, at);
                light(picture, &set.ambient, [at.x, at.y]) / told
            }));
        }
        let mean = shares.iter().sum::<f64>() / shares.len() as f64;
        let worst = shares
            .iter()
            .map(|share| (share / mean - 1.0).abs())
            .fold(0.0, f64::max);
        assert!(worst < 0.01, "{shares:?}");
    }

    #[test]
    fn the_paper_is_bright_and_never_burnt_out() {
        for near in [false, true] {
            let set = light_set(&LightSetSpec { near, ..spec(5) }).unwrap();
            let codes = set.frames.iter().flat_map(|(_, picture)| picture.data());
            let most = codes.flatten().max();
            assert!((236..255).contains(most.unwrap()), "{most:?}");
        }
    }

    #[test]
    fn the_skin_is_that_of_a_set_without_a_card() {
        let with = light_set(&spec(7)).unwrap();
        let without = light_set(&LightSetSpec {
            card: false,
            ..spec(7)
        })
        .unwrap();
        assert_eq!(with.scars, without.scars);
        let (width, rows) = (without.heights.width(), without.heights.height());
        assert_eq!((with.heights.width(), with.heights.height()), (400, rows + 627));
        for y in 0..with.heights.height() {
            for x in 0..width {
                let known = (y < rows).then(|| without.heights.height_mm(x, y)).flatten();
                assert_eq!(with.heights.height_mm(x, y), known);
            }
        }
    }
}
