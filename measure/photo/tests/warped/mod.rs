//! A picture seen again from another place, with every true position known.

use relief_grid::{Point, Raster, sample};

/// How the second photo is taken, compared with the first.
#[derive(Debug, Clone, Copy)]
pub struct Pose {
    /// Turn in the picture plane.
    pub rotation_deg: f64,
    /// After pixels per before pixel.
    pub scale: f64,
    /// Tilt of the skin about the picture's x and y axes.
    pub tilt_deg: [f64; 2],
    /// Shift of the picture's middle, as a share of the first picture's sides.
    pub shift: [f64; 2],
    /// Amplitude and wavelength of a smooth deformation, before pixels.
    pub bend_px: [f64; 2],
}

/// Nothing changed.
pub const STILL: Pose = Pose {
    rotation_deg: 0.0,
    scale: 1.0,
    tilt_deg: [0.0; 2],
    shift: [0.0; 2],
    bend_px: [0.0, 1.0],
};

/// Distance of the camera in widths of the picture: a close-up from 40 cm.
const DISTANCE_WIDTHS: f64 = 3.0;

/// A mapping between a first picture of `before` pixels and a second of `after` pixels.
#[derive(Debug, Clone, Copy)]
pub struct View {
    pose: Pose,
    before: [f64; 2],
    after: [f64; 2],
}

impl View {
    pub fn new(pose: Pose, before: (usize, usize), after: (usize, usize)) -> Self {
        let sides = |(w, h): (usize, usize)| [w as f64, h as f64];
        Self {
            pose,
            before: sides(before),
            after: sides(after),
        }
    }

    /// Where a point of the first picture lies in the second.
    pub fn to_after(self, at: Point) -> Point {
        let [dx, dy] = self.bend(at);
        let middle = |sides: [f64; 2]| [(sides[0] - 1.0) / 2.0, (sides[1] - 1.0) / 2.0];
        let from = middle(self.before);
        let (u, v) = (at.x + dx - from[0], at.y + dy - from[1]);
        let distance = DISTANCE_WIDTHS * self.before[0];
        let [(sx, cx), (sy, cy)] = self.pose.tilt_deg.map(|t| t.to_radians().sin_cos());
        // Turned about x, then about y; z goes away from the camera.
        let (y, z) = (cx * v, sx * v);
        let (x, z) = (cy * u + sy * z, cy * z - sy * u);
        let shrink = self.pose.scale / (1.0 + z / distance);
        let (sin, cos) = self.pose.rotation_deg.to_radians().sin_cos();
        let to = middle(self.after);
        Point::new(
            to[0] + shrink * (cos * x - sin * y) + self.pose.shift[0] * self.before[0],
            to[1] + shrink * (sin * x + cos * y) + self.pose.shift[1] * self.before[1],
        )
    }

    fn bend(&self, at: Point) -> [f64; 2] {
        let [amplitude, wavelength] = self.pose.bend_px;
        let turn = std::f64::consts::TAU / wavelength;
        [
            amplitude * (turn * (0.8 * at.x + 0.6 * at.y)).sin(),
            amplitude * (turn * (0.6 * at.x - 0.8 * at.y) + 1.0).sin(),
        ]
    }

    /// Where a point of the second picture lies in the first: Newton's method on [`to_after`](Self::to_after).
    pub fn to_before(self, at: Point) -> Point {
        const STEP: f64 = 1e-3;
        let mut p = Point::new(self.before[0] / 2.0, self.before[1] / 2.0);
        for _ in 0..30 {
            let (here, x, y) = (
                self.to_after(p),
                self.to_after(Point::new(p.x + STEP, p.y)),
                self.to_after(Point::new(p.x, p.y + STEP)),
            );
            let [a, b, c, d] = [x.x - here.x, y.x - here.x, x.y - here.y, y.y - here.y].map(|v| v / STEP);
            let (ex, ey) = (at.x - here.x, at.y - here.y);
            let determinant = a * d - b * c;
            let step = [(d * ex - b * ey) / determinant, (a * ey - c * ex) / determinant];
            p = Point::new(p.x + step[0], p.y + step[1]);
            if step[0].hypot(step[1]) < 1e-5 {
                break;
            }
        }
        p
    }

    /// The second picture of what `first` shows, by cubic interpolation; black beyond its edges.
    pub fn seen_again(&self, first: &Raster<[f32; 3]>) -> Raster<[f32; 3]> {
        Raster::from_fn(self.after[0] as usize, self.after[1] as usize, |x, y| {
            let from = self.to_before(Point::new(x as f64, y as f64));
            let value = sample::cubic(first, from.x, from.y).unwrap_or_default();
            value.map(|v| v.clamp(0.0, 1.0))
        })
    }

    /// Distances, in before pixels, between where `found` and the truth put points of a grid in the first
    /// picture that the second shows, sorted.
    pub fn errors(&self, found: impl Fn(Point) -> Point, counts: impl Fn(Point) -> bool) -> Vec<f64> {
        let mut errors = Vec::new();
        for j in 1..40 {
            for i in 1..40 {
                let at = Point::new(
                    self.before[0] * f64::from(i) / 40.0,
                    self.before[1] * f64::from(j) / 40.0,
                );
                let to = self.to_after(at);
                // A little inside, where patches reach.
                let inside = (0..2).all(|k| {
                    let v = [to.x, to.y][k];
                    v > 0.02 * self.after[k] && v < 0.98 * self.after[k]
                });
                if inside && counts(at) {
                    errors.push(found(at).distance(to) / self.pose.scale);
                }
            }
        }
        errors.sort_by(f64::total_cmp);
        errors
    }
}

/// The value below which `share` of sorted values lie.
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * share).round() as usize]
}

/// A seeded number in 0…1 for three whole numbers (an integer hash: Steele, Lea & Flood 2014,
/// doi:10.1145/2660193.2660195).
pub fn chance(seed: u64, x: i64, y: i64) -> f64 {
    let mut z = seed
        .wrapping_add((x as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        .wrapping_add((y as u64).wrapping_mul(0xc2b2_ae3d_27d4_eb4f));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

/// A camera's second exposure: gain, a contrast curve, light that falls off across the picture, and noise.
pub fn exposed_again(picture: &Raster<[f32; 3]>, seed: u64) -> Raster<[f32; 3]> {
    let (width, height) = (picture.width() as f64, picture.height() as f64);
    Raster::from_fn(picture.width(), picture.height(), |x, y| {
        let slope = 1.0 + 0.25 * (x as f64 / width - 0.5) - 0.15 * (y as f64 / height - 0.5);
        let rgb = picture[(x, y)];
        std::array::from_fn(|c| {
            let value = 0.85 * slope * f64::from(rgb[c]).max(0.0).powf(1.12);
            // Three uniform numbers make a bell; 1 % of the value and a floor.
            let bell: f64 = (0..3)
                .map(|k| chance(seed + 97 * k + c as u64, x as i64, y as i64) - 0.5)
                .sum();
            (value + bell * 2.0 * (0.01 * value + 0.001)) as f32
        })
    })
}
