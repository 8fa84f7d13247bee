//! From a mesh to a height map.

mod frame;
mod raster;
mod zones;

pub use zones::{FaceMesh, Zone};

use crate::SurfaceError;
use frame::Frame;
use relief_grid::{HeightMap, Pitch, ScaleSource};

/// A finer grid than this is refused: 40 million cells are a third of a GiB.
const MOST_CELLS: f64 = 4e7;
/// A mesh of fewer triangles has no skin.
const LEAST_TRIANGLES: usize = 16;

/// Heights of a mesh over the plane that its triangles face, seen from outside.
///
/// The plane's normal is the mean of the triangles' normals, weighted by their areas, so that triangles must run around the outside
/// counter-clockwise, as all mesh formats have it. x runs along the mesh's own x axis as far as it lies in the plane, y down. Where
/// triangles lie above each other the outermost counts. Cells that no triangle covers were not measured. `pitch` is the
/// grid's; without one it is the median length of the triangles' edges, the mesh's own resolution.
///
/// ```
/// use relief_surface::mesh::height_map;
/// // A square of 2 × 2 mm in 0.5 mm steps, tilted.
/// let vertices: Vec<[f64; 3]> = (0..25).map(|i| { let (x, y) = ((i % 5) as f64 * 0.5, (i / 5) as f64 * 0.5); [x, y, 0.1 * x] }).collect();
/// let triangles: Vec<[u32; 3]> = (0..16).flat_map(|i| { let a = (i / 4 * 5 + i % 4) as u32; [[a, a + 1, a + 5], [a + 1, a + 6, a + 5]] }).collect();
/// let map = height_map(&vertices, &triangles, None)?;
/// let heights: Vec<f64> = (0..map.height()).flat_map(|y| (0..map.width()).map(move |x| (x, y))).filter_map(|(x, y)| map.height_mm(x, y)).collect();
/// assert!(heights.len() >= 16 && heights.iter().all(|height| (height - heights[0]).abs() < 1e-12));
/// # Ok::<(), relief_surface::SurfaceError>(())
/// ```
///
/// # Errors
/// [`SurfaceError::TooFewCells`] for a mesh of fewer than 16 triangles, [`SurfaceError::Setting`] when it is closed and faces nowhere, or when the pitch
/// makes more than 40 million cells.
pub fn height_map(
    vertices_mm: &[[f64; 3]],
    triangles: &[[u32; 3]],
    pitch: Option<Pitch>,
) -> Result<HeightMap, SurfaceError> {
    if triangles.len() < LEAST_TRIANGLES {
        return Err(SurfaceError::TooFewCells {
            purpose: "a height map of a mesh",
            measured: triangles.len(),
            needed: LEAST_TRIANGLES,
        });
    }
    let frame = Frame::of(vertices_mm, triangles)?;
    let seen: Vec<[f64; 3]> = vertices_mm.iter().map(|vertex| frame.seen(*vertex)).collect();
    on_grid(&seen, triangles, pitch)
}

/// The outermost heights of triangles that were turned to be seen.
fn on_grid(
    seen: &[[f64; 3]],
    triangles: &[[u32; 3]],
    pitch: Option<Pitch>,
) -> Result<HeightMap, SurfaceError> {
    let (pitch, scale) = match pitch {
        Some(pitch) => (pitch, ScaleSource::Given),
        None => (own_pitch(seen, triangles)?, ScaleSource::File),
    };
    let grid = raster::Grid::around(seen, triangles, pitch.mm_per_px());
    if grid.cells() > MOST_CELLS {
        return Err(SurfaceError::Setting {
            name: "the pitch in mm of the mesh's grid",
            value: pitch.mm_per_px(),
            limit: "make it coarser (--pitch-mm): it makes more than 40 million cells",
        });
    }
    let heights = grid.heights(seen, triangles);
    Ok(HeightMap::from_nan(heights, pitch, pitch, scale))
}

/// The median length of the edges, in the plane.
fn own_pitch(seen: &[[f64; 3]], triangles: &[[u32; 3]]) -> Result<Pitch, SurfaceError> {
    let mut lengths: Vec<f64> = triangles
        .iter()
        .flat_map(|[a, b, c]| [(a, b), (b, c), (c, a)])
        .map(|(a, b)| {
            let (a, b) = (seen[*a as usize], seen[*b as usize]);
            (a[0] - b[0]).hypot(a[1] - b[1])
        })
        .collect();
    let middle = lengths.len() / 2;
    let (_, median, _) = lengths.select_nth_unstable_by(middle, f64::total_cmp);
    Pitch::from_mm_per_px(*median).ok_or(SurfaceError::Setting {
        name: "the median length of the mesh's edges in mm",
        value: *median,
        limit: "a number above zero",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bowl of 0.5 mm in a square patch of 8 mm, looking along `-x`.
    fn patch() -> (Vec<[f64; 3]>, Vec<[u32; 3]>) {
        let side = 81;
        let vertices = (0..side * side).map(|i| {
            let (u, v) = ((i % side) as f64 * 0.1 - 4.0, (i / side) as f64 * 0.1 - 4.0);
            let r = u.hypot(v);
            let z = if r < 1.0 {
                -0.25 * (1.0 + (std::f64::consts::PI * r).cos())
            } else {
                0.0
            };
            // u along y, v along z, height along x.
            [z, u, v]
        });
        let triangles = (0..(side - 1) * (side - 1)).flat_map(|i| {
            let a = (i / (side - 1) * side + i % (side - 1)) as u32;
            let s = side as u32;
            [[a, a + 1, a + s], [a + 1, a + s + 1, a + s]]
        });
        (vertices.collect(), triangles.collect())
    }

    #[test]
    fn a_bowl_is_as_deep_in_the_map_as_in_the_mesh_and_nothing_is_mirrored() {
        let (vertices, triangles) = patch();
        let map = height_map(&vertices, &triangles, Pitch::from_mm_per_px(0.1)).unwrap();
        let heights: Vec<f64> = (0..map.height())
            .flat_map(|y| (0..map.width()).map(move |x| (x, y)))
            .filter_map(|(x, y)| map.height_mm(x, y))
            .collect();
        let (low, high) = heights
            .iter()
            .fold((f64::MAX, f64::MIN), |(low, high), h| (low.min(*h), high.max(*h)));
        assert!((high - low - 0.5).abs() < 0.01, "{}", high - low);
        // Turned inside out, the bowl is a dome.
        let inside_out: Vec<[u32; 3]> = triangles.iter().map(|[a, b, c]| [*a, *c, *b]).collect();
        let dome = height_map(&vertices, &inside_out, Pitch::from_mm_per_px(0.1)).unwrap();
        let middle = |map: &HeightMap| map.height_mm(map.width() / 2, map.height() / 2).unwrap();
        let corner = |map: &HeightMap| map.height_mm(2, 2).unwrap();
        assert!(middle(&map) < corner(&map) && middle(&dome) > corner(&dome));
    }

    #[test]
    fn what_faces_nowhere_and_what_is_too_fine_is_told() {
        let (vertices, mut triangles) = patch();
        let fine = height_map(&vertices, &triangles, Pitch::from_mm_per_px(1e-4));
        assert!(matches!(fine, Err(SurfaceError::Setting { .. })));
        let back: Vec<[u32; 3]> = triangles.iter().map(|[a, b, c]| [*a, *c, *b]).collect();
        triangles.extend(back);
        assert!(matches!(
            height_map(&vertices, &triangles, None),
            Err(SurfaceError::Setting { .. })
        ));
        assert!(matches!(
            height_map(&vertices, &triangles[..3], None),
            Err(SurfaceError::TooFewCells { .. })
        ));
    }
}
