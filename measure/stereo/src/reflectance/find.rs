//! The gloss of a set's skin, and how far near lamps say that it is: those with which one normal explains the lamps of a pixel best.

use super::{Gloss, Seen, bisector, entering, lobe};
use crate::lamps::{Depth, Lamps};
use crate::set::{dot, norm};
use nalgebra::{Matrix3, Vector3};
use rayon::prelude::*;
use relief_grid::{Mask, Raster};

/// Pixels that tell the gloss.
const SAMPLES: usize = 4000;
/// Every so many of them tell how rough the skin is; all of them the rest.
const FEW: usize = 4;
const ALL: usize = 1;
/// Roughnesses that are tried first, and the factor to either side of the best, so far that neighbours' ranges nearly meet, between which a better one is looked for.
const ROUGHNESSES: [f64; 7] = [0.18, 0.22, 0.27, 0.33, 0.4, 0.5, 0.65];
const BETWEEN: f64 = 1.25;
/// Shares of the mean brightness between which the best is looked for. A narrow lobe is far from skin that faces the camera: its share is small, and its highlights are not. In dark skin the surface shines as in fair skin, and little else comes back.
const SHARES: [f64; 10] = [0.0, 0.001, 0.0025, 0.006, 0.015, 0.035, 0.08, 0.17, 0.35, 0.6];
/// A face stays so near to the plane of the card.
const FARTHER_MM: [f64; 2] = [-20.0, 20.0];
/// Rounds in which a range shrinks to less than a hundredth: a distance is found to a third of a millimetre.
const ROUNDS: usize = 10;
/// Rounds in which a range shrinks to a twentieth: a roughness is found to a fiftieth of itself.
const FEW_ROUNDS: usize = 6;
const GOLDEN: f64 = 0.618_033_988_749_894_9;
/// What no normal explains beyond this share of the brightness is shadow: it counts no more than this.
const OUTLIER: f64 = 0.05;
/// Rounds of a pixel's normal, the second damped by half, because gloss takes from the brightness that tells where the gloss is. They are where [`Gloss::explained`] begins; four more change no result.
const NORMAL_ROUNDS: usize = 2;

/// Gloss of skin for lamps that do not tell it: its roughness, and its share of the mean brightness. Skin that was path-traced has 0.3 and 0.05; faces that were measured lie around (Weyrich et al.
/// 2006, doi:10.1145/1141911.1141987).
const USUAL: (f64, f64) = (0.33, 0.05);

/// The gloss with which one normal explains the lamps of a pixel best. With three lamps any gloss is explained: then it is that of usual skin.
pub(crate) fn find(
    light: &[Raster<f32>],
    usable: &[Mask],
    skin: &Mask,
    lamps: &Lamps,
    depth: &Depth,
) -> Gloss {
    let samples = samples(light, usable, skin, lamps, depth);
    if samples.is_empty() {
        return Gloss::NONE;
    }
    let count = (samples.len() * light.len()) as f64;
    let mean = samples.iter().flat_map(|sample| &sample.light).sum::<f64>() / count;
    let of = |roughness: f64, share: f64| {
        let shown = samples
            .iter()
            .flat_map(|sample| &sample.half)
            .map(|half| lobe(-half[2], roughness));
        Gloss {
            roughness,
            strength: share * mean * count / shown.sum::<f64>(),
        }
    };
    if light.len() < 4 {
        return of(USUAL.0, USUAL.1);
    }
    let mut nearest: Option<(f64, f64, [f64; 2])> = None;
    for roughness in ROUGHNESSES {
        let (off, around) = around_least(|share| misfit(&samples, FEW, of(roughness, share)));
        if nearest.is_none_or(|(known, ..)| off < known) {
            nearest = Some((off, roughness, around));
        }
    }
    let Some((_, roughness, around)) = nearest else {
        return Gloss::NONE;
    };
    // A wider lobe takes a larger share: both are found together.
    let share_at = |roughness: f64| {
        least(
            |share| misfit(&samples, FEW, of(roughness, share)),
            around,
            FEW_ROUNDS,
        )
    };
    let off = |log: f64| misfit(&samples, FEW, of(log.exp(), share_at(log.exp())));
    let roughness = least(
        off,
        [roughness / BETWEEN, roughness * BETWEEN].map(f64::ln),
        FEW_ROUNDS,
    )
    .exp();
    let share = least(
        |share| misfit(&samples, ALL, of(roughness, share)),
        around,
        ROUNDS,
    );
    let found = of(roughness, share);
    if misfit(&samples, ALL, found) < misfit(&samples, ALL, Gloss::NONE) {
        found
    } else {
        Gloss::NONE
    }
}

/// Near lamps tell how far the skin is: how much farther than `depth` one normal explains the lamps of a pixel best, in mm.
pub(crate) fn farther_mm(
    light: &[Raster<f32>],
    usable: &[Mask],
    skin: &Mask,
    lamps: &Lamps,
    depth: &Depth,
    gloss: Gloss,
) -> f64 {
    let off = |farther: f64| {
        let samples = samples(light, usable, skin, lamps, &depth.map(|depth| depth + farther));
        misfit(&samples, ALL, gloss)
    };
    least(off, FARTHER_MM, ROUNDS)
}

/// The least of a function at the shares, and the neighbours of where it is: it may have another valley farther away, where gloss stands for what it is not.
fn around_least(off: impl Fn(f64) -> f64) -> (f64, [f64; 2]) {
    let values: Vec<f64> = SHARES.iter().map(|share| off(*share)).collect();
    let best = (0..SHARES.len())
        .min_by(|a, b| values[*a].total_cmp(&values[*b]))
        .unwrap_or(0);
    let around = [
        SHARES[best.saturating_sub(1)],
        SHARES[(best + 1).min(SHARES.len() - 1)],
    ];
    (values[best], around)
}

/// Where a function with one valley is least, by golden section.
fn least(f: impl Fn(f64) -> f64, [mut low, mut high]: [f64; 2], rounds: usize) -> f64 {
    let (mut a, mut b) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
    let (mut at_a, mut at_b) = (f(a), f(b));
    for _ in 0..rounds {
        if at_a < at_b {
            (high, b, at_b) = (b, a, at_a);
            a = high - GOLDEN * (high - low);
            at_a = f(a);
        } else {
            (low, a, at_a) = (a, b, at_b);
            b = low + GOLDEN * (high - low);
            at_b = f(b);
        }
    }
    0.5 * (low + high)
}

/// Brightness of one pixel under all lamps.
struct Sample {
    light: Vec<f64>,
    toward: Vec<[f64; 3]>,
    half: Vec<[f64; 3]>,
    inverse: Matrix3<f64>,
}

fn samples(light: &[Raster<f32>], usable: &[Mask], skin: &Mask, lamps: &Lamps, depth: &Depth) -> Vec<Sample> {
    let step = ((skin.count() as f64 / SAMPLES as f64).sqrt() as usize).max(1);
    let mut samples = Vec::new();
    for y in (0..skin.height()).step_by(step) {
        for x in (0..skin.width()).step_by(step) {
            if !(skin.get(x, y) && usable.iter().all(|usable| usable.get(x, y))) {
                continue;
            }
            let rays: Vec<_> = (0..light.len())
                .map(|lamp| lamps.ray(lamp, x, y, depth[(x, y)]))
                .collect();
            let toward: Vec<[f64; 3]> = rays.iter().map(|ray| ray.toward).collect();
            let gram = toward.iter().fold(Matrix3::zeros(), |sum, l| {
                let l = Vector3::from(*l);
                sum + l * l.transpose()
            });
            let Some(inverse) = gram.try_inverse() else {
                continue;
            };
            let to_camera = lamps.to_camera(x, y);
            samples.push(Sample {
                light: light
                    .iter()
                    .zip(&rays)
                    .map(|(frame, ray)| f64::from(frame[(x, y)]) / ray.brightness)
                    .collect(),
                half: toward.iter().map(|l| bisector(*l, to_camera)).collect(),
                toward,
                inverse,
            });
        }
    }
    samples
}

/// The sum over every so many of the samples.
fn misfit(samples: &[Sample], every: usize, gloss: Gloss) -> f64 {
    let few = samples.par_iter().step_by(every);
    let each: Vec<f64> = few.map(|sample| sample.misfit(gloss)).collect();
    each.iter().sum()
}

impl Sample {
    /// What of the brightness no normal explains, as a share, at most that of an outlier, squared.
    fn misfit(&self, gloss: Gloss) -> f64 {
        let mut shades = self.light.clone();
        let mut scaled = self.solve(&shades);
        for round in 0..NORMAL_ROUNDS {
            let albedo = norm(scaled);
            if albedo <= 0.0 {
                // Gloss took all light: it is none such.
                return OUTLIER * OUTLIER * self.light.len() as f64;
            }
            let share = if round == 0 { 1.0 } else { 0.5 };
            for (i, shade) in shades.iter_mut().enumerate() {
                let cosine = dot(scaled, self.toward[i]) / albedo;
                let half_cosine = dot(scaled, self.half[i]) / albedo;
                let entered = (self.light[i] - gloss.light(half_cosine)).max(0.0) / entering(cosine);
                *shade += share * (entered - *shade);
            }
            scaled = self.solve(&shades);
        }
        scaled = gloss.explained(self.seen(), scaled);
        let albedo = norm(scaled).max(f64::MIN_POSITIVE);
        (0..self.light.len())
            .map(|i| {
                let lit = dot(scaled, self.toward[i]);
                let shine = gloss.light(dot(scaled, self.half[i]) / albedo);
                let shade = (self.light[i] - shine) / entering(lit / albedo);
                ((shade - lit) / albedo).clamp(-OUTLIER, OUTLIER).powi(2)
            })
            .sum()
    }

    fn seen(&self) -> Seen<'_> {
        Seen {
            light: &self.light,
            toward: &self.toward,
            half: &self.half,
        }
    }

    fn solve(&self, shades: &[f64]) -> [f64; 3] {
        let right = shades
            .iter()
            .zip(&self.toward)
            .fold(Vector3::zeros(), |sum, (shade, l)| {
                sum + Vector3::from(*l) * *shade
            });
        (self.inverse * right).into()
    }
}
