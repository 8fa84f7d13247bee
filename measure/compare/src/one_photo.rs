//! What the contract says of one photo: its file, scale, checks, scars and settings.

use crate::contract::{Algorithm, InputInfo, ReasonCode, ScarGeometry, ScarType, Setting, round_significant};
use crate::findings::Checked;
use crate::{CompareOptions, Input};
use relief_grid::{Pitch, Point, ScaleSource, pyramid};
use relief_photo::comparison::PhotoScale;
use relief_photo::gate::{Check, Code};
use relief_photo::pair::Working;
use relief_photo::scars::{ScarShape, shape};

/// What computed the result.
pub fn algorithm() -> Algorithm {
    Algorithm {
        name: "relief-photo".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// Name and version of what measures photos, as a repeatability file names it.
///
/// ```
/// assert!(relief_compare::photo_algorithm().starts_with("relief-photo "));
/// ```
pub fn photo_algorithm() -> String {
    let Algorithm { name, version } = algorithm();
    format!("{name} {version}")
}

/// The file, its width and height, and its scale. A scale carried over from another photo is not stated as this one's.
pub fn info(input: Input<'_>, hash: blake3::Hash, size: [usize; 2], scale: PhotoScale) -> InputInfo {
    InputInfo {
        path: input.name.to_owned(),
        blake3: hash.to_hex().to_string(),
        width: size[0],
        height: size[1],
        mm_per_px: scale
            .pitch
            .filter(|_| scale.source != ScaleSource::None)
            .map(|p| p.mm_per_px()),
        scale_source: scale.source,
    }
}

/// How far a given scale may lie from the card's before it is told, relative: twice what a ruler laid by hand gives.
const SCALES_AGREE: f64 = 0.05;

/// What is said when the caller's scale is not the card's, by which the picture called `which` is measured.
pub fn scale_warning(which: &str, given: Option<Pitch>, used: PhotoScale) -> Option<String> {
    let (given, used, source) = (given?.mm_per_px(), used.pitch?.mm_per_px(), used.source);
    let beyond = source == ScaleSource::Card && (given / used - 1.0).abs() > SCALES_AGREE;
    beyond.then(|| {
        format!(
            "the given scale of {} mm per pixel is not that of the card in {which}, {} mm per pixel: the card's is used",
            round_significant(given),
            round_significant(used)
        )
    })
}

/// A check of the gate of photos.
pub fn checked(check: &Check) -> Checked<'_> {
    Checked {
        code: code(check.code),
        quantity: check.quantity,
        measured: check.measured,
        limit: check.limit,
        unit: check.unit,
        message: &check.message,
        passed: check.passed,
    }
}

const fn code(code: Code) -> ReasonCode {
    match code {
        Code::Pose => ReasonCode::Pose,
        Code::Scale => ReasonCode::Scale,
        Code::Overlap => ReasonCode::Overlap,
        Code::Blur => ReasonCode::Blur,
        Code::Noise => ReasonCode::Noise,
        Code::Exposure => ReasonCode::Exposure,
        Code::ColourCast => ReasonCode::ColourCast,
        Code::LightDirection => ReasonCode::LightDirection,
        Code::LightHardness => ReasonCode::LightHardness,
        Code::Shine => ReasonCode::Shine,
        Code::Expression => ReasonCode::Expression,
        Code::SkinTone => ReasonCode::SkinTone,
        Code::DifferentSkin => ReasonCode::DifferentSkin,
        Code::Mirrored => ReasonCode::Mirrored,
        Code::Retouched => ReasonCode::Retouched,
        Code::NoSkin => ReasonCode::NoSkin,
        Code::Card => ReasonCode::Card,
        Code::Registration => ReasonCode::Registration,
    }
}

/// The raster on which scars are outlined: half the working resolution.
pub struct ScarRaster<'a> {
    working: &'a Working,
    mm_per_px: Option<f64>,
}

impl<'a> ScarRaster<'a> {
    /// That of a photo whose own pixels measure `mm_per_px`, when that is known.
    pub fn of(working: &'a Working, mm_per_px: Option<f64>) -> Self {
        Self { working, mm_per_px }
    }

    /// A position on the raster in pixels of the photo, and in mm where the scale is known.
    pub fn centre(&self, on_raster: Point) -> ([f64; 2], Option<[f64; 2]>) {
        let centre = pyramid::to_base(1, on_raster);
        let px = [centre.x, centre.y].map(|v| self.working.to_photo_px(v));
        (px, self.mm_per_px.map(|mm| px.map(|v| v * mm)))
    }

    /// The type of a scar with this smaller and larger extent in pixels of the raster and this contrast; `None` where its
    /// shape or a missing scale does not allow to tell.
    pub fn scar_type(&self, extents_px: [f64; 2], contrast: f64) -> Option<ScarType> {
        let length_mm = self.mm_per_px? * 2.0 * self.working.factor as f64 * extents_px[1];
        shape(length_mm, contrast).map(|shape| match shape {
            ScarShape::IcePick => ScarType::IcePick,
            ScarShape::Boxcar => ScarType::Boxcar,
            ScarShape::Rolling => ScarType::Rolling,
        })
    }

    /// The geometry of a scar of so many cells, with its smaller and larger extent in pixels of the raster.
    pub fn geometry(&self, cells: usize, extents_px: [f64; 2], contrast: f64) -> ScarGeometry {
        let factor = 2.0 * self.working.factor as f64;
        let area_px = cells as f64 * factor * factor;
        let length_mm = |px: f64| self.mm_per_px.map(|mm| mm * factor * px);
        ScarGeometry {
            width_mm: length_mm(extents_px[0]),
            length_mm: length_mm(extents_px[1]),
            area_mm2: self.mm_per_px.map(|mm| area_px * mm * mm),
            area_px: self.mm_per_px.is_none().then_some(area_px),
            shading_contrast: Some(contrast),
            ..ScarGeometry::default()
        }
    }
}

/// The pitch at which a photo was measured and how well its scale is known; `prefix` tells two photos apart.
pub fn picture_settings(prefix: &str, scale: PhotoScale, working: &Working) -> Vec<(String, Setting)> {
    let pitch = working.filter_pitch().mm_per_px();
    let sd = scale.relative_sd;
    let sd = sd.map(|sd| (format!("{prefix}scale_relative_sd"), Setting::Number(sd)));
    let pitch = (format!("{prefix}working_mm_per_px"), Setting::Number(pitch));
    sd.into_iter().chain([pitch]).collect()
}

/// The corners of each region, `region_1` first.
pub fn region_settings(options: &CompareOptions) -> impl Iterator<Item = (String, Setting)> {
    (1..).zip(&options.roi).map(|(number, region): (u32, _)| {
        let corners = region.corners.iter().flat_map(|p| [p.x, p.y]).collect();
        (format!("region_{number}"), Setting::Numbers(corners))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_scale_far_from_the_cards_is_told() {
        let used = |source| PhotoScale {
            pitch: Pitch::from_mm_per_px(0.04),
            relative_sd: None,
            source,
        };
        let warning =
            |given, source| scale_warning("the picture", Pitch::from_mm_per_px(given), used(source));
        let told = warning(0.05, ScaleSource::Card).unwrap();
        assert!(
            told.contains("0.05 mm") && told.contains("0.04 mm per pixel: the card's is used"),
            "{told}"
        );
        assert_eq!(warning(0.0415, ScaleSource::Card), None);
        assert_eq!(warning(0.05, ScaleSource::Given), None);
        assert_eq!(scale_warning("the picture", None, used(ScaleSource::Card)), None);
    }
}
