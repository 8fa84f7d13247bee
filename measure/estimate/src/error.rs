//! What can be wrong with numbers.

use thiserror::Error;

/// Why an estimate cannot be made. Each variant names the quantity, its value and the limit.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum EstimateError {
    /// A number is NaN or infinite.
    #[error("{what} is {value}; it must be a finite number")]
    NotFinite {
        /// Which number.
        what: &'static str,
        /// Its value.
        value: f64,
    },
    /// A number is below its smallest value.
    #[error("{what} is {value}; it must be at least {least}")]
    BelowLimit {
        /// Which number.
        what: &'static str,
        /// Its value.
        value: f64,
        /// The smallest value allowed.
        least: f64,
    },
    /// A number is zero or below where only positive numbers make sense.
    #[error("{what} is {value}; it must be above zero")]
    NotPositive {
        /// Which number.
        what: &'static str,
        /// Its value.
        value: f64,
    },
    /// An interval's ends are in the wrong order.
    #[error("the interval [{lower}, {upper}] is upside down: its lower end must not exceed its upper end")]
    IntervalOrder {
        /// The first end.
        lower: f64,
        /// The second end.
        upper: f64,
    },
    /// There is too little data.
    #[error("{what}: {count} given; at least {least} are needed")]
    TooFew {
        /// Of what.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many are needed.
        least: usize,
    },
    /// There is too much data.
    #[error("{what}: {count} given; at most {most} can be handled")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How much there is.
        count: usize,
        /// How much can be handled.
        most: usize,
    },
    /// A grade is none of the categories.
    #[error("{what} is {value}; the {categories} categories are counted from 0")]
    OutOfRange {
        /// Which number.
        what: &'static str,
        /// Its value.
        value: usize,
        /// How many categories there are.
        categories: usize,
    },
    /// Paired data are not of one length.
    #[error("{what}: {before} before and {after} after; paired data must have the same number")]
    Unpaired {
        /// Of what.
        what: &'static str,
        /// How many before.
        before: usize,
        /// How many after.
        after: usize,
    },
    /// Every value is the same, so that the quantity is undefined.
    #[error("{what} varies, so that {quantity} is undefined")]
    NoVariation {
        /// Which data, as "neither side" or "no difference".
        what: &'static str,
        /// What was to be computed.
        quantity: &'static str,
    },
    /// The statistic has no finite value on too many resamples.
    #[error(
        "the statistic has no finite value on {undefined} of {draws} resamples; at most {most} may lack one"
    )]
    Undefined {
        /// How many resamples lack a value.
        undefined: usize,
        /// How many were drawn.
        draws: usize,
        /// How many may lack one.
        most: usize,
    },
}

/// `value`, when finite.
pub(crate) fn finite(what: &'static str, value: f64) -> Result<f64, EstimateError> {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(EstimateError::NotFinite { what, value })
    }
}

/// `value`, when finite and not below zero.
pub(crate) fn not_negative(what: &'static str, value: f64) -> Result<f64, EstimateError> {
    if finite(what, value)? < 0.0 {
        return Err(EstimateError::BelowLimit {
            what,
            value,
            least: 0.0,
        });
    }
    Ok(value)
}

/// `value`, when finite and above zero.
pub(crate) fn positive(what: &'static str, value: f64) -> Result<f64, EstimateError> {
    if finite(what, value)? <= 0.0 {
        return Err(EstimateError::NotPositive { what, value });
    }
    Ok(value)
}

/// Fails when `count` is below `least`.
pub(crate) fn at_least(what: &'static str, count: usize, least: usize) -> Result<(), EstimateError> {
    if count < least {
        return Err(EstimateError::TooFew { what, count, least });
    }
    Ok(())
}

/// Fails when `count` is above `most`.
pub(crate) fn at_most(what: &'static str, count: usize, most: usize) -> Result<(), EstimateError> {
    if count > most {
        return Err(EstimateError::TooMany { what, count, most });
    }
    Ok(())
}
