//! A zone of a face as triangles of its own, laid flat.

use super::base::Base;
use super::face::Face;
use super::zone::Zone;
use crate::SurfaceError;
use crate::mesh::LEAST_TRIANGLES;
use crate::mesh::frame::Frame;
use nalgebra::Vector3;
use rayon::prelude::*;

/// What lies deeper behind the face as it is seen is another layer: the inside of a mouth, an ear's back.
const BEHIND_MM: f64 = 5.0;
/// Skin that turns farther away from the face's front than 80° is seen by no zone of it.
const LEAST_FACING: f64 = 0.17;
/// Triangles that turn farther from the smooth surface than 75° are walls between layers.
const LEAST_UPRIGHT: f64 = 0.26;

/// Triangles of a zone over the smooth surface under it: x to the patient's left and y down on the surface unrolled, z above it.
pub(super) struct Cut {
    frame: Frame,
    base: Base,
    pub(super) flat: Vec<[f64; 3]>,
    pub(super) triangles: Vec<[u32; 3]>,
}

impl Cut {
    pub(super) fn of(
        face: &Face,
        zone: Zone,
        vertices: &[[f64; 3]],
        triangles: &[[u32; 3]],
    ) -> Result<Self, SurfaceError> {
        let at = |index: u32| Vector3::from(vertices[index as usize]);
        let front = face.frame.out();
        let mut normal = Vector3::zeros();
        let (mut kept, mut middles) = (Vec::new(), Vec::new());
        for triangle in triangles {
            let [a, b, c] = triangle.map(at);
            let area = (b - a).cross(&(c - a));
            let middle = (a + b + c) / 3.0;
            let [x, y, z] = face.frame.seen(middle.into());
            let in_front = |outermost: f64| z >= outermost - BEHIND_MM;
            let seen = zone.holds(face.place([x, y]))
                && area.dot(&front) > LEAST_FACING * area.norm()
                && face.depth.at([x, y]).is_some_and(in_front);
            if seen {
                normal += area;
                kept.push(*triangle);
                middles.push((middle, area.norm()));
            }
        }
        enough(&kept)?;
        let out = normal.normalize();
        let up = -face.frame.in_space([0.0, 1.0, 0.0]);
        let frame = Frame::upright((up - out * out.dot(&up)).normalize(), out);
        let places: Vec<([f64; 3], f64)> = middles
            .iter()
            .map(|(middle, area)| (frame.seen((*middle).into()), *area))
            .collect();
        let base = Base::through(&places)?;
        let (triangles, used) = renumbered(&kept, vertices.len());
        let mut cut = Self {
            frame,
            base,
            flat: Vec::new(),
            triangles: Vec::new(),
        };
        cut.flat = used
            .par_iter()
            .map(|index| cut.laid(vertices[*index as usize]))
            .collect();
        let upright = triangles
            .into_iter()
            .filter(|triangle| is_upright(*triangle, &cut.flat));
        cut.triangles = upright.collect();
        enough(&cut.triangles)?;
        Ok(cut)
    }

    /// A place of the mesh, laid flat.
    pub(super) fn laid(&self, place: [f64; 3]) -> [f64; 3] {
        self.base.flat(self.frame.seen(place))
    }
}

fn enough(triangles: &[[u32; 3]]) -> Result<(), SurfaceError> {
    if triangles.len() >= LEAST_TRIANGLES {
        return Ok(());
    }
    Err(SurfaceError::TooFewCells {
        purpose: "a height map of a zone",
        measured: triangles.len(),
        needed: LEAST_TRIANGLES,
    })
}

/// Triangles of the corners that they use alone, with those corners' old numbers.
fn renumbered(triangles: &[[u32; 3]], vertices: usize) -> (Vec<[u32; 3]>, Vec<u32>) {
    const NONE: u32 = u32::MAX;
    let mut new = vec![NONE; vertices];
    let mut used = Vec::new();
    let renumbered = triangles.iter().map(|triangle| {
        triangle.map(|old| {
            let number = &mut new[old as usize];
            if *number == NONE {
                *number = used.len() as u32;
                used.push(old);
            }
            *number
        })
    });
    let triangles = renumbered.collect();
    (triangles, used)
}

/// Whether a triangle faces away from the smooth surface: y runs down, so that a triangle seen from outside runs clockwise in x and y.
fn is_upright(triangle: [u32; 3], flat: &[[f64; 3]]) -> bool {
    let [a, b, c] = triangle.map(|corner| Vector3::from(flat[corner as usize]));
    let area = (b - a).cross(&(c - a));
    -area.z > LEAST_UPRIGHT * area.norm()
}
