//! Numbers as people read them.

use super::{Texts, fill};
use crate::answer::Scale;
use relief_estimate::Estimate;

impl Texts {
    /// A number with fixed decimals and a true minus sign; what rounds to nought has none.
    pub fn fixed(&self, value: f64, decimals: usize) -> String {
        let text = format!("{:.decimals$}", value.abs());
        let is_nought = text.chars().all(|c| c == '0' || c == '.');
        let sign = if value < 0.0 && !is_nought { "−" } else { "" };
        format!("{sign}{text}").replace('.', self.decimal_sign.encode_utf8(&mut [0; 4]))
    }

    /// A share in whole percent; one that is neither nought nor all is never rounded to it.
    pub fn percent(&self, share: f64) -> String {
        let rounded = self.fixed(100.0 * share, 0);
        let close = |text: &str| rounded == text;
        match share {
            small if small > 0.0 && close("0") => format!("{} %", self.fixed(100.0 * share, 1)),
            large if large < 1.0 && close("100") => format!("{} %", self.fixed(100.0 * share, 1)),
            _ => format!("{rounded} %"),
        }
    }

    /// The interval of a share, as 50–71 %.
    pub fn share_interval(&self, share: &Estimate) -> String {
        let [low, high] = share.ci95.map(|end| self.fixed(100.0 * end, 0));
        format!("{low}–{high} %")
    }

    /// A change in its scale: in whole percent, or with two decimals in the metric's unit.
    pub fn change(&self, scale: Scale, value: f64) -> String {
        match scale {
            Scale::Relative => format!("{} %", self.fixed(100.0 * value, 0)),
            Scale::Absolute => self.fixed(value, 2),
        }
    }

    /// Both ends of a change's interval.
    pub fn change_interval(&self, scale: Scale, estimate: &Estimate) -> String {
        let [low, high] = estimate.ci95.map(|end| self.change(scale, end));
        fill(self.sentences.interval, &[("low", low), ("high", high)])
    }

    /// A difference between changes, which is small: in percentage points with one decimal, or with three in the metric's unit.
    pub fn difference(&self, scale: Scale, value: f64) -> String {
        match scale {
            Scale::Relative => fill(self.sentences.points, &[("value", self.fixed(100.0 * value, 1))]),
            Scale::Absolute => self.fixed(value, 3),
        }
    }

    /// Both ends of such a difference's interval.
    pub fn difference_interval(&self, scale: Scale, estimate: &Estimate) -> String {
        let [low, high] = estimate.ci95.map(|end| match scale {
            Scale::Relative => self.fixed(100.0 * end, 1),
            Scale::Absolute => self.fixed(end, 3),
        });
        fill(self.sentences.interval, &[("low", low), ("high", high)])
    }

    /// Parts in a row, the last with "and".
    pub fn list(&self, parts: &[&str]) -> String {
        match parts {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [first @ .., last] => fill(
                self.sentences.and,
                &[("first", first.join(", ")), ("last", (*last).to_owned())],
            ),
        }
    }
}
