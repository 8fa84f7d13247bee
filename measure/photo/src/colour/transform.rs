//! The linear colour transform between two captures, fitted on the patches of a card.

use super::ciede2000;
use super::lab::{White, lab};
use nalgebra::{Matrix3, Vector3};

/// Fewest usable patches for a 3 × 3 matrix: three times its unknowns per channel.
const FEWEST_FOR_MATRIX: usize = 9;

/// Fewest usable patches at all: with one there is nothing to check it against.
const FEWEST: usize = 2;

/// Smallest ratio of the patches' singular values that still spans three colours. The card's is 0.1;
/// neutrals alone give 0.01 and less, from noise.
const LEAST_SPREAD: f64 = 0.02;

/// Linear luminance below which lightness no longer makes a patch more important: that of black print.
const DARKEST_WEIGHED: f64 = 0.03;

/// One patch as seen and as it should be, in linear sRGB.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PatchPair {
    /// As seen in the photo to correct.
    pub measured: [f32; 3],
    /// As it should be: published, measured by the practice, or as seen at the first visit.
    pub reference: [f32; 3],
    /// False for patches that are saturated, too dark, shaded or covered: they are left out.
    pub usable: bool,
}

/// What kind of transform the patches allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FitKind {
    /// A full 3 × 3 matrix.
    Matrix,
    /// One gain per channel: too few patches, or all of nearly one colour.
    Gains,
}

/// A linear map of linear sRGB: a 3 × 3 matrix without offset, as light has none.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct ColourTransform {
    matrix: [[f64; 3]; 3],
}

/// A fitted transform and how well it foretells patches it was not fitted on.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Fit {
    /// The transform from measured to reference.
    pub transform: ColourTransform,
    /// What the patches allowed.
    pub kind: FitKind,
    /// Number of patches used.
    pub patches: usize,
    /// Mean over the used patches of ΔE00 (D65) between reference and the patch as corrected by a
    /// transform fitted on the others.
    pub residual_mean_de00: f64,
    /// The largest of these differences.
    pub residual_max_de00: f64,
}

/// Why no transform could be fitted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FitError {
    /// Fewer usable patches than can be checked.
    #[error(
        "{usable} colour patches are usable, {least} are needed; photograph the card evenly lit and whole"
    )]
    TooFewPatches {
        /// Patches that are usable, finite and not black.
        usable: usize,
        /// Fewest that will do.
        least: usize,
    },
}

impl ColourTransform {
    /// Leaves colours as they are.
    pub const IDENTITY: Self = Self {
        matrix: [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    };

    /// Fits the transform from measured to reference colours by weighted least squares.
    ///
    /// Patches that are not `usable`, not finite or without light are left out. A patch weighs by the
    /// slope of L* at its reference luminance, so that errors count about as they are seen and bright
    /// patches do not drown dark skin. With fewer than 9 patches, or patches of nearly one colour, one
    /// gain per channel is fitted instead of a matrix. The residual comes from leaving out each patch
    /// in turn. Unweighted this is the three-term correction of Cheung et al., Color Technol 120 (2004)
    /// 19–25, doi:10.1111/j.1478-4408.2004.tb00201.x.
    ///
    /// # Errors
    ///
    /// [`FitError::TooFewPatches`] with fewer than two patches left.
    ///
    /// ```
    /// use relief_photo::colour::{ColourTransform, FitKind, PatchPair, checker, srgb};
    /// let pairs = checker::CLASSIC.map(|patch| {
    ///     let reference = patch.srgb.map(|code| srgb::decode(f64::from(code) / 255.0) as f32);
    ///     // A warm light: more red, less blue.
    ///     let measured = [reference[0] * 1.1, reference[1], reference[2] * 0.8];
    ///     PatchPair { measured, reference, usable: true }
    /// });
    /// let fit = ColourTransform::fit(&pairs).unwrap();
    /// assert_eq!(fit.kind, FitKind::Matrix);
    /// assert!(fit.residual_max_de00 < 0.01);
    /// let [r, g, b] = fit.transform.apply([0.55, 0.5, 0.4]);
    /// assert!((r - 0.5).abs() < 1e-4 && (g - 0.5).abs() < 1e-4 && (b - 0.5).abs() < 1e-4);
    /// ```
    pub fn fit(pairs: &[PatchPair]) -> Result<Fit, FitError> {
        let samples: Vec<Sample> = pairs.iter().filter_map(Sample::of).collect();
        if samples.len() < FEWEST {
            return Err(FitError::TooFewPatches {
                usable: samples.len(),
                least: FEWEST,
            });
        }
        let all = Sums::of(&samples);
        let kind = if samples.len() >= FEWEST_FOR_MATRIX && all.spread() >= LEAST_SPREAD {
            FitKind::Matrix
        } else {
            FitKind::Gains
        };
        let residuals: Vec<f64> = samples
            .iter()
            .map(|left_out| all.without(left_out).solve(kind).difference(left_out))
            .collect();
        Ok(Fit {
            transform: all.solve(kind),
            kind,
            patches: samples.len(),
            residual_mean_de00: residuals.iter().sum::<f64>() / residuals.len() as f64,
            residual_max_de00: residuals.iter().copied().fold(0.0, f64::max),
        })
    }

    /// The corrected colour, in linear sRGB. It may leave 0…1; NaN stays NaN.
    pub fn apply(&self, linear: [f32; 3]) -> [f32; 3] {
        let [r, g, b] = linear;
        self.matrix
            .map(|row| row[0] as f32 * r + row[1] as f32 * g + row[2] as f32 * b)
    }

    /// The matrix, row by row: corrected = matrix · measured.
    pub fn matrix(&self) -> [[f64; 3]; 3] {
        self.matrix
    }

    fn difference(&self, sample: &Sample) -> f64 {
        let corrected = Matrix3::from_fn(|r, c| self.matrix[r][c]) * sample.measured;
        let [one, two] = [corrected, sample.reference].map(|v| lab(v.into(), White::D65));
        ciede2000(one, two)
    }
}

/// A patch that takes part.
struct Sample {
    measured: Vector3<f64>,
    reference: Vector3<f64>,
    /// Weight of its squared error.
    weight: f64,
}

impl Sample {
    fn of(pair: &PatchPair) -> Option<Self> {
        let measured = Vector3::from(pair.measured.map(f64::from));
        let reference = Vector3::from(pair.reference.map(f64::from));
        let light = |v: &Vector3<f64>| v.iter().all(|c| c.is_finite() && *c >= 0.0) && v.sum() > 0.0;
        (pair.usable && light(&measured) && light(&reference)).then(|| {
            let luminance = reference.dot(&Vector3::new(0.2126, 0.7152, 0.0722));
            // dL*/dY goes with Y^(-2/3); squared errors with its square.
            let weight = luminance.max(DARKEST_WEIGHED).powf(-4.0 / 3.0);
            Self {
                measured,
                reference,
                weight,
            }
        })
    }
}

/// The sums of the normal equations.
#[derive(Clone)]
struct Sums {
    /// Σ w · measured · measuredᵀ.
    own: Matrix3<f64>,
    /// Σ w · reference · measuredᵀ.
    cross: Matrix3<f64>,
}

impl Sums {
    fn of(samples: &[Sample]) -> Self {
        let zero = Self {
            own: Matrix3::zeros(),
            cross: Matrix3::zeros(),
        };
        samples
            .iter()
            .fold(zero, |sums, sample| sums.plus(sample, sample.weight))
    }

    fn plus(mut self, sample: &Sample, weight: f64) -> Self {
        self.own += sample.measured * sample.measured.transpose() * weight;
        self.cross += sample.reference * sample.measured.transpose() * weight;
        self
    }

    fn without(&self, sample: &Sample) -> Self {
        self.clone().plus(sample, -sample.weight)
    }

    /// Smallest by largest singular value of the weighted patches, 0 for patches of one colour.
    fn spread(&self) -> f64 {
        let eigenvalues = self.own.symmetric_eigenvalues();
        (eigenvalues.min().max(0.0) / eigenvalues.max()).sqrt()
    }

    fn solve(&self, kind: FitKind) -> ColourTransform {
        let inverse = self.own.try_inverse().filter(|_| kind == FitKind::Matrix);
        let matrix = match inverse {
            Some(inverse) => self.cross * inverse,
            None => Matrix3::from_diagonal(&Vector3::from_fn(|c, _| {
                let light = self.own[(c, c)];
                // A channel without light in any patch tells nothing.
                if light > 0.0 {
                    self.cross[(c, c)] / light
                } else {
                    1.0
                }
            })),
        };
        ColourTransform {
            matrix: std::array::from_fn(|r| std::array::from_fn(|c| matrix[(r, c)])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colour::{checker, srgb};

    fn card() -> Vec<PatchPair> {
        checker::CLASSIC
            .iter()
            .map(|patch| {
                patch
                    .srgb
                    .map(|code| srgb::decode(f64::from(code) / 255.0) as f32)
            })
            .map(|reference| PatchPair {
                measured: reference,
                reference,
                usable: true,
            })
            .collect()
    }

    /// colour-science 0.4.7, `matrix_colour_correction_Cheung2004` with three terms:
    /// `oracle/colour/oracle.py`.
    #[test]
    fn with_equal_weights_it_is_the_correction_of_cheung() {
        let oracle: Vec<Vec<f64>> = include_str!("../../../../oracle/colour/cheung2004.csv")
            .lines()
            .skip(1)
            .map(|line| line.split(',').map(|v| v.parse().unwrap()).collect())
            .collect();
        for case in oracle.chunks(24) {
            let vector = |row: &[f64], at: usize| Vector3::new(row[at], row[at + 1], row[at + 2]);
            let samples: Vec<Sample> = case
                .iter()
                .map(|row| Sample {
                    measured: vector(row, 2),
                    reference: vector(row, 5),
                    weight: 1.0,
                })
                .collect();
            let fitted = Sums::of(&samples).solve(FitKind::Matrix);
            for (row, sample) in case.iter().zip(&samples) {
                let corrected = Matrix3::from_fn(|r, c| fitted.matrix[r][c]) * sample.measured;
                // The file's ten digits, through one inversion.
                assert!((corrected - vector(row, 8)).amax() < 1e-7, "{row:?} {corrected}");
            }
        }
    }

    #[test]
    fn a_full_mix_of_channels_is_undone_and_unusable_patches_play_no_part() {
        let mix = Matrix3::new(0.9, 0.1, 0.02, 0.05, 1.1, -0.03, 0.0, 0.08, 0.7);
        let mut pairs = card();
        for pair in &mut pairs {
            pair.measured = (mix * Vector3::from(pair.reference.map(f64::from)))
                .map(|v| v as f32)
                .into();
        }
        pairs[18] = PatchPair {
            measured: [1.0; 3],
            usable: false,
            ..pairs[18]
        };
        pairs[3].measured[1] = f32::NAN;
        let fit = ColourTransform::fit(&pairs).unwrap();
        assert_eq!((fit.kind, fit.patches), (FitKind::Matrix, 22));
        assert!(fit.residual_max_de00 < 1e-3, "{fit:?}");
        let undone = Matrix3::from_fn(|r, c| fit.transform.matrix[r][c]) * mix;
        assert!((undone - Matrix3::identity()).amax() < 1e-5);
    }

    #[test]
    fn the_residual_shows_a_patch_that_lies_as_slow_refitting_does() {
        let mut pairs = card();
        pairs[1].measured[1] *= 1.2;
        let fit = ColourTransform::fit(&pairs).unwrap();
        let mut worst = 0.0f64;
        for left_out in 0..pairs.len() {
            let mut others = pairs.clone();
            others[left_out].usable = false;
            let other = ColourTransform::fit(&others).unwrap().transform;
            worst = worst.max(other.difference(&Sample::of(&pairs[left_out]).unwrap()));
        }
        assert!((fit.residual_max_de00 - worst).abs() < 1e-6, "{fit:?} {worst}");
        assert!(fit.residual_max_de00 > 5.0, "{fit:?}");
    }

    #[test]
    fn few_patches_or_neutrals_alone_give_gains_and_one_patch_nothing() {
        let mut pairs = card();
        for pair in &mut pairs {
            pair.measured = [
                pair.reference[0] * 0.5,
                pair.reference[1] * 0.8,
                pair.reference[2],
            ];
        }
        let few = ColourTransform::fit(&pairs[..5]).unwrap();
        assert_eq!((few.kind, few.patches), (FitKind::Gains, 5));
        assert!((few.transform.apply([0.5, 0.8, 1.0])[0] - 1.0).abs() < 1e-5);
        let neutrals: Vec<_> = pairs[18..].iter().chain(&pairs[18..]).copied().collect();
        assert_eq!(ColourTransform::fit(&neutrals).unwrap().kind, FitKind::Gains);
        let error = ColourTransform::fit(&pairs[..1]).unwrap_err();
        assert_eq!(error, FitError::TooFewPatches { usable: 1, least: 2 });
    }
}
