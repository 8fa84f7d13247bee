//! Numbers as people read them.

use super::{Texts, fill};
use crate::answer::Measure;
use crate::error::EvidenceError;
use crate::reviews::{Review, Subject};
use crate::side_effects;
use crate::trials::Outcome;
use relief_estimate::Estimate;

const HOURS_A_DAY: f64 = 24.0;

impl Texts {
    /// A pooled value as people read it: two decimals, or a share in whole percent.
    pub fn value(&self, measure: Measure, pooled: f64) -> String {
        match measure {
            Measure::LogOdds => format!("{} %", self.fixed(100.0 * measure.shown(pooled), 0)),
            Measure::Score | Measure::StandardDeviations => self.fixed(pooled, 2),
        }
    }

    /// Both ends of an interval.
    pub fn interval(&self, measure: Measure, estimate: &Estimate) -> String {
        let [low, high] = estimate.ci95.map(|end| self.value(measure, end));
        fill(self.sentences.interval, &[("low", &low), ("high", &high)])
    }

    /// A change without an interval: in percent where it is told so, else in the scale's unit.
    pub fn finding(&self, outcome: &Outcome) -> String {
        match (&outcome.percent_change, &outcome.change_mean) {
            (Some(percent), _) => format!("{} %", self.fixed(percent.value, 1)),
            (None, Some(change)) => {
                let scale = (self.scale)(outcome.scale.value);
                format!("{}, {scale}", self.fixed(change.value, 2))
            }
            (None, None) => String::new(),
        }
    }

    /// A review's number with its outcome and interval; its note where it has no number.
    pub fn review_result(&self, review: &Review) -> String {
        let (Some(value), Some(measure), Some(outcome)) = (&review.value, review.measure, review.outcome)
        else {
            return review.note.clone().unwrap_or_default();
        };
        let (of, measure) = ((self.review_outcome)(outcome), (self.review_measure)(measure));
        let mut said = format!("{of}: {measure} {}", self.fixed(value.value, 2));
        if let (Some(low), Some(high)) = (&review.low, &review.high) {
            let ends = [
                ("low", &*self.fixed(low.value, 2)),
                ("high", &*self.fixed(high.value, 2)),
            ];
            let doubtful = [low, high].iter().any(|end| end.relied_on().is_err());
            let doubt = if doubtful {
                format!("; {}", self.page.doubtful)
            } else {
                String::new()
            };
            said.push_str(&format!(" ({}{doubt})", fill(self.sentences.interval, &ends)));
        }
        said
    }

    /// What a side effect followed.
    pub fn treated(&self, row: &side_effects::Row) -> &'static str {
        row.treatment
            .map_or((self.subject)(Subject::Needling), self.treatment)
    }

    /// How many patients had a side effect, of how many, and the share with its exact interval, as far as that is told.
    ///
    /// # Errors
    ///
    /// As [`side_effects::Row::share`].
    pub fn counted(&self, row: &side_effects::Row) -> Result<String, EvidenceError> {
        let sentences = &self.sentences;
        let Some(patients) = row.patients.as_ref().map(|patients| patients.value.to_string()) else {
            return Ok(sentences.not_counted.to_owned());
        };
        let share = match row.share()? {
            Ok(share) => share,
            Err(why) => {
                let why = (self.why_not)(&why);
                return Ok(fill(
                    sentences.counted_only,
                    &[("patients", &patients), ("why", &why)],
                ));
            }
        };
        let n = row.n.as_ref().map_or_else(String::new, |n| n.value.to_string());
        let [low, high] = share.ci95.map(|end| self.fixed(100.0 * end, 0));
        let interval = fill(sentences.interval, &[("low", &low), ("high", &high)]);
        let values = [
            ("patients", patients.as_str()),
            ("n", &n),
            ("share", &self.percent(share.value)),
            ("interval", &format!("{interval} %")),
        ];
        Ok(fill(sentences.counted, &values))
    }

    /// What else matters of a side effect; empty where nothing is noted.
    pub fn noted<'a>(&self, row: &'a side_effects::Row) -> &'a str {
        row.note.as_deref().map_or("", self.note)
    }

    /// How long a side effect lasted; empty where that is not told.
    pub fn lasted(&self, row: &side_effects::Row) -> String {
        let (Some(low), Some(high)) = (&row.days_low, &row.days_high) else {
            return String::new();
        };
        let (unit, text) = if high.value < 1.0 {
            (HOURS_A_DAY, self.sentences.lasted_hours)
        } else {
            (1.0, self.sentences.lasted_days)
        };
        let [low, high] = [low, high].map(|end| self.fixed(end.value * unit, 0));
        let interval = fill(self.sentences.interval, &[("low", &low), ("high", &high)]);
        fill(text, &[("interval", &interval)])
    }

    /// A number with fixed decimals and a true minus sign; what rounds to nought has none.
    pub fn fixed(&self, value: f64, decimals: usize) -> String {
        let text = format!("{:.decimals$}", value.abs());
        let is_nought = text.chars().all(|c| c == '0' || c == '.');
        let sign = if value < 0.0 && !is_nought { "−" } else { "" };
        format!("{sign}{text}").replace('.', self.decimal_sign.encode_utf8(&mut [0; 4]))
    }

    /// A share in whole percent.
    pub fn percent(&self, share: f64) -> String {
        format!("{} %", self.fixed(100.0 * share, 0))
    }
}

#[cfg(test)]
mod tests {
    use crate::answer::Measure;
    use crate::texts::ENGLISH;

    #[test]
    fn numbers_have_a_true_minus_and_no_negative_nought() {
        assert_eq!(ENGLISH.fixed(-1.234, 2), "−1.23");
        assert_eq!(ENGLISH.fixed(-0.001, 2), "0.00");
        assert_eq!(ENGLISH.value(Measure::LogOdds, 0.0), "50 %");
    }
}
