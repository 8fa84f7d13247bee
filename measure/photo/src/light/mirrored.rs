//! Light that the skin mirrors, told from light that comes out of it by its colour.
//!
//! What the surface mirrors keeps the lamp's colour; what comes out of the skin has lost blue and green on its way
//! (the dichromatic model: S. Shafer 1985, DOI 10.1002/col.5080100409). So the colour of a place is a multiple of the skin's own
//! plus some white, and a film of oil shows as white that lies on some places and not on others.

use crate::blocks::Block;
use nalgebra::{Matrix2, Vector2};

/// The white over a patch of skin as a share of the skin's own green: `seen` is the best multiple of `skin` plus that
/// much (1, 1, 1), in linear light of white-balanced pictures. Negative where `seen` is more saturated. `None`
/// for grey skin, which cannot be told from white.
pub fn white_share(seen: [f64; 3], skin: [f64; 3]) -> Option<f64> {
    /// Least share of the squared length of `skin` that is not grey.
    const LEAST_COLOUR: f64 = 0.005;
    let dot = |a: [f64; 3], b: [f64; 3]| a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    let white = [1.0; 3];
    let normal = Matrix2::new(dot(skin, skin), dot(skin, white), dot(skin, white), 3.0);
    let coloured = normal.determinant() > LEAST_COLOUR * 3.0 * dot(skin, skin);
    let solved = normal.try_inverse()? * Vector2::new(dot(skin, seen), dot(white, seen));
    (coloured && skin[1] > 0.0).then(|| solved[1] / skin[1])
}

/// How unevenly white lies on the skin: the middle 80 % of the blocks' shares, and the sign of the longer tail (positive:
/// some places shine; negative: some have lost a shine). `None` with fewer than twenty blocks.
pub fn unevenness(mut shares: Vec<f64>) -> Option<f64> {
    const FEWEST: usize = 20;
    if shares.len() < FEWEST {
        return None;
    }
    shares.sort_by(f64::total_cmp);
    let at = |share: f64| shares[((shares.len() - 1) as f64 * share) as usize];
    let (low, middle, high) = (at(0.1), at(0.5), at(0.9));
    let sign = if high - middle >= middle - low { 1.0 } else { -1.0 };
    Some(sign * (high - low))
}

/// [`unevenness`] of the white that the after picture adds to the before picture, from block means of linear light before
/// (`mean[0..3]`) and after (`mean[3..6]`). Tan, redness and exposure change the skin's own colour everywhere and
/// hardly count.
pub fn added_shine(blocks: &[Block<6>]) -> Option<f64> {
    let part = |b: &Block<6>, from: usize| std::array::from_fn(|c| b.mean[from + c]);
    let shares = blocks.iter().filter_map(|b| white_share(part(b, 3), part(b, 0)));
    unevenness(shares.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SKIN: [f64; 3] = [0.45, 0.26, 0.22];

    fn blocks(after: impl Fn(usize) -> [f64; 3]) -> Vec<Block<6>> {
        (0..100)
            .map(|i| {
                let a = after(i);
                Block {
                    x: 0.0,
                    y: i as f64,
                    cells: 1,
                    mean: [SKIN[0], SKIN[1], SKIN[2], a[0], a[1], a[2]],
                }
            })
            .collect()
    }

    #[test]
    fn white_is_found_whatever_the_exposure() {
        let seen = SKIN.map(|v| 0.7 * v + 0.03);
        let share = white_share(seen, SKIN).unwrap();
        assert!((share - 0.03 / 0.26).abs() < 1e-9, "{share}");
        assert_eq!(white_share(seen, [0.3; 3]), None, "grey skin");
    }

    #[test]
    fn oil_on_a_third_of_the_skin_shows_and_a_tan_everywhere_does_not() {
        let oily = blocks(|i| SKIN.map(|v| v + if i % 3 == 0 { 0.06 } else { 0.0 }));
        assert!((added_shine(&oily).unwrap() - 0.06 / 0.26).abs() < 1e-9);
        let cleaned = blocks(|i| SKIN.map(|v| v - if i % 3 == 0 { 0.06 } else { 0.0 }));
        assert!(added_shine(&cleaned).unwrap() < -0.2, "which picture shone");
        let tanned = blocks(|_| [0.38, 0.18, 0.13]);
        assert!(added_shine(&tanned).unwrap().abs() < 1e-9);
        assert_eq!(added_shine(&oily[..10]), None);
    }
}
