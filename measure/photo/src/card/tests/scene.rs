//! An analytic picture of the card: a pinhole camera, exact pixel areas by supersampling, Gaussian blur, noise,
//! sRGB. It shares the layout's millimetres with what it tests and nothing else.

use crate::colour::{checker::CLASSIC, srgb};
use crate::{Photo, PhotoInfo, Samples};
use nalgebra::{Matrix3, Rotation3, Vector3};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use relief_grid::filter::gaussian;
use relief_grid::warp::Homography;
use relief_grid::{Point, Raster};
use std::sync::LazyLock;

/// Payloads as printed in AprilTag's own figures of tag36h11, ids 0 to 3 (1 is white).
const PAYLOADS: [[&str; 6]; 4] = [
    ["001000", "011010", "000101", "000110", "101110", "101011"],
    ["100100", "101101", "000110", "001111", "111010", "011011"],
    ["011100", "001000", "100100", "000001", "010010", "111011"],
    ["000110", "010011", "100101", "111001", "111000", "100111"],
];
static PATCHES: LazyLock<[[f64; 3]; 24]> =
    LazyLock::new(|| CLASSIC.map(|p| p.srgb.map(|v| srgb::decode(f64::from(v) / 255.0))));
const WHITE: f64 = 0.85;
const BLACK: f64 = 0.03;
const SKIN: [f64; 3] = [0.45, 0.25, 0.18];

#[derive(Debug, Clone)]
pub struct Scene {
    pub width: usize,
    pub height: usize,
    pub focal_px: f64,
    pub distance_mm: f64,
    /// Where the card's centre comes to lie, from the picture's centre.
    pub shift_px: (f64, f64),
    pub tilt_deg: f64,
    /// The direction of the tilt's axis in the picture.
    pub axis_deg: f64,
    pub turn_deg: f64,
    pub sigma_px: f64,
    pub noise: f64,
    /// Light in shadow, which covers all to the right of a slanted line through the card's middle.
    pub shadow: f64,
    pub mirrored: bool,
    /// Whether the tags' bitmaps are turned by 180°.
    pub upside_down_tags: bool,
    /// Tags under skin.
    pub covered: Vec<usize>,
    /// What the lens and the sensor let through.
    pub exposure: f64,
    /// Amount and radius (standard deviation in pixels) of an unsharp mask.
    pub sharpening: Option<(f64, f64)>,
}

impl Default for Scene {
    fn default() -> Self {
        Self {
            width: 1100,
            height: 800,
            focal_px: 3000.0,
            distance_mm: 350.0,
            shift_px: (3.3, -7.8),
            tilt_deg: 0.0,
            axis_deg: 0.0,
            turn_deg: 7.0,
            sigma_px: 0.8,
            noise: 0.004,
            shadow: 1.0,
            mirrored: false,
            upside_down_tags: false,
            covered: Vec::new(),
            exposure: 1.0,
            sharpening: None,
        }
    }
}

impl Scene {
    /// The true mapping from millimetres on the card to pixels.
    pub fn mm_to_px(&self) -> Homography {
        let axis = Vector3::new(
            self.axis_deg.to_radians().cos(),
            self.axis_deg.to_radians().sin(),
            0.0,
        );
        let tilt = Rotation3::new(axis * self.tilt_deg.to_radians());
        let turn = Rotation3::new(Vector3::z() * self.turn_deg.to_radians());
        let r = (tilt * turn).into_inner();
        let middle = Vector3::new(-42.80, -26.99, 0.0);
        let to_camera = |v: Vector3<f64>| r * v;
        let t = to_camera(middle) + Vector3::new(0.0, 0.0, self.distance_mm);
        let (cx, cy) = (0.5 * (self.width - 1) as f64, 0.5 * (self.height - 1) as f64);
        let k = Matrix3::new(
            self.focal_px,
            0.0,
            cx + self.shift_px.0,
            0.0,
            self.focal_px,
            cy + self.shift_px.1,
            0.0,
            0.0,
            1.0,
        );
        let mut m = k * Matrix3::from_columns(&[r.column(0).into(), r.column(1).into(), t]);
        if self.mirrored {
            m = Matrix3::new(-1.0, 0.0, 2.0 * cx, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0) * m;
        }
        Homography::new(std::array::from_fn(|i| std::array::from_fn(|j| m[(i, j)]))).unwrap()
    }

    /// Millimetres per pixel at the card's centre, by finite differences.
    pub fn mm_per_px(&self) -> f64 {
        let h = self.mm_to_px();
        let at = |dx: f64, dy: f64| h.apply(Point::new(42.80 + dx, 26.99 + dy));
        let e = 1e-4;
        let (l, r, u, d) = (at(-e, 0.0), at(e, 0.0), at(0.0, -e), at(0.0, e));
        let area = (r.x - l.x) * (d.y - u.y) - (r.y - l.y) * (d.x - u.x);
        2.0 * e / area.abs().sqrt()
    }

    fn light(&self, at: Point) -> [f64; 3] {
        let lit = if at.x + 0.4 * at.y > 42.8 + 0.4 * 27.0 {
            self.shadow
        } else {
            1.0
        };
        self.reflectance(at).map(|v| self.exposure * lit * v)
    }

    fn reflectance(&self, at: Point) -> [f64; 3] {
        if !(0.0..85.60).contains(&at.x) || !(0.0..53.98).contains(&at.y) {
            return SKIN;
        }
        let (column, row) = ((at.x - 18.8) / 8.0, (at.y - 10.99) / 8.0);
        if (0.0..6.0).contains(&column) && (0.0..4.0).contains(&row) {
            let inside = (column.fract() - 0.5).abs().max((row.fract() - 0.5).abs()) < 7.0 / 16.0;
            let patch = PATCHES[6 * row as usize + column as usize];
            return if inside { patch } else { [WHITE; 3] };
        }
        let tags = [(3.0, 3.0), (72.6, 3.0), (72.6, 40.98), (3.0, 40.98)];
        for (id, (left, top)) in tags.iter().enumerate() {
            let (x, y) = ((at.x - left) / 1.25, (at.y - top) / 1.25);
            let near = (-1.0..9.0).contains(&x) && (-1.0..9.0).contains(&y);
            if near && self.covered.contains(&id) {
                return SKIN;
            }
            if (0.0..8.0).contains(&x) && (0.0..8.0).contains(&y) {
                return [if self.is_white(id, x, y) { WHITE } else { BLACK }; 3];
            }
        }
        [WHITE; 3]
    }

    fn is_white(&self, id: usize, x: f64, y: f64) -> bool {
        let (x, y) = if self.upside_down_tags {
            (8.0 - x, 8.0 - y)
        } else {
            (x, y)
        };
        let payload = (1.0..7.0).contains(&x) && (1.0..7.0).contains(&y);
        payload && PAYLOADS[id][y as usize - 1].as_bytes()[x as usize - 1] == b'1'
    }

    /// Blur comes before the pixels: it is laid on a picture of twice the resolution, whose pixels are the means
    /// of 2 × 2 points, and of which four make a pixel.
    pub fn photo(&self) -> Photo {
        let back = self.mm_to_px().inverse().unwrap();
        let point = |x: usize, k: usize| (x as f64 + 0.25 + 0.5 * k as f64) / 2.0 - 0.5;
        let fine = Raster::from_fn(2 * self.width, 2 * self.height, |x, y| {
            let mut sum = [0.0; 3];
            for (i, j) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let light = self.light(back.apply(Point::new(point(x, i), point(y, j))));
                for c in 0..3 {
                    sum[c] += 0.25 * light[c];
                }
            }
            sum.map(|v| v as f32)
        });
        let fine = gaussian(&fine, 2.0 * self.sigma_px);
        let light = Raster::from_fn(self.width, self.height, |x, y| {
            let four = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(i, j)| fine[(2 * x + i, 2 * y + j)]);
            std::array::from_fn(|c| 0.25 * four.iter().map(|v| v[c]).sum::<f32>())
        });
        exposed(&self.sharpened(light), self.noise)
    }

    fn sharpened(&self, light: Raster<[f32; 3]>) -> Raster<[f32; 3]> {
        let Some((amount, radius)) = self.sharpening else {
            return light;
        };
        let soft = gaussian(&light, radius);
        let sharper = |sharp: f32, soft: f32| sharp + amount as f32 * (sharp - soft);
        Raster::from_fn(light.width(), light.height(), |x, y| {
            std::array::from_fn(|c| sharper(light[(x, y)][c], soft[(x, y)][c]))
        })
    }
}

/// A raster of linear light as an 8 bit photo, with noise that grows as the root of light.
pub fn exposed(light: &Raster<[f32; 3]>, noise: f64) -> Photo {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let mut samples = Vec::with_capacity(3 * light.data().len());
    for v in light.data().iter().flatten() {
        let v = f64::from(*v);
        // The sum of twelve even numbers is normal enough.
        let normal = (0..12).map(|_| rng.random::<f64>()).sum::<f64>() - 6.0;
        let seen = srgb::encode((v + noise * v.sqrt() * normal).clamp(0.0, 1.0));
        samples.push((255.0 * seen).round() as u8);
    }
    Photo {
        width: light.width(),
        height: light.height(),
        samples: Samples::U8(samples),
        info: PhotoInfo::default(),
    }
}
