//! Vellus hair, which lies otherwise at every visit, and stubble, which stands where its follicles are.

use crate::random::Dice;
use relief_grid::Raster;

/// The window of skin that is drawn: where the first texel lies, and the pitch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Window {
    /// Skin coordinates of the first texel's centre.
    pub(crate) origin_mm: [f64; 2],
    pub(crate) pitch_mm: f64,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

impl Window {
    /// Skin coordinates to texel coordinates.
    pub(crate) fn texel(&self, at_mm: [f64; 2]) -> [f64; 2] {
        [
            (at_mm[0] - self.origin_mm[0]) / self.pitch_mm,
            (at_mm[1] - self.origin_mm[1]) / self.pitch_mm,
        ]
    }

    /// Texel coordinates to skin coordinates.
    pub(crate) fn skin(&self, x: f64, y: f64) -> [f64; 2] {
        [
            self.origin_mm[0] + x * self.pitch_mm,
            self.origin_mm[1] + y * self.pitch_mm,
        ]
    }

    /// The texels within `reach_mm` of a point: columns and rows, clipped to the window.
    pub(crate) fn around(
        &self,
        at_mm: [f64; 2],
        reach_mm: f64,
    ) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let [x, y] = self.texel(at_mm);
        let reach = reach_mm / self.pitch_mm;
        let clip = |centre: f64, size: usize| {
            let low = (centre - reach).ceil().clamp(0.0, size as f64) as usize;
            let high = ((centre + reach).floor() + 1.0).clamp(0.0, size as f64) as usize;
            low..high.max(low)
        };
        (clip(x, self.width), clip(y, self.height))
    }
}

/// Share of each texel that hair covers. `person` seeds the follicles, `day` how the hairs lie.
pub(crate) fn coverage(window: &Window, person: u64, day: u64) -> Raster<f32> {
    let mut raster = Raster::filled(window.width, window.height, 0.0);
    vellus(
        &mut raster,
        window,
        &mut Dice::new(day, "vellus"),
        &mut Dice::new(person, "vellus"),
    );
    stubble(
        &mut raster,
        window,
        &mut Dice::new(person, "stubble"),
        &mut Dice::new(day, "stubble"),
    );
    raster
}

fn vellus(raster: &mut Raster<f32>, window: &Window, day: &mut Dice, person: &mut Dice) {
    let per_mm2 = person.between(0.004, 0.02);
    let comb = person.turn();
    let [wide, high] = [window.width, window.height].map(|n| n as f64 * window.pitch_mm);
    for _ in 0..(per_mm2 * wide * high) as usize {
        let root = window.skin(
            day.unit() * window.width as f64,
            day.unit() * window.height as f64,
        );
        let hair = Hair {
            root_mm: root,
            turn_rad: comb + day.within(0.7),
            curl_per_mm: day.within(0.35),
            length_mm: day.between(1.0, 4.5),
            width_mm: day.between(0.012, 0.035),
        };
        hair.draw(raster, window);
    }
}

fn stubble(raster: &mut Raster<f32>, window: &Window, follicles: &mut Dice, day: &mut Dice) {
    /// Half of the people shave.
    const SHAVES: f64 = 0.4;
    if !follicles.chance(SHAVES) {
        return;
    }
    let per_mm2 = follicles.between(0.05, 0.35);
    let (comb, upper_edge) = (follicles.turn(), follicles.within(25.0));
    let length = day.between(0.15, 0.6);
    // The follicles' places must not depend on the window, which differs from visit to visit.
    let half = [110.0, 110.0];
    for _ in 0..(per_mm2 * 4.0 * half[0] * half[1]) as usize {
        let root_mm = half.map(|h| follicles.within(h));
        let beard = follicles.unit() < (root_mm[1] - upper_edge) / 20.0;
        let hair = Hair {
            root_mm,
            turn_rad: comb + follicles.within(0.5) + day.within(0.3),
            curl_per_mm: 0.0,
            length_mm: length * day.between(0.6, 1.2),
            width_mm: 0.06,
        };
        if beard {
            hair.draw(raster, window);
        }
    }
}

struct Hair {
    root_mm: [f64; 2],
    turn_rad: f64,
    curl_per_mm: f64,
    length_mm: f64,
    width_mm: f64,
}

impl Hair {
    /// Lays the hair down in steps of half a texel, each shared among the four texels around it.
    fn draw(&self, raster: &mut Raster<f32>, window: &Window) {
        let step = 0.5 * window.pitch_mm;
        let amount = (self.width_mm * step / (window.pitch_mm * window.pitch_mm)) as f32;
        let mut at = self.root_mm;
        for i in 0..(self.length_mm / step) as usize {
            let along = i as f64 * step;
            let turn = self.turn_rad + self.curl_per_mm * along;
            at = [at[0] + step * turn.cos(), at[1] + step * turn.sin()];
            // Hairs thin out towards the tip.
            splat(
                raster,
                window.texel(at),
                amount * (1.0 - along / self.length_mm) as f32,
            );
        }
    }
}

fn splat(raster: &mut Raster<f32>, at: [f64; 2], amount: f32) {
    let (x0, y0) = (at[0].floor(), at[1].floor());
    if x0 < 0.0 || y0 < 0.0 || x0 + 1.0 >= raster.width() as f64 || y0 + 1.0 >= raster.height() as f64 {
        return;
    }
    let (fx, fy) = ((at[0] - x0) as f32, (at[1] - y0) as f32);
    let (x, y) = (x0 as usize, y0 as usize);
    for (dx, dy, share) in [
        (0, 0, (1.0 - fx) * (1.0 - fy)),
        (1, 0, fx * (1.0 - fy)),
        (0, 1, (1.0 - fx) * fy),
        (1, 1, fx * fy),
    ] {
        let cell = &mut raster[(x + dx, y + dy)];
        *cell = (*cell + share * amount).min(1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hair_covers_its_own_area() {
        let window = Window {
            origin_mm: [-4.0, -4.0],
            pitch_mm: 0.08,
            width: 100,
            height: 100,
        };
        let mut raster = Raster::filled(100, 100, 0.0);
        let hair = Hair {
            root_mm: [-1.5, 0.3],
            turn_rad: 0.3,
            curl_per_mm: 0.2,
            length_mm: 3.0,
            width_mm: 0.03,
        };
        hair.draw(&mut raster, &window);
        let area = f64::from(raster.data().iter().sum::<f32>()) * window.pitch_mm.powi(2);
        // Half of length × width, as the hair thins out to nothing.
        assert!((area - 0.045).abs() < 0.002, "{area}");
    }
}
