//! Lamps that explain how a card is lit: nonlinear least squares with what is known beforehand.

use super::model::{Lamp, Plane};
use super::{LampsByCard, LampsTold, LitCard};
use nalgebra::{DMatrix, DVector, Vector3, Vector4};

/// Rounds of Gauss and Newton; after a dozen nothing moves.
const ROUNDS: usize = 40;
/// No step is longer, in tangents and logarithms.
const LONGEST_STEP: f64 = 0.4;
/// Where nobody told how far lamps are, half a metre is looked at first, and anything from 20 cm to 1.5 m is as likely.
const USUAL_MM: f64 = 500.0;
const UNTOLD_OFF: f64 = 1.0;
/// A tape measure from a lamp to a card is off by so much, as a share: one end is within the lamp.
const TAPE_OFF: f64 = 0.03;
/// Single lamps are nearer or farther than all of them are, as a share: an arm's length, or a hoop's.
const APART: f64 = 0.05;
/// Lamps that are told to be so bright are off by this share: their batteries, and cameras' exposures.
const BRIGHTNESS_OFF: f64 = 0.03;
/// Places on the card are off by this share even without noise: paper, and light from the skin beside it.
const PLACES_OFF: f64 = 0.01;
/// Places beside each other err together: all of a lamp tell as much as so many that do not.
const TELLING: f64 = 30.0;
/// No lamp shines quite alike into all directions; one that points 10 degrees past the card, and shines as a matt sheet does, moves by this share of its lean.
const LOBE_OFF: f64 = 0.08;
/// How much darker or brighter than on its axis a lens makes what lies 100 mm beside it.
const CORNERS_OFF: f64 = 0.2;
/// In mm.
const CORNERS_AT: f64 = 100.0;
/// Inks may reflect anything.
const INKS_OFF: f64 = 10.0;

/// A card's tilt is told by its outline to two degrees, in radians.
const TILT_OFF: f64 = 0.035;

/// Lamps stand around a point beside the card's middle, such as the skin's: so far away along each of the card's axes, as a share of their distance.
const BESIDE: f64 = 0.12;

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
    known_beforehand(&mut equations, told, places, unknown);
    equations
}

fn known_beforehand(equations: &mut Equations, told: &LampsTold, places: Places, unknown: &DVector<f64>) {
    let mut add =
        |left: f64, slopes: &[(usize, f64)], off: f64| equations.add(left, slopes, 1.0 / (off * off));
    let (all, brightness) = (places.distance(), places.brightness());
    let distance_off = told.distance_mm.map_or(UNTOLD_OFF, |_| TAPE_OFF);
    let count = places.lamps as f64;
    let (mut mean, mut slopes) = (0.0, Vec::new());
    for lamp in 0..places.lamps {
        let at = Places::lamp(lamp) + 2;
        mean += unknown[at] / count;
        slopes.push((at, 1.0 / count));
    }
    add(
        told.distance_mm.unwrap_or(USUAL_MM).ln() - mean,
        &slopes,
        distance_off,
    );
    add(
        -unknown[places.corners()],
        &[(places.corners(), 1.0)],
        CORNERS_OFF,
    );
    for ink in (1..=places.inks).filter_map(|ink| places.ink(ink)) {
        add(-unknown[ink], &[(ink, 1.0)], INKS_OFF);
    }
    for axis in 0..2 {
        let (tilt, beside) = (places.tilt() + axis, places.beside() + axis);
        add(-unknown[tilt], &[(tilt, 1.0)], TILT_OFF);
        add(-unknown[beside], &[(beside, 1.0)], BESIDE);
    }
    // Where no lamp's brightness is told, one unknown is too many.
    add(0.0, &[(brightness, 1.0)], INKS_OFF);
    for lamp in 0..places.lamps {
        let (at, own) = (Places::lamp(lamp), lamp_of(unknown, lamp));
        let beside = places.beside();
        let flat = [0, 1].map(|axis| own.cosine() * own.0[axis]);
        let usual = unknown[all] + flat[0] * unknown[beside] + flat[1] * unknown[beside + 1];
        let slopes = [
            (all, 1.0),
            (beside, flat[0]),
            (beside + 1, flat[1]),
            (at + 2, -1.0),
        ];
        add(own.0[2] - usual, &slopes, APART);
        let Some(intensities) = &told.intensities else {
            continue;
        };
        // A lamp's light on the card goes with the cosine of its lean, and with the square of its distance. How light falls off within the card does not feel a tilt.
        let tilt = places.tilt();
        let tilted = [unknown[tilt], unknown[tilt + 1]];
        let predicted = unknown[brightness] + intensities[lamp].ln() + own.cosine().ln()
            - 2.0 * (own.0[2] - unknown[all])
            + own.tilted(tilted).ln();
        let lean = own.cosine() * own.cosine();
        let by_tilt = 1.0 / own.tilted(tilted);
        let slopes = [
            (tilt, -by_tilt * own.0[0]),
            (tilt + 1, -by_tilt * own.0[1]),
            (at, lean * own.0[0] - by_tilt * tilted[0]),
            (at + 1, lean * own.0[1] - by_tilt * tilted[1]),
            (at + 2, 2.0),
            (at + 3, 1.0),
            (all, -2.0),
            (brightness, -1.0),
        ];
        add(predicted - own.0[3], &slopes, BRIGHTNESS_OFF);
    }
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
