//! Two scans of one synthetic person: where they lie on each other, what is refused, and what changed.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use relief_estimate::{Estimate, Verdict};
use relief_grid::{HeightMap, Pitch, Raster};
use relief_phantom::{Scan, ScanSpec, scan};
use relief_surface::change::{CheckCode, CompareSettings, SurfaceComparison, compare};

fn drawn(seed: u64, visit: u64, depth_factor: f64) -> Scan {
    drawn_at(0.1, seed, visit, depth_factor)
}

fn drawn_at(pitch_mm: f64, seed: u64, visit: u64, depth_factor: f64) -> Scan {
    let spec = ScanSpec {
        seed,
        visit,
        pitch_mm,
        noise_um: 10.0,
        depth_factor,
        most_turn_deg: if visit == 0 { 0.0 } else { 8.0 },
    };
    scan(&spec).unwrap()
}

fn compared(before: &HeightMap, after: &HeightMap) -> SurfaceComparison {
    compare(before, after, &CompareSettings::default()).unwrap()
}

fn refused_by(found: &SurfaceComparison) -> Vec<CheckCode> {
    assert_eq!(found.verdict, Verdict::NotComparable);
    assert!(found.changes.is_empty() && found.scars.is_empty());
    found
        .checks
        .iter()
        .filter(|check| !check.passed)
        .map(|check| check.code)
        .collect()
}

/// A part of a map.
fn cut(map: &HeightMap, columns: std::ops::Range<usize>) -> HeightMap {
    let heights = Raster::from_fn(columns.len(), map.height(), |x, y| {
        map.height_mm(columns.start + x, y).unwrap_or(f64::NAN)
    });
    HeightMap::from_nan(heights, map.pitch_x(), map.pitch_y(), map.scale())
}

fn mirrored(map: &HeightMap) -> HeightMap {
    let heights = Raster::from_fn(map.width(), map.height(), |x, y| {
        map.height_mm(map.width() - 1 - x, y).unwrap_or(f64::NAN)
    });
    HeightMap::from_nan(heights, map.pitch_x(), map.pitch_y(), map.scale())
}

/// How far the scars of a pair lie apart when the scans lie on each other, by the places where they were drawn.
fn scars_apart_mm(before: &Scan, after: &Scan, found: &SurfaceComparison) -> Vec<f64> {
    let motion = found.registration.unwrap().motion;
    let pairs = before.scars.iter().filter_map(|scar| {
        let there = after.scars.iter().find(|other| other.width_mm == scar.width_mm)?;
        let [x, y] = motion.to_after(scar.centre_mm);
        Some((x - there.centre_mm[0]).hypot(y - there.centre_mm[1]))
    });
    pairs.collect()
}

fn assert_unchanged_and_laid(before: &Scan, after: &Scan) {
    let found = compared(&before.map, &after.map);
    assert!(found.comparable(), "{:?}", found.checks);
    let apart = scars_apart_mm(before, after, &found);
    assert!(apart.len() > 5);
    assert!(apart.iter().all(|apart| *apart < 0.02), "{apart:?} mm");
    assert_eq!(found.verdict, Verdict::NoDetectableChange);
    let volume = &found.changes[0].change;
    assert!(volume.difference.ci95[0] < 0.0 && volume.difference.ci95[1] > 0.0);
}

#[test]
fn scans_are_laid_on_each_other_to_a_fiftieth_of_a_millimetre() {
    assert_unchanged_and_laid(&drawn(4, 0, 1.0), &drawn(4, 1, 1.0));
}

#[test]
fn a_scan_of_another_pitch_is_laid_as_exactly_and_shows_no_change() {
    let before = drawn(4, 0, 1.0);
    for pitch_mm in [0.08, 0.125] {
        assert_unchanged_and_laid(&before, &drawn_at(pitch_mm, 4, 1, 1.0));
    }
}

#[test]
fn shallower_scars_are_improved_by_as_much_as_they_are_and_deeper_ones_worse() {
    let (before, after) = (drawn(5, 0, 1.0), drawn(5, 1, 0.7));
    let found = compared(&before.map, &after.map);
    assert_eq!(found.verdict, Verdict::Improved);
    let volume = &found.changes[0].change;
    let share = volume.difference.value / volume.before.value;
    // All that falls is the depth; walls widen a little, so that the volume falls by 27 to 30 %.
    assert!((-0.32..-0.25).contains(&share), "{share}");
    assert!(
        found
            .scars
            .iter()
            .filter(|scar| scar.verdict == Verdict::Improved)
            .count()
            > found.scars.len() / 2
    );
    assert_eq!(compared(&after.map, &before.map).verdict, Verdict::Worse);
}

#[test]
fn a_scan_against_itself_changes_nothing() {
    let before = drawn(6, 0, 1.0).map;
    let found = compared(&before, &before);
    assert!(
        found
            .changes
            .iter()
            .all(|metric| metric.change.difference.value.abs() < 1e-9)
    );
    assert!(found.scars.iter().all(|scar| scar.found == [1, 1]));
    let motion = found.registration.unwrap().motion;
    assert!(motion.rotation_rad.abs() < 1e-6 && motion.shift_mm.iter().all(|shift| shift.abs() < 1e-4));
}

#[test]
fn other_skin_mirrored_skin_and_too_little_skin_are_refused_by_name() {
    let before = drawn(7, 0, 1.0).map;
    assert_eq!(
        refused_by(&compared(&before, &drawn(8, 1, 1.0).map)),
        [CheckCode::DifferentSkin]
    );
    let again = drawn(7, 1, 1.0).map;
    assert_eq!(
        refused_by(&compared(&before, &mirrored(&again))),
        [CheckCode::Mirrored]
    );
    // The pitch of another scan, and one that is a little wrong.
    for wrong in [0.8, 1.04, 1.025] {
        let pitch = Pitch::from_mm_per_px(wrong * again.pitch_x().mm_per_px()).unwrap();
        let stretched = HeightMap::new(
            again.heights_mm().clone(),
            again.valid().clone(),
            pitch,
            pitch,
            again.scale(),
        );
        let found = compared(&before, &stretched);
        assert_eq!(refused_by(&found), [CheckCode::Scale], "{wrong}");
        let percent = found
            .checks
            .iter()
            .find(|check| check.code == CheckCode::Scale)
            .unwrap()
            .measured;
        assert!(
            (percent - 100.0 * (wrong - 1.0f64).abs()).abs() < 0.2,
            "{wrong}: {percent} %"
        );
    }
    let part = cut(&before, before.width() * 3 / 10..before.width() * 7 / 10);
    assert_eq!(refused_by(&compared(&before, &part)), [CheckCode::Overlap]);
}

#[test]
fn a_scar_that_is_filled_vanishes_and_counts() {
    let before = drawn(9, 0, 1.0);
    let scar = before
        .scars
        .iter()
        .max_by(|a, b| a.volume_mm3.total_cmp(&b.volume_mm3))
        .unwrap();
    let gone = drawn(9, 0, 0.0).map;
    let heights = Raster::from_fn(gone.width(), gone.height(), |x, y| {
        let at = [
            x as f64 * 0.1 - scar.centre_mm[0],
            y as f64 * 0.1 - scar.centre_mm[1],
        ];
        let map = if at[0].hypot(at[1]) < scar.length_mm {
            &gone
        } else {
            &before.map
        };
        map.height_mm(x, y).unwrap_or(f64::NAN)
    });
    let after = HeightMap::from_nan(heights, gone.pitch_x(), gone.pitch_y(), gone.scale());
    let found = compared(&before.map, &after);
    let near = found.scars.iter().find(|found| {
        (found.centre_mm[0] - scar.centre_mm[0]).hypot(found.centre_mm[1] - scar.centre_mm[1]) < 0.5
    });
    let near = near.unwrap();
    assert_eq!((near.found, near.verdict), ([1, 0], Verdict::Improved));
    assert!(near.after.volume_mm3.value.abs() < 0.1 * near.before.volume_mm3.value);
}

#[test]
fn depths_that_may_be_off_together_widen_depths_and_volumes_and_no_area() {
    let [before, after] = [drawn(4, 0, 1.0), drawn(4, 1, 0.5)];
    let of = |off_together: [f64; 2]| {
        let settings = CompareSettings {
            off_together,
            ..CompareSettings::default()
        };
        compare(&before.map, &after.map, &settings).unwrap()
    };
    let (sure, unsure) = (of([0.0; 2]), of([0.1, 0.05]));
    let expected =
        |sure: &Estimate, share: f64| sure.half_width().hypot(1.959_964 * share * sure.value.abs());
    let agree = |found: &Estimate, expected: f64| (found.half_width() / expected - 1.0).abs() < 1e-6;
    for (sure, unsure) in sure.changes.iter().zip(&unsure.changes) {
        let shares = if sure.metric == "scar_area" {
            [0.0; 2]
        } else {
            [0.1, 0.05]
        };
        let (sure, unsure) = (&sure.change, &unsure.change);
        let [first, second] = [
            expected(&sure.before, shares[0]),
            expected(&sure.after, shares[1]),
        ];
        assert!(agree(&unsure.before, first) && agree(&unsure.after, second));
        assert!(agree(&unsure.difference, first.hypot(second)));
    }
    // What all scars have in common does not average out over them.
    let [total, mean] = [0, 1].map(|at| unsure.changes[at].change.before);
    assert!(total.half_width() > 0.19 * total.value && mean.half_width() > 0.19 * mean.value);
    for (sure, unsure) in sure.scars.iter().zip(&unsure.scars) {
        assert!(agree(
            &unsure.before.volume_mm3,
            expected(&sure.before.volume_mm3, 0.1)
        ));
        assert!(agree(
            &unsure.after.depth_mm,
            expected(&sure.after.depth_mm, 0.05)
        ));
    }
    // Half as deep is less than nine tenths, however unsure one scar of them is.
    assert_eq!(unsure.verdict, Verdict::Improved);
}
