//! One skin over a course of treatment: a photo for each visit, each as deep as its scars are by then.

use super::{
    PairSpec,
    setup::Setup,
    spoil,
    visit::{Shot, Visit},
};
use crate::{
    error::PhantomError,
    kind::{PairKind, Phototype},
    photo::jpeg,
    random::{Dice, derive},
    skin::Skin,
};
use serde::{Deserialize, Serialize};

/// Which photo of a series to render.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SeriesSpec {
    /// The person's skin.
    pub phototype: Phototype,
    /// What all photos of a series share: the person, the scars, the room and the camera.
    pub seed: u64,
    /// Which visit, counted from 0. The first is nearly as the setup wants it, each later one a careful person's repeat.
    pub visit: u32,
    /// What the depth of every scar is multiplied by; 1 is untreated.
    pub depth_factor: f64,
    /// How the photo was taken.
    pub capture: Capture,
    /// Pixels per row.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// How a photo of a series was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capture {
    /// As a careful person takes it, under the lamps of the room.
    Careful,
    /// With a small flash beside the lens as well, which must not be compared with the others.
    FrontalFlash,
}

/// Renders one photo of a series as a JPEG in sRGB. The same spec gives the same bytes, on any number of threads.
///
/// # Errors
/// [`PhantomError::Size`] unless both sides lie between 120 and 12000 px.
///
/// ```
/// use relief_phantom::{Capture, Phototype, SeriesSpec, render_visit};
/// let before = SeriesSpec {
///     phototype: Phototype::IV,
///     seed: 3,
///     visit: 0,
///     depth_factor: 1.0,
///     capture: Capture::Careful,
///     width: 240,
///     height: 180,
/// };
/// let after = SeriesSpec { visit: 1, depth_factor: 0.6, ..before };
/// assert_ne!(render_visit(&before)?, render_visit(&after)?);
/// # Ok::<(), relief_phantom::PhantomError>(())
/// ```
pub fn render_visit(spec: &SeriesSpec) -> Result<Vec<u8>, PhantomError> {
    jpeg::check_size(spec.width, spec.height)?;
    let pair = PairSpec {
        kind: PairKind::Unchanged,
        phototype: spec.phototype,
        seed: spec.seed,
        width: spec.width,
        height: spec.height,
    };
    let setup = Setup::new(&pair);
    let skin = Skin::new(derive(spec.seed, "person"), spec.phototype);
    let name = format!("repeat {}", spec.visit);
    let mut visit = match spec.visit {
        0 => Visit::first(&pair, &setup),
        _ => Visit::careful_repeat(&pair, &setup, &name),
    };
    visit.condition.depth_factor = spec.depth_factor;
    if spec.capture == Capture::FrontalFlash {
        let mut dice = Dice::new(spec.seed, &format!("{name} flash"));
        spoil::relight(PairKind::FrontalFlash, &mut dice, &mut visit);
    }
    let [first, later] = setup.jpeg_quality;
    let quality = if spec.visit == 0 { first } else { later };
    jpeg::encode(&Shot::new(&setup, skin, visit).take(), quality)
}
