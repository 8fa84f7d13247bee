//! The CIEDE2000 colour difference.

use std::f64::consts::TAU;

/// ΔE00 between two Lab colours of the same white, with kL = kC = kH = 1.
///
/// Source: Sharma, Wu, Dalal, Color Res Appl 30 (2005) 21–30, doi:10.1002/col.20070, whose 34 test
/// pairs it meets to the four decimals printed.
///
/// ```
/// use relief_photo::colour::ciede2000;
/// assert!((ciede2000([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485]) - 2.0425).abs() < 1e-4);
/// ```
pub fn ciede2000(one: [f64; 3], two: [f64; 3]) -> f64 {
    let chroma_mean = (one[1].hypot(one[2]) + two[1].hypot(two[2])) / 2.0;
    let g = 0.5 * (1.0 - saturation(chroma_mean));
    let (c1, h1) = polar(one, g);
    let (c2, h2) = polar(two, g);
    let neutral = c1 * c2 == 0.0;

    let turn = if neutral { 0.0 } else { wrapped(h2 - h1) };
    let delta_l = two[0] - one[0];
    let delta_c = c2 - c1;
    let delta_h = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).sin();

    let l = f64::midpoint(one[0], two[0]);
    let c = f64::midpoint(c1, c2);
    // The hue in the middle of the shorter arc; of a neutral, the other one's hue.
    let h = if neutral { h1 + h2 } else { h1 + mean_turn(h1, h2) };
    let t = 1.0 - 0.17 * (h - radians(30.0)).cos()
        + 0.24 * (2.0 * h).cos()
        + 0.32 * (3.0 * h + radians(6.0)).cos()
        - 0.20 * (4.0 * h - radians(63.0)).cos();
    let off = (l - 50.0).powi(2);
    let s_l = 1.0 + 0.015 * off / (20.0 + off).sqrt();
    let s_c = 1.0 + 0.045 * c;
    let s_h = 1.0 + 0.015 * c * t;
    // Hue and chroma act together near 275°, in blue.
    let degrees = h.rem_euclid(TAU).to_degrees();
    let theta = radians(30.0) * (-((degrees - 275.0) / 25.0).powi(2)).exp();
    let r_t = -2.0 * saturation(c) * (2.0 * theta).sin();

    let (l, c, h) = (delta_l / s_l, delta_c / s_c, delta_h / s_h);
    (l * l + c * c + h * h + r_t * c * h).max(0.0).sqrt()
}

/// √(C⁷ / (C⁷ + 25⁷)): 0 for neutrals, towards 1 for saturated colours.
fn saturation(chroma: f64) -> f64 {
    let c7 = chroma.powi(7);
    (c7 / (c7 + 25.0f64.powi(7))).sqrt()
}

/// Chroma and hue (0…2π) with a* stretched by `1 + g`.
fn polar([_, a, b]: [f64; 3], g: f64) -> (f64, f64) {
    let a = (1.0 + g) * a;
    let hue = if a == 0.0 && b == 0.0 {
        0.0
    } else {
        b.atan2(a).rem_euclid(TAU)
    };
    (a.hypot(b), hue)
}

/// A difference of hues the short way round, −π…π.
fn wrapped(turn: f64) -> f64 {
    if turn > TAU / 2.0 {
        turn - TAU
    } else if turn < -TAU / 2.0 {
        turn + TAU
    } else {
        turn
    }
}

/// Half the way from one hue to the other, the short way round.
fn mean_turn(h1: f64, h2: f64) -> f64 {
    wrapped(h2 - h1) / 2.0
}

fn radians(degrees: f64) -> f64 {
    degrees.to_radians()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Table 1 of Sharma, Wu, Dalal (2005): L*, a*, b* of both colours and ΔE00.
    #[rustfmt::skip]
    const SHARMA: [[f64; 7]; 34] = [
        [50.0000, 2.6772, -79.7751, 50.0000, 0.0000, -82.7485, 2.0425],
        [50.0000, 3.1571, -77.2803, 50.0000, 0.0000, -82.7485, 2.8615],
        [50.0000, 2.8361, -74.0200, 50.0000, 0.0000, -82.7485, 3.4412],
        [50.0000, -1.3802, -84.2814, 50.0000, 0.0000, -82.7485, 1.0000],
        [50.0000, -1.1848, -84.8006, 50.0000, 0.0000, -82.7485, 1.0000],
        [50.0000, -0.9009, -85.5211, 50.0000, 0.0000, -82.7485, 1.0000],
        [50.0000, 0.0000, 0.0000, 50.0000, -1.0000, 2.0000, 2.3669],
        [50.0000, -1.0000, 2.0000, 50.0000, 0.0000, 0.0000, 2.3669],
        [50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0009, 7.1792],
        [50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0010, 7.1792],
        [50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0011, 7.2195],
        [50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0012, 7.2195],
        [50.0000, -0.0010, 2.4900, 50.0000, 0.0009, -2.4900, 4.8045],
        [50.0000, -0.0010, 2.4900, 50.0000, 0.0010, -2.4900, 4.8045],
        [50.0000, -0.0010, 2.4900, 50.0000, 0.0011, -2.4900, 4.7461],
        [50.0000, 2.5000, 0.0000, 50.0000, 0.0000, -2.5000, 4.3065],
        [50.0000, 2.5000, 0.0000, 73.0000, 25.0000, -18.0000, 27.1492],
        [50.0000, 2.5000, 0.0000, 61.0000, -5.0000, 29.0000, 22.8977],
        [50.0000, 2.5000, 0.0000, 56.0000, -27.0000, -3.0000, 31.9030],
        [50.0000, 2.5000, 0.0000, 58.0000, 24.0000, 15.0000, 19.4535],
        [50.0000, 2.5000, 0.0000, 50.0000, 3.1736, 0.5854, 1.0000],
        [50.0000, 2.5000, 0.0000, 50.0000, 3.2972, 0.0000, 1.0000],
        [50.0000, 2.5000, 0.0000, 50.0000, 1.8634, 0.5757, 1.0000],
        [50.0000, 2.5000, 0.0000, 50.0000, 3.2592, 0.3350, 1.0000],
        [60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644],
        [63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.2630],
        [61.2901, 3.7196, -5.3901, 61.4292, 2.2480, -4.9620, 1.8731],
        [35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645],
        [22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373],
        [36.4612, 47.8580, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146],
        [90.8027, -2.0831, 1.4410, 91.1528, -1.6435, 0.0447, 1.4441],
        [90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381],
        [6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377],
        [2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082],
    ];

    #[test]
    fn every_pair_of_sharmas_table_holds_both_ways() {
        for [l1, a1, b1, l2, a2, b2, wanted] in SHARMA {
            let (one, two) = ([l1, a1, b1], [l2, a2, b2]);
            for got in [ciede2000(one, two), ciede2000(two, one)] {
                // Half of the last printed digit.
                assert!(
                    (got - wanted).abs() <= 0.5e-4 + 1e-9,
                    "{one:?} {two:?} {got} {wanted}"
                );
            }
        }
    }

    #[test]
    fn it_agrees_with_colour_science_and_scikit_image() {
        let oracle = include_str!("../../../../oracle/colour/ciede2000.csv");
        for line in oracle.lines().skip(1) {
            let v: Vec<f64> = line.split(',').map(|v| v.parse().unwrap()).collect();
            let got = ciede2000([v[0], v[1], v[2]], [v[3], v[4], v[5]]);
            // The file's ten digits.
            assert!(
                (got - v[6]).abs() < 1e-6 && (got - v[7]).abs() < 1e-6,
                "{line} {got}"
            );
        }
    }
}
