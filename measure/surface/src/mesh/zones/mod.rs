//! A whole face, cut into zones.

mod base;
mod cut;
mod depth;
mod face;
mod midline;
mod mirror;
mod nose;
mod zone;

pub use zone::Zone;

use super::on_grid;
use crate::SurfaceError;
use cut::Cut;
use face::Face;
use relief_grid::components::{Connectivity, components};
use relief_grid::{HeightMap, Mask, Pitch};

/// A mesh that shows a whole face, with the zones that it shows.
///
/// The nose is found by how far it stands out, the plane of symmetry about it, root and base of the nose on that plane; zones follow by the
/// proportions of faces from the nose's height and the chin. The proportions are means with margins, from the norms of Farkas (Anthropometry
/// of the Head and Face, 2nd ed. 1994; doi:10.1097/01.scs.0000171847.58031.9e) and table 9 of doi:10.1186/s40902-019-0191-7; that faces keep
/// to no canon is known (doi:10.1097/00006534-198503000-00005), so that eyes, brows, lips and nostrils lie between the zones with room to
/// spare. Hair is not told from skin: a fringe, a beard or a low hairline lies in the zone that it covers. It was tried on synthetic faces only.
///
/// ```
/// use relief_phantom::{FaceSpec, face};
/// use relief_surface::mesh::{FaceMesh, Zone};
/// let spec = FaceSpec { seed: 3, visit: 0, spacing_mm: 1.0, noise_um: 10.0, depth_factor: 1.0, most_turn_deg: 30.0 };
/// let mesh = face(&spec).unwrap();
/// let found = FaceMesh::find(&mesh.vertices_mm, &mesh.triangles)?;
/// assert!(found.zones().contains(&Zone::CheekLeft) && !found.zones().contains(&Zone::Neck));
/// let cheek = found.height_map(Zone::CheekLeft, None)?;
/// assert!(cheek.width() as f64 * cheek.pitch_x().mm_per_px() > 40.0);
/// # Ok::<(), relief_surface::SurfaceError>(())
/// ```
#[derive(Debug)]
pub struct FaceMesh<'a> {
    vertices_mm: &'a [[f64; 3]],
    triangles: &'a [[u32; 3]],
    face: Face,
}

impl<'a> FaceMesh<'a> {
    /// Finds the face that a mesh shows whole, whichever way it is turned. Triangles run counter-clockwise seen from outside. In the mesh of a whole head, which
    /// faces nowhere, the face is looked for from all around.
    ///
    /// # Errors
    /// [`SurfaceError::NoFace`] with what is missing for a face: a nose, a second side, lips or forehead.
    pub fn find(vertices_mm: &'a [[f64; 3]], triangles: &'a [[u32; 3]]) -> Result<Self, SurfaceError> {
        let face = Face::find(vertices_mm, triangles)?;
        Ok(Self {
            vertices_mm,
            triangles,
            face,
        })
    }

    /// The zones of which at least half is shown, from above.
    pub fn zones(&self) -> Vec<Zone> {
        Zone::ALL
            .into_iter()
            .filter(|zone| self.face.shows(*zone))
            .collect()
    }

    /// The heights of a zone along the normals of a smooth surface under it (a polynomial of order 4 by least squares), which is unrolled about its middle: x to the
    /// patient's left, y down. Lengths from the middle are true; those across are too long by `θ / sin θ` on a ball, where the surface turns by θ (1.7 % at 18°, 11 % at 45°).
    /// Cells without skin were not measured; of pieces that do not hang together the largest counts. `pitch` is the
    /// grid's; without one it is the median length of the triangles' edges.
    ///
    /// # Errors
    /// [`SurfaceError::NoZone`] for a zone of which the mesh shows less than half, and what [`height_map`](super::height_map) says of a mesh.
    pub fn height_map(&self, zone: Zone, pitch: Option<Pitch>) -> Result<HeightMap, SurfaceError> {
        if !self.face.shows(zone) {
            return Err(SurfaceError::NoZone { zone: zone.name() });
        }
        let cut = Cut::of(&self.face, zone, self.vertices_mm, self.triangles)?;
        on_grid(&cut.flat, &cut.triangles, pitch).map(largest_piece)
    }
}

/// The map with the largest piece that hangs together.
fn largest_piece(map: HeightMap) -> HeightMap {
    let pieces = components(map.valid(), Connectivity::Eight);
    let Some(largest) = pieces.list.iter().max_by_key(|piece| piece.area_px) else {
        return map;
    };
    let mask = Mask::from_fn(map.width(), map.height(), |x, y| {
        pieces.labels[(x, y)] == largest.label
    });
    map.masked(&mask)
}

#[cfg(test)]
mod tests;
