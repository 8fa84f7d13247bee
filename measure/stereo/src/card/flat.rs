//! What a set makes of a card that is flat.
//!
//! Lamps that are nearer than they were told to be, a lamp that lights one side of the view more, room light: what changes slowly over the view bends all of it alike. A flat card beside the skin shows by how
//! much, and the skin's form is straightened by that. Scars do not feel it: a bend of 1/m moves waves of 10 mm by 3 µm.

use super::{LEAST_PLACES, LitCard};
use crate::{Light, Relief, View};
use nalgebra::{Matrix3, SMatrix, SVector, Vector3};
use relief_grid::{HeightMap, Raster};
use std::f64::consts::{SQRT_2, TAU};

/// How curved a flat card comes out: second derivatives of its heights along x twice, x and y, y twice, per mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bend(pub [f64; 3]);

/// Slopes of places on a flat card that are off by more count less: print, dust, a finger.
const SLOPES_OFF: f64 = 0.02;
const ROUNDS: usize = 8;
/// The card lies beside the skin: a third of its bend may not hold there.
const BESIDE_OFF: f64 = 0.3;

impl LitCard {
    /// How curved the card comes out under `lamps` with their intensities, as [`Relief::frames`] have them (directions have a length of one): a relief on the same pictures is as curved by as much. `None` when too few places are lit by three lamps or more.
    ///
    /// ```
    /// use relief_stereo::{Light, LitCard, View};
    /// // A flat card under three lamps that are 500 mm away.
    /// let lamps: [[f64; 3]; 3] = [[300.0, 0.0, 0.0], [-150.0, 260.0, 0.0], [-150.0, -260.0, 0.0]];
    /// let places_mm: Vec<[f64; 3]> = (0..60).map(|i| [8.0 * f64::from(i % 10) - 36.0, 8.0 * f64::from(i / 10) - 20.0, 400.0]).collect();
    /// let lit = |l: &[f64; 3], p: &[f64; 3]| Some(1e7 / ((l[0] - p[0]).powi(2) + (l[1] - p[1]).powi(2) + 400f64.powi(2)).powf(1.5));
    /// let card = LitCard {
    ///     light: lamps.iter().map(|l| places_mm.iter().map(|p| lit(l, p)).collect()).collect(),
    ///     inks: vec![0; places_mm.len()],
    ///     middle_mm: [0.0, 0.0, 400.0],
    ///     normal: [0.0, 0.0, -1.0],
    ///     places_mm,
    /// };
    /// let view = View::Orthographic { mm_per_px: 0.05 };
    /// let far = lamps.map(|[x, y, z]| (Light::Distant([x, y, z - 400.0].map(|v| v / 500.0)), 1.0));
    /// // Who takes them for distant ones sees a card that is bent by about 1/m or more.
    /// let [along, _, down] = card.bend(&far, &view).expect("60 places").0;
    /// assert!(along.abs() > 1e-3 && down.abs() > 1e-3, "{along} {down}");
    /// ```
    pub fn bend(&self, lamps: &[(Light, f64)], view: &View) -> Option<Bend> {
        let card = Vector3::from(self.normal);
        let off = |place: usize| {
            let normal = self.normal_at(place, lamps, view)?;
            let slopes = [0, 1].map(|axis| normal[axis] / normal[2] - card[axis] / card[2]);
            let [x, y, _] = self.places_mm[place];
            Some(([x - self.middle_mm[0], y - self.middle_mm[1]], slopes))
        };
        let off: Vec<([f64; 2], [f64; 2])> = (0..self.places_mm.len()).filter_map(off).collect();
        (off.len() >= LEAST_PLACES).then(|| fitted(&off)).flatten()
    }

    /// The normal that explains a place's light best; `None` under fewer than three lamps.
    fn normal_at(&self, place: usize, lamps: &[(Light, f64)], view: &View) -> Option<Vector3<f64>> {
        let (mut gram, mut right) = (Matrix3::zeros(), Vector3::zeros());
        let at = self.places_mm[place];
        for ((light, intensity), readings) in lamps.iter().zip(&self.light) {
            if let Some(reading) = readings[place] {
                let ray = light.ray(at, view);
                let ray = *intensity * ray.brightness * Vector3::from(ray.toward);
                gram += ray * ray.transpose();
                right += ray * reading;
            }
        }
        let normal = gram.try_inverse()? * right;
        (normal.z < 0.0).then_some(normal)
    }
}

/// The bend that leaves least of how slopes are off, beside a tilt: a card's own is not known so well.
fn fitted(off: &[([f64; 2], [f64; 2])]) -> Option<Bend> {
    let mut found = SVector::<f64, 5>::zeros();
    for _ in 0..ROUNDS {
        let (mut gram, mut right) = (SMatrix::<f64, 5, 5>::zeros(), SVector::<f64, 5>::zeros());
        for ([x, y], slopes) in off {
            let rows = [[1.0, 0.0, *x, *y, 0.0], [0.0, 1.0, 0.0, *x, *y]].map(SVector::from);
            let left = [0, 1].map(|axis| slopes[axis] - rows[axis].dot(&found));
            let square = (left[0] * left[0] + left[1] * left[1]) / (SLOPES_OFF * SLOPES_OFF);
            for (row, slope) in rows.iter().zip(slopes) {
                gram += row * row.transpose() / (1.0 + square);
                right += row * *slope / (1.0 + square);
            }
        }
        found = gram.cholesky()?.solve(&right);
    }
    Some(Bend([found[2], found[3], found[4]]))
}

impl Bend {
    /// The greatest curvature of the three, per mm.
    pub fn most_per_mm(&self) -> f64 {
        self.0.iter().fold(0.0, |most, bend| f64::max(most, bend.abs()))
    }

    /// How high the bend makes what is flat, so far beside the middle.
    fn height_mm(&self, x: f64, y: f64) -> f64 {
        let [along, twist, down] = self.0;
        0.5 * (along * x * x + 2.0 * twist * x * y + down * y * y)
    }
}

impl Relief {
    /// The relief without the bend that a flat card has in the same pictures. What of it may not hold beside the card goes into the uncertainty of [`waves`](Self::waves).
    #[must_use]
    pub fn straightened(mut self, bend: &Bend) -> Self {
        let map = &self.height;
        let pitch = [map.pitch_x(), map.pitch_y()].map(|pitch| pitch.mm_per_px());
        let middle = [map.width(), map.height()].map(|cells| 0.5 * (cells as f64 - 1.0));
        let heights = Raster::from_fn(map.width(), map.height(), |x, y| {
            let (along, down) = (
                (x as f64 - middle[0]) * pitch[0],
                (y as f64 - middle[1]) * pitch[1],
            );
            map.height_mm(x, y).unwrap_or(0.0) - bend.height_mm(along, down)
        });
        self.height = HeightMap::new(
            heights,
            map.valid().clone(),
            map.pitch_x(),
            map.pitch_y(),
            map.scale(),
        );
        for wave in &mut self.waves {
            let amplitude = bend.most_per_mm() * (wave.wavelength_mm / TAU).powi(2);
            wave.sigma_mm = wave.sigma_mm.hypot(BESIDE_OFF * amplitude / SQRT_2);
        }
        self
    }
}
