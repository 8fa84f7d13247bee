//! Lamps that explain how a card is lit: nonlinear least squares with what is known beforehand.

mod beforehand;

use super::model::{Lamp, Plane};
use super::{LampsByCard, LampsTold, LitCard};
use nalgebra::{DMatrix, DVector, Vector3, Vector4};

/// Rounds of Gauss and Newton; after a dozen nothing moves.
const ROUNDS: usize = 40;
/// No step is longer, in tangents and logarithms.
const LONGEST_STEP: f64 = 0.4;
/// Where nobody told how far lamps are, half a metre is looked at first.
const USUAL_MM: f64 = 500.0;
/// Places on the card are off by this share even without noise: paper, and light from the skin beside it.
const PLACES_OFF: f64 = 0.01;
/// Places beside each other err together: all of a lamp tell as much as so many that do not.
const TELLING: f64 = 30.0;
/// No lamp shines quite alike into all directions; one that points 10 degrees past the card, and shines as a matt sheet does, moves by this share of its lean.
const LOBE_OFF: f64 = 0.08;
/// How far beside its axis a lens is looked at, in mm.
const CORNERS_AT: f64 = 100.0;
/// Numbers of a lamp, and of all: their distance, their brightness, the lens, how far the card is tilted otherwise than was thought, and how far beside its middle the point is around which lamps stand.
const PER_LAMP: usize = 4;
const OF_ALL: usize = 7;

/// What was found.
pub(super) struct Fit {
    plane: Plane,
    lamps: Vec<Lamp>,
    /// How far the card is tilted otherwise than was thought.
    tilt: [f64; 2],
    /// Standard uncertainty of the mean logarithm of the lamps' tangents.
    lean_off: f64,
}

/// Where in the vector of unknowns everything is.
#[derive(Clone, Copy)]
struct Places {
    lamps: usize,
    inks: usize,
}

impl Places {
    fn lamp(lamp: usize) -> usize {
        PER_LAMP * lamp
    }
    fn distance(self) -> usize {
        PER_LAMP * self.lamps
    }
    fn brightness(self) -> usize {
        self.distance() + 1
    }
    fn corners(self) -> usize {
        self.distance() + 2
    }
    fn tilt(self) -> usize {
        self.distance() + 3
    }
    fn beside(self) -> usize {
        self.distance() + 5
    }
    /// The bare paper is what others are measured by.
    fn ink(self, ink: usize) -> Option<usize> {
        ink.checked_sub(1).map(|ink| self.distance() + OF_ALL + ink)
    }
    fn all(self) -> usize {
        self.distance() + OF_ALL + self.inks
    }
}

/// Normal equations.
struct Equations {
    matrix: DMatrix<f64>,
    right: DVector<f64>,
}

impl Equations {
    /// One more observation: what it is off by, how unknowns change it, and its weight.
    fn add(&mut self, left: f64, slopes: &[(usize, f64)], weight: f64) {
        for (row, by_row) in slopes {
            self.right[*row] += weight * left * by_row;
            for (column, by_column) in slopes {
                self.matrix[(*row, *column)] += weight * by_row * by_column;
            }
        }
    }

    /// One that is sure to a standard uncertainty.
    fn add_sure(&mut self, left: f64, slopes: &[(usize, f64)], off: f64) {
        self.add(left, slopes, 1.0 / (off * off));
    }
}

/// One place under one lamp.
struct Reading {
    lamp: usize,
    off: Vector3<f64>,
    /// The square of its distance from the lens's axis.
    aside: f64,
    ink: Option<usize>,
    log_light: f64,
}

/// The lamps of a card; `None` when no lamps explain it.
pub(super) fn fit(card: &LitCard, told: &LampsTold) -> Option<Fit> {
    let plane = Plane::of(card);
    let places = Places {
        lamps: card.light.len(),
        inks: card.inks.iter().copied().max().unwrap_or(0),
    };
    let readings = readings(card, &plane, places);
    let mut unknown = start(&readings, told, places);
    for _ in 0..ROUNDS {
        let equations = equations(&readings, &plane, told, places, &unknown);
        let mut step = equations.matrix.cholesky()?.solve(&equations.right);
        let longest = step.rows(0, places.distance()).amax();
        step *= (LONGEST_STEP / longest).min(1.0);
        unknown += step;
    }
    let spread = equations(&readings, &plane, told, places, &unknown)
        .matrix
        .cholesky()?
        .inverse();
    let lamps: Vec<Lamp> = (0..places.lamps).map(|lamp| lamp_of(&unknown, lamp)).collect();
    let is_sound = |lamp: &Lamp| lamp.0.iter().all(|v| v.is_finite()) && lamp.distance_mm().is_normal();
    lamps.iter().all(is_sound).then(|| Fit {
        lean_off: lean_off(&lamps, &spread),
        tilt: [unknown[places.tilt()], unknown[places.tilt() + 1]],
        plane,
        lamps,
    })
}

fn readings(card: &LitCard, plane: &Plane, places: Places) -> Vec<Reading> {
    let of_lamp = |(lamp, light): (usize, &Vec<Option<f64>>)| {
        let lit = light.iter().enumerate().filter_map(|(at, light)| {
            let light = light.filter(|light| *light > 0.0)?;
            let [x, y, _] = card.places_mm[at];
            Some(Reading {
                lamp,
                off: plane.off(card.places_mm[at]),
                aside: (x * x + y * y) / (CORNERS_AT * CORNERS_AT),
                ink: places.ink(card.inks[at]),
                log_light: light.ln(),
            })
        });
        lit.collect::<Vec<_>>()
    };
    card.light.iter().enumerate().flat_map(of_lamp).collect()
}

/// Lamps straight before the card, as bright as its places are on average.
fn start(readings: &[Reading], told: &LampsTold, places: Places) -> DVector<f64> {
    let mut unknown = DVector::zeros(places.all());
    let distance = told.distance_mm.unwrap_or(USUAL_MM).ln();
    for lamp in 0..places.lamps {
        let own = readings.iter().filter(|reading| reading.lamp == lamp);
        let (sum, count) = own.fold((0.0, 0.0), |(sum, count), reading| {
            (sum + reading.log_light, count + 1.0)
        });
        unknown[Places::lamp(lamp) + 2] = distance;
        unknown[Places::lamp(lamp) + 3] = sum / count;
    }
    unknown[places.distance()] = distance;
    unknown[places.brightness()] = unknown[3];
    unknown
}

fn lamp_of(unknown: &DVector<f64>, lamp: usize) -> Lamp {
    Lamp(Vector4::from_fn(|i, _| unknown[Places::lamp(lamp) + i]))
}

/// The equations of a step from where `unknown` is.
fn equations(
    readings: &[Reading],
    plane: &Plane,
    told: &LampsTold,
    places: Places,
    unknown: &DVector<f64>,
) -> Equations {
    let mut equations = Equations {
        matrix: DMatrix::zeros(places.all(), places.all()),
        right: DVector::zeros(places.all()),
    };
    let mut counts = vec![0.0; places.lamps];
    readings.iter().for_each(|reading| counts[reading.lamp] += 1.0);
    for reading in readings {
        let lamp = Places::lamp(reading.lamp);
        let (value, slopes) = plane.light(&lamp_of(unknown, reading.lamp), &reading.off);
        let ink = reading.ink.map_or(0.0, |ink| unknown[ink]);
        let left = reading.log_light - value - ink - unknown[places.corners()] * reading.aside;
        let mut of: Vec<(usize, f64)> = (0..PER_LAMP).map(|i| (lamp + i, slopes[i])).collect();
        of.push((places.corners(), reading.aside));
        of.extend(reading.ink.map(|ink| (ink, 1.0)));
        // Cauchy's weights: a finger's shadow is as good as not there.
        let robust = 1.0 / (1.0 + (left / (3.0 * PLACES_OFF)).powi(2));
        let telling = (TELLING / counts[reading.lamp]).min(1.0);
        equations.add(left, &of, robust * telling / (PLACES_OFF * PLACES_OFF));
    }
    beforehand::add(&mut equations, told, places, unknown);
    equations
}

/// How sure the mean of the logarithms of the lamps' tangents is.
fn lean_off(lamps: &[Lamp], spread: &DMatrix<f64>) -> f64 {
    let count = lamps.len() as f64;
    let mut mean = DVector::zeros(spread.nrows());
    for (number, lamp) in lamps.iter().enumerate() {
        let square = lamp.tangent_squared().max(f64::MIN_POSITIVE);
        for axis in 0..2 {
            mean[Places::lamp(number) + axis] = lamp.0[axis] / square / count;
        }
    }
    let of_fit = (mean.transpose() * spread * &mean)[0].max(0.0);
    // A tangent is off by more than the sine that the card tells.
    let of_lobes = lamps
        .iter()
        .map(|lamp| (LOBE_OFF * (1.0 + lamp.tangent_squared()) / count).powi(2))
        .sum::<f64>();
    (of_fit + of_lobes).sqrt()
}

impl Fit {
    pub(super) fn lamps(&self, card: &LitCard, at_mm: [f64; 3]) -> LampsByCard {
        let (at, middle) = (Vector3::from(at_mm), Vector3::from(card.middle_mm));
        let places: Vec<Vector3<f64>> = self.lamps.iter().map(|lamp| self.plane.place_mm(lamp)).collect();
        let facing = self.lamps.iter().zip(&places).map(|(lamp, place)| {
            let nearer = (place - middle).norm() / (place - at).norm();
            lamp.0[3].exp() / (lamp.cosine() * lamp.tilted(self.tilt)) * nearer * nearer
        });
        let facing: Vec<f64> = facing.collect();
        let mean = facing.iter().sum::<f64>() / facing.len() as f64;
        LampsByCard {
            intensities: facing.iter().map(|own| own / mean).collect(),
            places_mm: places.into_iter().map(Into::into).collect(),
            slopes_off: self.lean_off,
        }
    }
}
