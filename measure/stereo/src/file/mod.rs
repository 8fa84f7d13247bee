//! The description of a light set: `lights.json`, or a plain table `lights.csv`.

mod json;
mod table;

use crate::{Ball, Camera, Light, StereoError, View};

/// What a description says of a set.
#[derive(Debug, Clone, PartialEq)]
pub struct Lights {
    /// Each picture with its lamp, in the file's order.
    pub lamps: Vec<Lamp>,
    /// The file of the picture with all lamps off.
    pub ambient_file: Option<String>,
    /// How the pictures' numbers stand for light; `None` when the file does not say, so that the pictures themselves do.
    pub encoding: Option<Encoding>,
    /// The camera, in pixels of the pictures.
    pub camera: Option<Camera>,
    /// Width of a pixel on the plane of height zero, in mm.
    pub mm_per_px: Option<f64>,
    /// A ball in view, which tells where lamps are that have no place of their own; a matt one also tells how bright those are of which it is not known.
    pub ball: Option<Ball>,
    /// How far all lamps are from the card's middle, in mm: with that a card in view tells where lamps are that have no place of their own.
    pub lamp_distance_mm: Option<f64>,
    /// How the lens darkens the corners, where that is known.
    pub falloff: Option<Falloff>,
}

/// A picture and its lamp.
#[derive(Debug, Clone, PartialEq)]
pub struct Lamp {
    /// The picture's file name, within the folder.
    pub file: String,
    /// Where the lamp is; the place of a near lamp counts where both are given. `None` when the file knows neither: a ball may tell.
    pub light: Option<Light>,
    /// How bright lamp and exposure are together, relative to the others.
    pub intensity: Option<f64>,
}

/// What a description says of how the lens darkens the corners: what [`Vignetting`](crate::Vignetting) is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Falloff {
    /// By so much along the radius.
    Radial([f64; 3]),
    /// The file of a picture of an even, white surface.
    Flat(String),
}

/// How numbers in a picture stand for light.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// The curve of sRGB (IEC 61966-2-1).
    Srgb,
    /// Proportional to light.
    Linear,
}

impl Lights {
    /// Reads `lights.json`. Unknown keys are allowed, so that rigs can keep their own notes in the file.
    ///
    /// ```
    /// use relief_stereo::{Light, Lights};
    /// let lights = Lights::from_json(br#"{"lights": [{"file": "a.png", "direction": [0.6, 0.0, -0.8]}]}"#)?;
    /// assert_eq!(lights.lamps[0].light, Some(Light::Distant([0.6, 0.0, -0.8])));
    /// let wrong = Lights::from_json(br#"{"lights": [{"file": "a.png", "direction": [0.6, 0.0]}]}"#);
    /// assert!(wrong.unwrap_err().to_string().starts_with("lights[0].direction"));
    /// # Ok::<(), relief_stereo::StereoError>(())
    /// ```
    ///
    /// # Errors
    /// [`StereoError::Lights`] that names the field.
    pub fn from_json(bytes: &[u8]) -> Result<Self, StereoError> {
        json::read(bytes)
    }

    /// Reads `lights.csv`: a row of names, then a row for each picture. The columns are `file`, then `x`, `y`, `z` for unit vectors to the lamps or `x_mm`, `y_mm`,
    /// `z_mm` for their places from the camera, and `intensity` where it is known.
    ///
    /// ```
    /// use relief_stereo::{Light, Lights};
    /// let lights = Lights::from_csv(b"file,x_mm,y_mm,z_mm\na.png,120,0,300\n")?;
    /// assert_eq!(lights.lamps[0].light, Some(Light::Near([120.0, 0.0, 300.0])));
    /// # Ok::<(), relief_stereo::StereoError>(())
    /// ```
    ///
    /// # Errors
    /// [`StereoError::Lights`] that names line and column.
    pub fn from_csv(bytes: &[u8]) -> Result<Self, StereoError> {
        table::read(bytes)
    }

    /// How the camera sees: in perspective when the file has a camera, else from far away when it has a scale.
    pub fn view(&self) -> Option<View> {
        let straight = |mm_per_px| View::Orthographic { mm_per_px };
        self.camera
            .map(View::Perspective)
            .or(self.mm_per_px.map(straight))
    }
}
