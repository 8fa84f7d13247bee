//! Synthetic skin with known truth, and photos of it.
//!
//! A pair is rendered from a [`PairSpec`]: what happens between two photos of a cheek, the phototype, a
//! seed and a size. It comes with its [`Truth`]. A [`SeriesSpec`] renders one skin over a course of treatment, a
//! photo for each visit. The crate knows nothing of how measuring works and shares no code with it but the raster
//! container of `relief-grid`.
//!
//! # How a photo comes about
//!
//! 1. A person's skin is drawn from the seed: form, scars, pores, furrows, moles, melanin, blood, hair.
//! 2. The window that the camera sees is drawn as texels: height above the form, pigment.
//! 3. Lamps light each texel (near light, cast shadows, open sky, one specular lobe); the irradiance is
//!    blurred per channel as light scatters in skin; pigments absorb.
//! 4. Each pixel finds its skin point through lens and relief, or the card through its homography with
//!    exact coverage; then the sensor blurs, counts photons, encodes and sharpens.
//!
//! # What it leaves out
//!
//! Scattering is linear and the same for all skins; lamps have one colour; depth of field is a blur of the
//! whole photo; light is not reflected from card to skin; a stretched skin keeps its slopes.

mod blur;
mod error;
mod face;
mod kind;
mod light;
mod light_set;
mod pair;
mod photo;
mod plan;
mod random;
mod rows;
mod scan;
mod skin;
mod srgb;

pub use error::PhantomError;
pub use face::{FacePart, FaceScan, FaceScar, FaceSpec, face};
pub use kind::{PairKind, Phototype, ReasonCode, Verdict};
pub use light_set::{LightSetFault, LightSetSpec, RenderedLightSet, light_set};
pub use pair::{
    PairSpec, RawPair, RenderedPair, render_pair, render_pair_raw,
    series::{Capture, SeriesSpec, render_visit},
    truth::{CardTruth, LampTruth, PhotoTruth, PointTruth, ScarTruth, TRUTH_SCHEMA, Truth},
};
pub use photo::camera::Camera;
pub use plan::{DEFAULT_SIZE, plan};
pub use scan::{Scan, ScanSpec, ScarInScan, scan};
pub use skin::scar::ScarType;
