//! The linear mixed model with one random intercept, by restricted maximum likelihood.

use super::Moments;
use crate::error::{Known, NotKnown};
use nalgebra::{Cholesky, DMatrix, DVector};

/// Logarithms of the ratio of variances that are tried first, from one in five thousand million, which no data tell from none, to a
/// residual of as little. Steps of a half do not step over a maximum.
const TRIED: std::ops::RangeInclusive<i32> = -45..=45;
/// Between tried logarithms.
const STEP: f64 = 0.5;
/// Steps of the golden section: from a bracket of 1 to 1e-12.
const SECTIONS: usize = 58;
/// A column of which others leave less than this share of its square is a sum of others.
const COLLINEAR: f64 = 1e-9;

/// The model y = Xβ + u + e, with u the same for all rows of a group, fitted by REML (Patterson & Thompson 1971,
/// doi:10.1093/biomet/58.3.545; profiled over the ratio of both variances as Bates et al. 2015, doi:10.18637/jss.v067.i01).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RandomIntercept {
    pub(crate) coefficients: DVector<f64>,
    pub(crate) covariance: DMatrix<f64>,
    /// The variance between groups.
    pub(crate) between: f64,
    /// The variance within.
    pub(crate) residual: f64,
    pub(crate) groups: usize,
}

impl RandomIntercept {
    /// Fits. Too few when there are not two rows and two groups more than columns.
    pub(crate) fn of(moments: &Moments) -> Known<Self> {
        let least = moments.width + 2;
        if moments.rows < least || moments.groups < least {
            return Err(NotKnown::TooFewForThis);
        }
        moments.check_rank()?;
        let ratio = moments.best_ratio()?;
        let at = moments.at(ratio)?;
        let residual = at.squares / moments.df();
        Ok(Self {
            covariance: at.inverse * residual,
            coefficients: at.coefficients,
            between: ratio * residual,
            residual,
            groups: moments.groups,
        })
    }

    /// A sum of coefficients, each so many times, and its variance.
    pub(crate) fn combined(&self, weights: &DVector<f64>) -> (f64, f64) {
        let variance = weights.dot(&(&self.covariance * weights));
        (weights.dot(&self.coefficients), variance)
    }

    /// Groups less coefficients: the fewest degrees of freedom that any coefficient has.
    pub(crate) fn df(&self) -> f64 {
        (self.groups - self.coefficients.len()) as f64
    }
}

/// The fit at one ratio of variances.
struct At {
    coefficients: DVector<f64>,
    inverse: DMatrix<f64>,
    squares: f64,
    /// Minus twice the restricted log likelihood, less what does not depend on the ratio.
    deviance: f64,
}

impl Moments {
    /// Rows less coefficients.
    fn df(&self) -> f64 {
        (self.rows - self.width) as f64
    }

    /// Not tellable when a column is zero, or a sum of others.
    fn check_rank(&self) -> Known<()> {
        let normal = self.cross.view((0, 0), (self.width, self.width)).into_owned();
        let scale = normal.diagonal().map(|square| square.sqrt().recip());
        let scaled = DMatrix::from_fn(self.width, self.width, |a, b| {
            scale[a] * normal[(a, b)] * scale[b]
        });
        let lower = Cholesky::new(scaled).ok_or(NotKnown::NotTellable)?.unpack();
        let independent = lower.diagonal().iter().all(|pivot| pivot * pivot > COLLINEAR);
        independent.then_some(()).ok_or(NotKnown::NotTellable)
    }

    fn at(&self, ratio: f64) -> Known<At> {
        let mut cross = self.cross.clone();
        let mut deviance = 0.0;
        for (size, (groups, sums)) in &self.by_size {
            let size = *size as f64;
            cross -= sums * (ratio / (1.0 + size * ratio));
            deviance += *groups as f64 * (size * ratio).ln_1p();
        }
        let normal = cross.view((0, 0), (self.width, self.width)).into_owned();
        let target = cross
            .view((0, self.width), (self.width, 1))
            .column(0)
            .into_owned();
        let solved = Cholesky::new(normal).ok_or(NotKnown::NotTellable)?;
        let coefficients = solved.solve(&target);
        let squares = cross[(self.width, self.width)] - coefficients.dot(&target);
        if squares.is_nan() || squares <= 0.0 {
            return Err(NotKnown::NotTellable);
        }
        deviance += self.df() * squares.ln() + solved.ln_determinant();
        Ok(At {
            inverse: solved.inverse(),
            coefficients,
            squares,
            deviance,
        })
    }

    /// The ratio between to within with the highest restricted likelihood; zero when none is likelier.
    fn best_ratio(&self) -> Known<f64> {
        let deviance = |log: f64| self.at(log.exp()).map_or(f64::INFINITY, |at| at.deviance);
        let tried = TRIED.map(|step| f64::from(step) * STEP);
        let best = tried.min_by(|a, b| deviance(*a).total_cmp(&deviance(*b)));
        let best = best.ok_or(NotKnown::Undefined)?;
        let log = golden_section(best - STEP, best + STEP, deviance);
        if self.at(0.0)?.deviance <= deviance(log) {
            return Ok(0.0);
        }
        Ok(log.exp())
    }
}

/// Where a function with one valley in a bracket is least.
fn golden_section(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let ratio = (f64::sqrt(5.0) - 1.0) / 2.0;
    let (mut left, mut right) = (high - ratio * (high - low), low + ratio * (high - low));
    let (mut at_left, mut at_right) = (f(left), f(right));
    for _ in 0..SECTIONS {
        if at_left < at_right {
            (high, right, at_right) = (right, left, at_left);
            left = high - ratio * (high - low);
            at_left = f(left);
        } else {
            (low, left, at_left) = (left, right, at_right);
            right = low + ratio * (high - low);
            at_right = f(right);
        }
    }
    f64::midpoint(low, high)
}
