//! What a light set shows of the skin beside heights, as a page finds it.

use super::shown::Image;
use relief_compare::{Picture, SkinPictures};
use serde::{Deserialize, Serialize};

/// One light set's skin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownSkin {
    /// Its colour without shading.
    pub albedo: Image,
    /// Its slopes, as colours.
    pub normals: Image,
    /// How unsure its heights are, as greys.
    pub sigma: Image,
}

impl ShownSkin {
    /// The skin of one set or two, whose pictures are at the addresses that `place` gives, asked with names such as `albedo-0`.
    pub(super) fn all(drawn: &[SkinPictures], mut place: impl FnMut(&str, &Picture) -> String) -> Vec<Self> {
        let mut image = |name: &str, which: usize, picture: &Picture| {
            Image::at(picture, place(&format!("{name}-{which}"), picture))
        };
        let skins = drawn.iter().enumerate().map(|(which, skin)| Self {
            albedo: image("albedo", which, &skin.albedo),
            normals: image("normals", which, &skin.normals),
            sigma: image("sigma", which, &skin.sigma),
        });
        skins.collect()
    }

    /// Its pictures, to give them other addresses.
    pub(super) fn images(&mut self) -> [&mut Image; 3] {
        [&mut self.albedo, &mut self.normals, &mut self.sigma]
    }
}
