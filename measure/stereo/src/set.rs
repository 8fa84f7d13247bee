//! A light set: pictures from one position, each under a lamp of its own.

use crate::StereoError;
use crate::lamps::sight;
use relief_grid::{Mask, Raster, ScaleSource};

/// Where a lamp is, in camera axes: x right, y down, z from the camera into the scene.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Light {
    /// A lamp so far away that its light is the same for all skin: the unit vector from the skin to the lamp; z is negative for a lamp on the camera's
    /// side. A vector of another length is brought to length one.
    Distant([f64; 3]),
    /// A near lamp that shines alike into all directions: its place in mm from the camera's centre.
    Near([f64; 3]),
}

/// One picture of a set.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// What to call it in messages; the file's name.
    pub name: String,
    /// Linear light of red, green and blue, such as BT.709; one is what the sensor can take. Three channels are needed because light spreads farther
    /// in skin in red than in blue, which tells how far it spreads ; a grey picture has three equal ones.
    pub linear: Raster<[f32; 3]>,
    /// Pixels that are burnt out in some channel: they carry no measure of light.
    pub clipped: Mask,
    /// Its lamp.
    pub light: Light,
    /// How bright lamp and exposure are together, relative to the other frames: as much light as it throws on the skin, or for a near lamp also what it has itself, at one distance; the pictures tell which was meant. `None` when unknown.
    pub intensity: Option<f64>,
}

/// A pinhole camera, in pixels of the pictures; the centre of the first pixel is (0, 0).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// Focal length along a row, in pixels.
    pub fx: f64,
    /// Focal length along a column, in pixels.
    pub fy: f64,
    /// Principal point, along a row.
    pub cx: f64,
    /// Principal point, along a column.
    pub cy: f64,
    /// Radial distortion as OpenCV has it: a line of sight at the tangent `r` from the axis is seen at `r (1 + k1 r²)`. Zero for none.
    pub k1: f64,
    /// From the camera to the plane on which heights are zero, in mm.
    pub distance_mm: f64,
}

/// How the camera sees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum View {
    /// From far away: a pixel is so many mm wide everywhere. Near lamps need a [`Perspective`](Self::Perspective) view.
    Orthographic {
        /// Width of a pixel on the skin, in mm.
        mm_per_px: f64,
    },
    /// From a known distance.
    Perspective(Camera),
}

impl View {
    /// The line of sight of a pixel in camera axes, from the camera, with z = 1.
    pub fn sight(&self, x: f64, y: f64) -> [f64; 3] {
        sight(self, x, y)
    }

    /// Width of a pixel on the plane of height zero, in mm.
    pub fn mm_per_px(&self) -> f64 {
        match self {
            Self::Orthographic { mm_per_px } => *mm_per_px,
            Self::Perspective(camera) => camera.distance_mm / camera.fx,
        }
    }
}

/// All that is known of a set.
#[derive(Debug, Clone, PartialEq)]
pub struct LightSet {
    /// The pictures, each with its lamp.
    pub frames: Vec<Frame>,
    /// The same view with all lamps off, at the frames' exposure.
    pub ambient: Option<Raster<[f32; 3]>>,
    /// Pixels that show skin; what is beside it (card, hair, cloth) is not measured.
    pub skin: Mask,
    /// How the camera sees.
    pub view: View,
    /// Where the scale came from.
    pub scale: ScaleSource,
    /// How its lamps are known.
    pub lamps_from: LampsFrom,
}

/// How the lamps of a set are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LampsFrom {
    /// Somebody measured them, or a ball shows them.
    Told,
    /// The card beside the skin shows them ([`LitCard`](crate::LitCard)). The skin is taken to lie where the card does: lamps found from it do not tell how far the skin is.
    Card {
        /// The share by which all slopes may be too steep or too gentle because of how lamps were found: a standard uncertainty.
        slopes_off: f64,
    },
}

impl LampsFrom {
    /// The share by which all slopes may be off because of how lamps were found.
    pub(crate) fn slopes_off(self) -> f64 {
        match self {
            Self::Told => 0.0,
            Self::Card { slopes_off } => slopes_off,
        }
    }
}

/// A face of fewer pixels has no scars to measure.
const LEAST_SKIN_PX: usize = 4096;
/// Pictures are laid on each other in blocks of up to 24 pixels first.
const LEAST_SIDE_PX: usize = 48;

impl LightSet {
    /// Whether somebody said how bright every lamp is; what is said of some of them means nothing.
    pub(crate) fn intensities_are_known(&self) -> bool {
        self.frames.iter().all(|frame| frame.intensity.is_some())
    }

    /// Refuses what is a mistake in the set's making rather than in its taking.
    pub(crate) fn validate(&self) -> Result<(), StereoError> {
        let skin_px = self.skin.count();
        if skin_px < LEAST_SKIN_PX {
            return Err(StereoError::TooLittleSkin {
                skin_px,
                needed: LEAST_SKIN_PX,
            });
        }
        let side_px = self.skin.width().min(self.skin.height());
        if side_px < LEAST_SIDE_PX {
            return Err(StereoError::TooNarrow {
                side_px,
                needed: LEAST_SIDE_PX,
            });
        }
        if let Some(ambient) = &self.ambient {
            self.same_size("the ambient frame", ambient.width(), ambient.height())?;
        }
        for frame in &self.frames {
            self.same_size(&frame.name, frame.linear.width(), frame.linear.height())?;
            let mask = format!("the mask of {}", frame.name);
            self.same_size(&mask, frame.clipped.width(), frame.clipped.height())?;
            self.validate_light(frame)?;
        }
        self.validate_view()
    }

    fn same_size(&self, name: &str, got_width: usize, got_height: usize) -> Result<(), StereoError> {
        let (width, height) = (self.skin.width(), self.skin.height());
        if (got_width, got_height) == (width, height) {
            return Ok(());
        }
        Err(StereoError::Size {
            name: name.to_owned(),
            got_width,
            got_height,
            width,
            height,
        })
    }

    fn validate_light(&self, frame: &Frame) -> Result<(), StereoError> {
        let wrong = |field, value: String, limit| StereoError::Value {
            name: frame.name.clone(),
            field,
            value,
            limit,
        };
        if let Some(intensity) = frame.intensity
            && !(intensity.is_finite() && intensity > 0.0)
        {
            return Err(wrong("intensity", intensity.to_string(), "a number above zero"));
        }
        match frame.light {
            Light::Distant(direction) => {
                let length = norm(direction);
                if !(length.is_finite() && length > 0.0 && direction[2] < 0.0) {
                    let limit = "a vector from the skin to the lamp, in camera axes, with z below zero: lamps are on the camera's side";
                    return Err(wrong("direction", format!("{direction:?}"), limit));
                }
            }
            Light::Near(place) => {
                let View::Perspective(camera) = self.view else {
                    let limit = "a near lamp needs a camera with its distance from the skin";
                    return Err(wrong("position_camera_mm", format!("{place:?}"), limit));
                };
                if !(norm(place).is_finite() && place[2] < camera.distance_mm) {
                    let limit = "a place in mm from the camera, before the skin";
                    return Err(wrong("position_camera_mm", format!("{place:?}"), limit));
                }
            }
        }
        Ok(())
    }

    fn validate_view(&self) -> Result<(), StereoError> {
        let fields = match self.view {
            View::Orthographic { mm_per_px } => vec![("mm per pixel", mm_per_px)],
            View::Perspective(camera) => vec![
                ("fx", camera.fx),
                ("fy", camera.fy),
                ("distance_mm", camera.distance_mm),
            ],
        };
        for (field, value) in fields {
            if !(value.is_finite() && value > 0.0) {
                return Err(StereoError::Value {
                    name: "the camera".to_owned(),
                    field,
                    value: value.to_string(),
                    limit: "a number above zero",
                });
            }
        }
        Ok(())
    }
}

pub(crate) fn norm(v: [f64; 3]) -> f64 {
    v.iter().map(|x| x * x).sum::<f64>().sqrt()
}

pub(crate) fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
