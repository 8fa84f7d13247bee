//! A fold of skin under eight lamps: what hides its back is found, and heights on both sides are right.

use crate::integrate::integrate;
use crate::reconstruct::reconstruct;
use crate::reflectance::entering;
use crate::set::{Frame, LampsFrom, Light, LightSet, View, dot};
use crate::surface;
use relief_grid::{Mask, Raster, ScaleSource};

const SIDE: usize = 200;
const PITCH_MM: f64 = 0.05;
const LAMPS: usize = 8;

/// Depth and its slopes: beyond a line along x the skin lies a millimetre deeper in the middle, nothing deeper from 2 mm on, and rises to the level again over two millimetres.
fn fold(x: f64, y: f64) -> [f64; 3] {
    let fade = if y > 0.0 { (-y / 2.0).exp() } else { 0.0 };
    let (sin, cos) = (std::f64::consts::PI * x.clamp(-2.0, 2.0) / 2.0).sin_cos();
    let jump = 0.5 * (1.0 + cos);
    [
        jump * fade,
        -0.5 * sin * std::f64::consts::PI / 2.0 * fade,
        -jump * fade / 2.0,
    ]
}

fn mm(i: usize) -> f64 {
    (i as f64 + 0.5 - SIDE as f64 / 2.0) * PITCH_MM
}

/// Whether the skin itself stands between a point on it and a lamp.
fn in_shadow([x, y]: [f64; 2], toward: [f64; 3]) -> bool {
    let depth = fold(x, y)[0];
    // No skin stands higher than the level, and no deeper than a millimetre.
    (1..80).map(|step| 0.02 * f64::from(step)).any(|way| {
        let along = [0, 1, 2].map(|axis| way * toward[axis]);
        fold(x + along[0], y + along[1])[0] < depth + along[2] - 1e-6
    })
}

fn rendered() -> LightSet {
    let view = View::Orthographic { mm_per_px: PITCH_MM };
    let frames = (0..LAMPS).map(|lamp| {
        let (sin, cos) = (std::f64::consts::TAU * (lamp as f64 + 0.3) / LAMPS as f64).sin_cos();
        let toward = [0.6 * cos, 0.6 * sin, -0.8];
        let linear = Raster::from_fn(SIDE, SIDE, |i, j| {
            let (x, y) = (mm(i), mm(j));
            let [_, p, q] = fold(x, y);
            let cosine = dot([p, q, -1.0], toward) / (1.0 + p * p + q * q).sqrt();
            // Spots, by which pictures are laid on each other.
            let albedo = 0.5 + 0.1 * (7.0 * x + 2.0 * y).sin() * (5.0 * y - x).cos();
            let lit = cosine > 0.0 && !in_shadow([x, y], toward);
            [if lit {
                (albedo * cosine * entering(cosine)) as f32
            } else {
                0.0
            }; 3]
        });
        Frame {
            name: format!("{lamp}"),
            linear,
            clipped: Mask::filled(SIDE, SIDE, false),
            light: Light::Distant(toward),
            intensity: Some(1.0),
        }
    });
    LightSet {
        frames: frames.collect(),
        ambient: None,
        skin: Mask::filled(SIDE, SIDE, true),
        view,
        scale: ScaleSource::Given,
        lamps_from: LampsFrom::Told,
    }
}

/// How far heights in micrometres are off, at most, from 0.2 mm beside the line on.
fn worst_um(height_mm: impl Fn(usize, usize) -> f64) -> f64 {
    let off: Vec<f64> = (0..SIDE * SIDE)
        .map(|i| (i % SIDE, i / SIDE))
        .filter(|(_, y)| mm(*y).abs() > 0.2)
        .map(|(x, y)| 1e3 * (height_mm(x, y) + fold(mm(x), mm(y))[0]))
        .collect();
    let mean = off.iter().sum::<f64>() / off.len() as f64;
    off.iter()
        .fold(0.0, |worst, off| f64::max(worst, (off - mean).abs()))
}

#[test]
fn heights_beside_a_fold_that_hides_its_back_are_right() {
    let set = rendered();
    let found = reconstruct(&set).unwrap();
    let failed: Vec<_> = found.checks.iter().filter(|check| !check.passed).collect();
    assert!(failed.is_empty(), "{failed:?}");
    let relief = found.relief.unwrap();
    let no_doubt = Raster::filled(SIDE, SIDE, 0.0);
    let steps = surface::steps(&relief.normals, relief.height.valid(), &no_doubt, &set.view);
    let plain = integrate(&steps, None).unwrap();
    let (smeared, left) = (
        worst_um(|x, y| -plain[(x, y)]),
        worst_um(|x, y| relief.height.height_mm(x, y).unwrap()),
    );
    assert!(smeared > 300.0 && left < 10.0, "{smeared} {left}");
    // Heights beside the fold are less sure than those away from it.
    let [beside, away] = [SIDE / 2, SIDE / 4].map(|y| relief.sigma_mm[(SIDE / 2, y)]);
    assert!(beside > 5.0 * away, "{beside} {away}");
}
