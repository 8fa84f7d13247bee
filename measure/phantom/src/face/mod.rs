//! Scans of synthetic faces: a mesh, as a face scanner would give it, with the truth about scars and about where the face looks.

mod form;
mod mesh;
mod skin;

use crate::error::PhantomError;
use crate::random::{Dice, mix};
use crate::skin::lattice::Lattice;
use form::Form;
use mesh::{Grid, Pose};
use nalgebra::Vector3;
use skin::{Skin, scatter, tilt_cosine};

/// The skin's micro-relief: its waves' lengths and heights in mm.
const RELIEF: [(f64, f64); 2] = [(0.9, 0.018), (2.2, 0.012)];

/// A scan of one person's face at one visit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FaceSpec {
    /// The person.
    pub seed: u64,
    /// The visit: how the head is held, where the mesh's corners lie, and the scanner's noise.
    pub visit: u64,
    /// Between neighbouring corners of the mesh, in the middle of the face.
    pub spacing_mm: f64,
    /// Standard deviation of each corner's place along the normal, in µm.
    pub noise_um: f64,
    /// The depth of every scar is multiplied by this.
    pub depth_factor: f64,
    /// The head is turned by up to so many degrees about any axis, and shifted.
    pub most_turn_deg: f64,
}

/// On which part of the face a scar lies; left is the person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacePart {
    /// Beside the nose, to the left.
    LeftCheek,
    /// Beside the nose, to the right.
    RightCheek,
    /// Above the brows.
    Forehead,
    /// Below the lips.
    Chin,
}

/// A scar on a face: a round hollow with the profile of a cosine.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FaceScar {
    /// On which part.
    pub part: FacePart,
    /// Its deepest point, in the mesh's coordinates.
    pub bottom_mm: [f64; 3],
    /// Across.
    pub width_mm: f64,
    /// Along the normal of the skin around it.
    pub depth_mm: f64,
}

/// A mesh of a face with its truth.
#[derive(Debug, Clone, PartialEq)]
pub struct FaceScan {
    /// Corners, in mm.
    pub vertices_mm: Vec<[f64; 3]>,
    /// Triangles, counter-clockwise seen from outside.
    pub triangles: Vec<[u32; 3]>,
    /// Every scar.
    pub scars: Vec<FaceScar>,
    /// From the root of the nose to its base.
    pub nose_mm: f64,
    /// The tip of the nose.
    pub tip_mm: [f64; 3],
    /// Unit vectors to the person's left, up, and to the front.
    pub axes: [[f64; 3]; 3],
}

/// Draws a mesh of a face.
///
/// ```
/// use relief_phantom::{FaceSpec, face};
/// let spec = FaceSpec { seed: 3, visit: 0, spacing_mm: 2.0, noise_um: 0.0, depth_factor: 1.0, most_turn_deg: 0.0 };
/// let drawn = face(&spec)?;
/// // The tip of the nose is the foremost point.
/// assert!(drawn.vertices_mm.iter().all(|vertex| vertex[2] < drawn.tip_mm[2] + 0.5));
/// # Ok::<(), relief_phantom::PhantomError>(())
/// ```
///
/// # Errors
/// [`PhantomError::FaceSpacing`] for a spacing outside of 0.1 to 5 mm.
pub fn face(spec: &FaceSpec) -> Result<FaceScan, PhantomError> {
    if !(0.1..=5.0).contains(&spec.spacing_mm) {
        return Err(PhantomError::FaceSpacing {
            mm: spec.spacing_mm.to_string(),
        });
    }
    let form = Form::new(&mut Dice::new(spec.seed, "face"));
    let scars = scatter(&form, &mut Dice::new(spec.seed, "face scars"));
    let mut dice = Dice::new(spec.seed, &format!("face {}", spec.visit));
    let pose = Pose::draw(&mut dice, spec.most_turn_deg);
    let skin = Skin {
        form: &form,
        scars: &scars,
        depth_factor: spec.depth_factor,
        relief: RELIEF.map(|(wave_mm, height_mm)| {
            let field = Lattice::new(spec.seed, (wave_mm * 10.0) as u64);
            (field, wave_mm, height_mm)
        }),
    };
    let grid = Grid::draw(&mut dice, spec.spacing_mm, &form);
    let noise_seed = mix(dice.bits());
    let vertices = (0..grid.rows).flat_map(|row| {
        let mut noise = Dice::part(noise_seed, row);
        let (skin, pose, grid) = (&skin, &pose, &grid);
        (0..grid.columns).map(move |column| {
            let [left, up] = grid.direction(column, row);
            let off_mm = 1e-3 * spec.noise_um * f64::from(noise.normal());
            pose.seen(skin.surface(left, up, off_mm))
        })
    });
    let seen = scars.iter().map(|scar| {
        let [left, up] = form.direction(scar.at);
        FaceScar {
            part: scar.part,
            bottom_mm: pose.seen(skin.surface(left, up, 0.0)),
            width_mm: scar.width_mm,
            depth_mm: scar.depth_mm * spec.depth_factor * tilt_cosine(&form, [left, up]),
        }
    });
    Ok(FaceScan {
        vertices_mm: vertices.collect(),
        triangles: grid.triangles(),
        scars: seen.collect(),
        nose_mm: form.nose_mm,
        tip_mm: pose.seen(form.tip()),
        axes: [Vector3::x(), Vector3::y(), Vector3::z()].map(|axis| (pose.turn * axis).into()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(seed: u64) -> FaceSpec {
        FaceSpec {
            seed,
            visit: 0,
            spacing_mm: 1.0,
            noise_um: 0.0,
            depth_factor: 1.0,
            most_turn_deg: 30.0,
        }
    }

    #[test]
    fn triangles_look_outwards_and_axes_are_right_handed() {
        let drawn = face(&spec(4)).unwrap();
        let at = |index: u32| Vector3::from(drawn.vertices_mm[index as usize]);
        let [left, up, front] = drawn.axes.map(Vector3::from);
        assert!((left.cross(&up) - front).norm() < 1e-12);
        let mean: Vector3<f64> = drawn
            .triangles
            .iter()
            .map(|[a, b, c]| (at(*b) - at(*a)).cross(&(at(*c) - at(*a))))
            .sum();
        assert!(mean.normalize().dot(&front) > 0.9);
    }

    #[test]
    fn a_scar_is_as_deep_as_told_and_lies_on_its_side() {
        let drawn = face(&spec(5)).unwrap();
        let whole = face(&FaceSpec {
            depth_factor: 0.0,
            ..spec(5)
        })
        .unwrap();
        let [left, ..] = drawn.axes.map(Vector3::from);
        for (scar, none) in drawn.scars.iter().zip(&whole.scars) {
            let moved = (Vector3::from(scar.bottom_mm) - Vector3::from(none.bottom_mm)).norm();
            assert!(
                (0.85..=1.0).contains(&(scar.depth_mm / moved)),
                "{scar:?} {moved}"
            );
            let side = left.dot(&(Vector3::from(scar.bottom_mm) - Vector3::from(drawn.tip_mm)));
            match scar.part {
                FacePart::LeftCheek => assert!(side > 20.0),
                FacePart::RightCheek => assert!(side < -20.0),
                FacePart::Forehead | FacePart::Chin => {}
            }
        }
    }
}
