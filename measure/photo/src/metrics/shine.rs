//! Shine: the lamp's light that the skin mirrors instead of letting it in.

use super::colour::merged;
use super::{Finish, Metric, Unit};
use crate::blocks::Block;
use crate::light::white_share;
use relief_estimate::Direction;

/// How unevenly white lies on the skin: root mean square over blocks of the white that a block adds to the picture's own
/// mean skin colour, in per cent of that skin's green (see [`crate::light::white_share`]).
///
/// Blocks are means of linear light before (`mean[0..3]`) and after (`mean[3..6]`); the units are squares of `unit_px`.
/// `None` for grey skin, on which white cannot be told. It is measured for what it says of oil; two pictures that differ
/// much in it are not comparable at all.
pub fn shine(blocks: &[Block<6>], unit_px: f64) -> Option<Metric> {
    let cells: f64 = blocks.iter().map(|b| b.cells as f64).sum();
    let mean = |c: usize| blocks.iter().map(|b| b.mean[c] * b.cells as f64).sum::<f64>() / cells;
    let skins: [[f64; 3]; 2] = std::array::from_fn(|p| std::array::from_fn(|c| mean(3 * p + c)));
    let square = |block: &Block<6>, picture: usize| {
        let seen = std::array::from_fn(|c| block.mean[3 * picture + c]);
        white_share(seen, skins[picture]).map(|share| (100.0 * share).powi(2))
    };
    let unit = |block: &Block<6>| {
        let weight = block.cells as f64;
        Some(Unit {
            before: weight * square(block, 0)?,
            after: weight * square(block, 1)?,
            weight,
        })
    };
    let units: Vec<Option<Unit>> = blocks.iter().map(unit).collect();
    units.iter().any(Option::is_some).then(|| Metric {
        name: "shine",
        unit: "%",
        direction: Direction::Neither,
        finish: Finish::Rms,
        gain_sd: 0.0,
        units: merged(blocks.iter().zip(units), unit_px),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SKIN: [f64; 3] = [0.45, 0.26, 0.22];

    /// 100 blocks; on every second one the after picture mirrors `white`.
    fn blocks(white: f64, before: [f64; 3]) -> Vec<Block<6>> {
        (0..100)
            .map(|i| {
                let added = if i % 2 == 0 { white } else { 0.0 };
                let [r, g, b] = before;
                Block {
                    x: f64::from(i % 10),
                    y: f64::from(i / 10),
                    cells: 4,
                    mean: [r, g, b, r + added, g + added, b + added],
                }
            })
            .collect()
    }

    #[test]
    fn half_of_the_skin_mirroring_a_tenth_of_its_green_departs_from_the_mean_by_a_twentieth() {
        let [before, after] = shine(&blocks(0.026, SKIN), 2.0).unwrap().values();
        assert!(before < 1e-9, "{before}");
        // The mean skin has white of its own then, which is taken for skin: a little less than 5 %.
        assert!((4.0..5.5).contains(&after), "{after}");
    }

    #[test]
    fn on_grey_skin_white_cannot_be_told() {
        assert_eq!(shine(&blocks(0.02, [0.3; 3]), 2.0), None);
    }
}
