//! From bytes and options to a height map, and what the contract says of one.

use crate::contract::{Algorithm, InputInfo, Setting};
use crate::light_set::{self, is_light_set};
use crate::reading::check_regions;
use crate::{CompareError, CompareOptions, Input};
use relief_formats::{Format, Options, Scan};
use relief_grid::{HeightMap, Mask, Pitch, Polygon};
use relief_surface::mesh;
use std::collections::BTreeMap;

/// Endings of photos, whatever else their bytes may look like.
const PHOTOS: [&str; 6] = ["jpg", "jpeg", "jpe", "heic", "heif", "webp"];
/// Endings of pictures that hold photos, or heights when a pitch is given.
const EITHER: [&str; 3] = ["png", "tif", "tiff"];

/// Endings of formats that hold heights alone and are told by how their files begin: one that begins otherwise is a broken scan, and no photo.
const SCANS: [&str; 9] = ["al3d", "glb", "gsf", "npy", "ply", "pro", "sdf", "sur", "x3p"];

fn extension(name: &str) -> Option<String> {
    let (_, extension) = name.rsplit_once('.')?;
    Some(extension.to_ascii_lowercase())
}

/// Whether an input has heights: a light set, or a scan, which is a format that holds heights alone, or a picture with a given pitch.
pub fn is_scan(input: Input<'_>, pitch: Option<Pitch>) -> bool {
    if is_light_set(input) {
        return true;
    }
    let extension = extension(input.name);
    let is = |list: &[&str]| {
        extension
            .as_deref()
            .is_some_and(|extension| list.contains(&extension))
    };
    if is(&PHOTOS) {
        return false;
    }
    match Format::of(input.bytes, extension.as_deref()) {
        Ok(Format::Png | Format::Tiff) => pitch.is_some(),
        Ok(_) => true,
        Err(_) => is(&SCANS) || (is(&EITHER) && pitch.is_some()),
    }
}

/// Whether [`measure`](crate::measure) could read a file as a scan, without measuring it.
///
/// # Errors
/// [`CompareError`] with what is wrong, as measuring would answer. A PNG or TIFF without a pitch lacks the pitch; it is not taken for a photo.
pub fn check(input: Input<'_>, options: &CompareOptions) -> Result<(), CompareError> {
    if is_light_set(input) {
        return light_set::check(input, options);
    }
    read(input, options.pitch, options).map(|_| ())
}

/// Reads a scan; a mesh is projected onto a grid.
pub fn read(
    input: Input<'_>,
    pitch: Option<Pitch>,
    options: &CompareOptions,
) -> Result<HeightMap, CompareError> {
    let asked = Options {
        pitch,
        unit: options.unit,
        ..Options::default()
    };
    let scan = relief_formats::read(input.bytes, extension(input.name).as_deref(), &asked);
    let scan = scan.map_err(|source| CompareError::ReadScan {
        name: input.name.to_owned(),
        source,
    })?;
    match scan {
        Scan::HeightMap(map) => Ok(map),
        Scan::Mesh(mesh) => mesh::height_map(&mesh.vertices_mm, &mesh.triangles, pitch)
            .map_err(|source| surface_error(input.name, source)),
    }
}

/// The map of which only the cells within one of some regions count as measured; the whole map without a region. Pixels of a region are cells.
pub fn within(map: HeightMap, name: &str, regions: &[Polygon]) -> Result<HeightMap, CompareError> {
    if regions.is_empty() {
        return Ok(map);
    }
    let [width, height] = [map.width(), map.height()];
    check_regions(name, [width, height], regions)?;
    let of_region = |region| Mask::from_polygon(width, height, region);
    let none = Mask::filled(width, height, false);
    let asked = regions.iter().map(of_region).fold(none, |all, one| all.or(&one));
    Ok(map.masked(&asked))
}

/// Names the input of what went wrong.
pub fn surface_error(name: &str, source: relief_surface::SurfaceError) -> CompareError {
    CompareError::Surface {
        name: name.to_owned(),
        source,
    }
}

/// What computed the result.
pub fn algorithm() -> Algorithm {
    Algorithm {
        name: "relief-surface".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// The file, its cells and its pitch along the rows.
pub fn info(input: Input<'_>, hash: blake3::Hash, map: &HeightMap) -> InputInfo {
    InputInfo {
        path: input.name.to_owned(),
        blake3: hash.to_hex().to_string(),
        width: map.width(),
        height: map.height(),
        mm_per_px: Some(map.pitch_x().mm_per_px()),
        scale_source: map.scale(),
    }
}

/// How many cells were measured, and the pitch along the columns where it is another; `prefix` tells two scans apart.
pub fn map_settings(prefix: &str, map: &HeightMap) -> BTreeMap<String, Setting> {
    let measured = Setting::Count(map.valid().count() as u64);
    let mut settings = BTreeMap::from([(format!("{prefix}measured_cells"), measured)]);
    if map.pitch_y() != map.pitch_x() {
        let pitch = Setting::Number(map.pitch_y().mm_per_px());
        settings.insert(format!("{prefix}pitch_y_mm"), pitch);
    }
    settings
}
