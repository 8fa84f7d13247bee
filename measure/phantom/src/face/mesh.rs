//! How a head is held, and where its mesh has corners.

use super::form::Form;
use crate::random::Dice;
use nalgebra::{Rotation3, Unit, Vector3};

/// How far the mesh reaches to each side, and down and up, in degrees about the head's centre.
const SIDE_DEG: f64 = 88.0;
const DOWN_DEG: f64 = 48.0;
const UP_DEG: f64 = 50.0;
/// How the head is held.
pub(super) struct Pose {
    pub(super) turn: Rotation3<f64>,
    shift_mm: Vector3<f64>,
}

impl Pose {
    pub(super) fn draw(dice: &mut Dice, most_turn_deg: f64) -> Self {
        let axis = Vector3::new(dice.within(1.0), dice.within(1.0), dice.within(1.0));
        let axis = Unit::try_new(axis, 1e-3).unwrap_or(Vector3::z_axis());
        let turn = Rotation3::from_axis_angle(&axis, dice.between(0.5, 1.0) * most_turn_deg.to_radians());
        let shift = |dice: &mut Dice| dice.within(most_turn_deg);
        Self {
            turn,
            shift_mm: Vector3::new(shift(dice), shift(dice), shift(dice)),
        }
    }

    pub(super) fn seen(&self, point: Vector3<f64>) -> [f64; 3] {
        (self.turn * point + self.shift_mm).into()
    }
}

/// Directions in rows and columns.
pub(super) struct Grid {
    first: [f64; 2],
    step: [f64; 2],
    pub(super) columns: usize,
    pub(super) rows: usize,
}

impl Grid {
    /// A visit's mesh has its corners elsewhere.
    pub(super) fn draw(dice: &mut Dice, spacing_mm: f64, form: &Form) -> Self {
        let step = form.half_mm.xy().map(|half| spacing_mm / half);
        let first = |from_deg: f64, step: f64, dice: &mut Dice| from_deg.to_radians() + step * dice.unit();
        Self {
            first: [first(-SIDE_DEG, step.x, dice), first(-DOWN_DEG, step.y, dice)],
            step: step.into(),
            columns: (2.0 * SIDE_DEG.to_radians() / step.x) as usize,
            rows: ((DOWN_DEG + UP_DEG).to_radians() / step.y) as usize,
        }
    }

    pub(super) fn direction(&self, column: usize, row: usize) -> [f64; 2] {
        [
            self.first[0] + column as f64 * self.step[0],
            self.first[1] + row as f64 * self.step[1],
        ]
    }

    pub(super) fn triangles(&self) -> Vec<[u32; 3]> {
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
