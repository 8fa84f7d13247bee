use super::*;
use crate::integrate::integrate;
use crate::normals::{Shown, Weighing, fit};
use crate::reflectance::entering;
use crate::set::{View, dot};
use crate::surface;

const SIDE: usize = 256;
const PITCH_MM: f64 = 0.05;

/// From −½ to ½, alike for equal numbers (the finaliser of SplitMix64).
fn noise(number: u64) -> f32 {
    let mut v = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    v = (v ^ (v >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    v = (v ^ (v >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((v ^ (v >> 31)) >> 40) as f32 / (1u64 << 24) as f32 - 0.5
}

/// Level skin under so many lamps, with noise of 0.02 in blocks of so many pixels a side: what is told, and the heights that are found.
fn noisy(count: usize, block: usize) -> (Uncertainty, Normals, Raster<f64>) {
    let toward = |lamp: usize| {
        let (sin, cos) = (std::f64::consts::TAU * lamp as f64 / count as f64).sin_cos();
        [0.7 * cos, 0.7 * sin, -0.51f64.sqrt()]
    };
    let view = View::Orthographic { mm_per_px: PITCH_MM };
    let lamps = Lamps::new((0..count).map(toward).map(crate::Light::Distant), view);
    let level = dot(toward(0), [0.0, 0.0, -1.0]);
    let frames: Vec<Raster<f32>> = (0..count)
        .map(|lamp| {
            Raster::from_fn(SIDE, SIDE, |x, y| {
                let number = (lamp * SIDE + y / block) * SIDE + x / block;
                // Uniform noise of width one has a standard deviation of √1/12.
                (level * entering(level)) as f32 + 0.02 * 12f32.sqrt() * noise(number as u64)
            })
        })
        .collect();
    let everywhere = Mask::filled(SIDE, SIDE, true);
    let usable = vec![everywhere.clone(); count];
    let shown = Shown {
        frames: &frames,
        usable: &usable,
    };
    let flat = Raster::filled(SIDE, SIDE, 0.0);
    let normals = fit(shown, &lamps, &flat, &everywhere, Weighing::Alike);
    let steps = surface::steps(
        &normals.facing.normal,
        &normals.facing.valid,
        &normals.doubt,
        &view,
    );
    let found = integrate(&steps, None).unwrap();
    let told = Uncertainty::of(
        (&frames, &usable),
        &normals,
        &lamps,
        &flat,
        (&Scatter::NONE, 0.0),
        PITCH_MM,
    );
    (told, normals, found)
}

#[test]
fn noise_of_pixels_and_of_patches_makes_heights_that_are_off_by_what_is_told() {
    // Waves that are narrower than a patch are only its edges.
    for (block, narrowest) in [(1, 1), (8, 3)] {
        let (told, _, found) = noisy(6, block);
        let octaves = relief_mm(&found, &Mask::filled(SIDE, SIDE, true));
        // Octaves of waves of 0.3 to 2.6 mm: of wider ones the picture holds few.
        for (level, there) in octaves.iter().enumerate().take(5).skip(narrowest) {
            let ratio = told.unexplained_mm(level) / there;
            assert!(
                (0.5..2.0).contains(&ratio),
                "blocks of {block}, octave {level}: {ratio}"
            );
        }
    }
}

#[test]
fn three_lamps_which_leave_nothing_are_as_unsure_as_usual_skin() {
    let (told, normals, _) = noisy(3, 1);
    let sigma = told.sigma_mm(&normals, &Raster::filled(SIDE, SIDE, 0.0));
    assert!(
        sigma.data().iter().all(|sigma| *sigma > 1e-3),
        "{}",
        sigma[(100, 100)]
    );
}

#[test]
fn relief_is_off_by_a_share_of_itself_where_the_spread_is_not_known_well() {
    let spread = Scatter {
        green_mm: 0.2,
        blue_mm: 0.1,
    };
    let mix = [0.5, 0.5];
    let [narrow, wide] = [1.0, 20.0].map(|wavelength_mm| spread.unsure(mix, 2.0 * PI / wavelength_mm));
    // Burley's transfer: 0.45 for 1 mm and 0.39 for lengths a fifth longer.
    assert!(narrow > 0.08 && narrow < 0.18 && wide < 0.01, "{narrow} {wide}");
    assert_eq!(Scatter::NONE.unsure(mix, 6.0), 0.0);
}
