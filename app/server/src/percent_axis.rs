//! An upright axis of percentages around zero, for charts of changes.

use crate::language::report_texts;

/// The least reach of the percentages on either side of zero.
const LEAST: f64 = 10.0;
/// Steps between the lines, of which the first is taken that needs few lines.
const STEPS: [f64; 9] = [5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 500.0, 1000.0];
const MOST_LINES: f64 = 7.0;

/// Which percentages a chart shows, and where.
pub struct Axis {
    low: f64,
    high: f64,
    step: f64,
    /// Where the highest and the lowest stand.
    top: f64,
    bottom: f64,
}

/// A line with its words, across or upright.
pub struct Line {
    pub at: String,
    pub label: String,
    pub is_zero: bool,
}

impl Axis {
    /// An axis that holds all of these and zero, between two heights from above.
    pub fn of(percentages: impl Iterator<Item = f64>, [top, bottom]: [f64; 2]) -> Self {
        let (low, high) = percentages.fold((-LEAST, LEAST), |(low, high), one| (low.min(one), high.max(one)));
        let fits = |step: &f64| (high / step).ceil() - (low / step).floor() < MOST_LINES;
        let step = STEPS.into_iter().find(fits).unwrap_or((high - low) / 2.0);
        Self {
            low: (low / step).floor() * step,
            high: (high / step).ceil() * step,
            step,
            top,
            bottom,
        }
    }

    /// The height of a percentage, from above.
    pub fn y(&self, percent: f64) -> f64 {
        let share = (self.high - percent) / (self.high - self.low);
        self.top + share * (self.bottom - self.top)
    }

    /// The lines across, the highest first.
    pub fn lines(&self) -> Vec<Line> {
        let count = ((self.high - self.low) / self.step).round() as usize;
        let values = (0..=count).map(|line| self.high - self.step * line as f64);
        values
            .map(|value| Line {
                at: text(self.y(value)),
                label: label(value),
                is_zero: value == 0.0,
            })
            .collect()
    }
}

fn label(percent: f64) -> String {
    let texts = report_texts();
    texts
        .percent(percent / 100.0)
        .replace(&texts.decimal(".0 %"), " %")
}

/// A position as SVG has it.
pub fn text(position: f64) -> String {
    format!("{position:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_fits_between_the_lines_and_zero_is_one_of_them() {
        for percentages in [vec![], vec![-47.0, 9.0], vec![6.0, -890.0, 20.0]] {
            let axis = Axis::of(percentages.iter().copied(), [30.0, 254.0]);
            let lines = axis.lines();
            assert!(
                lines.iter().filter(|line| line.is_zero).count() == 1,
                "{}",
                lines.len()
            );
            assert!(lines.len() as f64 <= MOST_LINES, "{}", lines.len());
            for percent in percentages {
                assert!((30.0..=254.0).contains(&axis.y(percent)), "{percent}");
                assert!(axis.y(percent) > axis.y(percent + 1.0), "more is higher");
            }
        }
    }
}
