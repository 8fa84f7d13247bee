//! Where a face looks, and its measures.

use super::depth::Depth;
use super::midline::{Landmarks, Midline, Missing, ridge_mm};
use super::mirror::{self, mirror};
use super::nose::{self, Tip, tips};
use super::zone::Zone;
use crate::SurfaceError;
use crate::mesh::frame::Frame;
use nalgebra::Vector3;

/// From root to base of an adult's nose, in mm: 42 to 61 within three standard deviations of the norms, women and men of 25 peoples (Farkas, Katic & Forrest 2005,
/// doi:10.1097/01.scs.0000171847.58031.9e), and what the landmarks may be off.
const NOSES_MM: [f64; 2] = [34.0, 70.0];
/// The chin ends so many heights of the nose below it where the scan does not show it: 1.3 by the norms of North Americans of European descent, 1.5 in other
/// peoples (as doi:10.1186/s40902-019-0191-7, table 9).
const CHIN: f64 = 1.4;
/// Rounds in which the landmarks turn the frame in which they are found.
const ROUNDS: usize = 3;
/// A zone of which less is seen is not there.
const LEAST_SHOWN: f64 = 0.5;
/// Steps in which that is looked at, in heights of the nose.
const LOOK: f64 = 0.05;

/// A whole face in a mesh: where it looks and how large it is.
///
/// The nose is what stands out most from a ring of 30 mm around its tip. About the tip that plane is sought in which the face is its own mirror image; the nose's
/// ridge tells up from down. On the plane the root of the nose (sellion) and its base (subnasale) are the places farthest behind the lines from the tip to the
/// forehead and to the lips; *up* runs from base to root. Left is the patient's, which a mesh that was mirrored has wrong.
///
/// Places on a face are told by how far they lie from the midline, in heights of the nose, and by their *level*: 0 at the root, 1 at the base and
/// 2.4 at the end of the chin, in proportion between them, and above the root and below the chin in heights of the nose.
#[derive(Debug)]
pub(super) struct Face {
    pub(super) frame: Frame,
    pub(super) depth: Depth,
    /// The root of the nose, as seen: on the midline, and down.
    root: [f64; 2],
    /// From the root of the nose down to its base.
    pub(super) nose_mm: f64,
    /// From the base of the nose down to the end of the chin.
    pub(super) chin_mm: f64,
}

impl Face {
    /// Finds the face that a mesh shows whole; why there is none where none is found.
    pub(super) fn find(vertices: &[[f64; 3]], triangles: &[[u32; 3]]) -> Result<Self, SurfaceError> {
        let mut why = no_nose(None);
        for view in views(vertices, triangles) {
            let depth = seen(&view, vertices, triangles)?;
            let tips = tips(&depth);
            if let Some(tip) = tips.first().filter(|tip| tip.out_mm < nose::LEAST_OUT_MM) {
                why = no_nose(Some(tip));
            }
            for tip in tips.iter().filter(|tip| tip.out_mm >= nose::LEAST_OUT_MM) {
                match Self::about(&view, &depth, tip, vertices, triangles) {
                    Ok(face) => return Ok(face),
                    Err(error) => why = error,
                }
            }
        }
        Err(why)
    }

    fn about(
        view: &Frame,
        depth: &Depth,
        tip: &Tip,
        vertices: &[[f64; 3]],
        triangles: &[[u32; 3]],
    ) -> Result<Self, SurfaceError> {
        let plane = mirror(depth, tip.at).map_err(|shared| {
            let percent = 100.0 * shared;
            none(
                "the share of one side that the other shows, too, in %",
                percent,
                "at least 70",
            )
        })?;
        if plane.spread_mm > mirror::MOST_SPREAD_MM {
            return Err(none(
                "its difference from its mirror image in mm",
                plane.spread_mm,
                "3 mm at most",
            ));
        }
        // The plane cuts the view in a line, along which the nose points up or down.
        let across = plane.normal.xy().normalize();
        let [across, along] = [[across.x, across.y], [-across.y, across.x]];
        let at = [tip.at[0], tip.at[1]];
        let [one, other] = [1.0, -1.0].map(|sign| ridge_mm(depth, at, along.map(|x| sign * x), across));
        let up = if one > other { along } else { along.map(|x| -x) };
        let mut up = view.in_space([up[0], up[1], 0.0]);
        // The tip on the plane, and the plane's normal in space.
        let tip = Vector3::from(tip.at);
        let tip = tip - (plane.normal.dot(&tip) - plane.offset_mm) * plane.normal;
        let tip = view.in_space(tip.into());
        let normal = view.in_space(plane.normal.into());
        let look = |up| Look::of(upright(normal, up, view), tip, vertices, triangles);
        for _ in 0..ROUNDS {
            up = look(up)?.up();
        }
        look(up)?.face()
    }

    /// How far to the patient's left of the midline a seen place lies, in heights of the nose, and its level.
    pub(super) fn place(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let left = (x - self.root[0]) / self.nose_mm;
        let down = y - self.root[1];
        let below = down - self.nose_mm;
        let level = if below < 0.0 {
            down / self.nose_mm
        } else if below < self.chin_mm {
            1.0 + CHIN * below / self.chin_mm
        } else {
            1.0 + CHIN + (below - self.chin_mm) / self.nose_mm
        };
        [left, level]
    }

    /// Where a place of the face is seen: the inverse of [`place`](Self::place).
    fn seen_at(&self, [left, level]: [f64; 2]) -> [f64; 2] {
        let down = if level < 1.0 {
            level * self.nose_mm
        } else if level < 1.0 + CHIN {
            self.nose_mm + (level - 1.0) / CHIN * self.chin_mm
        } else {
            self.nose_mm + self.chin_mm + (level - 1.0 - CHIN) * self.nose_mm
        };
        [self.root[0] + left * self.nose_mm, self.root[1] + down]
    }

    /// Whether the scan shows a zone.
    pub(super) fn shows(&self, zone: Zone) -> bool {
        let (mut all, mut shown) = (0.0, 0.0);
        // Levels from −1.2 to 4, and one and a half heights of the nose to each side, hold every zone.
        for y in -24..80 {
            for x in -30..30 {
                let at = [x, y].map(|i| f64::from(i) * LOOK + 0.5 * LOOK);
                if zone.holds(at) {
                    all += 1.0;
                    shown += f64::from(u8::from(self.depth.at(self.seen_at(at)).is_some()));
                }
            }
        }
        shown >= LEAST_SHOWN * all
    }
}

/// From where a face may look at one: from where the mesh faces, or, where a whole head faces nowhere, from all around, 45° apart.
fn views(vertices: &[[f64; 3]], triangles: &[[u32; 3]]) -> Vec<Frame> {
    if let Ok(frame) = Frame::of(vertices, triangles) {
        return vec![frame];
    }
    let sign = |i: usize| (i % 3) as f64 - 1.0;
    let directions = (0..27).map(|i| Vector3::new(sign(i), sign(i / 3), sign(i / 9)));
    directions
        .filter_map(|direction| direction.try_normalize(0.0))
        .map(Frame::against)
        .collect()
}

/// A face as it is seen when its plane of symmetry stands upright.
struct Look {
    frame: Frame,
    depth: Depth,
    tip: [f64; 2],
    midline: Midline,
    landmarks: Landmarks,
}

impl Look {
    fn of(
        frame: Frame,
        tip: Vector3<f64>,
        vertices: &[[f64; 3]],
        triangles: &[[u32; 3]],
    ) -> Result<Self, SurfaceError> {
        let depth = seen(&frame, vertices, triangles)?;
        let [x, y, _] = frame.seen(tip.into());
        let midline = Midline::of(&depth, [x, y]);
        let landmarks = midline
            .landmarks()
            .map_err(|Missing(what, measured, limit)| none(what, measured, limit))?;
        Ok(Self {
            frame,
            depth,
            tip: [x, y],
            midline,
            landmarks,
        })
    }

    /// From base to root of the nose, in space.
    fn up(&self) -> Vector3<f64> {
        let [up, out] = [0, 1].map(|axis| self.landmarks.root[axis] - self.landmarks.base[axis]);
        self.frame.in_space([0.0, -up, out])
    }

    fn face(self) -> Result<Face, SurfaceError> {
        let nose_mm = self.landmarks.root[0] - self.landmarks.base[0];
        if !(NOSES_MM[0]..=NOSES_MM[1]).contains(&nose_mm) {
            return Err(none("the height of its nose in mm", nose_mm, "34 to 70"));
        }
        let chin_mm = self.midline.chin_mm(&self.landmarks);
        Ok(Face {
            root: [self.tip[0], self.tip[1] - self.landmarks.root[0]],
            nose_mm,
            chin_mm: chin_mm.unwrap_or(CHIN * nose_mm),
            frame: self.frame,
            depth: self.depth,
        })
    }
}

/// The frame in which the plane's normal runs to the right and `up` runs up. Of its two sides that is in front which the view has in front.
fn upright(normal: Vector3<f64>, up: Vector3<f64>, view: &Frame) -> Frame {
    let up = (up - normal * normal.dot(&up)).normalize();
    let front = normal.cross(&up);
    let front = if front.dot(&view.out()) > 0.0 {
        front
    } else {
        -front
    };
    Frame::upright(up, front)
}

fn seen(frame: &Frame, vertices: &[[f64; 3]], triangles: &[[u32; 3]]) -> Result<Depth, SurfaceError> {
    let seen: Vec<[f64; 3]> = vertices.iter().map(|vertex| frame.seen(*vertex)).collect();
    Depth::of(&seen, triangles).ok_or_else(|| none("its area in mm²", f64::INFINITY, "2 million at most"))
}

fn no_nose(tip: Option<&Tip>) -> SurfaceError {
    let out_mm = tip.map_or(0.0, |tip| tip.out_mm);
    none("how far a nose stands out in mm", out_mm, "at least 11")
}

/// The mesh shows no whole face.
fn none(what: &'static str, measured: f64, limit: &'static str) -> SurfaceError {
    SurfaceError::NoFace {
        what,
        measured,
        limit,
    }
}
