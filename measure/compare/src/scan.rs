//! From bytes and options to a height map, and what the contract says of one.

use crate::contract::{Algorithm, InputInfo, Setting};
use crate::light_set::{self, is_light_set};
use crate::reading::{check_regions, zoneless};
use crate::{CompareError, CompareOptions, FaceZone, Input};
use relief_formats::{Format, Mesh, Options, Scan};
use relief_grid::{HeightMap, Mask, Pitch, Polygon};
use relief_surface::SurfaceError;
use relief_surface::mesh::{self, FaceMesh, Zone};
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

/// A scan's heights, and the face that a mesh shows.
pub struct ReadScan {
    pub map: HeightMap,
    pub face: Face,
}

/// What a scan shows of a face.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Face {
    /// No whole face, or heights without one.
    #[default]
    None,
    /// A whole face, of which one zone was asked.
    Zone(Zone),
    /// A whole face as one plane; these zones could be asked.
    Whole(Vec<Zone>),
}

impl Face {
    /// The zone that was asked, for the result; `prefix` tells two scans apart.
    pub fn settings(&self, prefix: &str) -> Option<(String, Setting)> {
        match self {
            Self::Zone(zone) => Some((format!("{prefix}zone"), Setting::Text(zone.name().to_owned()))),
            Self::None | Self::Whole(_) => None,
        }
    }

    /// What weakens the result.
    pub fn warning(&self) -> Option<String> {
        let whole = matches!(self, Self::Whole(_));
        whole.then(|| "a whole face was measured as one plane, on which its sides are foreshortened; choose one of its zones".to_owned())
    }

    /// What weakens lengths and areas of one scan, and cancels when two are compared: a zone is laid flat, which stretches its edges across the way to its middle
    /// by a tenth at 45°.
    pub fn stretch(&self) -> Option<String> {
        let zone = matches!(self, Self::Zone(_));
        zone.then(|| "towards the edges of a zone, where the face is laid flat, widths and areas come out up to a tenth too large".to_owned())
    }

    /// Zones that could be asked and were not.
    pub fn zones(self) -> Vec<Zone> {
        match self {
            Self::Whole(zones) => zones,
            Self::None | Self::Zone(_) => Vec::new(),
        }
    }
}

/// Reads a scan; a mesh, or a zone of the face that it shows, is projected onto a grid.
pub fn read(
    input: Input<'_>,
    pitch: Option<Pitch>,
    options: &CompareOptions,
) -> Result<ReadScan, CompareError> {
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
        Scan::HeightMap(map) => {
            zoneless(input, options)?;
            Ok(ReadScan {
                map,
                face: Face::None,
            })
        }
        Scan::Mesh(mesh) => {
            laid(&mesh, pitch, options.zone).map_err(|source| surface_error(input.name, source))
        }
    }
}

/// A mesh on a grid.
fn laid(mesh: &Mesh, pitch: Option<Pitch>, zone: FaceZone) -> Result<ReadScan, SurfaceError> {
    let (vertices, triangles) = (&mesh.vertices_mm, &mesh.triangles);
    let found = FaceMesh::find(vertices, triangles);
    let asked = match zone {
        FaceZone::Whole => None,
        FaceZone::Zone(zone) => Some((found.as_ref().map_err(Clone::clone)?, zone)),
        FaceZone::ZoneIfFace(zone) => found.as_ref().ok().map(|face| (face, zone)),
    };
    match asked {
        Some((face, zone)) => Ok(ReadScan {
            map: face.height_map(zone, pitch)?,
            face: Face::Zone(zone),
        }),
        None => Ok(ReadScan {
            map: mesh::height_map(vertices, triangles, pitch)?,
            face: found.map_or(Face::None, |face| Face::Whole(face.zones())),
        }),
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
pub fn surface_error(name: &str, source: SurfaceError) -> CompareError {
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

#[cfg(test)]
mod tests {
    use super::*;
    use relief_phantom::{FaceSpec, face};
    use std::fmt::Write as _;

    /// The part of a synthetic face whose corners lie left of a place, as OBJ.
    fn obj(most_x_mm: f64) -> Vec<u8> {
        let drawn = face(&FaceSpec {
            seed: 3,
            visit: 1,
            spacing_mm: 2.0,
            noise_um: 10.0,
            depth_factor: 1.0,
            most_turn_deg: 0.0,
        })
        .unwrap();
        let mut text = String::new();
        for [x, y, z] in &drawn.vertices_mm {
            writeln!(text, "v {x} {y} {z}").unwrap();
        }
        let shown = |corner: &u32| drawn.vertices_mm[*corner as usize][0] < most_x_mm;
        for triangle in drawn.triangles.iter().filter(|corners| corners.iter().all(shown)) {
            let [a, b, c] = triangle.map(|corner| corner + 1);
            writeln!(text, "f {a} {b} {c}").unwrap();
        }
        text.into_bytes()
    }

    fn read_as(bytes: &[u8], zone: FaceZone) -> Result<ReadScan, CompareError> {
        let options = CompareOptions {
            zone,
            ..CompareOptions::default()
        };
        let name = "scan.obj";
        read(Input { name, bytes }, None, &options)
    }

    fn measured(scan: &ReadScan) -> Vec<Option<f64>> {
        let map = &scan.map;
        let cells = (0..map.height()).flat_map(|y| (0..map.width()).map(move |x| (x, y)));
        cells.map(|(x, y)| map.height_mm(x, y)).collect()
    }

    #[test]
    fn of_a_whole_face_the_zone_is_cut_and_of_a_patch_nothing() {
        let cheek = Zone::CheekRight;
        let whole = obj(f64::INFINITY);
        let [asked, known] =
            [FaceZone::Zone(cheek), FaceZone::ZoneIfFace(cheek)].map(|zone| read_as(&whole, zone).unwrap());
        assert_eq!([&asked.face, &known.face], [&Face::Zone(cheek); 2]);
        assert!(measured(&known) == measured(&asked));
        // The right cheek as an instrument for patches of skin shows it.
        let patch = obj(-30.0);
        assert!(read_as(&patch, FaceZone::Zone(cheek)).is_err());
        let known = read_as(&patch, FaceZone::ZoneIfFace(cheek)).unwrap();
        assert_eq!(known.face, Face::None);
        assert!(measured(&known) == measured(&read_as(&patch, FaceZone::Whole).unwrap()));
    }
}
