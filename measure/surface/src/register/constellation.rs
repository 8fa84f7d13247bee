//! At which scale the scars of one scan lie as those of another do.

use nalgebra::Complex;

/// Scars that take part, the largest of each scan: most of them are on both, also when each shows a part of its own.
const MOST_SCARS: usize = 16;
/// A pair of scars closer to each other tells no scale.
const LEAST_APART_MM: f64 = 4.0;
/// Scales that are tried. A pitch or a unit that is further off leaves nothing as large as a scar.
const SCALES: [f64; 2] = [0.4, 2.5];
/// How far a scan may be turned.
const MOST_TURN_RAD: f64 = 0.35;
/// A scar that lies so near its place is there: twice what two scans differ on the middle of a wide scar.
const NEAR_MM: f64 = 0.5;
/// With fewer scars in their places, the pair that told the places among them, chance does as well.
const LEAST_MET: usize = 5;

type Place = Complex<f64>;

/// How many times larger the second scan shows the skin, from the middles of both scans' scars in mm, the largest scar first. Every two scars of one are laid on
/// every two of the other; of all that meet where most do the scale is that of least squares. `None` when fewer than five meet.
/// Some scale is found by chance for other skin, too: whether the skin agrees at it is for the caller to see.
pub(super) fn scale([before, after]: [&[[f64; 2]]; 2]) -> Option<f64> {
    let places = |all: &[[f64; 2]]| -> Vec<Place> {
        let largest = all.iter().take(MOST_SCARS);
        largest.map(|at| Complex::new(at[0], at[1])).collect()
    };
    let (before, after) = (places(before), places(after));
    let mut best = Vec::new();
    for (a, b) in pairs(&before) {
        if (b - a).norm() < LEAST_APART_MM {
            continue;
        }
        for (c, d) in pairs(&after) {
            // A similarity of the plane is a product of complex numbers: its length the scale, its angle the turn.
            let by = (d - c) / (b - a);
            if by.norm() < SCALES[0] || by.norm() > SCALES[1] || by.arg().abs() > MOST_TURN_RAD {
                continue;
            }
            let met = meeting(&before, &after, |p| c + by * (p - a), NEAR_MM * by.norm());
            if met.len() > best.len() {
                best = met;
            }
        }
    }
    (best.len() >= LEAST_MET).then(|| fitted(&best))
}

/// Every two places, in both orders.
fn pairs(places: &[Place]) -> impl Iterator<Item = (Place, Place)> {
    let others = move |i: usize| places.iter().enumerate().filter(move |(j, _)| *j != i);
    let all = places.iter().enumerate();
    all.flat_map(move |(i, a)| others(i).map(move |(_, b)| (*a, *b)))
}

/// The places of one that lie near one of the other when they are moved, with it.
fn meeting(
    before: &[Place],
    after: &[Place],
    moved: impl Fn(Place) -> Place,
    near: f64,
) -> Vec<(Place, Place)> {
    let there = |p: Place| after.iter().find(|q| (*q - moved(p)).norm() <= near);
    before.iter().filter_map(|p| Some((*p, *there(*p)?))).collect()
}

/// The scale of the similarity of least squares.
fn fitted(met: &[(Place, Place)]) -> f64 {
    let count = met.len() as f64;
    let (p, q): (Place, Place) = met
        .iter()
        .fold(Default::default(), |(p, q), pair| (p + pair.0, q + pair.1));
    let (p, q) = (p / count, q / count);
    let products: Place = met.iter().map(|pair| (pair.0 - p).conj() * (pair.1 - q)).sum();
    let squares: f64 = met.iter().map(|pair| (pair.0 - p).norm_sqr()).sum();
    products.norm() / squares
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twelve places in no order.
    const PLACES: [[f64; 2]; 12] = [
        [3.0, 4.0],
        [9.0, 22.0],
        [31.0, 7.0],
        [18.0, 15.0],
        [25.0, 27.0],
        [36.0, 18.0],
        [5.0, 13.0],
        [14.0, 2.0],
        [22.0, 9.0],
        [12.0, 28.0],
        [29.0, 20.0],
        [38.0, 3.0],
    ];

    #[test]
    fn places_that_were_moved_turned_and_stretched_tell_by_how_much() {
        for by in [0.8, 1.25, 1.03] {
            let turn = Complex::from_polar(by, 0.1);
            // Some are on one scan only.
            let moved: Vec<[f64; 2]> = PLACES[3..]
                .iter()
                .map(|[x, y]| Complex::new(5.0, -3.0) + turn * Complex::new(*x, *y))
                .map(|at| [at.re, at.im])
                .chain([[1.0, 1.0], [40.0, 40.0]])
                .collect();
            let found = scale([&PLACES, &moved]).unwrap();
            assert!((found - by).abs() < 1e-9, "{by}: {found}");
        }
    }

    #[test]
    fn four_places_tell_nothing() {
        assert_eq!(scale([&PLACES[..4], &PLACES[..4]]), None);
        assert!(scale([&PLACES[..5], &PLACES[..5]]).is_some());
    }
}
