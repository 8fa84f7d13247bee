//! Scans of synthetic faces: a mesh, as a face scanner would give it, with the truth about scars and about where the face looks.

mod form;

use crate::error::PhantomError;
use crate::random::{Dice, mix};
use crate::skin::lattice::Lattice;
use form::Form;
use nalgebra::{Rotation3, Unit, Vector3};
use std::f64::consts::PI;

/// How far the mesh reaches to each side, and down and up, in degrees about the head's centre.
const SIDE_DEG: f64 = 88.0;
const DOWN_DEG: f64 = 48.0;
const UP_DEG: f64 = 50.0;
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

/// A scar where it was drawn.
struct Drawn {
    part: FacePart,
    /// The x and y of the ellipsoid's point.
    at: [f64; 2],
    width_mm: f64,
    depth_mm: f64,
}

/// Scars on smooth skin of each part, far from each other.
fn scatter(form: &Form, dice: &mut Dice) -> Vec<Drawn> {
    /// A part, and the middles of its scars in heights of the nose: to the left and up.
    const PLACES: [(FacePart, &[[f64; 2]]); 4] = [
        (FacePart::LeftCheek, &[[0.7, -0.85], [0.95, -0.75], [0.82, -1.1]]),
        (
            FacePart::RightCheek,
            &[[-0.72, -0.8], [-0.98, -0.95], [-0.8, -1.15]],
        ),
        (FacePart::Forehead, &[[-0.4, 0.75], [0.35, 0.85]]),
        (FacePart::Chin, &[[0.1, -2.02]]),
    ];
    let places = PLACES
        .iter()
        .flat_map(|(part, places)| places.iter().map(move |place| (*part, place)));
    places
        .map(|(part, place)| Drawn {
            part,
            at: place.map(|share| (share + dice.within(0.03)) * form.nose_mm),
            width_mm: dice.between(3.0, 5.0),
            depth_mm: dice.between(0.3, 0.6),
        })
        .collect()
}

/// The skin over a form.
struct Skin<'a> {
    form: &'a Form,
    scars: &'a [Drawn],
    depth_factor: f64,
    /// Noise fields with the length and the height of their waves.
    relief: [(Lattice, f64, f64); 2],
}

impl Skin<'_> {
    /// A point of the skin, `off_mm` above it.
    fn surface(&self, left: f64, up: f64, off_mm: f64) -> Vector3<f64> {
        let (point, normal) = self.form.ellipsoid(left, up);
        // Relief stands on the face at one place for one person, whatever the mesh: it goes by the ellipsoid's point.
        let relief: f64 = self
            .relief
            .iter()
            .map(|(field, wave_mm, height_mm)| {
                let at = [point.x + 0.7 * point.z, point.y].map(|mm| (mm / wave_mm) as f32);
                height_mm * f64::from(field.at(at[0], at[1]))
            })
            .sum();
        let depth: f64 = self.scars.iter().map(|scar| self.depth(scar, point)).sum();
        point + normal * (self.form.out_mm(point) + relief - depth + off_mm)
    }

    fn depth(&self, scar: &Drawn, point: Vector3<f64>) -> f64 {
        let near = (point.x - scar.at[0]).abs().max((point.y - scar.at[1]).abs()) < scar.width_mm;
        if !near {
            return 0.0;
        }
        let [left, up] = self.form.direction(scar.at);
        let (centre, _) = self.form.ellipsoid(left, up);
        let share = (point - centre).norm() / (0.5 * scar.width_mm);
        if share >= 1.0 {
            return 0.0;
        }
        scar.depth_mm * self.depth_factor * 0.5 * (1.0 + (PI * share).cos())
    }
}

/// The cosine between the ellipsoid's normal, along which bumps push, and that of the form.
fn tilt_cosine(form: &Form, [left, up]: [f64; 2]) -> f64 {
    const STEP: f64 = 1e-3;
    let along = form.surface(left + STEP, up) - form.surface(left - STEP, up);
    let upwards = form.surface(left, up + STEP) - form.surface(left, up - STEP);
    let normal = along.cross(&upwards).normalize();
    form.ellipsoid(left, up).1.dot(&normal)
}

/// How the head is held.
struct Pose {
    turn: Rotation3<f64>,
    shift_mm: Vector3<f64>,
}

impl Pose {
    fn draw(dice: &mut Dice, most_turn_deg: f64) -> Self {
        let axis = Vector3::new(dice.within(1.0), dice.within(1.0), dice.within(1.0));
        let axis = Unit::try_new(axis, 1e-3).unwrap_or(Vector3::z_axis());
        let turn = Rotation3::from_axis_angle(&axis, dice.between(0.5, 1.0) * most_turn_deg.to_radians());
        let shift = |dice: &mut Dice| dice.within(most_turn_deg);
        Self {
            turn,
            shift_mm: Vector3::new(shift(dice), shift(dice), shift(dice)),
        }
    }

    fn seen(&self, point: Vector3<f64>) -> [f64; 3] {
        (self.turn * point + self.shift_mm).into()
    }
}

/// Directions in rows and columns.
struct Grid {
    first: [f64; 2],
    step: [f64; 2],
    columns: usize,
    rows: usize,
}

impl Grid {
    /// A visit's mesh has its corners elsewhere.
    fn draw(dice: &mut Dice, spacing_mm: f64, form: &Form) -> Self {
        let step = form.half_mm.xy().map(|half| spacing_mm / half);
        let first = |from_deg: f64, step: f64, dice: &mut Dice| from_deg.to_radians() + step * dice.unit();
        Self {
            first: [first(-SIDE_DEG, step.x, dice), first(-DOWN_DEG, step.y, dice)],
            step: step.into(),
            columns: (2.0 * SIDE_DEG.to_radians() / step.x) as usize,
            rows: ((DOWN_DEG + UP_DEG).to_radians() / step.y) as usize,
        }
    }

    fn direction(&self, column: usize, row: usize) -> [f64; 2] {
        [
            self.first[0] + column as f64 * self.step[0],
            self.first[1] + row as f64 * self.step[1],
        ]
    }

    fn triangles(&self) -> Vec<[u32; 3]> {
        let corner = |column: usize, row: usize| (row * self.columns + column) as u32;
        let cells = (0..self.rows - 1).flat_map(|row| (0..self.columns - 1).map(move |column| (column, row)));
        cells
            .flat_map(|(x, y)| {
                let [a, b] = [corner(x, y), corner(x + 1, y)];
                let [c, d] = [corner(x, y + 1), corner(x + 1, y + 1)];
                [[a, b, d], [a, d, c]]
            })
            .collect()
    }
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
