//! What holds for a scan of any bytes: within its limits, in one piece, and the same after it was written and read.

use relief_formats::{Error, Format, Limits, Mesh, Options, Output, Plausible, Scan, read, read_as, write};
use relief_grid::{HeightMap, Pitch};

/// Small, so that libFuzzer's memory limit shows any allocation beyond them.
const LIMITS: Limits = Limits {
    max_bytes: 1 << 20,
    max_cells: 1 << 20,
    max_elements: 1 << 18,
};
/// Pitches that survive being written in metres.
const WRITTEN_PITCH_MM: std::ops::Range<f64> = 1e-300..1e300;

fn options() -> Options {
    Options {
        pitch: Pitch::from_mm_per_px(0.05),
        limits: LIMITS,
        plausible: Plausible::ANYTHING,
        ..Options::default()
    }
}

/// Any bytes as a scan of one format, or of the one that they look like.
pub fn check(bytes: &[u8], format: Option<Format>) {
    let scan = match format {
        Some(format) => read_as(bytes, format, &options()),
        None => read(bytes, None, &options()),
    };
    match scan {
        Ok(Scan::HeightMap(map)) => check_map(&map),
        Ok(Scan::Mesh(mesh)) => check_mesh(&mesh),
        Err(error) => assert!(!error.to_string().contains('\n'), "{error}"),
    }
}

fn check_map(map: &HeightMap) {
    let cells = (map.width() * map.height()) as u64;
    assert!(cells > 0 && cells <= LIMITS.max_cells);
    let pitches = [map.pitch_x(), map.pitch_y()];
    if pitches
        .iter()
        .any(|pitch| !WRITTEN_PITCH_MM.contains(&pitch.mm_per_px()))
    {
        return;
    }
    // Refused for its shape, if at all.
    let Ok(file) = write(map, Output::SdfAscii) else {
        return;
    };
    let unlimited = Options {
        limits: Limits::default(),
        ..options()
    };
    let again: Result<Scan, Error> = read(&file, None, &unlimited);
    let Ok(Scan::HeightMap(again)) = again else {
        panic!("{again:?}")
    };
    assert!(again.valid() == map.valid());
    let both = map.heights_mm().data().iter().zip(again.heights_mm().data());
    let mut measured = both.zip(map.valid().raster().data()).filter(|(_, valid)| **valid);
    assert!(measured.all(|((height, again), _)| height == again));
}

fn check_mesh(mesh: &Mesh) {
    let vertices = mesh.vertices_mm.len();
    assert!(vertices as u64 <= LIMITS.max_elements && mesh.triangles.len() as u64 <= LIMITS.max_elements);
    assert!(!mesh.triangles.is_empty());
    assert!(mesh.vertices_mm.iter().flatten().all(|along| along.is_finite()));
    assert!(
        mesh.triangles
            .iter()
            .flatten()
            .all(|&corner| (corner as usize) < vertices)
    );
    assert!(
        mesh.colours
            .as_ref()
            .is_none_or(|colours| colours.len() == vertices)
    );
    assert!(
        mesh.corner_uv
            .as_ref()
            .is_none_or(|uv| uv.len() == mesh.triangles.len())
    );
}
