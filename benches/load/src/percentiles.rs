//! How long answers took.

use std::time::Duration;

/// The times of one kind of request.
#[derive(Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Adds one.
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// A line with the median, the 99th percentile and the longest, in milliseconds.
    pub fn line(&mut self, what: &str) -> String {
        self.0.sort_unstable();
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        let at = |share: f64| {
            let place = (share * self.0.len() as f64).ceil() as usize;
            self.0.get(place.saturating_sub(1)).copied().map_or(f64::NAN, ms)
        };
        format!(
            "{what:<14} {:>6} answers   median {:>6.1} ms   p99 {:>6.1} ms   longest {:>6.1} ms",
            self.0.len(),
            at(0.5),
            at(0.99),
            at(1.0)
        )
    }
}
