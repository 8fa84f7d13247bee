//! Light sets: the skin of a scan in pictures from one position, each under a lamp of its own, with the heights as truth.
//!
//! 1. The patch lies square to a camera with a long lens; its relief is that of the skin and of the form.
//! 2. Each lamp lights each texel past the relief; what enters is less where it grazes (Schlick's approximation); it is scattered for each channel, and reflected again
//!    and again by the walls of pits; the surface has one GGX lobe.
//! 3. Each pixel finds its texel in perspective, moved by what skin and camera moved; then the lens blurs and darkens the corners, the sensor counts photons, and
//!    the file has 8 bits.
//! 4. On request the picture goes on below the skin, over a cloth on which the Relief card lies: matt, plane, tilted a little, and lit at each place as the skin is.
//!    The camera then looks at the middle of the whole.
//!
//! Hair is left out, and light that walls throw at other walls comes from everywhere. Card, cloth and skin cast no shadows on one another and throw each other no
//! light.

mod card;
mod render;
mod rig;
mod scene;

use crate::{PhantomError, Phototype, ScarInScan};
use relief_grid::{HeightMap, Raster};

/// How a set was spoilt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LightSetFault {
    /// All pictures but two are missing.
    TwoLamps,
    /// All lamps stand in one plane with the camera.
    OnePlane,
    /// The camera turned and moved by millimetres before one picture.
    CameraMoved,
    /// One picture is a third brighter than the file says.
    ExposureDrift,
    /// The skin is burnt out.
    Saturated,
    /// The file has the lamps of two pictures exchanged.
    LampsSwapped,
    /// One picture is out of focus.
    OneBlurred,
}

impl LightSetFault {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::TwoLamps,
        Self::OnePlane,
        Self::CameraMoved,
        Self::ExposureDrift,
        Self::Saturated,
        Self::LampsSwapped,
        Self::OneBlurred,
    ];
}

/// A light set of one person's skin at one visit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LightSetSpec {
    /// The person.
    pub seed: u64,
    /// The visit: where lamps stand, how skin moves, and noise.
    pub visit: u64,
    /// The skin's type.
    pub phototype: Phototype,
    /// The depth of every scar is multiplied by this.
    pub depth_factor: f64,
    /// Lamps around the camera.
    pub lamps: usize,
    /// Lamps stand near and are told by their places.
    pub near: bool,
    /// Least and greatest distance of near lamps from the patch's middle, in mm; [`Self::NEAR_MM`] where nothing else is asked for.
    pub lamp_mm: [f64; 2],
    /// The Relief card lies below the skin. The picture then shows 96 mm more at the same scale, and its exposure is lower, because paper is brighter than
    /// skin: under the brightest lamp the card's white comes to code 240.
    pub card: bool,
    /// Pixels per row; rows are three quarters of it, and with a card those that show it.
    pub width: usize,
    /// What was done to it.
    pub fault: Option<LightSetFault>,
}

impl LightSetSpec {
    /// Distances of lamps that a hand holds, or that stand on a small frame.
    pub const NEAR_MM: [f64; 2] = [150.0, 260.0];
}

/// A light set with its truth.
#[derive(Debug, Clone)]
pub struct RenderedLightSet {
    /// File names and pictures, 8 bit sRGB.
    pub frames: Vec<(String, Raster<[u8; 3]>)>,
    /// The picture with all lamps off, named `ambient.png` in `lights_json`.
    pub ambient: Raster<[u8; 3]>,
    /// The description, in the schema of `lights.json`.
    pub lights_json: String,
    /// True heights in mm, straight from the camera: cell `(x, y)` is where that pixel looks on the plane of height zero; invalid below the skin, where card and
    /// cloth are.
    pub heights: HeightMap,
    /// Every scar, with its centre from the first cell of `heights`.
    pub scars: Vec<ScarInScan>,
    /// Where each picture's lamp truly stood, in camera axes in mm; `None` for a distant one.
    pub lamps_mm: Vec<Option<[f64; 3]>>,
    /// Unit vector that stands on the card's printed side, in camera axes.
    pub card_normal: Option<[f64; 3]>,
    /// The middle of the card's printed side, in camera axes in mm.
    pub card_middle_mm: Option<[f64; 3]>,
}

/// Renders a light set.
///
/// ```
/// use relief_phantom::{LightSetSpec, Phototype, light_set};
/// let spec = LightSetSpec { seed: 3, visit: 0, phototype: Phototype::III, depth_factor: 1.0, lamps: 4, near: false, lamp_mm: LightSetSpec::NEAR_MM,
///     card: false, width: 400, fault: None };
/// let set = light_set(&spec)?;
/// assert_eq!((set.frames.len(), set.heights.width(), set.heights.height()), (4, 400, 300));
/// # Ok::<(), relief_phantom::PhantomError>(())
/// ```
///
/// # Errors
/// [`PhantomError::Size`] unless pictures have 200 to 8000 pixels per row.
pub fn light_set(spec: &LightSetSpec) -> Result<RenderedLightSet, PhantomError> {
    const SIDES: [usize; 2] = [200, 8000];
    if !(SIDES[0]..=SIDES[1]).contains(&spec.width) {
        return Err(PhantomError::Size {
            width: spec.width,
            height: spec.width * 3 / 4,
            least: SIDES[0],
            most: SIDES[1],
        });
    }
    Ok(render::render(spec))
}
