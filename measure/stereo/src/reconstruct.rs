//! From a light set to heights, step by step.

use crate::Scatter;
use crate::albedo::albedo;
use crate::align::{Found, align};
use crate::axes::contradiction;
use crate::check::Check;
use crate::lamps::{Depth, Lamps};
use crate::normals::{self, Normals, Shading, Surface, Weighing};
use crate::orthographic::Straight;
use crate::reflectance::{self, Gloss};
use crate::relit::relit;
use crate::set::LightSet;
use crate::shine::shine;
use crate::spread;
use crate::{StereoError, gate, integrate::integrate, light::Light, surface, uncertainty, uncertainty::Wave};
use relief_grid::components::{Connectivity, components};
use relief_grid::{HeightMap, Mask, Raster};

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

/// How skin answers to light, as the set itself tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Response {
    /// What its surface reflects.
    pub gloss: Gloss,
    /// How light spreads within it.
    pub scatter: Scatter,
}

/// The skin's answer is found from blocks of so many pixels a side: less noise, and it takes a quarter of the time.
const BLOCK: usize = 2;

impl Response {
    fn of(light: &Light, lamps: &Lamps, depth: &Depth) -> Self {
        let blocks = light.blocks(BLOCK);
        let lamps = lamps.seen_by(blocks.view);
        let depth = thinned(depth);
        let mixed = blocks.mixed();
        let gloss = reflectance::find(&mixed, &blocks.usable, &blocks.skin, &lamps, &depth);
        let shading = Shading {
            frames: &mixed,
            usable: &blocks.usable,
            surface: Surface::Skin(gloss),
        };
        let normals = normals::fit(&shading, &lamps, &depth, &blocks.skin, Weighing::Alike);
        let scatter = spread::scattering(&blocks, gloss, &normals, &lamps, &depth);
        Self { gloss, scatter }
    }
}

/// The distance at the first pixel of each block.
fn thinned(depth: &Depth) -> Depth {
    Raster::from_fn(depth.width() / BLOCK, depth.height() / BLOCK, |x, y| {
        depth[(BLOCK * x, BLOCK * y)]
    })
}

/// How much farther than `depth` near lamps say that the skin is.
fn farther_mm(light: &Light, lamps: &Lamps, response: Response, depth: &Depth) -> f64 {
    let blocks = light.blocks(BLOCK);
    let lamps = lamps.seen_by(blocks.view);
    reflectance::farther_mm(
        &blocks.mixed(),
        &blocks.usable,
        &blocks.skin,
        &lamps,
        &thinned(depth),
        response.gloss,
    )
}

/// What was found of one picture.
#[derive(Debug, Clone, PartialEq)]
pub struct FrameFound {
    /// Its name.
    pub name: String,
    /// How far its skin lay from the mean of all pictures, in pixels; it was moved back.
    pub shift_px: [f64; 2],
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
    let (found, matt) = align(set, &raw, &lamps);
    let light = raw.moved(&found, 1.0);
    drop(raw);
    let plane = Raster::filled(set.skin.width(), set.skin.height(), surface::plane_mm(&set.view));
    let mut response = Response::of(&light, &lamps, &plane);
    let mut solved = Solved::new(set, &light, &lamps, response, plane, 0.0)?;
    for _ in 1..rounds(&lamps) {
        let farther_mm = solved.farther_mm + farther_mm(&light, &lamps, response, &solved.depth);
        let depth = surface::depth(&solved.seen, &solved.normals.valid, &set.view, farther_mm);
        response = Response::of(&light, &lamps, &depth);
        solved = Solved::new(set, &light, &lamps, response, depth, farther_mm)?;
    }
    for _ in 0..RELIGHTINGS {
        solved.relight(set, &lamps)?;
    }
    checks.extend(gate::axes(contradiction(&solved.normals, &set.view)?));
    checks.extend(gate::after(&light, &found, &lamps, &solved.depth, matt));
    let relief = if checks.iter().all(|check| check.passed) {
        solved.relief(set, &light, &found, &lamps, response)
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

/// Rounds in which gloss is taken off and the light's spread is taken back: the first has normals from pictures that are blurred by the spread.
const RESTORINGS: usize = 2;
/// Rounds in which heights are relit. Each takes the half to two thirds of what shadows hide of a steep wall; wide scars need none.
const RELIGHTINGS: usize = 2;

/// Normals and heights.
struct Solved {
    normals: Normals,
    /// What the steps of the pictures sum to.
    seen: Raster<f64>,
    /// The same, with what relighting added.
    sums: Raster<f64>,
    depth: Depth,
    /// How far behind the plane of height zero the skin's mean lies.
    farther_mm: f64,
}

impl Solved {
    /// Solves for what is known of where the skin is.
    fn new(
        set: &LightSet,
        light: &Light,
        lamps: &Lamps,
        response: Response,
        depth: Depth,
        farther_mm: f64,
    ) -> Result<Self, StereoError> {
        let fit = |frames: &[Raster<f32>], surface: Surface, weighing: Weighing<'_>| {
            let shading = Shading {
                frames,
                usable: &light.usable,
                surface,
            };
            normals::fit(&shading, lamps, &depth, &set.skin, weighing)
        };
        let mut normals = fit(&light.mixed(), Surface::Skin(response.gloss), Weighing::Alike);
        for _ in 0..RESTORINGS {
            let shine = shine(light, response.gloss, &normals, lamps, &depth);
            let frames = light.restored(&response.scatter, &shine);
            let unsure: Vec<Raster<f32>> = shine
                .iter()
                .map(|shine| shine.map(|shine| response.gloss.unsure(*shine)))
                .collect();
            normals = fit(&frames, Surface::Skin(Gloss::NONE), Weighing::Agreement(&unsure));
        }
        normals.valid = largest(&normals.valid);
        let seen = integrate(&surface::steps(
            &normals.normal,
            &normals.valid,
            &normals.doubt,
            &set.view,
        ))?;
        let depth = surface::depth(&seen, &normals.valid, &set.view, farther_mm);
        Ok(Self {
            normals,
            sums: seen.clone(),
            seen,
            depth,
            farther_mm,
        })
    }

    /// Adds what the heights lose when they are relit and measured again.
    fn relight(&mut self, set: &LightSet, lamps: &Lamps) -> Result<(), StereoError> {
        let valid = &self.normals.valid;
        let shading = Shading {
            frames: &relit(lamps, &set.view, &self.depth, valid),
            usable: &vec![valid.clone(); lamps.count()],
            surface: Surface::Matt,
        };
        let again = normals::fit(
            &shading,
            lamps,
            &self.depth,
            valid,
            Weighing::Given(&self.normals.weights),
        );
        let found = integrate(&surface::steps(
            &again.normal,
            &again.valid,
            &self.normals.doubt,
            &set.view,
        ))?;
        self.sums = Raster::from_fn(found.width(), found.height(), |x, y| {
            self.sums[(x, y)] + self.seen[(x, y)] - found[(x, y)]
        });
        self.depth = surface::depth(&self.sums, valid, &set.view, self.farther_mm);
        Ok(())
    }

    fn relief(
        &self,
        set: &LightSet,
        light: &Light,
        found: &[Found],
        lamps: &Lamps,
        response: Response,
    ) -> Option<Relief> {
        let pitch_mm = set.view.mm_per_px();
        let valid = &self.normals.valid;
        let straight = Straight::new(&self.depth, valid, &set.view)?;
        Some(Relief {
            height: straight.heights(set.scale),
            albedo: straight.lay(&albedo(light, lamps, &self.normals, &self.depth), valid, [0.0; 3]),
            normals: straight.lay(&self.normals.normal, valid, [0.0; 3]),
            sigma_mm: straight.lay(&uncertainty::sigma_mm(&self.normals, lamps, pitch_mm), valid, 0.0),
            waves: uncertainty::waves(&self.normals, lamps, pitch_mm),
            frames: set
                .frames
                .iter()
                .zip(found)
                .map(|(frame, found)| FrameFound {
                    name: frame.name.clone(),
                    shift_px: found.shift_px,
                    intensity: found.intensity,
                })
                .collect(),
            response,
            residual: self.normals.overall_residual(),
        })
    }
}

/// Parts of the skin that do not touch have no common level: the largest one counts.
fn largest(valid: &Mask) -> Mask {
    let parts = components(valid, Connectivity::Four);
    let Some(most) = parts.list.iter().max_by_key(|part| part.area_px) else {
        return valid.clone();
    };
    Mask::from_fn(valid.width(), valid.height(), |x, y| {
        parts.labels[(x, y)] == most.label
    })
}
