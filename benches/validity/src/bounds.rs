//! The bounds that the tables are held to.

use crate::row::Row;

/// A share of some pairs that has to be at most, or at least, a limit.
pub struct Bound {
    pub text: &'static str,
    /// Which pairs count.
    counts: fn(&Row) -> bool,
    /// What is counted among them.
    hit: fn(&Row) -> bool,
    limit: Limit,
}

enum Limit {
    AtMost(f64),
    AtLeast(f64),
}

pub const BOUNDS: [Bound; 5] = [
    Bound {
        text: "unchanged skin called changed, at most 5 %",
        counts: |row| row.kind == "unchanged",
        hit: |row| row.verdict == "improved" || row.verdict == "worse",
        limit: Limit::AtMost(0.05),
    },
    Bound {
        text: "30 % shallower scars found improved, at least 90 %",
        counts: |row| row.kind == "treated_30",
        hit: |row| row.verdict == "improved",
        limit: Limit::AtLeast(0.9),
    },
    Bound {
        text: "worsened skin called improved, never",
        counts: |row| row.comparable && row.depth_factor > 1.0,
        hit: |row| row.verdict == "improved",
        limit: Limit::AtMost(0.0),
    },
    Bound {
        text: "incomparable pairs refused with the right reason, at least 95 % (all kinds together)",
        counts: |row| !row.comparable,
        hit: |row| row.is_refused() && row.names_the_reason(),
        limit: Limit::AtLeast(INCOMPARABLE),
    },
    Bound {
        text: "comparable pairs refused (no bound was set; a tool that refuses everything is no use), at most 5 %",
        counts: |row| row.comparable,
        hit: |row| row.is_refused(),
        limit: Limit::AtMost(0.05),
    },
];

/// The share of each incomparable kind that has to be refused with the right reason.
pub const INCOMPARABLE: f64 = 0.95;

impl Bound {
    /// How many pairs, how many hits, and whether the bound holds; `None` without pairs.
    pub fn check(&self, rows: &[Row]) -> Option<(usize, usize, bool)> {
        let counted: Vec<&Row> = rows.iter().filter(|row| (self.counts)(row)).collect();
        let hits = counted.iter().filter(|row| (self.hit)(row)).count();
        let share = hits as f64 / counted.len() as f64;
        let holds = match self.limit {
            Limit::AtMost(limit) => share <= limit,
            Limit::AtLeast(limit) => share >= limit,
        };
        (!counted.is_empty()).then_some((counted.len(), hits, holds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_percent_of_unchanged_pairs_may_be_called_changed() {
        let rows = |wrong: usize| -> Vec<Row> {
            (0..40)
                .map(|i| Row {
                    kind: "unchanged".to_owned(),
                    verdict: if i < wrong {
                        "worse"
                    } else {
                        "no_detectable_change"
                    }
                    .to_owned(),
                    ..Row::default()
                })
                .collect()
        };
        assert_eq!(BOUNDS[0].check(&rows(2)), Some((40, 2, true)));
        assert_eq!(BOUNDS[0].check(&rows(3)), Some((40, 3, false)));
        assert_eq!(BOUNDS[0].check(&[]), None);
    }
}
