//! What every texel of skin sends towards the camera.

use super::{PlacedLamp, card_shadow::Sheet, gloss::Gloss, horizon, scatter::Scattered};
use crate::rows;
use crate::skin::{form::Form, pigment, texels::Texels, warp::Warp};
use nalgebra::Vector3;
use rayon::prelude::*;
use relief_grid::Raster;

/// Texels between two points where the form is computed; straight lines between.
const NODE: usize = 16;
/// Light is traced for shadows in this many columns of a lamp's square.
const COLUMNS: [f64; 3] = [-1.0 / 3.0, 0.0, 1.0 / 3.0];
/// Reflectance of dark hair.
const HAIR: [f32; 3] = [0.035, 0.025, 0.02];

/// Skin under light.
pub(crate) struct Scene<'a> {
    pub(crate) texels: &'a Texels,
    pub(crate) form: &'a Form,
    pub(crate) warp: &'a Warp,
    pub(crate) lamps: &'a [PlacedLamp],
    pub(crate) ambient: f64,
    pub(crate) gloss: Gloss,
    pub(crate) camera: Vector3<f64>,
    pub(crate) card: Option<Sheet>,
}

/// Light on one texel: diffuse irradiance, specular light towards the camera, open share of the sky.
type Lit = [f32; 3];

impl Scene<'_> {
    /// Linear RGB of each texel, 1 for a white diffuser under irradiance 1.
    pub(crate) fn radiance(&self) -> Raster<[f32; 3]> {
        let window = &self.texels.window;
        let mut lit: Raster<Lit> = Raster::filled(window.width, window.height, [0.0; 3]);
        lit.data_mut()
            .par_chunks_mut(window.width)
            .enumerate()
            .for_each(|(y, row)| self.light_row(y, row));
        let scattered = Scattered::new(&lit.map(|l| l[0]), window.pitch_mm);
        rows::build(window.width, window.height, |x, y| {
            self.colour(x, y, scattered.at(x, y), lit[(x, y)])
        })
    }

    fn light_row(&self, y: usize, row: &mut [Lit]) {
        let window = &self.texels.window;
        let node = |i: usize| Ground::new(self, window.skin((i * NODE) as f64, y as f64));
        let mut left = node(0);
        for (i, chunk) in row.chunks_mut(NODE).enumerate() {
            let right = node(i + 1);
            for (k, cell) in chunk.iter_mut().enumerate() {
                let share = k as f64 / NODE as f64;
                *cell = self.light_texel(
                    i * NODE + k,
                    y,
                    &Between {
                        left: &left,
                        right: &right,
                        share,
                    },
                );
            }
            left = right;
        }
    }

    /// Share of a lamp that the card, if there is one, hides from a point.
    fn card_hides(&self, lamp: &PlacedLamp, point: Vector3<f64>) -> f64 {
        self.card.as_ref().map_or(0.0, |card| card.hides(lamp, point))
    }

    fn light_texel(&self, x: usize, y: usize, ground: &Between) -> Lit {
        let texels = self.texels;
        let base = ground.gradient();
        let detail = self.detail_gradient(x, y);
        let normal = Vector3::new(-base[0] - detail[0], -base[1] - detail[1], -1.0).normalize();
        let view = ground.view();
        let steep = texels.steep[(x, y)];
        let sky = if steep { horizon::sky(texels, x, y) } else { 1.0 };
        let mut diffuse = self.ambient * sky * (0.5 - 0.5 * normal.z);
        let mut specular = 0.0;
        for (i, lamp) in self.lamps.iter().enumerate() {
            let beam = ground.beam(i);
            let cosine = normal.dot(&beam.direction);
            if cosine <= 0.0 {
                continue;
            }
            let hidden = ground.hidden(i, || self.card_hides(lamp, self.point(x, y, ground)));
            let mut arriving = beam.irradiance * (1.0 - hidden);
            if steep {
                arriving *= self.open_share(lamp, (x, y), self.point(x, y, ground), base);
            }
            diffuse += arriving * cosine;
            specular += arriving * self.gloss.towards(&normal, &beam.direction, &view, beam.spread);
        }
        [diffuse as f32, specular as f32, sky as f32]
    }

    fn point(&self, x: usize, y: usize, ground: &Between) -> Vector3<f64> {
        let mut point = ground.point();
        point.z -= f64::from(self.texels.height_mm[(x, y)]);
        point
    }

    /// Slope of the relief by central differences; level at the window's border.
    fn detail_gradient(&self, x: usize, y: usize) -> [f64; 2] {
        let relief = &self.texels.height_mm;
        let (width, height) = (relief.width(), relief.height());
        let scale = 0.5 / self.texels.window.pitch_mm;
        let (x0, x1) = (x.saturating_sub(1), (x + 1).min(width - 1));
        let (y0, y1) = (y.saturating_sub(1), (y + 1).min(height - 1));
        [
            f64::from(relief[(x1, y)] - relief[(x0, y)]) * scale,
            f64::from(relief[(x, y1)] - relief[(x, y0)]) * scale,
        ]
    }

    /// Share of a lamp that rises above the relief around a texel: for a few columns of the lamp's square,
    /// the part above the horizon in that direction.
    fn open_share(
        &self,
        lamp: &PlacedLamp,
        (x, y): (usize, usize),
        point: Vector3<f64>,
        slope: [f64; 2],
    ) -> f64 {
        let half = 0.5 * lamp.size_mm;
        let share: f64 = COLUMNS
            .iter()
            .map(|&column| {
                let middle = lamp.position + column * lamp.size_mm * lamp.across - point;
                let run = middle.x.hypot(middle.y).max(1e-9);
                let direction = [middle.x / run, middle.y / run];
                let tilt = slope[0] * direction[0] + slope[1] * direction[1];
                let horizon = (horizon::rise(self.texels, x, y, direction) + tilt).atan();
                let elevation = |v: Vector3<f64>| (-v.z).atan2(v.x.hypot(v.y));
                let (low, high) = (
                    elevation(middle - half * lamp.up),
                    elevation(middle + half * lamp.up),
                );
                let (low, high) = (low.min(high), low.max(high));
                ((high - horizon) / (high - low).max(1e-9)).clamp(0.0, 1.0)
            })
            .sum();
        share / COLUMNS.len() as f64
    }

    fn colour(&self, x: usize, y: usize, light: [f32; 3], [direct, specular, sky]: Lit) -> [f32; 3] {
        let texels = self.texels;
        let reflectance = texels.cloth.colour_at(texels.window.skin(x as f64, y as f64));
        let (skin, cloth) = reflectance.map_or((1.0, [0.0; 3]), |(share, colour)| (1.0 - share, colour));
        let [melanin, blood] = texels.pigment[(x, y)];
        let albedo = pigment::reflectance(melanin, blood);
        let hair = texels.hair[(x, y)];
        std::array::from_fn(|c| {
            // Light that a pit's walls throw at one another, reflected again and again.
            let trapped = 1.0 / (1.0 - albedo[c] * (1.0 - sky));
            let bare = albedo[c] * light[c] * trapped + specular;
            let haired = bare + hair * (HAIR[c] * direct - bare);
            skin * haired + (1.0 - skin) * cloth[c] * direct
        })
    }
}

/// The form at a node, in skin axes, and the light that comes to it past the card.
struct Ground {
    point: Vector3<f64>,
    gradient: [f64; 2],
    /// Unit vector to the lens.
    view: Vector3<f64>,
    beams: Vec<Beam>,
}

/// One lamp's light at a point.
struct Beam {
    direction: Vector3<f64>,
    irradiance: f64,
    /// Edge of the lamp over its distance.
    spread: f64,
    /// Share that the card hides.
    hidden: f64,
}

impl Ground {
    fn new(scene: &Scene, rest: [f64; 2]) -> Self {
        let at = scene.warp.moved(rest);
        let point = Vector3::new(at[0], at[1], -scene.form.height(at[0], at[1]));
        let beam = |lamp: &PlacedLamp| {
            let (direction, irradiance) = lamp.reach(point);
            Beam {
                direction,
                irradiance,
                spread: lamp.size_mm / (lamp.position - point).norm(),
                hidden: scene.card_hides(lamp, point),
            }
        };
        Self {
            point,
            gradient: scene.form.gradient(at[0], at[1]),
            view: (scene.camera - point).normalize(),
            beams: scene.lamps.iter().map(beam).collect(),
        }
    }
}

/// A place between two nodes a millimetre apart, where all that varies slowly varies along straight lines.
struct Between<'a> {
    left: &'a Ground,
    right: &'a Ground,
    share: f64,
}

impl Between<'_> {
    fn mix(&self, left: f64, right: f64) -> f64 {
        left + self.share * (right - left)
    }

    fn mix3(&self, left: &Vector3<f64>, right: &Vector3<f64>) -> Vector3<f64> {
        left + self.share * (right - left)
    }

    fn point(&self) -> Vector3<f64> {
        self.mix3(&self.left.point, &self.right.point)
    }

    fn view(&self) -> Vector3<f64> {
        self.mix3(&self.left.view, &self.right.view)
    }

    fn gradient(&self) -> [f64; 2] {
        let (left, right) = (self.left.gradient, self.right.gradient);
        [self.mix(left[0], right[0]), self.mix(left[1], right[1])]
    }

    fn beam(&self, lamp: usize) -> Beam {
        let (left, right) = (&self.left.beams[lamp], &self.right.beams[lamp]);
        Beam {
            direction: self.mix3(&left.direction, &right.direction),
            irradiance: self.mix(left.irradiance, right.irradiance),
            spread: left.spread,
            hidden: left.hidden,
        }
    }

    /// What the card hides of a lamp: the nodes' answer in full light and full shadow, else `exactly`.
    fn hidden(&self, lamp: usize, exactly: impl Fn() -> f64) -> f64 {
        let (left, right) = (self.left.beams[lamp].hidden, self.right.beams[lamp].hidden);
        if left == right && (left == 0.0 || left == 1.0) {
            left
        } else {
            exactly()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{light::Lamp, skin::hair};
    use nalgebra::Matrix3;

    /// A flat, matt, even patch far under a small lamp.
    fn flat_patch() -> Texels {
        let window = hair::Window {
            origin_mm: [-2.0, -2.0],
            pitch_mm: 0.1,
            width: 41,
            height: 41,
        };
        Texels::plain(window, [0.5, 0.3])
    }

    #[test]
    fn a_flat_patch_follows_lamberts_cosine() {
        let texels = flat_patch();
        for elevation_deg in [90.0, 60.0, 30.0] {
            let lamp = Lamp {
                azimuth_deg: 20.0,
                elevation_deg,
                distance_mm: 1e5,
                size_mm: 1.0,
                strength: 1.0,
            };
            let origin = Vector3::zeros();
            let lamps = [PlacedLamp::new(&lamp, origin, &Matrix3::identity(), &origin)];
            let scene = Scene {
                texels: &texels,
                form: &Form::flat(),
                warp: &Warp::none(),
                lamps: &lamps,
                ambient: 0.0,
                gloss: Gloss {
                    roughness: 0.5,
                    amount: 0.0,
                },
                camera: Vector3::new(0.0, 0.0, -450.0),
                // Behind the skin, where it hides nothing.
                card: None,
            };
            let got = scene.radiance()[(20, 20)];
            let albedo = pigment::reflectance(0.5, 0.3);
            for c in 0..3 {
                let expected = albedo[c] * elevation_deg.to_radians().sin() as f32;
                assert!(
                    (got[c] / expected - 1.0).abs() < 2e-3,
                    "{elevation_deg}° {c}: {} {expected}",
                    got[c]
                );
            }
        }
    }
}
