//! What makes the pictures of a light set differ from Lambert's law, one by one.

/// A part of how pictures come about that can be left out, so that one sees what it costs those who measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LightEffect {
    /// Light comes out of the skin where it did not enter.
    Spread,
    /// Relief hides lamps.
    Shadows,
    /// Walls of pits throw light at one another.
    Interreflection,
    /// The surface reflects lamps.
    Gloss,
    /// Less light enters where it grazes.
    Fresnel,
    /// The sensor counts photons.
    Noise,
    /// Skin and camera move between the pictures.
    Motion,
    /// The lens blurs.
    Blur,
    /// The lens darkens the corners.
    Vignetting,
}

impl LightEffect {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Spread,
        Self::Shadows,
        Self::Interreflection,
        Self::Gloss,
        Self::Fresnel,
        Self::Noise,
        Self::Motion,
        Self::Blur,
        Self::Vignetting,
    ];
}

/// The effects that pictures have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effects<'a> {
    left_out: &'a [LightEffect],
}

impl<'a> Effects<'a> {
    pub(super) const fn without(left_out: &'a [LightEffect]) -> Self {
        Self { left_out }
    }

    pub(super) fn has(self, effect: LightEffect) -> bool {
        !self.left_out.contains(&effect)
    }
}
