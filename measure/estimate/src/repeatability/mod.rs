//! How far two captures of unchanged skin lie apart.

mod agreement;
mod file;
mod intraclass;
mod within;

pub use agreement::{LimitInterval, LimitsOfAgreement};
pub use file::{MetricRepeatability, REPEATABILITY_SCHEMA, RepeatabilityError, RepeatabilityFile};
pub use intraclass::{IntraclassCorrelation, IntraclassModel};
pub use within::{ErrorScale, Repeatability, cv_root_mean_square};

#[cfg(test)]
mod tests;
