use super::*;
use proptest::prelude::*;
use relief_grid::{Mask, Pitch, Raster, ScaleSource};
use serde_json::Value;
use std::{collections::BTreeMap, f64::consts::TAU};

fn map_of(heights: Raster<f64>, pitch_mm: f64) -> HeightMap {
    let pitch = Pitch::from_mm_per_px(pitch_mm).unwrap();
    HeightMap::from_nan(heights, pitch, pitch, ScaleSource::Given)
}

fn near(got: f64, want: f64, relative: f64, what: &str) {
    assert!(
        (got - want).abs() <= relative * want.abs(),
        "{what}: {got} for {want}, off by {:.1e}",
        got / want - 1.0
    );
}

/// `oracle/surface/spatial_features.oracle.py` made the expected values. surfalize counts closed regions only, over
/// (width − 1)(height − 1) cells; the standard counts all, and a map of cells has width × height of them. Everything else is the
/// same arithmetic in another order, and agrees to the rounding of sums. Areas and volumes are those of surfalize's own regions, which the script
/// measures; they need no correction, because the mean over closed regions is the standard's.
#[test]
fn closed_hills_and_dales_are_those_of_surfalize() {
    const SUMS: f64 = 1e-12;
    let expected = include_str!("../../../../../oracle/surface/spatial_features.expected.json");
    let expected: BTreeMap<String, Value> = serde_json::from_str(expected).unwrap();
    for (name, stored) in expected {
        let number = |name: &str| stored[name].as_f64().unwrap();
        let (width, height) = (number("width") as usize, number("height") as usize);
        let heights = stored["heights"].as_array().unwrap().iter();
        let heights = heights.map(|height| height.as_f64().unwrap()).collect();
        let map = map_of(Raster::from_vec(width, height, heights).unwrap(), number("pitch"));
        let summary = summary(&map).unwrap();
        let limit = limit_mm(DEFAULT_PRUNING, &summary).unwrap();
        let codes = codes(&map);
        let area = ((width - 1) * (height - 1)) as f64 * number("pitch").powi(2);
        let found = features(&map, DEFAULT_PRUNING).unwrap();
        for (value, parameter) in [
            (found.sda_mm2, "Sda"),
            (found.sha_mm2, "Sha"),
            (found.sdv_mm3, "Sdv"),
            (found.shv_mm3, "Shv"),
        ] {
            near(
                value.unwrap(),
                number(parameter),
                SUMS,
                &format!("{parameter} of {name}"),
            );
        }
        let sides = [
            (Sense::Hills, &codes.hills, "Spd", "S5p"),
            (Sense::Dales, &codes.dales, "Svd", "S5v"),
        ];
        for (sense, codes, density, five) in sides {
            let mut regions = cut(&map, sense, codes, limit);
            regions.retain(|region| !region.open);
            near(
                regions.len() as f64 / area,
                number(density),
                SUMS,
                &format!("{density} of {name}"),
            );
            let level = |region: &Region| sense.level(map.heights_mm().data()[region.peak] - summary.mean_mm);
            let highest = mean_of_five_highest(regions.iter().map(level).collect()).unwrap();
            near(highest, number(five), SUMS, &format!("{five} of {name}"));
            if sense == Sense::Hills {
                let curvature = mean(
                    regions
                        .iter()
                        .filter_map(|hill| curvature_per_mm(&map, hill.peak)),
                );
                near(curvature.unwrap(), number("Spc"), SUMS, &format!("Spc of {name}"));
            }
        }
    }
}

/// Half of the squares in which sin·sin keeps its sign are hills, and each hill takes a quarter of each of the four dales around it: λ²/2.
/// Calculus gives a hill (λ/π)² a over saddles at nought; in cells the saddle is the pair of cells that touch at its corner, and what
/// stands over those is summed here over one square.
#[test]
fn an_egg_crate_has_the_hills_that_calculus_says() {
    let (wave_cells, pitch_mm, amplitude_mm) = (40, 0.025, 0.1);
    let wave = |i: usize| (TAU * (i as f64 + 0.5) / wave_cells as f64).sin();
    let heights = Raster::from_fn(400, 320, |x, y| amplitude_mm * wave(x) * wave(y));
    let got = features(&map_of(heights, pitch_mm), Pruning::HeightMm(0.01)).unwrap();
    let wave_mm = wave_cells as f64 * pitch_mm;
    let per_mm2 = 2.0 / wave_mm.powi(2);
    // Whole waves: the counts are exact, and so are the sums of sines up to their rounding.
    near(got.spd_per_mm2, per_mm2, 1e-12, "Spd");
    near(got.svd_per_mm2, per_mm2, 1e-12, "Svd");
    // The four cells of a peak lie half a cell off it each way: cos²(π/wave_cells) of it.
    let peak_mm = amplitude_mm * (TAU / 2.0 / wave_cells as f64).cos().powi(2);
    near(got.s5p_mm.unwrap(), peak_mm, 1e-9, "S5p");
    near(got.s5v_mm.unwrap(), peak_mm, 1e-9, "S5v");
    near(got.s10z_mm.unwrap(), 2.0 * peak_mm, 1e-9, "S10z");
    // Second differences of a sine: 2 (1 − cos) / pitch² of its height.
    let curvature = 2.0 * (1.0 - (TAU / wave_cells as f64).cos()) / pitch_mm.powi(2) * peak_mm;
    near(got.spc_per_mm.unwrap(), curvature, 1e-9, "Spc");
    let saddle = wave(0) * wave(0);
    let half = || 0..wave_cells / 2;
    let over = half().flat_map(|x| half().map(move |y| (wave(x) * wave(y) - saddle).max(0.0)));
    let volume_mm3 = amplitude_mm * pitch_mm.powi(2) * over.sum::<f64>();
    near(
        volume_mm3,
        amplitude_mm * (2.0 * wave_mm / TAU).powi(2),
        0.02,
        "the cells' saddle costs little",
    );
    // A hill's outline is walked in cells: its area is off by up to one row of 20 cells in 800.
    for (area, volume) in [(got.sda_mm2, got.sdv_mm3), (got.sha_mm2, got.shv_mm3)] {
        near(area.unwrap(), wave_mm.powi(2) / 2.0, 0.03, "area");
        near(volume.unwrap(), volume_mm3, 1e-9, "volume");
    }
}

#[test]
fn a_plateau_has_one_peak_and_nothing_closed() {
    let got = features(&map_of(Raster::filled(9, 7, 0.5), 0.1), DEFAULT_PRUNING).unwrap();
    near(got.spd_per_mm2, 1.0 / 0.63, 1e-12, "Spd");
    assert_eq!((got.sha_mm2, got.s5p_mm), (None, None));
}

#[test]
fn what_was_not_measured_parts_hills_and_opens_them() {
    let wave = |i: usize| (TAU * i as f64 / 20.0).cos();
    let bump = |x, y| wave(x) + wave(y);
    let whole = map_of(Raster::from_fn(81, 81, bump), 0.1);
    let holed = map_of(
        Raster::from_fn(
            81,
            81,
            |x, y| if (x, y) == (40, 44) { f64::NAN } else { bump(x, y) },
        ),
        0.1,
    );
    let closed = |map: &HeightMap| {
        let hills = cut(map, Sense::Hills, &codes(map).hills, 0.1);
        (hills.len(), hills.iter().filter(|hill| !hill.open).count())
    };
    assert_eq!(closed(&whole), (25, 9));
    assert_eq!(closed(&holed), (25, 8));
}

#[test]
fn settings_and_maps_that_make_no_sense_are_refused() {
    let map = map_of(Raster::filled(3, 3, 1.0), 0.1);
    assert!(features(&map, Pruning::HeightMm(-0.1)).is_err());
    assert!(features(&map, Pruning::ShareOfSz(f64::NAN)).is_err());
    assert!(features(&map_of(Raster::filled(3, 3, f64::NAN), 0.1), DEFAULT_PRUNING).is_err());
    assert!(features(&map_of(Raster::filled(0, 0, 0.0), 0.1), DEFAULT_PRUNING).is_err());
}

#[test]
fn the_same_bits_on_any_number_of_threads() {
    let heights = Raster::from_fn(211, 150, |x, y| ((x * 7919 + y * 104_729) % 1009) as f64);
    let map = map_of(heights, 0.1);
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(|| features(&map, DEFAULT_PRUNING).unwrap())
    };
    assert_eq!(on(1), on(2));
}

/// Wolf pruning as it is told: of all regions the one with the least height over its highest pass joins the region behind, until
/// none is lower than the limit. Gives the peaks that are left and the passes over which they look out.
fn wolf(map: &HeightMap, sense: Sense, limit: f64) -> BTreeMap<usize, Option<f64>> {
    let (w, h) = (map.width(), map.height());
    let level = |cell: usize| sense.level(map.heights_mm().data()[cell]);
    let around = |cell: usize| {
        let near = (0..w * h).filter(move |&n| {
            n != cell && (n % w).abs_diff(cell % w) <= 1 && (n / w).abs_diff(cell / w) <= 1
        });
        near.filter(|&n| map.valid().raster().data()[n])
    };
    let cells = || (0..w * h).filter(|&cell| map.valid().raster().data()[cell]);
    let mut peak: BTreeMap<usize, usize> = cells().map(|cell| (cell, cell)).collect();
    for (cell, top) in &mut peak {
        while let Some(next) = around(*top)
            .filter(|&n| level(n) > level(*top))
            .max_by(|&a, &b| level(a).total_cmp(&level(b)))
        {
            *top = next;
        }
        assert!(level(*top) >= level(*cell));
    }
    loop {
        let mut passes: BTreeMap<usize, Option<(f64, usize)>> =
            peak.values().map(|&top| (top, None)).collect();
        for cell in cells() {
            for near in around(cell).filter(|n| peak[n] != peak[&cell]) {
                let pass = level(cell).min(level(near));
                let highest = passes.get_mut(&peak[&cell]).unwrap();
                if highest.is_none_or(|(height, _)| pass > height) {
                    *highest = Some((pass, peak[&near]));
                }
            }
        }
        let heights = passes
            .iter()
            .filter_map(|(&top, pass)| pass.map(|(pass, behind)| (level(top) - pass, top, behind)));
        let lowest = heights.min_by(|a, b| a.0.total_cmp(&b.0));
        match lowest {
            Some((height, top, behind)) if height < limit => {
                peak.values_mut()
                    .filter(|of| **of == top)
                    .for_each(|of| *of = behind);
            }
            _ => {
                return passes
                    .into_iter()
                    .map(|(top, pass)| (top, pass.map(|(height, _)| height)))
                    .collect();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn persistence_leaves_what_wolf_pruning_leaves(
        (w, h) in (1usize..9, 1usize..9),
        dice in prop::collection::vec((-1f64..1.0, 0f64..1.0), 81),
        holes in 0f64..0.4,
        limit in 0f64..1.5,
    ) {
        let heights = Raster::from_fn(w, h, |x, y| dice[y * w + x].0);
        let valid = Mask::from_fn(w, h, |x, y| dice[y * w + x].1 >= holes);
        let pitch = Pitch::from_mm_per_px(0.1).unwrap();
        let map = HeightMap::new(heights, valid, pitch, pitch, ScaleSource::Given);
        let codes = codes(&map);
        for (sense, codes) in [(Sense::Hills, &codes.hills), (Sense::Dales, &codes.dales)] {
            let regions = regions(codes, w);
            let rank = |&peak: &u32| sense.rank(map.heights_mm().data()[peak as usize], peak);
            let peaks: Vec<_> = regions.peaks.iter().map(rank).collect();
            let pruned = prune(&peaks, &saddles(&map, sense, codes, &regions.labels), limit);
            let kept = pruned.keeper.iter().map(|&region| (regions.peaks[region as usize] as usize, pruned.spill[region as usize]));
            prop_assert_eq!(kept.collect::<BTreeMap<_, _>>(), wolf(&map, sense, limit));
            let list = measure(&map, sense, codes, &regions, &pruned);
            prop_assert_eq!(list.iter().map(|region| region.cells).sum::<usize>(), map.valid().count());
        }
    }
}
