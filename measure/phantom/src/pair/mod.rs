//! Pairs of photos: what is the same in both, what differs, and the truth.

pub(crate) mod series;
pub(crate) mod setup;
pub(crate) mod spoil;
pub mod truth;
pub(crate) mod visit;

use crate::{
    error::PhantomError,
    kind::{PairKind, Phototype},
    photo::jpeg,
    random::derive,
    skin::Skin,
};
use relief_grid::Raster;
use serde::{Deserialize, Serialize};
use setup::Setup;
use truth::Truth;
use visit::{Shot, Visit};

/// Which pair to render.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairSpec {
    /// What happens between the photos.
    pub kind: PairKind,
    /// The person's skin.
    pub phototype: Phototype,
    /// Everything else: the person, the scars, lamps, camera, nuisance and noise.
    pub seed: u64,
    /// Pixels per row.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// Two photos as files, and what is true about them.
#[derive(Debug, Clone, PartialEq)]
pub struct RenderedPair {
    /// The first photo, a JPEG in sRGB.
    pub before_jpeg: Vec<u8>,
    /// The second photo.
    pub after_jpeg: Vec<u8>,
    /// What a comparison should find.
    pub truth: Truth,
}

/// Two photos as 8 bit sRGB before JPEG, and what is true about them.
#[derive(Debug, Clone, PartialEq)]
pub struct RawPair {
    /// The first photo.
    pub before: Raster<[u8; 3]>,
    /// The second photo.
    pub after: Raster<[u8; 3]>,
    /// What a comparison should find.
    pub truth: Truth,
}

/// Renders a pair as JPEG files. The same spec gives the same bytes, on any number of threads.
///
/// Skin is drawn with texels of 0.06 mm at the finest: photos above some 1700 rows show the card ever
/// sharper but enlarge the skin, with their own sensor noise. They serve runs for speed, not for detail.
///
/// # Errors
/// [`PhantomError::Size`] unless both sides lie between 120 and 12000 px.
///
/// ```
/// use relief_phantom::{PairKind, PairSpec, Phototype, render_pair};
/// let spec = PairSpec { kind: PairKind::Treated30, phototype: Phototype::III, seed: 7, width: 240, height: 180 };
/// let pair = render_pair(&spec)?;
/// assert!(pair.truth.comparable && pair.before_jpeg != pair.after_jpeg);
/// # Ok::<(), relief_phantom::PhantomError>(())
/// ```
pub fn render_pair(spec: &PairSpec) -> Result<RenderedPair, PhantomError> {
    let raw = render_pair_raw(spec)?;
    let quality = Setup::new(spec).jpeg_quality;
    Ok(RenderedPair {
        before_jpeg: jpeg::encode(&raw.before, quality[0])?,
        after_jpeg: jpeg::encode(&raw.after, quality[1])?,
        truth: raw.truth,
    })
}

/// Renders a pair as rasters, as [`render_pair`] does before JPEG.
///
/// # Errors
/// As [`render_pair`].
pub fn render_pair_raw(spec: &PairSpec) -> Result<RawPair, PhantomError> {
    jpeg::check_size(spec.width, spec.height)?;
    let (before, after) = shots(spec);
    Ok(RawPair {
        truth: Truth::new(spec, &before, &after),
        before: before.take(),
        after: after.take(),
    })
}

/// The two visits of a pair, ready for the camera.
fn shots(spec: &PairSpec) -> (Shot, Shot) {
    let setup = Setup::new(spec);
    let skin = Skin::new(derive(spec.seed, "person"), spec.phototype);
    let mut first = Visit::first(spec, &setup);
    let mut second = Visit::careful_repeat(spec, &setup, "second");
    spoil::apply(spec, &setup, &mut first, &mut second);
    let other = (spec.kind == PairKind::DifferentPatient)
        .then(|| Skin::new(derive(spec.seed, "another person"), spec.phototype));
    let second_skin = other.unwrap_or_else(|| skin.clone());
    (
        Shot::new(&setup, skin, first),
        Shot::new(&setup, second_skin, second),
    )
}
