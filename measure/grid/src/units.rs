//! Lengths, areas, angles and pixel pitch as types, so that a bare number never crosses a boundary.

use serde::{Deserialize, Serialize};

/// A length. Built and read with its unit named; stored in millimetres.
///
/// ```
/// use relief_grid::Length;
/// assert_eq!(Length::from_mm(1.5).um(), 1500.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Length(f64);

impl Length {
    /// A length of `mm` millimetres.
    pub const fn from_mm(mm: f64) -> Self {
        Self(mm)
    }

    /// A length of `um` micrometres.
    pub const fn from_um(um: f64) -> Self {
        Self(um * 1e-3)
    }

    /// The length in millimetres.
    pub const fn mm(self) -> f64 {
        self.0
    }

    /// The length in micrometres.
    pub const fn um(self) -> f64 {
        self.0 * 1e3
    }

    /// How many pixels of `pitch` this length spans.
    pub fn px(self, pitch: Pitch) -> f64 {
        self.0 / pitch.mm_per_px()
    }
}

/// An area, stored in square millimetres.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Area(f64);

impl Area {
    /// An area of `mm2` square millimetres.
    pub const fn from_mm2(mm2: f64) -> Self {
        Self(mm2)
    }

    /// The area in square millimetres.
    pub const fn mm2(self) -> f64 {
        self.0
    }
}

/// An angle, stored in radians.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Angle(f64);

impl Angle {
    /// An angle of `rad` radians.
    pub const fn from_rad(rad: f64) -> Self {
        Self(rad)
    }

    /// An angle of `deg` degrees.
    pub const fn from_deg(deg: f64) -> Self {
        Self(deg.to_radians())
    }

    /// The angle in radians.
    pub const fn rad(self) -> f64 {
        self.0
    }

    /// The angle in degrees.
    pub const fn deg(self) -> f64 {
        self.0.to_degrees()
    }
}

/// The distance between neighbouring cells, the same along x and y: finite and above zero.
///
/// ```
/// use relief_grid::Pitch;
/// assert!(Pitch::from_mm_per_px(0.0).is_none());
/// assert_eq!(Pitch::from_mm_per_px(0.05).unwrap().mm_per_px(), 0.05);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Pitch(f64);

impl Pitch {
    /// A pitch of `mm_per_px` millimetres per pixel; `None` unless finite and positive.
    pub fn from_mm_per_px(mm_per_px: f64) -> Option<Self> {
        (mm_per_px.is_finite() && mm_per_px > 0.0).then_some(Self(mm_per_px))
    }

    /// Millimetres per pixel.
    pub const fn mm_per_px(self) -> f64 {
        self.0
    }

    /// The length of `px` pixels.
    pub fn length(self, px: f64) -> Length {
        Length::from_mm(px * self.0)
    }

    /// The area of `px` pixels.
    pub fn area(self, px: f64) -> Area {
        Area::from_mm2(px * self.0 * self.0)
    }

    /// The pitch after shrinking a raster so that one new pixel covers `factor` old ones per side.
    ///
    /// `factor` must be finite and positive; anything else returns the pitch unchanged.
    pub fn coarser(self, factor: f64) -> Self {
        Self::from_mm_per_px(self.0 * factor).unwrap_or(self)
    }
}

/// Where a picture's scale came from. A number in millimetres is only as good as this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScaleSource {
    /// A Relief card lies in the picture.
    Card,
    /// The person who ran the measurement gave it.
    Given,
    /// The file carries it (a scan's pitch).
    File,
    /// Unknown: lengths stay in pixels.
    None,
}
