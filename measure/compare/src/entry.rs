//! What is asked of a comparison, and what comes back.

use crate::ScanView;
use crate::contract::{CompareResult, MeasureResult};
use relief_estimate::RepeatabilityFile;
use relief_formats::LengthUnit;
use relief_grid::{HeightMap, Pitch, Polygon};
use relief_surface::mesh::Zone;
use relief_surface::parameters::TextureSettings;

/// One file: its name for messages and results, and its bytes.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Shown in errors and in the result; never opened.
    pub name: &'a str,
    /// The whole file.
    pub bytes: &'a [u8],
}

/// What of the mesh of a whole face is measured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FaceZone {
    /// All of it, as one plane.
    #[default]
    Whole,
    /// One zone, laid flat. What shows no whole face is refused.
    Zone(Zone),
    /// One zone, laid flat. What shows no whole face is taken for that zone's skin, as a whole.
    ZoneIfFace(Zone),
}

/// What a comparison is told beyond its inputs.
#[derive(Debug, Clone, PartialEq)]
pub struct CompareOptions {
    /// The scale of both pictures, when the caller knows it; a card in the picture wins over it.
    pub scale: Option<Pitch>,
    /// Scans: the pitch of formats that carry none. A PNG or TIFF is a scan when it is given, else a photo.
    pub pitch: Option<Pitch>,
    /// The pitch of the second of two scans, where it is another.
    pub pitch_after: Option<Pitch>,
    /// Scans: the unit of lengths in formats that name none.
    pub unit: LengthUnit,
    /// Scans that are measured alone: the ends of a line whose profile is measured too, in mm from the middle of the first cell.
    pub profile_mm: Option<[[f64; 2]; 2]>,
    /// Scans that are measured alone: how the surface is made scale-limited for its areal parameters; `None` means the defaults. Scars never
    /// depend on it.
    pub texture: Option<TextureSettings>,
    /// Meshes of whole faces: what of them is measured.
    pub zone: FaceZone,
    /// Regions of the before picture or scan to measure, in pixels or cells; empty means all skin that is found.
    pub roi: Vec<Polygon>,
    /// The practice's own repeat captures; `None` means the default of the capture method. A metric that
    /// the file does not list keeps its default.
    pub repeatability: Option<RepeatabilityFile>,
    /// Seeds the bootstrap.
    pub seed: u64,
    /// Whether to make the [`Pictures`] too; they cost time and memory.
    pub pictures: bool,
}

impl CompareOptions {
    /// The seed of a run that asks for none.
    pub const DEFAULT_SEED: u64 = 1;
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self {
            scale: None,
            pitch: None,
            pitch_after: None,
            unit: LengthUnit::Millimetre,
            profile_mm: None,
            texture: None,
            zone: FaceZone::Whole,
            roi: Vec::new(),
            repeatability: None,
            seed: Self::DEFAULT_SEED,
            pictures: false,
        }
    }
}

/// Where a comparison is; told as each stage starts, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Decoding the files.
    Read,
    /// Looking for the card.
    Card,
    /// Finding the skin.
    Skin,
    /// Laying after onto before.
    Register,
    /// Deciding whether the pair may be compared.
    Gate,
    /// Colour and texture maps, scars.
    Maps,
    /// Differences, intervals and verdicts.
    Change,
    /// Pictures for the report.
    Pictures,
}

impl Stage {
    /// What is being done, for a progress line.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "reading",
            Self::Card => "looking for the card",
            Self::Skin => "finding the skin",
            Self::Register => "laying after onto before",
            Self::Gate => "checking whether the pair may be compared",
            Self::Maps => "measuring",
            Self::Change => "weighing the changes",
            Self::Pictures => "making the pictures",
        }
    }
}

/// A finished comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The contract's result.
    pub result: CompareResult,
    /// Pictures for people, when [`CompareOptions::pictures`] asked for them.
    pub pictures: Option<Pictures>,
}

/// A finished measurement of one input.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    /// The contract's result.
    pub result: MeasureResult,
    /// A scan's picture for people, when [`CompareOptions::pictures`] asked for it.
    pub picture: Option<ScanPicture>,
    /// Zones of a whole face that was measured as one plane, to choose from; empty for everything else.
    pub zones: Vec<Zone>,
    /// The heights that were measured, of a scan or a light set.
    pub heights: Option<HeightMap>,
}

/// One scan as people see it.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanPicture {
    /// How high every place is above the smooth skin, in the colours of [`height_colour`](crate::height_colour).
    pub heights: Picture,
    /// The scars, to draw over it.
    pub marks: Vec<Mark>,
    /// Millimetres per pixel.
    pub mm_per_px: f64,
    /// What else is drawn.
    pub view: ScanView,
    /// The skin of a light set, which knows more than heights.
    pub skin: Option<SkinPictures>,
}

/// What a light set shows of the skin beside its heights, on one grid. These are computed: none is a photo.
#[derive(Debug, Clone, PartialEq)]
pub struct SkinPictures {
    /// Its colour without shading.
    pub albedo: Picture,
    /// Its unit normals in camera axes (x right, y down, z into the scene): each component as a code, 128 for nought and 1 and 255 for −1 and 1;
    /// black where nothing was measured.
    pub normals: Picture,
    /// The standard uncertainty of each height against the skin within 1 mm around: black for nought, white for
    /// [`SIGMA_RANGE_UM`](crate::SIGMA_RANGE_UM) and more.
    pub sigma: Picture,
}

/// Pictures for people. Skin in them was moved at most: never smoothed, sharpened or relit.
#[derive(Debug, Clone, PartialEq)]
pub struct Pictures {
    /// Before, as it was taken.
    pub before: Picture,
    /// After; laid onto before when `aligned`, else as it was taken.
    pub after: Picture,
    /// Whether `after` was laid onto `before`, so that both have the same size and a slider makes sense.
    pub aligned: bool,
    /// Whether all pictures were cut to the skin that was measured. Those of a refused pair never are.
    pub cropped: bool,
    /// Millimetres per pixel of both, in the plane of the card or as given; `None` where no scale is known or they have no
    /// common one.
    pub mm_per_px: Option<f64>,
    /// Maps of the skin in the frame of `before`, in the order in which to show them.
    pub maps: Vec<Map>,
    /// What else is drawn of two scans that lie on each other.
    pub view: Option<ScanView>,
    /// The skin of two light sets that lie on each other, before and after; else nothing.
    pub skins: Vec<SkinPictures>,
}

/// An encoded image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The encoding.
    pub format: PictureFormat,
    /// The file's bytes, without location or other metadata.
    pub bytes: Vec<u8>,
    /// Pixels per row.
    pub width: usize,
    /// Number of rows.
    pub height: usize,
}

/// How a [`Picture`] is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

impl PictureFormat {
    /// The IANA media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// One quantity drawn over the skin, before and after on the same colour scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// A short name, such as `scars` or `erythema`.
    pub name: String,
    /// One sentence: what is drawn, in which unit, what the colours mean.
    pub caption: String,
    /// Before.
    pub before: Picture,
    /// After, in the frame of before.
    pub after: Picture,
    /// Numbers to write over both, for what the result lists by number.
    pub marks: Vec<Mark>,
}

/// The number of one scar on a [`Map`].
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Mark {
    /// The scar's `id` in the result.
    pub id: u32,
    /// Where its outline ends on the right, in pixels of the map.
    pub x: f64,
    /// Where its outline begins at the top.
    pub y: f64,
    /// Its outline in pixels of the map, to draw over it; empty where the map itself shows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outline: Vec<[f64; 2]>,
}
