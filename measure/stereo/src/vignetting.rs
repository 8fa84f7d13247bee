//! How a lens darkens the corners, and taking it back.
//!
//! A normal does not feel it: at one pixel all lamps lose the same share. The skin's colour, the gloss that is told by the mean brightness, and what is burnt out or black do.

use crate::{StereoError, block_means};
use nalgebra::{DMatrix, DVector};
use rayon::prelude::*;
use relief_grid::Raster;

/// The share of light that the lens lets through to each pixel, beside that at the picture's brightest place.
#[derive(Debug, Clone)]
pub struct Vignetting {
    share: Raster<[f32; 3]>,
}

/// No lens that shows skin loses more than this: what is darker is no flat picture, or another lens's numbers.
const LEAST_SHARE: f64 = 0.1;
/// A lens may let more light through beside its middle; more than twice as much none does.
const MOST_SHARE: f64 = 2.0;
/// Powers of x and y together in the surface that is fitted to a flat picture: enough for cos⁴ and for the steep corners of phones, and too few for dust, paper and noise.
const DEGREE: usize = 6;
/// A flat picture is fitted on about so many blocks along its longer side.
const BLOCKS: usize = 160;

impl Vignetting {
    /// The radial model of lens databases (Lensfun's `pa`; the source of its numbers): `1 + k₁ r² + k₂ r⁴ + k₃ r⁶` of the light arrives at a distance of `r` from the middle of a picture of `width × height`
    /// pixels, in units of half of its diagonal.
    ///
    /// ```
    /// use relief_stereo::Vignetting;
    /// let lens = Vignetting::radial([400, 300], [-0.4, 0.0, 0.0])?;
    /// assert!((lens.share(200, 150) - 1.0).abs() < 1e-3 && (lens.share(0, 0) - 0.6).abs() < 5e-3);
    /// assert!(Vignetting::radial([400, 300], [-1.0, 0.0, 0.0]).is_err());
    /// # Ok::<(), relief_stereo::StereoError>(())
    /// ```
    ///
    /// # Errors
    /// [`StereoError::Value`] when less than a tenth of the light or more than all of it twice over would arrive somewhere, or a number is none.
    pub fn radial([width, height]: [usize; 2], k: [f64; 3]) -> Result<Self, StereoError> {
        let model = |squared: f64| 1.0 + squared * (k[0] + squared * (k[1] + squared * k[2]));
        let steps = 64;
        let off = (0..=steps)
            .map(|i| model((f64::from(i) / f64::from(steps)).powi(2)))
            .find(|share| !(LEAST_SHARE..=MOST_SHARE).contains(share));
        if let Some(share) = off {
            return Err(StereoError::Value {
                name: "vignetting".to_owned(),
                field: "share of light that arrives",
                value: share.to_string(),
                limit: "1 + k1 r² + k2 r⁴ + k3 r⁶ must lie between 0.1 and 2 for r from 0 to 1, which is a corner",
            });
        }
        let middle = [width, height].map(|side| 0.5 * (side as f64 - 1.0));
        let corner = 0.5 * (width as f64).hypot(height as f64);
        let share = Raster::from_fn(width, height, |x, y| {
            let away = (x as f64 - middle[0]).hypot(y as f64 - middle[1]) / corner;
            [model(away * away) as f32; 3]
        });
        Ok(Self { share })
    }

    /// From a picture of an even, matt white surface under even light, in linear light, taken with the lens as for the set: a smooth surface is fitted to each channel's logarithm, so that paper, dust
    /// and noise do not count.
    ///
    /// # Errors
    /// [`StereoError::Value`] when parts of the picture are black or less than a tenth as bright as others.
    pub fn from_flat(flat: &Raster<[f32; 3]>) -> Result<Self, StereoError> {
        let wrong = |value: String| StereoError::Value {
            name: "the flat frame".to_owned(),
            field: "brightness beside its brightest",
            value,
            limit: "it must lie between 0.1 and 2 all over an even, white, evenly lit surface",
        };
        let (width, height) = (flat.width(), flat.height());
        let blocks = block_means(flat, (width.max(height) / BLOCKS).max(1));
        let place = Place { width, height };
        let mut fits = Vec::new();
        for channel in 0..3 {
            let dark = blocks.data().iter().map(|pixel| pixel[channel]);
            let darkest = dark.fold(f32::INFINITY, f32::min);
            let logs = blocks.map(|pixel| f64::from(pixel[channel]).ln());
            let fit = (darkest > 0.0)
                .then(|| fitted(&logs))
                .flatten()
                .ok_or_else(|| wrong("0".to_owned()))?;
            let brightest = blocks_of(&logs)
                .map(|at| value(&fit, at))
                .fold(f64::NEG_INFINITY, f64::max);
            fits.push((fit, brightest));
        }
        let share = rows(place, |at| {
            std::array::from_fn(|channel| {
                let (fit, brightest) = &fits[channel];
                (value(fit, at) - brightest).exp() as f32
            })
        });
        let usable = |share: &&f32| (LEAST_SHARE..=MOST_SHARE).contains(&f64::from(**share));
        if let Some(share) = share.data().iter().flatten().find(|share| !usable(share)) {
            return Err(wrong(format!("{share:.3}")));
        }
        Ok(Self { share })
    }

    /// The share of green light that arrives at a pixel.
    pub fn share(&self, x: usize, y: usize) -> f32 {
        self.share[(x, y)][1]
    }

    /// Takes it back in a picture in linear light. What is burnt out must be known before: it stays so.
    ///
    /// # Errors
    /// [`StereoError::Size`] when the picture, which is called `name`, has another size than this was made for.
    pub fn undo(&self, name: &str, picture: &mut Raster<[f32; 3]>) -> Result<(), StereoError> {
        let [width, height] = [self.share.width(), self.share.height()];
        if (picture.width(), picture.height()) != (width, height) {
            return Err(StereoError::Size {
                name: name.to_owned(),
                got_width: picture.width(),
                got_height: picture.height(),
                width,
                height,
            });
        }
        let pixels = picture.data_mut().par_iter_mut();
        pixels.zip(self.share.data()).for_each(|(pixel, share)| {
            for (value, share) in pixel.iter_mut().zip(share) {
                *value /= share;
            }
        });
        Ok(())
    }
}

/// Places of a picture's pixels, from −1 to 1 along each side.
#[derive(Debug, Clone, Copy)]
struct Place {
    width: usize,
    height: usize,
}

impl Place {
    fn of(self, x: usize, y: usize) -> [f64; 2] {
        let along = |at: usize, side: usize| (2.0 * at as f64 + 1.0) / side as f64 - 1.0;
        [along(x, self.width), along(y, self.height)]
    }
}

fn blocks_of(blocks: &Raster<f64>) -> impl Iterator<Item = [f64; 2]> {
    let place = Place {
        width: blocks.width(),
        height: blocks.height(),
    };
    (0..place.height).flat_map(move |y| (0..place.width).map(move |x| place.of(x, y)))
}

fn rows(place: Place, pixel: impl Fn([f64; 2]) -> [f32; 3] + Sync) -> Raster<[f32; 3]> {
    let mut shares = Raster::filled(place.width, place.height, [0.0; 3]);
    shares
        .data_mut()
        .par_chunks_mut(place.width.max(1))
        .enumerate()
        .for_each(|(y, row)| {
            for (x, to) in row.iter_mut().enumerate() {
                *to = pixel(place.of(x, y));
            }
        });
    shares
}

/// Products of Chebyshev's polynomials, which a grid tells apart well.
fn powers([x, y]: [f64; 2]) -> impl Iterator<Item = f64> {
    let chebyshev = |v: f64| {
        let mut values = [1.0, v, 0.0, 0.0, 0.0, 0.0, 0.0];
        for i in 2..=DEGREE {
            values[i] = 2.0 * v * values[i - 1] - values[i - 2];
        }
        values
    };
    let (along, down) = (chebyshev(x), chebyshev(y));
    (0..=DEGREE).flat_map(move |i| (0..=DEGREE - i).map(move |j| along[i] * down[j]))
}

fn value(fit: &DVector<f64>, at: [f64; 2]) -> f64 {
    powers(at)
        .zip(fit.iter())
        .map(|(power, factor)| power * factor)
        .sum()
}

/// Least squares.
fn fitted(logs: &Raster<f64>) -> Option<DVector<f64>> {
    let count = (DEGREE + 1) * (DEGREE + 2) / 2;
    let (mut gram, mut right) = (DMatrix::zeros(count, count), DVector::zeros(count));
    for (at, log) in blocks_of(logs).zip(logs.data()) {
        let row = DVector::from_iterator(count, powers(at));
        gram.ger(1.0, &row, &row, 1.0);
        right.axpy(*log, &row, 1.0);
    }
    Some(gram.cholesky()?.solve(&right))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cosine's fourth power of a lens with a field of 80° along the diagonal.
    fn cos4(x: usize, y: usize) -> f32 {
        let place = Place {
            width: 400,
            height: 300,
        };
        let [x, y] = place.of(x, y);
        let tangent = (0.8 * x).hypot(0.6 * y) * 40f64.to_radians().tan();
        (1.0 / (1.0 + tangent * tangent)).powi(2) as f32
    }

    #[test]
    fn a_flat_picture_tells_the_cosines_fourth_power_beneath_paper_and_dust() {
        let flat = Raster::from_fn(400, 300, |x, y| {
            let paper = 1.0 + 0.03 * ((x * 7 + y * 13) as f32).sin();
            let dust = if x.abs_diff(120) + y.abs_diff(90) < 4 {
                0.8
            } else {
                1.0
            };
            [0.7, 0.6, 0.5].map(|white| white * paper * dust * cos4(x, y))
        });
        let lens = Vignetting::from_flat(&flat).unwrap();
        for (x, y) in [(0, 0), (200, 150), (399, 20), (120, 90), (30, 299)] {
            let off = lens.share(x, y) / cos4(x, y) - 1.0;
            assert!(off.abs() < 0.01, "{x} {y}: {off}");
        }
    }

    #[test]
    fn a_picture_that_is_not_flat_is_one_line() {
        for dark in [0.0, 0.01] {
            let flat = Raster::from_fn(300, 200, |x, _| [if x < 150 { dark } else { 0.6 }; 3]);
            let error = Vignetting::from_flat(&flat).unwrap_err().to_string();
            assert!(
                error.starts_with("the flat frame: ") && !error.contains('\n'),
                "{error}"
            );
        }
    }
}
