//! Normals and heights of a set, round by round.

use crate::albedo::albedo;
use crate::align::Found;
use crate::hidden::hidden;
use crate::integrate::{integrate, integrate_torn};
use crate::lamps::{Depth, Lamps};
use crate::light::Light;
use crate::normals::{self, Normals, Shown, Weighing};
use crate::orthographic::Straight;
use crate::reconstruct::{FrameFound, Relief};
use crate::response::Response;
use crate::set::LightSet;
use crate::shine::shine;
use crate::uncertainty::Uncertainty;
use crate::{StereoError, surface};
use relief_grid::components::{Connectivity, components};
use relief_grid::{Mask, Raster};

/// Rounds in which gloss is taken off and the light's spread is taken back: the first has the shine of blocks of pixels, from normals that are blurred by the spread.
const RESTORINGS: usize = 2;
/// Rounds in which lamps that the heights hide are left out. The first finds most of what shadows took of a steep wall; after the second depths change by less than 0.5 %.
pub(crate) const UNCOVERINGS: usize = 2;

/// Pictures in which light neither spreads nor is reflected by the skin's surface.
struct Restored {
    frames: Vec<Raster<f32>>,
    /// How sure the shine is that was taken off each: its standard uncertainty.
    unsure: Vec<Raster<f32>>,
}

/// Normals and heights.
pub(crate) struct Solved {
    /// How the skin answers to light.
    pub(crate) response: Response,
    restored: Restored,
    /// The pictures in which `normals` were found, with what the heights hide put back; none before that.
    whole: Vec<Raster<f32>>,
    pub(crate) normals: Normals,
    /// What the steps between neighbours sum to.
    pub(crate) sums: Raster<f64>,
    pub(crate) depth: Depth,
    /// How far behind the plane of height zero the skin's mean lies.
    pub(crate) farther_mm: f64,
    /// Whether tears were looked for in vain: later rounds look for none.
    is_whole: bool,
}

impl Solved {
    /// Solves for what is known of where the skin is, and about of how it shines.
    pub(crate) fn new(
        set: &LightSet,
        light: &Light,
        lamps: &Lamps,
        (response, of_blocks): (Response, Vec<Raster<f32>>),
        depth: Depth,
        farther_mm: f64,
    ) -> Result<Self, StereoError> {
        let restore = |shine: Vec<Raster<f32>>| Restored {
            frames: light.restored(&response.scatter, &shine),
            unsure: shine
                .iter()
                .map(|shine| shine.map(|shine| response.gloss.unsure(*shine)))
                .collect(),
        };
        let measured = |restored: &Restored| {
            let shown = Shown {
                frames: &restored.frames,
                usable: &light.usable,
            };
            let weighing = Weighing::Agreement {
                unsure: &restored.unsure,
                hidden: None,
            };
            normals::fit(shown, lamps, &depth, &set.skin, weighing)
        };
        let mut restored = restore(of_blocks);
        for _ in 1..RESTORINGS {
            let normals = measured(&restored);
            restored = restore(shine(light, response.gloss, &normals.facing, lamps, &depth));
        }
        let mut solved = Self {
            response,
            normals: measured(&restored),
            restored,
            whole: Vec::new(),
            sums: Raster::filled(0, 0, 0.0),
            depth,
            farther_mm,
            is_whole: false,
        };
        solved.sum(set)?;
        Ok(solved)
    }

    /// From normals to heights.
    fn sum(&mut self, set: &LightSet) -> Result<(), StereoError> {
        let facing = &mut self.normals.facing;
        facing.valid = largest(&facing.valid);
        let steps = surface::steps(&facing.normal, &facing.valid, &self.normals.doubt, &set.view);
        // After a first solution the next one is near it.
        let near = (!self.sums.is_empty()).then_some(&self.sums);
        if self.is_whole {
            self.sums = integrate(&steps, near)?;
        } else {
            let torn = integrate_torn(&steps, near)?;
            self.sums = torn.heights;
            self.is_whole = torn.in_vain;
            if let Some(doubt) = torn.doubt {
                let known = &self.normals.doubt;
                self.normals.doubt = Raster::from_fn(doubt.width(), doubt.height(), |x, y| {
                    known[(x, y)].hypot(doubt[(x, y)])
                });
            }
        }
        self.depth = surface::depth(&self.sums, &self.normals.facing.valid, &set.view, self.farther_mm);
        Ok(())
    }

    /// Solves once more, without the lamps that the heights hide.
    pub(crate) fn uncover(
        &mut self,
        set: &LightSet,
        light: &Light,
        lamps: &Lamps,
    ) -> Result<(), StereoError> {
        let hidden = hidden(lamps, &set.view, &self.depth, &self.normals.facing.valid);
        let albedo = &self.normals.facing.albedo;
        let frames = self.restored.frames.iter().zip(&hidden);
        self.whole = frames
            .map(|(frame, hidden)| {
                Raster::from_fn(frame.width(), frame.height(), |x, y| {
                    frame[(x, y)] + albedo[(x, y)] * hidden[(x, y)].missing
                })
            })
            .collect();
        let shown = Shown {
            frames: &self.whole,
            usable: &light.usable,
        };
        let weighing = Weighing::Agreement {
            unsure: &self.restored.unsure,
            hidden: Some(&hidden),
        };
        self.normals = normals::fit(shown, lamps, &self.depth, &set.skin, weighing);
        self.sum(set)
    }

    pub(crate) fn relief(
        &self,
        set: &LightSet,
        light: &Light,
        found: &[Found],
        lamps: &Lamps,
        slopes_off: f64,
    ) -> Option<Relief> {
        let pictures = (&self.whole[..], &light.usable[..]);
        let unsure = Uncertainty::of(
            pictures,
            &self.normals,
            lamps,
            &self.depth,
            (&self.response.scatter, slopes_off),
            set.view.mm_per_px(),
        );
        let facing = &self.normals.facing;
        let valid = &facing.valid;
        let straight = Straight::new(&self.depth, valid, &set.view)?;
        Some(Relief {
            height: straight.heights(set.scale),
            albedo: straight.lay(&albedo(light, lamps, facing, &self.depth), valid, [0.0; 3]),
            normals: straight.lay(&facing.normal, valid, [0.0; 3]),
            sigma_mm: straight.lay(&unsure.sigma_mm(&self.normals, &self.depth), valid, 0.0),
            waves: unsure.waves(),
            frames: set
                .frames
                .iter()
                .zip(found)
                .zip(lamps.lights())
                .map(|((frame, found), light)| FrameFound {
                    name: frame.name.clone(),
                    light: *light,
                    shift_px: found.shift_px,
                    intensity: found.intensity,
                })
                .collect(),
            response: self.response,
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

#[cfg(test)]
mod tests;
