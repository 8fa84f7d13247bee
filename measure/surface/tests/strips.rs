//! Narrow parts of a scan against the whole of another: laid where they lie, or refused, and never a change in a wrong place.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use relief_grid::{HeightMap, Mask};
use relief_phantom::{Scan, ScanSpec, scan};
use relief_surface::change::{CompareSettings, SurfaceComparison, compare};

const PITCH_MM: f64 = 0.1;

fn drawn(seed: u64, visit: u64, depth_factor: f64) -> Scan {
    let spec = ScanSpec {
        seed,
        visit,
        pitch_mm: PITCH_MM,
        noise_um: 10.0,
        depth_factor,
        most_turn_deg: if visit == 0 { 0.0 } else { 8.0 },
    };
    scan(&spec).unwrap()
}

/// Where a place of the scan before lies in the scan after, by the places where the scars were drawn (least squares; places of the plane are
/// complex numbers).
fn truth(before: &Scan, after: &Scan) -> impl Fn([f64; 2]) -> [f64; 2] {
    type Place = nalgebra::Complex<f64>;
    let pairs: Vec<(Place, Place)> = before
        .scars
        .iter()
        .filter_map(|scar| {
            let there = after.scars.iter().find(|other| other.width_mm == scar.width_mm)?;
            let place = |[x, y]: [f64; 2]| Place::new(x, y);
            Some((place(scar.centre_mm), place(there.centre_mm)))
        })
        .collect();
    let count = pairs.len() as f64;
    assert!(count >= 3.0);
    let p = pairs.iter().map(|pair| pair.0).sum::<Place>() / count;
    let q = pairs.iter().map(|pair| pair.1).sum::<Place>() / count;
    let turn: Place = pairs.iter().map(|pair| (pair.0 - p).conj() * (pair.1 - q)).sum();
    let turn = turn / turn.norm();
    move |[x, y]| {
        let there = q + turn * (Place::new(x, y) - p);
        [there.re, there.im]
    }
}

fn compared(before: &HeightMap, after: &HeightMap) -> SurfaceComparison {
    compare(before, after, &CompareSettings::default()).unwrap()
}

/// A scan of which only a box of cells counts.
fn only(map: &HeightMap, [x0, y0, x1, y1]: [usize; 4]) -> HeightMap {
    let mask = Mask::from_fn(map.width(), map.height(), |x, y| {
        (x0..x1).contains(&x) && (y0..y1).contains(&y)
    });
    map.clone().masked(&mask)
}

/// Strips of a scan, across and down, of these widths in mm, by a sequence that fills evenly.
fn strips(map: &HeightMap, seed: u64) -> Vec<[usize; 4]> {
    let golden = |i: u64| (i as f64 * 0.618_034).fract();
    let strip = |i: u64| {
        let width = ((10.0 + 15.0 * golden(seed + 7 * i)) / PITCH_MM) as usize;
        let (w, h) = (map.width(), map.height());
        let first = |side: usize| ((side - width) as f64 * golden(seed * 5 + 3 * i + 1)) as usize;
        if i.is_multiple_of(2) {
            [first(w), 0, first(w) + width, h]
        } else {
            [0, first(h), w, first(h) + width]
        }
    };
    // The ends are where most is beyond the other scan.
    let (w, h) = (map.width(), map.height());
    let end = (15.0 / PITCH_MM) as usize;
    (0..4)
        .map(strip)
        .chain([[0, 0, end, h], [w - end, 0, w, h]])
        .collect()
}

/// How far off the farthest corner of a strip was laid, in mm.
fn off_mm(found: &SurfaceComparison, strip: [usize; 4], truth: impl Fn([f64; 2]) -> [f64; 2]) -> f64 {
    let motion = found.registration.unwrap().motion;
    let [x0, y0, x1, y1] = strip.map(|cells| cells as f64 * PITCH_MM);
    [[x0, y0], [x1, y0], [x0, y1], [x1, y1]]
        .into_iter()
        .map(|corner| {
            let (there, true_place) = (motion.to_after(corner), truth(corner));
            (there[0] - true_place[0]).hypot(there[1] - true_place[1])
        })
        .fold(0.0, f64::max)
}

#[test]
fn strips_are_laid_where_they_lie_or_refused() {
    let mut laid = 0;
    for (seed, depth_factor) in [(21, 0.6), (22, 1.0), (24, 1.0)] {
        let (before, after) = (drawn(seed, 0, 1.0), drawn(seed, 1, depth_factor));
        for strip in strips(&before.map, seed) {
            let found = compared(&only(&before.map, strip), &after.map);
            if found.comparable() {
                laid += 1;
                let off = off_mm(&found, strip, truth(&before, &after));
                assert!(off < 0.3, "seed {seed}, {strip:?}: {off} mm");
            }
        }
    }
    // Nearly all are: to refuse everything would be no art.
    assert!(laid >= 16, "{laid} of 18");
}

#[test]
fn strips_of_other_skin_are_refused() {
    for seed in [30, 31] {
        let (before, after) = (drawn(seed, 0, 1.0), drawn(seed + 50, 1, 1.0));
        for strip in strips(&before.map, seed) {
            let found = compared(&only(&before.map, strip), &after.map);
            assert!(
                !found.comparable(),
                "seed {seed}, {strip:?}: {:?}",
                found.registration
            );
        }
    }
}
