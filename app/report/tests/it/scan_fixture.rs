//! Scans made of sines and pits, measured by the measuring crates, so that a page shows what they really return.

use relief_compare::{CompareOptions, Comparison, Input, Measurement, compare, measure};
use relief_grid::Pitch;
use std::f64::consts::{PI, TAU};

const PITCH_MM: f64 = 0.1;
const CELLS: [usize; 2] = [320, 260];
/// Centre, radius and depth of each bowl before, and its depth after, in mm.
const PITS: [([f64; 2], f64, [f64; 2]); 5] = [
    ([7.0, 7.0], 2.0, [0.4, 0.2]),
    ([16.0, 6.5], 1.2, [0.5, 0.3]),
    ([25.0, 8.0], 2.6, [0.3, 0.3]),
    ([8.5, 18.0], 0.8, [0.6, 0.35]),
    ([20.5, 18.0], 2.2, [0.35, 0.5]),
];

/// A comparison of two scans: three scars are shallower after, one is as deep and one is deeper.
pub fn compared() -> Comparison {
    let (before, after) = (scan(0), scan(1));
    let inputs = [("before.npy", &before), ("after.npy", &after)];
    let [before, after] = inputs.map(|(name, bytes)| Input { name, bytes });
    compare(before, after, &options(), &mut |_| ()).unwrap()
}

/// A measurement of the scan before.
pub fn measured() -> Measurement {
    let bytes = scan(0);
    let input = Input {
        name: "<b>cheek.npy",
        bytes: &bytes,
    };
    measure(input, &options(), &mut |_| ()).unwrap()
}

fn options() -> CompareOptions {
    CompareOptions {
        pitch: Pitch::from_mm_per_px(PITCH_MM),
        pictures: true,
        ..CompareOptions::default()
    }
}

/// The scan at a visit, as NPY. The last visit did not see a corner.
fn scan(visit: usize) -> Vec<u8> {
    let cells = (0..CELLS[1]).flat_map(|y| (0..CELLS[0]).map(move |x| [x, y]));
    let heights = cells.map(|[x, y]| {
        if visit == 1 && x + y < 30 {
            return f64::NAN;
        }
        let at = [x, y].map(|cell| cell as f64 * PITCH_MM);
        let depths = PITS.iter().map(|(centre, radius, depths)| {
            let share = (at[0] - centre[0]).hypot(at[1] - centre[1]) / radius;
            if share < 1.0 {
                0.5 * depths[visit] * (1.0 + (PI * share).cos())
            } else {
                0.0
            }
        });
        skin(at) - depths.sum::<f64>()
    });
    npy(heights)
}

/// Micro-relief: waves of many directions and lengths, none a multiple of another.
fn skin([x, y]: [f64; 2]) -> f64 {
    (1..=12)
        .map(|wave| {
            let (wave, turn) = (f64::from(wave), 2.399_963 * f64::from(wave));
            let along = x * turn.cos() + y * turn.sin();
            0.006 * (TAU * along / (0.7 + 0.13 * wave) + wave * wave).sin()
        })
        .sum()
}

/// The format's version 1.0.
fn npy(heights: impl Iterator<Item = f64>) -> Vec<u8> {
    let header = format!(
        "{{'descr': '<f8', 'fortran_order': False, 'shape': ({}, {}), }}",
        CELLS[1], CELLS[0]
    );
    let header = format!("{header:<117}\n");
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.bytes());
    bytes.extend(heights.flat_map(f64::to_le_bytes));
    bytes
}
