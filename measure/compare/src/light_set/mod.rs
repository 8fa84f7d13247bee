//! From a light set's files to the skin's heights.

mod archive;
mod card;
mod frames;
mod lamps;
mod pictures;
mod skin;

pub use archive::{LIGHTS, pack};
pub use pictures::SIGMA_RANGE_UM;

use crate::contract::{InputInfo, ReasonCode, Setting};
use crate::findings::Checked;
use crate::reading::check_regions;
use crate::{CompareError, CompareOptions, Input, SkinPictures};
use archive::{Files, problem};
use frames::Frames;
use pictures::Laid;
use relief_estimate::Mdc95;
use relief_grid::{Polygon, ScaleSource};
use relief_stereo::{Bend, Check, CheckCode, LightSet, Lights, Reconstruction, reconstruct};
use relief_surface::change::SurfaceMdc95;
use relief_surface::register::Motion;
use std::collections::BTreeMap;

/// The minimal detectable changes of light sets: from repeated sets of unchanged synthetic skin whose lamps stand elsewhere each time
/// (`benches/validity/README.md` has the command and the numbers), rounded up. A practice's own repeats are better.
pub const fn limits() -> SurfaceMdc95 {
    SurfaceMdc95 {
        scar_volume: Mdc95::Relative(0.20),
        scar_depth: Mdc95::Relative(0.10),
        scar_area: Mdc95::Relative(0.10),
        one_scar: Mdc95::Relative(0.20),
    }
}

/// Waves as wide as most scars, which make most of their depth.
const SCARS_MM: f64 = 2.0;

/// Whether an input is a light set.
pub fn is_light_set(input: Input<'_>) -> bool {
    Files::open(input.name, input.bytes).is_some()
}

/// What came out of a light set.
pub struct LightSetFound {
    /// Pixels per row and column of what was worked with.
    size: [usize; 2],
    /// Their width on the skin, in mm.
    mm_per_px: f64,
    scale: ScaleSource,
    /// How curved the flat card came out, which was taken off the relief.
    bend: Option<Bend>,
    /// Checks, and the relief where they passed.
    pub reconstruction: Reconstruction,
    /// Picture pixels along each side that became one.
    pub factor: usize,
    /// What the caller should know beside the checks.
    pub warnings: Vec<String>,
}

/// Whether a light set can be read: its description and every picture that it names. Whether the pictures carry enough is not looked at.
pub fn check(input: Input<'_>, options: &CompareOptions) -> Result<(), CompareError> {
    frames(input, options).map(|_| ())
}

fn frames(input: Input<'_>, options: &CompareOptions) -> Result<Frames, CompareError> {
    let mut files = Files::open(input.name, input.bytes)
        .ok_or_else(|| problem(input.name, format!("holds no {}", LIGHTS[0])))?;
    let (name, bytes) = files.lights()?;
    let lights = match name {
        "lights.csv" => Lights::from_csv(&bytes),
        _ => Lights::from_json(&bytes),
    };
    let lights = lights.map_err(|source| stereo_error(&format!("{}: {name}", input.name), source))?;
    Frames::read(&mut files, input.name, &lights, options)
}

/// Reads a light set and finds the heights of its skin, or of the skin within `regions`, which are in pixels of the pictures.
pub fn read(
    input: Input<'_>,
    regions: &[Polygon],
    options: &CompareOptions,
) -> Result<LightSetFound, CompareError> {
    let frames = frames(input, options)?;
    let mut warnings = Vec::new();
    check_regions(input.name, frames.picture_size, regions)?;
    let skin = skin::skin(&frames, regions, &mut warnings);
    let (size, mm_per_px, scale) = (
        [skin.width(), skin.height()],
        frames.view.mm_per_px(),
        frames.scale,
    );
    let set = LightSet {
        skin,
        view: frames.view,
        scale: frames.scale,
        ambient: frames.ambient,
        frames: frames.frames,
        lamps_from: frames.lamps_from,
    };
    let mut reconstruction = reconstruct(&set).map_err(|source| stereo_error(input.name, source))?;
    let bend = reconstruction.relief.as_ref().and_then(|relief| {
        let card = frames.card.as_ref()?;
        card::bend(card, frames.factor, &set, relief)
    });
    if let Some(bend) = &bend {
        reconstruction.relief = reconstruction.relief.map(|relief| relief.straightened(bend));
    }
    Ok(LightSetFound {
        bend,
        size,
        mm_per_px,
        scale,
        reconstruction,
        factor: frames.factor,
        warnings,
    })
}

/// Names the input of what went wrong.
fn stereo_error(name: &str, source: relief_stereo::StereoError) -> CompareError {
    CompareError::Stereo {
        name: name.to_owned(),
        source,
    }
}

impl LightSetFound {
    /// The skin, for people; `None` of a set that was refused.
    pub fn pictures(&self) -> Result<Option<SkinPictures>, CompareError> {
        let drawn = |relief| {
            Laid {
                grid: relief,
                drawn: relief,
                motion: None,
            }
            .draw()
        };
        self.reconstruction.relief.as_ref().map(drawn).transpose()
    }

    /// The skin of a second set as it lies on this one.
    pub fn pictures_of_second(
        &self,
        second: &Self,
        motion: Motion,
    ) -> Result<Option<SkinPictures>, CompareError> {
        let reliefs = self
            .reconstruction
            .relief
            .as_ref()
            .zip(second.reconstruction.relief.as_ref());
        let drawn = |(grid, drawn)| {
            Laid {
                grid,
                drawn,
                motion: Some(motion),
            }
            .draw()
        };
        reliefs.map(drawn).transpose()
    }

    /// The share of themselves by which the depths of all scars may be off together, as a standard uncertainty; nought of a set that was refused.
    pub fn off_together(&self) -> f64 {
        let waves = self.reconstruction.relief.iter().flat_map(|relief| &relief.waves);
        let scars = waves.filter(|wave| wave.wavelength_mm >= SCARS_MM);
        scars.map(|wave| wave.share).next().unwrap_or(0.0)
    }

    /// The checks of the set, as the contract says them.
    pub fn checked(&self) -> impl Iterator<Item = Checked<'_>> {
        self.reconstruction.checks.iter().map(checked)
    }

    /// What the contract says of the pictures of a set that was refused.
    pub fn info(&self, input: Input<'_>, hash: blake3::Hash) -> InputInfo {
        InputInfo {
            path: input.name.to_owned(),
            blake3: hash.to_hex().to_string(),
            width: self.size[0],
            height: self.size[1],
            mm_per_px: Some(self.mm_per_px),
            scale_source: self.scale,
        }
    }

    /// What was found of lamps, camera and skin; `prefix` tells two sets apart.
    pub fn settings(&self, prefix: &str) -> BTreeMap<String, Setting> {
        let mut settings = BTreeMap::from([
            (
                "heights_from".to_owned(),
                Setting::Text(format!("relief-stereo {}", env!("CARGO_PKG_VERSION"))),
            ),
            (
                "picture_px_per_cell".to_owned(),
                Setting::Count(self.factor as u64),
            ),
        ]);
        if let Some(relief) = &self.reconstruction.relief {
            let numbers = [
                ("skin_gloss", relief.response.gloss.strength),
                ("skin_roughness", relief.response.gloss.roughness),
                ("light_residual", relief.residual),
                ("scar_depth_off_together", self.off_together()),
            ];
            let bend = self
                .bend
                .map(|bend| ("card_bend_per_m", 1e3 * bend.most_per_mm()));
            let numbers = numbers.into_iter().chain(bend);
            settings.extend(numbers.map(|(name, value)| (name.to_owned(), Setting::Number(value))));
        }
        settings
            .into_iter()
            .map(|(name, value)| (format!("{prefix}{name}"), value))
            .collect()
    }
}

fn checked(check: &Check) -> Checked<'_> {
    Checked {
        code: match check.code {
            CheckCode::Lights => ReasonCode::Lights,
            CheckCode::Motion => ReasonCode::Motion,
            CheckCode::Exposure => ReasonCode::Exposure,
            CheckCode::Blur => ReasonCode::Blur,
        },
        quantity: check.quantity,
        measured: check.measured,
        limit: check.limit,
        unit: check.unit,
        message: &check.message,
        passed: check.passed,
    }
}
