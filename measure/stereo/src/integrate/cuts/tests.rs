use super::*;
use crate::set::View;
use crate::surface;
use rayon::ThreadPoolBuilder;
use relief_grid::Mask;

const PITCH_MM: f64 = 0.05;
const WIDTH: usize = 120;
const HEIGHT: usize = 160;

/// Depth and both slopes at a point, in mm from the picture's middle.
type Surface = fn(f64, f64) -> [f64; 3];

fn at(x: usize, y: usize) -> (f64, f64) {
    let middle = |i: usize, count: usize| (i as f64 + 0.5 - count as f64 / 2.0) * PITCH_MM;
    (middle(x, WIDTH), middle(y, HEIGHT))
}

/// The steps that the surface's slopes predict, each slope off by so much at random.
fn steps(of: Surface, off: f64) -> Steps {
    let normals = Raster::from_fn(WIDTH, HEIGHT, |x, y| {
        let (u, v) = at(x, y);
        let [_, p, q] = of(u, v);
        let [p, q] = [p + off * random(x, y, 0), q + off * random(x, y, 1)];
        let length = (1.0 + p * p + q * q).sqrt();
        [p, q, -1.0].map(|n| (n / length) as f32)
    });
    let view = View::Orthographic { mm_per_px: PITCH_MM };
    let no_doubt = Raster::filled(WIDTH, HEIGHT, 0.0);
    surface::steps(&normals, &Mask::filled(WIDTH, HEIGHT, true), &no_doubt, &view)
}

/// About a normal deviate: a sum of twelve hashed numbers.
fn random(x: usize, y: usize, of: u64) -> f64 {
    let mut state = ((y * WIDTH + x) as u64 * 2 + of + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut sum = -6.0;
    for _ in 0..12 {
        state ^= state >> 30;
        state = state.wrapping_mul(0xBF58_476D_1CE4_E5B9) ^ (state >> 27);
        sum += (state >> 11) as f64 / (1u64 << 53) as f64;
    }
    sum
}

/// Errors in micrometres against the surface, with the level of most; of cells that `counted` names.
fn errors(heights: &Raster<f64>, of: Surface, counted: impl Fn(f64, f64) -> bool) -> Vec<f64> {
    let mut off = Vec::new();
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let (u, v) = at(x, y);
            if counted(u, v) {
                off.push(1e3 * (heights[(x, y)] - of(u, v)[0]));
            }
        }
    }
    let mut sorted = off.clone();
    sorted.sort_by(f64::total_cmp);
    off.iter()
        .map(|off| (off - sorted[sorted.len() / 2]).abs())
        .collect()
}

fn worst(errors: &[f64]) -> f64 {
    errors.iter().fold(0.0, |worst, off| worst.max(*off))
}

fn everywhere(_: f64, _: f64) -> bool {
    true
}

/// A fold along a line through the middle, turned by an angle: on one side the skin is nearer by `jump` of how far along the line, and comes down to the other side's level over two millimetres.
fn fold((x, y): (f64, f64), angle: f64, jump: fn(f64) -> [f64; 2]) -> [f64; 3] {
    let (sin, cos) = angle.sin_cos();
    let (along, across) = (cos * x + sin * y, cos * y - sin * x);
    let fade = if across > 0.0 { (-across / 2.0).exp() } else { 0.0 };
    let [jump, change] = jump(along);
    let (by_along, by_across) = (change * fade + 0.1, -jump * fade / 2.0);
    [
        jump * fade + 0.1 * along,
        cos * by_along - sin * by_across,
        sin * by_along + cos * by_across,
    ]
}

/// From a millimetre at the picture's border to nothing in the middle.
fn to_the_border(along: f64) -> [f64; 2] {
    if along < 0.0 {
        [-along / 3.0, -1.0 / 3.0]
    } else {
        [0.0; 2]
    }
}

/// A millimetre in the middle, nothing from 1.5 mm on.
fn within(along: f64) -> [f64; 2] {
    if along.abs() > 1.5 {
        return [0.0; 2];
    }
    let (sin, cos) = (std::f64::consts::PI * along / 1.5).sin_cos();
    [0.5 * (1.0 + cos), -0.5 * sin * std::f64::consts::PI / 1.5]
}

/// Beside the line of a fold turned by an angle, by more than the pixels that it runs through.
fn beside(angle: f64) -> impl Fn(f64, f64) -> bool {
    let (sin, cos) = angle.sin_cos();
    move |x, y| (cos * y - sin * x).abs() > 1.5 * PITCH_MM
}

fn found(of: Surface, off: f64) -> (Raster<f64>, Torn) {
    let steps = steps(of, off);
    let plain = integrate(&steps, None).unwrap();
    (plain, integrate_torn(&steps, None).unwrap())
}

const ASLANT: f64 = 0.5;
/// Folds, and the angles of their lines.
const FOLDS: [(Surface, f64); 3] = [
    (|x, y| fold((x, y), 0.0, to_the_border), 0.0),
    (|x, y| fold((x, y), 0.0, within), 0.0),
    (|x, y| fold((x, y), ASLANT, within), ASLANT),
];

#[test]
fn the_jump_of_a_fold_stays_at_its_line() {
    for (of, angle) in FOLDS {
        let (plain, torn) = found(of, 0.0);
        let [smeared, left] =
            [&plain, &torn.heights].map(|heights| worst(&errors(heights, of, beside(angle))));
        assert!(smeared > 400.0 && left < 10.0, "{smeared} {left}");
    }
    // Where the line runs between pixels and not through them, those next to it are right, too.
    let (of, _) = FOLDS[1];
    let (plain, torn) = found(of, 0.0);
    let [smeared, left] = [&plain, &torn.heights].map(|heights| worst(&errors(heights, of, everywhere)));
    assert!(smeared > 450.0 && left < 8.0, "{smeared} {left}");
}

const STRAY: usize = 2;

#[test]
fn slopes_that_are_off_by_two_degrees_tell_folds_as_well() {
    for (of, angle) in FOLDS {
        let (_, torn) = found(of, 0.04);
        let mut left = errors(&torn.heights, of, beside(angle));
        left.sort_by(f64::total_cmp);
        // A pixel or two may be given to the wrong side.
        let left = left[left.len() - 1 - STRAY];
        let noise = worst(&errors(
            &found(|_, _| [0.0; 3], 0.04).0,
            |_, _| [0.0; 3],
            everywhere,
        ));
        assert!(left < 2.0 * noise, "{left} {noise}");
    }
}

#[test]
fn pixels_beside_a_tear_are_in_doubt_and_others_are_not() {
    let (of, _) = FOLDS[1];
    let doubt = found(of, 0.0).1.doubt.unwrap();
    let on_line = |y: f64| y.abs() < PITCH_MM;
    let (middle, away) = (doubt[(WIDTH / 2, HEIGHT / 2)], doubt[(WIDTH / 2, HEIGHT / 2 + 5)]);
    assert!(middle > 0.9 && away == 0.0, "{middle} {away}");
    let cut: Vec<(f64, f64)> = (0..WIDTH * HEIGHT)
        .map(|i| (i % WIDTH, i / WIDTH))
        .filter(|(x, y)| doubt[(*x, *y)] > OTHERWISE_OFF)
        .map(|(x, y)| at(x, y))
        .collect();
    assert!(
        cut.iter().all(|(x, y)| on_line(*y) && x.abs() < 1.6) && cut.len() > 100,
        "{cut:?}"
    );
}

#[test]
fn surfaces_without_a_tear_are_those_of_plain_least_squares_to_the_last_bit() {
    /// A pit of 0.8 mm whose walls are steeper than 69 degrees.
    const PIT_MM: f64 = 0.18;
    let pit: Surface = |x, y| {
        let depth = 0.8 * (-0.5 * (x * x + y * y) / PIT_MM.powi(2)).exp();
        [depth, -depth * x / PIT_MM.powi(2), -depth * y / PIT_MM.powi(2)]
    };
    /// A flat floor of 2 mm within a wall of 70 degrees.
    const WALL_MM: f64 = 0.08;
    let flat_floor: Surface = |x, y| {
        let from_middle = x.hypot(y);
        let wall = ((from_middle - 1.0) / WALL_MM).tanh();
        let change = -0.22 * (1.0 - wall * wall) / WALL_MM;
        [-0.22 * wall, change * x / from_middle, change * y / from_middle]
    };
    let bowl: Surface = |x, y| [0.02 * (x * x + y * y), 0.04 * x, 0.04 * y];
    for of in [pit, flat_floor, bowl] {
        let (plain, torn) = found(of, 0.0);
        assert!(torn.doubt.is_none() && torn.heights == plain);
        assert!(worst(&errors(&plain, of, everywhere)) < 8.0);
    }
}

#[test]
fn noise_alone_moves_heights_by_far_less_than_it_makes_them_unsure() {
    let level: Surface = |_, _| [0.0; 3];
    for off in [0.02, 0.05, 0.15] {
        let (plain, torn) = found(level, off);
        let moved = plain.data().iter().zip(torn.heights.data());
        let moved = 1e3 * moved.fold(0.0, |most, (a, b)| f64::max(most, (a - b).abs()));
        let errors = errors(&plain, level, everywhere);
        let unsure = (errors.iter().map(|off| off * off).sum::<f64>() / errors.len() as f64).sqrt();
        assert!(moved < 0.1 * unsure, "{moved} {unsure}");
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let (of, _) = FOLDS[2];
    let on = |threads: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| found(of, 0.04).1)
    };
    let (one, three) = (on(1), on(3));
    assert!(one.heights == three.heights && one.doubt == three.doubt);
}

#[test]
fn a_fold_beside_skin_that_was_not_measured_is_found_and_what_was_not_is_never_read() {
    let (of, _) = FOLDS[0];
    let mut steps = steps(of, 0.0);
    let measured = |x: usize, y: usize| x > 10 && (y < 100 || x > 70);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            if !measured(x, y) || !measured(x + 1, y) {
                (steps.right[(x, y)], steps.right_weight[(x, y)]) = (f64::NAN, 0.0);
            }
            if !measured(x, y) || !measured(x, y + 1) {
                (steps.down[(x, y)], steps.down_weight[(x, y)]) = (f64::NAN, 0.0);
            }
        }
    }
    let torn = integrate_torn(&steps, None).unwrap();
    let index = |v: f64, count: usize| (v / PITCH_MM + count as f64 / 2.0) as usize;
    let left = worst(&errors(&torn.heights, of, |x, y| {
        measured(index(x, WIDTH), index(y, HEIGHT))
    }));
    assert!(left < 15.0, "{left}");
}

/// Slopes that run around in a circle over an area of a millimetre, as no surface has them.
fn swirl(x: f64, y: f64) -> [f64; 3] {
    let [depth, p, q] = fold((x, y), 0.0, within);
    let (u, v) = (x - 1.5, y - 2.5);
    if u.hypot(v) < 0.5 {
        return [depth, p - 4.0 * v, q + 4.0 * u];
    }
    [depth, p, q]
}

#[test]
fn slopes_that_contradict_each_other_over_an_area_are_not_cut_and_a_fold_beside_them_is() {
    let (plain, torn) = found(swirl, 0.0);
    let doubt = torn.doubt.unwrap();
    let away = |_: f64, y: f64| y < 1.0;
    let [smeared, left] = [&plain, &torn.heights].map(|heights| worst(&errors(heights, swirl, away)));
    assert!(smeared > 400.0 && left < 20.0, "{smeared} {left}");
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            assert!(doubt[(x, y)] == 0.0 || at(x, y).1 < 1.0, "{x} {y}");
        }
    }
}
