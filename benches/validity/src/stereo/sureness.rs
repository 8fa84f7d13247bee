//! What is told of how sure heights are, against how far off they are.

use relief_grid::{HeightMap, Mask, Raster, filter};
use relief_phantom::RenderedLightSet;
use relief_stereo::Relief;

/// Means over blocks of a side and over twice that differ by an octave of waves around so many sides.
const WAVE_PER_BLOCK: f64 = 3.2;
/// Blocks count of which at least three quarters were measured.
const MEASURED: f64 = 0.75;
/// Each height is held against the skin so far around.
const AROUND_MM: f64 = 1.0;
/// Standard uncertainties within which 68 and 95 % of normal errors lie.
const WITHIN: [f64; 2] = [1.0, 1.96];

/// What is counted over persons.
#[derive(Default)]
pub struct Sureness {
    wavelengths_mm: Vec<f64>,
    /// Sums of squares in mm², told and true.
    squares: Vec<[f64; 2]>,
    persons: f64,
    within: [f64; 2],
    cells: f64,
}

impl Sureness {
    pub fn judge(&mut self, relief: &Relief, there: &RenderedLightSet) {
        let error = Error::of(&relief.height, &there.heights);
        self.wavelengths_mm = relief.waves.iter().map(|wave| wave.wavelength_mm).collect();
        self.squares.resize(relief.waves.len(), [0.0; 2]);
        for (squares, wave) in self.squares.iter_mut().zip(&relief.waves) {
            squares[0] += wave.sigma_mm.powi(2);
            squares[1] += error.octave_mm2(wave.wavelength_mm);
        }
        self.persons += 1.0;
        let radius = (AROUND_MM / error.pitch_mm).round() as usize;
        let (around, _) = filter::box_mean_masked(&error.mm, &error.known, radius);
        for y in 0..error.mm.height() {
            for x in (0..error.mm.width()).filter(|x| error.known.get(*x, y)) {
                let off = f64::from((error.mm[(x, y)] - around[(x, y)]).abs());
                let sigma = f64::from(relief.sigma_mm[(x, y)]);
                for (within, times) in self.within.iter_mut().zip(WITHIN) {
                    *within += f64::from(u8::from(off < times * sigma));
                }
                self.cells += 1.0;
            }
        }
    }

    /// Told and true of each wavelength in µm, root mean squares over persons; then the shares of heights within one standard uncertainty and within 1.96.
    pub fn row(&self, name: &str) -> Vec<String> {
        let um = |square: f64| format!("{:.1}", 1e3 * (square / self.persons).sqrt());
        let waves = self
            .squares
            .iter()
            .map(|[told, there]| format!("{} / {}", um(*told), um(*there)));
        let shares = self
            .within
            .iter()
            .map(|within| format!("{:.0} %", 100.0 * within / self.cells));
        [name.to_owned()].into_iter().chain(waves).chain(shares).collect()
    }

    pub fn heads(&self) -> Vec<String> {
        let waves = self.wavelengths_mm.iter().map(|mm| format!("{mm} mm"));
        let shares = ["68 % should be", "95 % should be"].map(str::to_owned);
        ["set".to_owned()]
            .into_iter()
            .chain(waves)
            .chain(shares)
            .collect()
    }
}

/// Found heights less true ones.
struct Error {
    mm: Raster<f32>,
    known: Mask,
    pitch_mm: f64,
}

impl Error {
    fn of(found: &HeightMap, there: &HeightMap) -> Self {
        let off = |x: usize, y: usize| Some(found.height_mm(x, y)? - there.height_mm(x, y)?);
        Self {
            mm: Raster::from_fn(found.width(), found.height(), |x, y| {
                off(x, y).unwrap_or(0.0) as f32
            }),
            known: Mask::from_fn(found.width(), found.height(), |x, y| off(x, y).is_some()),
            pitch_mm: found.pitch_x().mm_per_px(),
        }
    }

    /// The variance of an octave of waves.
    fn octave_mm2(&self, wavelength_mm: f64) -> f64 {
        let block = ((wavelength_mm / WAVE_PER_BLOCK / self.pitch_mm).round() as usize).max(1);
        (self.variance_of_means(block) - self.variance_of_means(2 * block)).max(0.0)
    }

    fn variance_of_means(&self, block: usize) -> f64 {
        let (mut means, whole) = (Vec::new(), (block * block) as f64);
        for top in (0..=self.mm.height().saturating_sub(block)).step_by(block) {
            for left in (0..=self.mm.width().saturating_sub(block)).step_by(block) {
                let (mut sum, mut count) = (0.0, 0.0);
                for y in top..(top + block).min(self.mm.height()) {
                    for x in left..(left + block).min(self.mm.width()) {
                        sum += f64::from(self.mm[(x, y)]);
                        count += f64::from(u8::from(self.known.get(x, y)));
                    }
                }
                if count >= MEASURED * whole {
                    means.push(sum / count);
                }
            }
        }
        let count = means.len().max(1) as f64;
        let mean = means.iter().sum::<f64>() / count;
        means.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count
    }
}
