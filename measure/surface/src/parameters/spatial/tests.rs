use super::*;
use proptest::prelude::*;
use relief_grid::{Mask, Pitch, Raster, ScaleSource};
use serde_json::Value;
use std::{collections::BTreeMap, f64::consts::TAU};

fn map_of(heights: Raster<f64>, pitch_mm: [f64; 2]) -> HeightMap {
    let [x, y] = pitch_mm.map(|pitch| Pitch::from_mm_per_px(pitch).unwrap());
    HeightMap::from_nan(heights, x, y, ScaleSource::Given)
}

/// Waves at `angle_deg`, anticlockwise from a row, `wave_mm` long.
fn waves(side: usize, pitch_mm: [f64; 2], angle_deg: f64, wave_mm: f64) -> HeightMap {
    let (sin, cos) = angle_deg.to_radians().sin_cos();
    let heights = Raster::from_fn(side, side, |x, y| {
        let way_mm = x as f64 * pitch_mm[0] * cos - y as f64 * pitch_mm[1] * sin;
        (TAU * way_mm / wave_mm).sin()
    });
    map_of(heights, pitch_mm)
}

/// surfalize (`oracle/surface/spatial_features.oracle.py`) reads the same autocorrelation at steps of way and of direction. Conventions that wrap
/// around or fade out are 1 to 5 in a hundred away. Its direction comes without a window: it says 0 and 90° of rough surfaces without any, so it is
/// not compared here.
///
/// Over lengths of 5 cells and more the two agree to 6e-4 where the shortest way lies in a direction that surfalize looks into. On the
/// grooved surface it does not: surfalize gives the way at 90°, and by the same autocorrelation the one at 94° is 2.8e-3 shorter. A length under two cells
/// hangs on how one reads between cells: splines of order 3 and 5 are 1e-2 apart.
#[test]
fn lengths_and_ratios_are_those_of_surfalize() {
    let tolerances = BTreeMap::from([("isotropic", 6e-4), ("grooved", 4e-3), ("fine", 5e-3)]);
    let expected = include_str!("../../../../../oracle/surface/spatial_features.expected.json");
    let expected: BTreeMap<String, Value> = serde_json::from_str(expected).unwrap();
    for (name, stored) in expected {
        let number = |name: &str| stored[name].as_f64().unwrap();
        let heights = stored["heights"].as_array().unwrap().iter();
        let heights = heights.map(|height| height.as_f64().unwrap()).collect();
        let (width, height) = (number("width") as usize, number("height") as usize);
        let map = map_of(
            Raster::from_vec(width, height, heights).unwrap(),
            [number("pitch"); 2],
        );
        let got = spatial(&map, DEFAULT_DECAY).unwrap();
        let tolerance = tolerances[name.as_str()];
        for (parameter, got) in [("Sal", got.sal_mm), ("Str", got.str_ratio)] {
            let off = got.unwrap() / number(parameter) - 1.0;
            assert!(off.abs() < tolerance, "{parameter} of {name} is off by {off:.1e}");
        }
    }
}

/// Two crossing waves of one amplitude: the autocorrelation is the mean of their cosines. Along a diagonal both fall at once; along an axis one
/// stays at one, and the other falls to −0.6.
#[test]
fn crossing_waves_decay_as_their_cosines() {
    let (waves_each_way, wave_cells) = (40, 20.0);
    let wave = |i: usize| (TAU * i as f64 / wave_cells).sin();
    let side = waves_each_way * wave_cells as usize;
    let map = map_of(Raster::from_fn(side, side, |x, y| wave(x) + wave(y)), [0.1; 2]);
    let got = spatial(&map, DEFAULT_DECAY).unwrap();
    let diagonal_mm = 0.2f64.acos() / TAU * wave_cells * 0.1 * 2f64.sqrt();
    let axis_mm = (-0.6f64).acos() / TAU * wave_cells * 0.1;
    // The pairs at a lag see 40 waves less a part of one, whose mean is up to 1 / (40 τ) off: 4e-3 of the curve, and of a length no more.
    const PART_OF_A_WAVE: f64 = 4e-3;
    assert!((got.sal_mm.unwrap() / diagonal_mm - 1.0).abs() < PART_OF_A_WAVE);
    assert!((got.str_ratio.unwrap() * axis_mm / diagonal_mm - 1.0).abs() < 2.0 * PART_OF_A_WAVE);
}

#[test]
fn the_direction_of_waves_is_theirs() {
    for pitch_mm in [[0.1, 0.1], [0.1, 0.07]] {
        for angle_deg in [0.0, 20.0, 33.4, 70.0, 90.0, 131.7, 179.0] {
            let map = waves(300, pitch_mm, angle_deg, 1.3);
            let got = spatial(&map, DEFAULT_DECAY).unwrap().std_deg.unwrap();
            let off = (got - angle_deg + 90.0).rem_euclid(180.0) - 90.0;
            // Half a bin of one degree.
            assert!(off.abs() < 0.5, "{got}° for {angle_deg}°");
        }
    }
}

#[test]
fn grooves_from_end_to_end_have_a_length_and_no_ratio() {
    let got = spatial(&waves(200, [0.1; 2], 0.0, 2.0), DEFAULT_DECAY).unwrap();
    // The mean over pairs sees whole waves but for 4 cells of 200.
    assert!((got.sal_mm.unwrap() - 0.2f64.acos() / TAU * 2.0).abs() < 0.01);
    assert_eq!(got.str_ratio, None);
}

#[test]
fn flat_maps_say_nothing_and_small_ones_are_refused() {
    let flat = spatial(&map_of(Raster::filled(20, 20, 0.5), [0.1; 2]), DEFAULT_DECAY).unwrap();
    assert_eq!((flat.sal_mm, flat.str_ratio, flat.std_deg), (None, None, None));
    assert!(spatial(&map_of(Raster::filled(7, 20, 0.5), [0.1; 2]), DEFAULT_DECAY).is_err());
    assert!(spatial(&map_of(Raster::filled(20, 20, f64::NAN), [0.1; 2]), DEFAULT_DECAY).is_err());
    let map = waves(20, [0.1; 2], 0.0, 0.5);
    assert!(spatial(&map, 1.0).is_err() && spatial(&map, f64::NAN).is_err());
}

#[test]
fn the_same_bits_on_any_number_of_threads() {
    let map = map_of(
        Raster::from_fn(211, 150, |x, y| ((x * 7919 + y * 104_729) % 1009) as f64),
        [0.1; 2],
    );
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(|| spatial(&map, DEFAULT_DECAY).unwrap())
    };
    assert_eq!(on(1), on(2));
}

/// The mean over all pairs, taken pair by pair.
fn slow(map: &HeightMap, lag: [isize; 2]) -> Option<f64> {
    let centred = Centred::new(map).unwrap();
    let at = |x: isize, y: isize| {
        let inside = x >= 0 && y >= 0 && x < map.width() as isize && y < map.height() as isize;
        inside.then(|| map.height_mm(x as usize, y as usize)).flatten()
    };
    let (mut pairs, mut sum) = (0, 0.0);
    for y in 0..map.height() as isize {
        for x in 0..map.width() as isize {
            if let Some((a, b)) = at(x, y).zip(at(x + lag[0], y + lag[1])) {
                pairs += 1;
                sum += (a - centred.mean_mm) * (b - centred.mean_mm);
            }
        }
    }
    let enough = f64::from(pairs) > 0.051 * centred.measured as f64;
    enough.then(|| sum / f64::from(pairs) / centred.rms_mm.powi(2))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn the_transform_sums_the_pairs(
        (w, h) in (8usize..24, 8usize..24),
        dice in prop::collection::vec((-1f64..1.0, 0f64..1.0), 576),
        holes in 0f64..0.5,
    ) {
        let heights = Raster::from_fn(w, h, |x, y| dice[y * w + x].0);
        let valid = Mask::from_fn(w, h, |x, y| (x, y) == (0, 0) || dice[y * w + x].1 >= holes);
        let pitch = Pitch::from_mm_per_px(0.1).unwrap();
        let map = HeightMap::new(heights, valid, pitch, pitch, ScaleSource::Given);
        let reach = [w / 2, h / 2];
        let Autocorrelation { values: got, nought } = Autocorrelation::of(&Centred::new(&map).unwrap(), reach);
        prop_assert_eq!((got.width(), got.height()), (2 * reach[0] + 1, nought[1] + reach[1] + 1));
        for y in 0..got.height() {
            for x in 0..got.width() {
                let lag = [x as isize - nought[0] as isize, y as isize - nought[1] as isize];
                if let Some(want) = slow(&map, lag) {
                    // Single precision: 6e-8 of the mean square, times the most pairs over the fewest (20), times a few roundings.
                    prop_assert!((f64::from(got[(x, y)]) - want).abs() < 5e-6, "{lag:?}: {} for {want}", got[(x, y)]);
                }
            }
        }
    }
}
