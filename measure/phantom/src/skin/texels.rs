//! The skin drawn on a raster: relief and pigments of a window, at the pitch that a photo needs.

use super::{
    Condition, Skin,
    cloth::Cloth,
    features::{Pore, Spot},
    hair::{self, Window},
    lattice::Lattice,
    scar::{Scar, smooth},
};
use crate::rows;
use relief_grid::Raster;

/// Pitch of slow colour (mottle, blotches), as a multiple of the texel pitch.
const SLOW: usize = 8;
/// How far around a steep feature light is traced for shadows, in mm.
const SHADOW_REACH_MM: f64 = 1.0;
/// Share of the melanin of a type III that the sun adds to any skin at `tan` = 1.
const TAN_MELANIN: f64 = 0.35;

/// Share of plain skin's redness that the thickest foundation covers.
const FOUNDATION_HIDES_BLOOD: f64 = 0.45;

/// Relief and pigments of a window of skin. All rasters have the window's shape.
#[derive(Debug, Clone)]
pub(crate) struct Texels {
    pub(crate) window: Window,
    /// Height above the form, in mm.
    pub(crate) height_mm: Raster<f32>,
    /// Melanin and blood.
    pub(crate) pigment: Raster<[f32; 2]>,
    /// Where relief is steep or deep enough to throw shadows.
    pub(crate) steep: Raster<bool>,
    /// Share covered by hair.
    pub(crate) hair: Raster<f32>,
    pub(crate) cloth: Cloth,
}

impl Texels {
    /// Draws `skin` in its `condition`.
    pub(crate) fn draw(skin: &Skin, condition: &Condition, window: Window) -> Self {
        if condition.cloth == Cloth::All {
            return Self {
                cloth: Cloth::All,
                ..Self::plain(window, [0.0; 2])
            };
        }
        let slow = slow_pigment(skin, condition, &window);
        let (width, height) = (window.width, window.height);
        let fine = Fine::new(skin, condition);
        let mut texels = Self {
            height_mm: rows::build(width, height, |x, y| {
                fine.height_at(window.skin(x as f64, y as f64))
            }),
            pigment: rows::build(width, height, |x, y| {
                fine.pigment_at(bilinear(&slow, x, y), window.skin(x as f64, y as f64))
            }),
            steep: Raster::filled(width, height, false),
            hair: hair::coverage(&window, skin.seed, condition.day_seed),
            cloth: condition.cloth,
            window,
        };
        for pore in &skin.features.pores {
            texels.add_pore(pore, condition);
        }
        for spot in &skin.features.spots {
            texels.add_spot(spot, condition, &fine);
        }
        for scar in &skin.scars {
            texels.add_scar(scar, condition, &fine);
        }
        texels
    }

    /// A window without relief, of one colour.
    pub(crate) fn plain(window: Window, pigment: [f32; 2]) -> Self {
        let (width, height) = (window.width, window.height);
        Self {
            height_mm: Raster::filled(width, height, 0.0),
            pigment: Raster::filled(width, height, pigment),
            steep: Raster::filled(width, height, false),
            hair: Raster::filled(width, height, 0.0),
            cloth: Cloth::None,
            window,
        }
    }

    fn add_pore(&mut self, pore: &Pore, condition: &Condition) {
        let open = 1.0 - 0.8 * condition.makeup;
        let (columns, rows) = self.window.around(pore.centre_mm, 2.2 * pore.radius_mm);
        for y in rows {
            for x in columns.clone() {
                let at = self.window.skin(x as f64, y as f64);
                let (dx, dy) = (at[0] - pore.centre_mm[0], at[1] - pore.centre_mm[1]);
                let bell = (open * (-(dx * dx + dy * dy) / (pore.radius_mm * pore.radius_mm)).exp()) as f32;
                self.height_mm[(x, y)] -= pore.depth_mm as f32 * bell;
                /// A pore holds a little oxidised sebum.
                const SEBUM: f32 = 0.12;
                self.pigment[(x, y)][0] += SEBUM * bell;
            }
        }
    }

    fn add_spot(&mut self, spot: &Spot, condition: &Condition, fine: &Fine) {
        let shown = 1.0 - 0.85 * condition.makeup;
        let blood = spot.blood * condition.erythema_factor * shown;
        let (columns, rows) = self
            .window
            .around(spot.centre_mm, 1.25 * spot.radius_mm + SHADOW_REACH_MM);
        for y in rows {
            for x in columns.clone() {
                let at = self.window.skin(x as f64, y as f64);
                let share = spot.share(at[0], at[1]);
                let full = smooth((1.0 + 0.5 * spot.softness - share) / spot.softness);
                let pigment = &mut self.pigment[(x, y)];
                pigment[0] += (spot.melanin * shown * full) as f32;
                pigment[1] += (blood * full) as f32 * fine.vessels_at(at);
                if spot.height_mm > 0.0 {
                    self.height_mm[(x, y)] += (spot.height_mm * smooth(1.2 - share)) as f32;
                    self.steep[(x, y)] |= spot.height_mm > 0.1;
                }
            }
        }
    }

    fn add_scar(&mut self, scar: &Scar, condition: &Condition, fine: &Fine) {
        let red = scar.redness * condition.erythema_factor * (1.0 - 0.85 * condition.makeup);
        let (columns, rows) = self
            .window
            .around(scar.centre_mm, scar.reach_mm() + SHADOW_REACH_MM);
        for y in rows {
            for x in columns.clone() {
                let at = self.window.skin(x as f64, y as f64);
                let share = scar.share(at[0], at[1]);
                self.steep[(x, y)] = true;
                self.height_mm[(x, y)] -= scar.depth_at(share, condition.depth_factor) as f32;
                self.pigment[(x, y)][1] += (red * smooth(1.3 - share)) as f32 * fine.vessels_at(at);
            }
        }
    }
}

/// Relief and colour that vary from texel to texel.
struct Fine {
    furrows: [Lattice; 2],
    grain: Lattice,
    /// Fine scale and sebum, which every day lays anew.
    day: Lattice,
    turn: (f32, f32),
    furrow_mm: f32,
    grain_share: f32,
}

impl Fine {
    fn new(skin: &Skin, condition: &Condition) -> Self {
        let (sin, cos) = skin.furrow_turn_rad.sin_cos();
        Self {
            furrows: [Lattice::new(skin.seed, 1), Lattice::new(skin.seed, 2)],
            grain: Lattice::new(skin.seed, 3),
            day: Lattice::new(condition.day_seed, 4),
            turn: (sin as f32, cos as f32),
            furrow_mm: (skin.furrow_mm * (1.0 - 0.6 * condition.makeup)) as f32,
            grain_share: (1.0 - 0.8 * condition.makeup) as f32,
        }
    }

    /// Two crossing families of furrows, the first one deeper: the skin's primary lines.
    fn height_at(&self, at_mm: [f64; 2]) -> f32 {
        /// Distance between furrows along and across their direction, in mm.
        const SPACING_MM: [f32; 2] = [1.5, 0.65];
        /// Width of a furrow as a share of the noise's range.
        const WIDTH: f32 = 0.16;
        let (x, y) = (at_mm[0] as f32, at_mm[1] as f32);
        let (sin, cos) = self.turn;
        let (u, v) = (cos * x + sin * y, cos * y - sin * x);
        let first = self.furrows[0].at(u / SPACING_MM[0], v / SPACING_MM[1]);
        let second = self.furrows[1].at(u / SPACING_MM[1], v / SPACING_MM[0]);
        let furrow = |n: f32| 1.0 / (1.0 + (n / WIDTH) * (n / WIDTH));
        -self.furrow_mm * (furrow(first) + 0.6 * furrow(second))
    }

    /// Redness gathers in the tips of small vessels: what it is multiplied by.
    fn vessels_at(&self, at_mm: [f64; 2]) -> f32 {
        (1.0 + 0.7 * self.grain_at(at_mm)).max(0.0)
    }

    fn grain_at(&self, at_mm: [f64; 2]) -> f32 {
        /// Length of the finest mottle, in mm.
        const GRAIN_MM: f32 = 0.45;
        let [x, y] = at_mm.map(|v| v as f32 / GRAIN_MM);
        self.grain_share * self.grain.at(x, y)
    }

    fn pigment_at(&self, slow: [f32; 2], at_mm: [f64; 2]) -> [f32; 2] {
        /// Length and strength of what changes from day to day: two photos of path-traced skin, with its hairs
        /// and noise of another day, correlate by 0.83 to 0.88 at the size of pores.
        const DAY_MM: f32 = 0.5;
        const DAY: f32 = 0.045;
        let [x, y] = at_mm.map(|v| v as f32 / DAY_MM);
        let (grain, day) = (self.grain_at(at_mm), self.grain_share * self.day.at(x, y));
        [
            (slow[0] * (1.0 + 0.06 * grain) + DAY * day).max(0.0),
            (slow[1] * (1.0 + 0.25 * grain)).max(0.0),
        ]
    }
}

/// Mottle, blotches, tan and foundation on a coarse raster.
fn slow_pigment(skin: &Skin, condition: &Condition, window: &Window) -> Raster<[f32; 2]> {
    let mottle: [Lattice; 4] = std::array::from_fn(|i| Lattice::new(skin.seed, 10 + i as u64));
    let melanin = skin.melanin + condition.tan * (TAN_MELANIN + 0.25 * skin.melanin);
    // Foundation is matched to the skin but for its blood, and hides what differs from the mean.
    let plain_blood = skin.blood * (1.0 - FOUNDATION_HIDES_BLOOD * condition.makeup);
    let shown = 1.0 - 0.8 * condition.makeup;
    rows::build(
        window.width.div_ceil(SLOW) + 1,
        window.height.div_ceil(SLOW) + 1,
        |x, y| {
            let at = window.skin((x * SLOW) as f64, (y * SLOW) as f64);
            let noise = |i: usize, size_mm: f64| {
                f64::from(mottle[i].at((at[0] / size_mm) as f32, (at[1] / size_mm) as f32))
            };
            let dark = 0.10 * noise(0, 14.0) + 0.06 * noise(1, 3.5);
            let red = 0.22 * noise(2, 9.0) + 0.16 * noise(3, 2.6);
            let blotch: f64 = skin.features.blotches.iter().map(|spot| blush(spot, at)).sum();
            let blood = plain_blood * (1.0 + shown * red * condition.erythema_factor)
                + shown * condition.erythema_factor * blotch;
            [(melanin * (1.0 + shown * dark)) as f32, blood.max(0.02) as f32]
        },
    )
}

/// Blood of a wide blotch at a point: a bell.
fn blush(spot: &Spot, at_mm: [f64; 2]) -> f64 {
    let (dx, dy) = (at_mm[0] - spot.centre_mm[0], at_mm[1] - spot.centre_mm[1]);
    spot.blood * (-(dx * dx + dy * dy) / (0.5 * spot.radius_mm * spot.radius_mm)).exp()
}

/// The coarse raster of [`slow_pigment`] at a texel.
fn bilinear(slow: &Raster<[f32; 2]>, x: usize, y: usize) -> [f32; 2] {
    let (x0, y0) = (x / SLOW, y / SLOW);
    let (fx, fy) = ((x % SLOW) as f32 / SLOW as f32, (y % SLOW) as f32 / SLOW as f32);
    std::array::from_fn(|i| {
        let row = |dy: usize| {
            let (a, b) = (slow[(x0, y0 + dy)][i], slow[(x0 + 1, y0 + dy)][i]);
            a + fx * (b - a)
        };
        row(0) + fy * (row(1) - row(0))
    })
}
