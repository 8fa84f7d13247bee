//! Sums over patients' sessions from which shares of sessions follow.

use super::side_effects::{Duration, SessionShare, SideEffects, SignAnswer};
use crate::distribution::{UPPER_95, t_quantile};
use crate::error::{Known, enough};
use crate::share::Share;
use relief_protocol::Sign;
use std::iter::Sum;

/// What a one-sided 95 % bound leaves outside.
const ONE_SIDED: f64 = 0.05;

/// Everything that side effects per session follow from. All sums are over patients with a diary.
#[derive(Debug, Clone, PartialEq)]
pub struct SideEffectSums {
    /// Patients with a diary.
    pub patients: usize,
    /// Their sessions with one.
    pub sessions: usize,
    /// The squares of each patient's sessions with one.
    pub squares: usize,
    /// Sessions of anybody without a diary.
    pub without_diary: usize,
    /// Sessions whose most alarming day was to be watched.
    pub watched: Happened,
    /// Sessions after which the clinic had to be contacted.
    pub contacted: Happened,
    /// Each sign that is asked for.
    pub signs: Vec<SignSums>,
}

/// What is summed of one sign.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignSums {
    /// Which.
    pub sign: Sign,
    /// Sessions after which it was there.
    pub any: Happened,
    /// Sessions after which it was severe.
    pub severe: Happened,
    /// How long it lasted.
    pub duration: Known<Duration>,
}

/// After how many sessions something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Happened {
    /// So many.
    pub sessions: usize,
    /// The squares of so many of each patient.
    pub squares: usize,
    /// So many of each patient times that patient's sessions with a diary.
    pub products: usize,
}

impl Happened {
    /// To one patient, after `sessions` of `of`.
    pub(super) fn to_one(sessions: usize, of: usize) -> Self {
        Self {
            sessions,
            squares: sessions * sessions,
            products: sessions * of,
        }
    }
}

impl Sum for Happened {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            sessions: sum.sessions + one.sessions,
            squares: sum.squares + one.squares,
            products: sum.products + one.products,
        })
    }
}

/// Side effects per session from sums over patients. This is how a registry answers whose rows do not fit in memory.
///
/// # Errors
///
/// Fewer than [`crate::SMALLEST_CELL`] patients with a diary.
pub fn side_effects_of(sums: &SideEffectSums) -> Known<SideEffects> {
    let sign = |of: &SignSums| {
        Ok(SignAnswer {
            sign: of.sign,
            any: sums.share(&of.any)?,
            severe: sums.share(&of.severe)?,
            duration: of.duration,
        })
    };
    Ok(SideEffects {
        patients: sums.patients,
        sessions: sums.sessions,
        without_diary: sums.without_diary,
        watched: sums.share(&sums.watched)?,
        contacted: sums.share(&sums.contacted)?,
        signs: sums.signs.iter().map(sign).collect::<Known<_>>()?,
    })
}

impl SideEffectSums {
    fn share(&self, happened: &Happened) -> Known<SessionShare> {
        enough(self.patients)?;
        let (count, of) = (happened.sessions, self.sessions);
        let clusters = self.patients as f64;
        let (share, n) = (count as f64 / of as f64, of as f64);
        let effective = if count == 0 || count == of {
            clusters
        } else {
            let variance = clusters / (clusters - 1.0) * self.off(happened) / (n * n);
            let few = t_quantile(UPPER_95, n - 1.0) / t_quantile(UPPER_95, clusters - 1.0);
            // Patients more alike than chance would have them make no more sessions than there are.
            (share * (1.0 - share) / variance * few.powi(2)).min(n)
        };
        Ok(SessionShare {
            share: Share::with_effective_size(count, of, effective)?,
            at_most: (count == 0).then(|| 1.0 - ONE_SIDED.powf(clusters.recip())),
        })
    }

    /// The sum over patients of the square of what happened less what would have at the share of all: whole numbers but for one
    /// division, so that nothing is lost where nearly all cancels out. They fit for ten thousand million sessions.
    fn off(&self, happened: &Happened) -> f64 {
        let [count, of, squares, products, of_squares] = [
            happened.sessions,
            self.sessions,
            happened.squares,
            happened.products,
            self.squares,
        ]
        .map(|sum| sum as i128);
        let sum = of * of * squares - 2 * count * of * products + count * count * of_squares;
        sum as f64 / (of * of) as f64
    }
}
