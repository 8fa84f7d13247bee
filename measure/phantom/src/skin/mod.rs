//! One person's skin: its form, its relief and its pigments, all in millimetres and drawn from one seed.
//!
//! # Coordinates
//!
//! Skin coordinates have x to the right, y down and z *into* the skin, the origin on the surface in the
//! middle of the patch that carries the scars. A height counts towards the camera: z = −height.

pub(crate) mod cloth;
pub(crate) mod features;
pub(crate) mod form;
pub(crate) mod hair;
pub(crate) mod lattice;
pub(crate) mod pigment;
pub(crate) mod scar;
pub(crate) mod texels;
pub(crate) mod warp;

use crate::{kind::Phototype, random::Dice};
use features::Features;
use form::Form;
use scar::Scar;

/// Half the size of the patch that carries the scars.
pub(crate) const PATCH_HALF_MM: [f64; 2] = [30.0, 22.5];

/// A person's cheek.
#[derive(Debug, Clone)]
pub(crate) struct Skin {
    pub(crate) seed: u64,
    pub(crate) form: Form,
    pub(crate) scars: Vec<Scar>,
    pub(crate) features: Features,
    /// Melanin and blood of plain skin, in the units of [`pigment`].
    pub(crate) melanin: f64,
    pub(crate) blood: f64,
    /// Depth of the furrows between the primary lines of the skin, in mm.
    pub(crate) furrow_mm: f64,
    /// Direction of the deeper furrows.
    pub(crate) furrow_turn_rad: f64,
    /// GGX roughness of the skin's surface.
    pub(crate) roughness: f32,
    /// Share of the specular reflection of a clean, dry skin.
    pub(crate) gloss: f32,
}

impl Skin {
    /// The skin of the person `seed`.
    pub(crate) fn new(seed: u64, phototype: Phototype) -> Self {
        let mut dice = Dice::new(seed, "skin");
        let form = Form::new(&mut dice);
        let scars = scar::scatter(&mut Dice::new(seed, "scars"));
        Self {
            seed,
            form,
            features: Features::new(seed, phototype, &scars),
            scars,
            melanin: pigment::melanin_of(phototype) * dice.between(0.93, 1.07),
            blood: dice.between(0.24, 0.38),
            furrow_mm: dice.between(0.012, 0.03),
            furrow_turn_rad: dice.turn(),
            roughness: dice.between(0.45, 0.58) as f32,
            gloss: dice.between(0.1, 0.5) as f32,
        }
    }
}

/// What one visit finds of the skin: what treatment, sun, mood and cosmetics did to it.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    /// The depth of every scar is multiplied by this.
    pub(crate) depth_factor: f64,
    /// Redness beyond plain skin is multiplied by this.
    pub(crate) erythema_factor: f64,
    /// Melanin added everywhere, as a share of what is there plus a little for the palest.
    pub(crate) tan: f64,
    /// How much of the contrast of colour and of fine relief foundation hides, 0…1.
    pub(crate) makeup: f64,
    /// Oil on the skin: 0 none, 1 dripping.
    pub(crate) oil: f64,
    /// What the skin's own muscles do to it.
    pub(crate) warp: warp::Warp,
    /// What the day lays on the skin: hair, scale, sebum.
    pub(crate) day_seed: u64,
    /// Cloth over the skin.
    pub(crate) cloth: cloth::Cloth,
}

impl Condition {
    /// The skin as it is.
    pub(crate) fn plain(day_seed: u64) -> Self {
        Self {
            depth_factor: 1.0,
            erythema_factor: 1.0,
            tan: 0.0,
            makeup: 0.0,
            oil: 0.0,
            warp: warp::Warp::none(),
            day_seed,
            cloth: cloth::Cloth::None,
        }
    }
}
