//! From a light set to heights, step by step.

use crate::align::{align, of_set};
use crate::axes::contradiction;
use crate::check::Check;
use crate::lamps::Lamps;
use crate::light::Light;
use crate::placed::placed;
use crate::response::{Response, farther_mm};
use crate::set::{LampsFrom, LightSet};
use crate::solved::{Solved, UNCOVERINGS};
use crate::uncertainty::Wave;
use crate::{StereoError, gate, set, surface};
use relief_grid::{HeightMap, Raster};

/// What a light set shows.
#[derive(Debug, Clone)]
pub struct Reconstruction {
    /// Everything that was checked.
    pub checks: Vec<Check>,
    /// The relief; `None` when a check refused the set.
    pub relief: Option<Relief>,
}

impl Reconstruction {
    /// Whether all checks passed.
    pub fn usable(&self) -> bool {
        self.checks.iter().all(|check| check.passed)
    }
}

/// Skin in millimetres. All rasters lie on one regular grid: cell `(x, y)` is seen straight from the camera's side, and means nothing where `height` is not valid.
#[derive(Debug, Clone)]
pub struct Relief {
    /// Heights in mm towards the camera above the plane that stands square to the view at the camera's distance. With distant lamps their mean is about zero, with near lamps it is what the lamps tell; waves longer than 10 mm are shown and are not trusted.
    pub height: HeightMap,
    /// Colour of the skin without shading: linear light of red, green and blue under a lamp of intensity one that shines straight at the skin.
    pub albedo: Raster<[f32; 3]>,
    /// Unit normals in camera axes (x right, y down, z into the scene): z is below zero.
    pub normals: Raster<[f32; 3]>,
    /// Standard uncertainty of each height against the skin within 1 mm around, in mm.
    pub sigma_mm: Raster<f32>,
    /// How sure heights are, by wavelength.
    pub waves: Vec<Wave>,
    /// What was found of each picture, in the set's order.
    pub frames: Vec<FrameFound>,
    /// How the skin answers to light.
    pub response: Response,
    /// Root mean square of what no normal explains, as a share of the brightness.
    pub residual: f64,
}

/// What was found of one picture.
#[derive(Debug, Clone, PartialEq)]
pub struct FrameFound {
    /// Its name.
    pub name: String,
    /// How far its skin lay from the mean of all pictures, in pixels; it was moved back.
    pub shift_px: [f64; 2],
    /// Where its lamp was taken to be: as told, or found.
    pub light: set::Light,
    /// How bright lamp and exposure are together: as given, or found.
    pub intensity: f64,
}

/// The skin's relief from pictures under several lamps.
///
/// Pictures are expected at a pitch near [`WORKING_PITCH_MM`](crate::WORKING_PITCH_MM): see [`block_factor`](crate::block_factor). Pixels beside the skin and
/// parts of the skin that do not touch its largest part come back invalid. The same set gives the same bits on any number of threads.
///
/// # Errors
/// [`StereoError`] when sizes do not fit, a number is out of its range, or there is next to no skin. A set that was taken badly is no error: its checks say
/// what is wrong, and `relief` is `None`.
pub fn reconstruct(set: &LightSet) -> Result<Reconstruction, StereoError> {
    set.validate()?;
    let lamps = Lamps::new(set.frames.iter().map(|frame| frame.light), set.view);
    let mut checks = gate::before(set, &lamps);
    if checks.iter().any(|check| !check.passed) {
        return Ok(Reconstruction { checks, relief: None });
    }
    let raw = Light::new(set);
    let found = of_set(set, &raw, &lamps);
    let known = set.intensities_are_known();
    let intensities: Option<Vec<f64>> = known.then(|| found.iter().map(|found| found.intensity).collect());
    let placed = placed(&raw, lamps, found, known);
    checks.extend(placed.off_rad.map(gate::lamps_elsewhere));
    let slopes_off = placed.slopes_off().hypot(set.lamps_from.slopes_off());
    let lamps = placed.lamps;
    let (found, matt) = align(&raw, &lamps, placed.found, placed.known);
    let light = raw.moved(&found, 1.0);
    drop(raw);
    let plane = Raster::filled(set.skin.width(), set.skin.height(), surface::plane_mm(&set.view));
    let told = Response::of(&light, &lamps, &plane);
    let mut solved = Solved::new(set, &light, &lamps, told, plane, 0.0)?;
    for _ in 1..rounds(&lamps) {
        let farther_mm = match set.lamps_from {
            LampsFrom::Told => solved.farther_mm + farther_mm(&light, &lamps, solved.response, &solved.depth),
            LampsFrom::Card { .. } => 0.0,
        };
        let depth = surface::depth(&solved.sums, &solved.normals.facing.valid, &set.view, farther_mm);
        let told = Response::of(&light, &lamps, &depth);
        solved = Solved::new(set, &light, &lamps, told, depth, farther_mm)?;
    }
    // Before what heights tell is put into the normals: they would agree with any axes.
    let contradiction = contradiction(&solved.normals.facing, &set.view)?;
    for _ in 0..UNCOVERINGS {
        solved.uncover(set, &light, &lamps)?;
    }
    checks.extend(gate::axes(contradiction));
    checks.extend(gate::after(
        &light,
        (intensities.as_deref(), &found),
        &lamps,
        &solved.depth,
        matt,
    ));
    let relief = if checks.iter().all(|check| check.passed) {
        solved.relief(set, &light, &found, &lamps, slopes_off)
    } else {
        None
    };
    Ok(Reconstruction { checks, relief })
}

/// Where lamps are near, directions depend on the heights and heights on the directions. The relief is small against the distance of the lamps, so that it settles at once.
const NEAR_ROUNDS: usize = 3;

fn rounds(lamps: &Lamps) -> usize {
    if lamps.are_near() { NEAR_ROUNDS } else { 1 }
}
