//! Colour of the skin: CIELAB, ITA°, erythema and melanin index, evenness of tone.

use super::{Finish, Metric, Unit};
use crate::blocks::Block;
use crate::colour::lab::{White, lab};
use crate::colour::skin::{erythema_index, ita_degrees, melanin_index};
use relief_estimate::Direction;
use std::collections::BTreeMap;

/// The colour metrics from the block means of linear light before (`mean[0..3]`) and after (`mean[3..6]`).
///
/// `white` is the white of the card in linear light, by which erythema and melanin index are normalised. All indices are taken on the mean colour of each block of about 2 mm, so that pores
/// and noise do not bias the logarithms; the units are squares of `unit_px`, wider than the skin's mottle.
pub fn colour_metrics(blocks: &[Block<6>], white: [f32; 3], unit_px: f64) -> Vec<Metric> {
    let normalised = |rgb: [f32; 3]| std::array::from_fn(|c| rgb[c] / white[c].max(f32::MIN_POSITIVE));
    let star = |channel: usize| move |rgb: [f32; 3]| Some(lab(rgb.map(f64::from), White::D65)[channel]);
    let of = |name, unit, direction, f: &dyn Fn([f32; 3]) -> Option<f64>| Metric {
        name,
        unit,
        direction,
        finish: Finish::Mean,
        gain_sd: 0.0,
        units: merged(blocks.iter().map(|b| (b, unit_of(b, f))), unit_px),
    };
    let mut metrics = vec![
        of(
            "erythema_index",
            "EI (camera)",
            Direction::LowerIsBetter,
            &|rgb| erythema_index(normalised(rgb)).map(f64::from),
        ),
        of("melanin_index", "MI (camera)", Direction::Neither, &|rgb| {
            melanin_index(normalised(rgb)).map(f64::from)
        }),
        of("ita", "deg", Direction::Neither, &|rgb| {
            ita_degrees(lab(rgb.map(f64::from), White::D65))
        }),
        of("L_star", "CIELAB D65", Direction::Neither, &star(0)),
        of("a_star", "CIELAB D65", Direction::Neither, &star(1)),
        of("b_star", "CIELAB D65", Direction::Neither, &star(2)),
    ];
    metrics.push(tone_unevenness(blocks, unit_px));
    metrics
}

/// The units of small blocks, added up over squares of `side_px`.
pub(super) fn merged<'a>(
    units: impl Iterator<Item = (&'a Block<6>, Option<Unit>)>,
    side_px: f64,
) -> Vec<Unit> {
    let mut squares: BTreeMap<(usize, usize), Unit> = BTreeMap::new();
    for (block, unit) in units {
        let square = ((block.y / side_px) as usize, (block.x / side_px) as usize);
        let sum = squares.entry(square).or_default();
        if let Some(unit) = unit {
            sum.before += unit.before;
            sum.after += unit.after;
            sum.weight += unit.weight;
        }
    }
    squares.into_values().collect()
}

fn unit_of(block: &Block<6>, f: &dyn Fn([f32; 3]) -> Option<f64>) -> Option<Unit> {
    let [before, after] = colours(block);
    let weight = block.cells as f64;
    Some(Unit {
        before: weight * f(before)?,
        after: weight * f(after)?,
        weight,
    })
}

fn colours(block: &Block<6>) -> [[f32; 3]; 2] {
    let part = |from: usize| std::array::from_fn(|c| block.mean[from + c] as f32);
    [part(0), part(3)]
}

/// Standard deviation of a* and b* over blocks, taken together: blotchiness. Lightness is left out, because a
/// cheek's own shading would be most of it.
fn tone_unevenness(blocks: &[Block<6>], unit_px: f64) -> Metric {
    let labs: Vec<[[f64; 3]; 2]> = blocks
        .iter()
        .map(|b| colours(b).map(|rgb| lab(rgb.map(f64::from), White::D65)))
        .collect();
    let n = labs.len().max(1) as f64;
    let mean = |picture: usize, c: usize| labs.iter().map(|l| l[picture][c]).sum::<f64>() / n;
    let means: [[f64; 3]; 2] = std::array::from_fn(|p| std::array::from_fn(|c| mean(p, c)));
    let square = |l: &[[f64; 3]; 2], p: usize| (1..3).map(|c| (l[p][c] - means[p][c]).powi(2)).sum::<f64>();
    let unit = |l: &[[f64; 3]; 2]| {
        Some(Unit {
            before: square(l, 0),
            after: square(l, 1),
            weight: 1.0,
        })
    };
    Metric {
        name: "tone_unevenness",
        unit: "ΔE (a*b*)",
        direction: Direction::LowerIsBetter,
        finish: Finish::Rms,
        gain_sd: 0.0,
        units: merged(blocks.iter().zip(labs.iter().map(unit)), unit_px),
    }
}
