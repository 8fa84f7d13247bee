//! Estimates with 95 % intervals, changes with verdicts, and the repeatability they are held to.
//!
//! This crate knows numbers only: no images, no files, no people. Whatever is measured, it answers the
//! same three questions. How sure is the number ([`Estimate`], [`Bootstrap`])? How far do two captures
//! of unchanged skin differ ([`Mdc95`])? May a difference be called a change ([`Change`])?
//!
//! ```
//! use relief_estimate::{BlockSums, Bootstrap, Change, Direction, Mdc95, Verdict};
//!
//! // A picture of 40 blocks; per block the sum of a quantity over its cells, and the cell count.
//! let mut before = BlockSums::new(40, 2);
//! let mut after = BlockSums::new(40, 2);
//! for block in 0..40 {
//!     let uneven = (block % 7) as f64;
//!     before.add(block, &[100.0 * (5.0 + 0.1 * uneven), 100.0]);
//!     after.add(block, &[100.0 * (3.5 + 0.1 * uneven), 100.0]);
//! }
//! let mean = |sums: &[f64]| sums[0] / sums[1];
//! let pair = Bootstrap::seeded(1).paired_blocks(&before, &after, mean)?;
//! let change = Change::weigh(pair, Mdc95::Absolute(0.4), Direction::LowerIsBetter)?;
//! assert_eq!(change.verdict, Verdict::Improved);
//! # Ok::<(), relief_estimate::EstimateError>(())
//! ```

mod bootstrap;
mod change;
mod distribution;
mod error;
mod estimate;
mod kappa;
mod mdc;
mod moments;
#[cfg(test)]
mod oracle;
mod paired;
mod repeatability;
mod share;

pub use bootstrap::{BlockSums, Bootstrap, IntervalMethod, Tiling};
pub use change::{Change, Direction, MetricChange, PairedEstimates, Verdict};
pub use error::EstimateError;
pub use estimate::Estimate;
pub use kappa::{KappaWeights, weighted_kappa};
pub use mdc::Mdc95;
pub use paired::{Pairs, SignedRank};
pub use repeatability::{
    ErrorScale, IntraclassCorrelation, IntraclassModel, LimitInterval, LimitsOfAgreement,
    MetricRepeatability, REPEATABILITY_SCHEMA, Repeatability, RepeatabilityError, RepeatabilityFile,
    cv_root_mean_square,
};
