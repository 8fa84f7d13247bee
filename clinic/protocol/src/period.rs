//! Periods as people write them: "4 weeks", "6 months".

use crate::error::{ValueError, quote};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The unit of a [`Period`]. Months and years are the calendar's, so how many days they are depends on the date
/// they are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Calendar days.
    Days,
    /// Seven calendar days.
    Weeks,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

/// A whole number of days, weeks, months or years, at least one and at most 50 years.
///
/// ```
/// use relief_protocol::{Period, Unit};
/// let period: Period = "4 weeks".parse()?;
/// assert_eq!((period.count(), period.unit()), (4, Unit::Weeks));
/// assert!("4 fortnights".parse::<Period>().is_err());
/// # Ok::<(), relief_protocol::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    count: u16,
    unit: Unit,
}

/// No rule of a course looks further.
const MOST_YEARS: u32 = 50;

impl Unit {
    /// The singular and the plural, as written in a protocol file.
    const fn words(self) -> [&'static str; 2] {
        match self {
            Self::Days => ["day", "days"],
            Self::Weeks => ["week", "weeks"],
            Self::Months => ["month", "months"],
            Self::Years => ["year", "years"],
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Days, Self::Weeks, Self::Months, Self::Years]
            .into_iter()
            .find(|unit| unit.words().contains(&word))
    }
}

impl Period {
    /// How many units.
    pub fn count(self) -> u16 {
        self.count
    }

    /// The unit.
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// The fewest and the most days that the period can be, over all dates it may be counted from.
    pub fn days(self) -> [u32; 2] {
        let count = u32::from(self.count);
        match self.unit {
            Unit::Days => [count; 2],
            Unit::Weeks => [7 * count; 2],
            // Twelve months in a row are a year; what is left has 28 to 31 days each.
            Unit::Months => [
                365 * (count / 12) + 28 * (count % 12),
                366 * (count / 12) + 31 * (count % 12),
            ],
            Unit::Years => [365 * count, 366 * count],
        }
    }
}

impl std::str::FromStr for Period {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let unreadable = || ValueError::Period { found: quote(text) };
        let (count, word) = text.split_once(' ').ok_or_else(unreadable)?;
        let plain = !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit());
        let unit = Unit::from_word(word).filter(|_| plain).ok_or_else(unreadable)?;
        let out_of_range = || ValueError::PeriodRange {
            found: quote(text),
            most_years: MOST_YEARS,
        };
        let count: u16 = count.parse().map_err(|_| out_of_range())?;
        let period = Self { count, unit };
        if count == 0 || period.days()[0] > 365 * MOST_YEARS {
            return Err(out_of_range());
        }
        Ok(period)
    }
}

impl TryFrom<String> for Period {
    type Error = ValueError;

    fn try_from(text: String) -> Result<Self, ValueError> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.unit.words();
        write!(f, "{} {}", self.count, words[usize::from(self.count != 1)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_reads_back_as_written() {
        for text in ["1 day", "4 weeks", "3 months", "1 year", "50 years", "600 months"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in [
            "",
            "4",
            "weeks",
            "4weeks",
            "-4 weeks",
            "4.5 weeks",
            "+4 weeks",
            "4  weeks",
            "4 Weeks",
        ] {
            assert!(
                matches!(text.parse::<Period>(), Err(ValueError::Period { .. })),
                "{text}"
            );
        }
        for text in [
            "0 days",
            "51 years",
            "613 months",
            "70000 days",
            "99999999999999999999 days",
        ] {
            assert!(
                matches!(text.parse::<Period>(), Err(ValueError::PeriodRange { .. })),
                "{text}"
            );
        }
    }

    #[test]
    fn days_bracket_the_calendar() {
        let days = |text: &str| text.parse::<Period>().unwrap().days();
        assert_eq!(days("4 weeks"), [28, 28]);
        assert_eq!(days("1 month"), [28, 31]);
        assert_eq!(days("12 months"), days("1 year"));
        assert_eq!(days("14 months"), [365 + 56, 366 + 62]);
    }
}
