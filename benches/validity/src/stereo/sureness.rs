//! What is told of how sure heights are, against how far off they are.

use nalgebra::{Matrix3, Vector3};
use relief_grid::{HeightMap, Mask, Raster, filter};
use relief_phantom::RenderedLightSet;
use relief_stereo::Relief;

/// Means over blocks of a side and over twice that differ by an octave of waves around so many sides.
const WAVE_PER_BLOCK: f64 = 3.2;
/// Blocks count of which at least three quarters were measured.
const MEASURED: f64 = 0.75;
/// Blocks stand beside the mean of four, so that their squares come out smaller than of as many that stand alone.
const OF_FOUR: f64 = 4.0 / 3.0;
/// Each height is held against the skin so far around.
const AROUND_MM: f64 = 1.0;
/// Standard uncertainties within which 68 and 95 % of normal errors lie.
const WITHIN: [f64; 2] = [1.0, 1.96];

/// What is counted over persons.
#[derive(Default)]
pub struct Sureness {
    wavelengths_mm: Vec<f64>,
    /// Sums of squares in mm², told and true, and how many persons had skin enough for them.
    squares: Vec<[f64; 3]>,
    within: [f64; 2],
    cells: f64,
}

impl Sureness {
    pub fn judge(&mut self, relief: &Relief, there: &RenderedLightSet) {
        let error = Error::of(&relief.height, &there.heights).flat();
        self.wavelengths_mm = relief.waves.iter().map(|wave| wave.wavelength_mm).collect();
        self.squares.resize(relief.waves.len(), [0.0; 3]);
        for (squares, wave) in self.squares.iter_mut().zip(&relief.waves) {
            if let Some(there) = error.octave_mm2(wave.wavelength_mm) {
                squares[0] += wave.sigma_mm.powi(2);
                squares[1] += there;
                squares[2] += 1.0;
            }
        }
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
        let um = |square: f64, persons: f64| 1e3 * (square / persons).sqrt();
        let waves = self.squares.iter().map(|[told, there, persons]| match persons {
            0.0 => "–".to_owned(),
            persons => format!("{:.1} / {:.1}", um(*told, *persons), um(*there, *persons)),
        });
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

    /// Without the plane that it stands on: how a camera is tilted against the skin is no relief.
    fn flat(mut self) -> Self {
        let (mut gram, mut right) = (Matrix3::zeros(), Vector3::zeros());
        let (width, height) = (self.mm.width(), self.mm.height());
        let at = |x: usize, y: usize| Vector3::new(1.0, x as f64 / width as f64, y as f64 / height as f64);
        let cells = || (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        for (x, y) in cells().filter(|(x, y)| self.known.get(*x, *y)) {
            gram += at(x, y) * at(x, y).transpose();
            right += at(x, y) * f64::from(self.mm[(x, y)]);
        }
        let Some(plane) = gram.cholesky().map(|gram| gram.solve(&right)) else {
            return self;
        };
        for (x, y) in cells().filter(|(x, y)| self.known.get(*x, *y)) {
            self.mm[(x, y)] -= plane.dot(&at(x, y)) as f32;
        }
        self
    }

    /// The variance of an octave of waves: of means of blocks about the mean of the four that they stand with; `None` where nowhere four were measured.
    fn octave_mm2(&self, wavelength_mm: f64) -> Option<f64> {
        let block = ((wavelength_mm / WAVE_PER_BLOCK / self.pitch_mm).round() as usize).max(1);
        let (mut squares, mut count) = (0.0, 0.0);
        for top in (0..self.mm.height()).step_by(2 * block) {
            for left in (0..self.mm.width()).step_by(2 * block) {
                let four = [[0, 0], [1, 0], [0, 1], [1, 1]]
                    .map(|[right, down]| self.mean(left + right * block, top + down * block, block));
                let four: Vec<f64> = four.into_iter().flatten().collect();
                if four.len() == 4 {
                    let mean = four.iter().sum::<f64>() / 4.0;
                    squares += four.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
                    count += 4.0;
                }
            }
        }
        (count > 0.0).then(|| OF_FOUR * squares / count)
    }

    /// The mean of a block, if enough of it was measured.
    fn mean(&self, left: usize, top: usize, block: usize) -> Option<f64> {
        let (mut sum, mut count) = (0.0, 0.0);
        for y in top..(top + block).min(self.mm.height()) {
            for x in (left..(left + block).min(self.mm.width())).filter(|x| self.known.get(*x, y)) {
                sum += f64::from(self.mm[(x, y)]);
                count += 1.0;
            }
        }
        (count >= MEASURED * (block * block) as f64).then(|| sum / count)
    }
}
