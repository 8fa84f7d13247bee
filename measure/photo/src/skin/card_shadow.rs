//! The shadow that the card throws on the skin beside it.

use relief_grid::{Mask, Pitch, Raster, morphology};

/// Side of the cells on which the shadow is sought: no penumbra of a lamp is sharper.
const CELL_MM: f64 = 1.0;

/// Lit skin is found within this distance of a shadow.
const REACH_MM: f64 = 5.0;

/// Natural logarithm by which shadow is darker than the brightest skin in reach; the curve of a cheek alone
/// darkens by half of that.
const DROP: f32 = 0.25;

/// How far from the card's margin its shadow falls: the card lies a few millimetres above a cheek's slope.
const LONGEST_MM: f64 = 10.0;

/// A shadow fades out over this distance beyond its dark part.
const PENUMBRA_MM: f64 = 3.0;

/// The part of `skin` that lies in shadow next to `card` (the card with its margin), with its penumbra.
///
/// Dark cells count only when a chain of dark cells leads to the card, so that a mole or a fold elsewhere stays.
/// All rasters have one shape; `pitch` is theirs.
pub(super) fn card_shadow(linear: &Raster<[f32; 3]>, skin: &Mask, card: &Mask, pitch: Pitch) -> Mask {
    let (width, height) = (skin.width(), skin.height());
    let side = (CELL_MM / pitch.mm_per_px()).round().max(1.0) as usize;
    let cells = Cells::of(linear, skin, card, side);
    let near = morphology::dilate(&cells.card, LONGEST_MM / CELL_MM);
    let dark = cells.dark((REACH_MM / CELL_MM) as usize).and(&near);
    let shadow = connected(&dark, &cells.card);
    let wide = morphology::dilate(&shadow, PENUMBRA_MM / CELL_MM);
    Mask::from_fn(width, height, |x, y| {
        let (cx, cy) = (x / side, y / side);
        cx < wide.width() && cy < wide.height() && wide.get(cx, cy)
    })
}

/// Blocks of `side` × `side` pixels.
struct Cells {
    /// Mean ln of green of all that is not card; `None` inside of the card.
    light: Raster<Option<f32>>,
    /// Mostly skin.
    skin: Mask,
    /// Touched by the card.
    card: Mask,
}

impl Cells {
    fn of(linear: &Raster<[f32; 3]>, skin: &Mask, card: &Mask, side: usize) -> Self {
        /// Below the noise of any sensor.
        const DARKEST: f32 = 1e-4;
        let (width, height) = (skin.width().div_ceil(side), skin.height().div_ceil(side));
        let pixels = |cx: usize, cy: usize| {
            let across = cx * side..((cx + 1) * side).min(skin.width());
            (cy * side..((cy + 1) * side).min(skin.height()))
                .flat_map(move |y| across.clone().map(move |x| (x, y)))
        };
        let share = |mask: &Mask, cx: usize, cy: usize| {
            let (all, inside) = pixels(cx, cy).fold((0, 0), |(all, inside), (x, y)| {
                (all + 1, inside + usize::from(mask.get(x, y)))
            });
            inside as f64 / f64::from(all.max(1))
        };
        Self {
            light: Raster::from_fn(width, height, |cx, cy| {
                let (n, sum) = pixels(cx, cy)
                    .filter(|&(x, y)| !card.get(x, y))
                    .fold((0u32, 0.0), |(n, sum), at| {
                        (n + 1, sum + linear[at][1].max(DARKEST).ln())
                    });
                (n > 0).then(|| sum / n as f32)
            }),
            skin: Mask::from_fn(width, height, |cx, cy| share(skin, cx, cy) > 0.5),
            card: Mask::from_fn(width, height, |cx, cy| share(card, cx, cy) > 0.0),
        }
    }

    /// Cells darker by [`DROP`] than the brightest skin within `reach` cells.
    fn dark(&self, reach: usize) -> Mask {
        let (width, height) = (self.skin.width(), self.skin.height());
        let brightest = |x: usize, y: usize| {
            let across = x.saturating_sub(reach)..(x + reach + 1).min(width);
            (y.saturating_sub(reach)..(y + reach + 1).min(height))
                .flat_map(|v| across.clone().map(move |u| (u, v)))
                .filter(|&(u, v)| self.skin.get(u, v))
                .filter_map(|at| self.light[at])
                .max_by(f32::total_cmp)
        };
        Mask::from_fn(width, height, |x, y| {
            let drop = self.light[(x, y)]
                .zip(brightest(x, y))
                .map(|(own, best)| best - own);
            drop.is_some_and(|drop| drop > DROP)
        })
    }
}

/// The cells of `dark` from which a chain of its cells leads to `start`.
fn connected(dark: &Mask, start: &Mask) -> Mask {
    let (width, height) = (dark.width(), dark.height());
    let mut found = Mask::filled(width, height, false);
    let mut open: Vec<(usize, usize)> = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .filter(|&(x, y)| start.get(x, y))
        .collect();
    while let Some((x, y)) = open.pop() {
        for v in y.saturating_sub(1)..(y + 2).min(height) {
            for u in x.saturating_sub(1)..(x + 2).min(width) {
                if dark.get(u, v) && !found.get(u, v) {
                    found.set(u, v, true);
                    open.push((u, v));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: usize = 60;

    /// Half a millimetre per pixel: a card on the left 20 columns, its shadow to column 40 in the lower half,
    /// and a dark spot far from the card.
    fn scene() -> (Raster<[f32; 3]>, Mask, Mask) {
        let card = Mask::from_fn(SIDE, SIDE, |x, _| x < 20);
        let linear = Raster::from_fn(SIDE, SIDE, |x, y| {
            let shaded = (20..40).contains(&x) && y >= 30;
            let spot = (50..54).contains(&x) && (8..12).contains(&y);
            [if shaded || spot { 0.15 } else { 0.3 }; 3]
        });
        let skin = Mask::from_fn(SIDE, SIDE, |x, _| x >= 20);
        (linear, skin, card)
    }

    #[test]
    fn shadow_beside_the_card_goes_with_its_penumbra_and_a_spot_elsewhere_stays() {
        let (linear, skin, card) = scene();
        let pitch = Pitch::from_mm_per_px(0.5).unwrap();
        let shadow = card_shadow(&linear, &skin, &card, pitch);
        assert!(shadow.get(21, 45) && shadow.get(39, 55), "shadow");
        assert!(shadow.get(44, 50), "penumbra of 3 mm");
        assert!(!shadow.get(50, 50), "lit skin beyond it");
        assert!(!shadow.get(52, 10), "a spot");
        assert!(!shadow.get(30, 10), "lit skin beside the card");
    }

    #[test]
    fn without_a_card_nothing_is_its_shadow() {
        let (linear, _, _) = scene();
        let all = Mask::filled(SIDE, SIDE, true);
        let none = Mask::filled(SIDE, SIDE, false);
        let pitch = Pitch::from_mm_per_px(0.5).unwrap();
        assert_eq!(card_shadow(&linear, &all, &none, pitch).count(), 0);
    }
}
