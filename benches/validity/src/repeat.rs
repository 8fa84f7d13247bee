//! How far a careful repeat of unchanged skin differs: what MDC95 defaults are taken from.

use crate::error::Problem;
use crate::markdown::table;
use crate::row::{METRICS, Row};
use relief_estimate::{ErrorScale, Repeatability};

/// Redness that changed by more than this is no repeat of the same skin.
const SAME_REDNESS: f64 = 0.12;

/// Each metric in proportion and in its own unit. Refused pairs and those whose redness changed are left out.
pub fn markdown(rows: &[Row]) -> Result<String, Problem> {
    let repeats: Vec<&Row> = rows.iter().filter(|row| is_repeat(row)).collect();
    let refused = repeats.iter().filter(|row| row.is_refused()).count();
    let mut lines = Vec::new();
    for metric in METRICS {
        let pairs: Vec<[f64; 2]> = repeats
            .iter()
            .filter_map(|row| row.metrics.get(metric))
            .copied()
            .collect();
        let mut line = vec![metric.to_owned(), pairs.len().to_string()];
        line.extend(cells(&pairs, ErrorScale::Relative));
        line.extend(cells(&pairs, ErrorScale::Absolute));
        lines.push(line);
    }
    let header = [
        "metric",
        "pairs",
        "SD of differences, %",
        "MDC95, %",
        "95 % interval",
        "SD of differences",
        "MDC95",
        "95 % interval",
    ];
    if repeats.len() - refused < Repeatability::LEAST_PAIRS {
        return Err(Problem::Measure(format!(
            "{} of {} unchanged pairs may be compared; {} are needed",
            repeats.len() - refused,
            repeats.len(),
            Repeatability::LEAST_PAIRS
        )));
    }
    Ok(format!(
        "{} repeat pairs, {refused} of them refused and left out.\n\n{}",
        repeats.len(),
        table(&header, &lines)
    ))
}

fn is_repeat(row: &Row) -> bool {
    row.comparable && row.depth_factor == 1.0 && (row.erythema_factor - 1.0).abs() < SAME_REDNESS
}

/// SD of the differences about zero, MDC95, and its interval; dashes where the metric is not above zero.
fn cells(pairs: &[[f64; 2]], scale: ErrorScale) -> [String; 3] {
    let Ok(repeatability) = Repeatability::from_pairs(pairs, scale) else {
        return ["–", "–", "–"].map(str::to_owned);
    };
    // Logarithms to percent.
    let text = |limit: f64| match scale {
        ErrorScale::Relative => format!("{:.2}", 100.0 * limit.exp_m1()),
        ErrorScale::Absolute => format!("{limit:.4}"),
    };
    let sd = std::f64::consts::SQRT_2 * repeatability.sem.value;
    let per_sem = repeatability.mdc95 / repeatability.sem.value;
    let [low, high] = repeatability.sem.ci95.map(|end| text(per_sem * end));
    [text(sd), text(repeatability.mdc95), format!("{low} to {high}")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_of_one_have_an_mdc_of_1_96() {
        let pairs: Vec<[f64; 2]> = (0..50)
            .map(|i| [10.0, if i % 2 == 0 { 11.0 } else { 9.0 }])
            .collect();
        let [sd, mdc, _] = cells(&pairs, ErrorScale::Absolute);
        assert_eq!([sd.as_str(), mdc.as_str()], ["1.0000", "1.9600"]);
        assert_eq!(cells(&[[-1.0, 1.0]; 9], ErrorScale::Relative)[0], "–");
    }
}
