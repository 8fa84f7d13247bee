//! One pair through the comparison.

use crate::{
    case::Case,
    case::json_name,
    error::Problem,
    row::{METRICS, Row},
};
use relief_compare::contract::{Change, CompareResult};
use relief_compare::{CompareOptions, Input, compare};
use std::time::Instant;

/// Compares a pair as `relief compare` does. A comparison that fails is a row too.
pub fn judge(case: &Case) -> Result<Row, Problem> {
    let mut row = Row::new(&case.key, &case.facts);
    let [before, after] = &case.photos;
    let input = |name, bytes| Input { name, bytes };
    let start = Instant::now();
    let compared = compare(
        input("before.jpg", before),
        input("after.jpg", after),
        &CompareOptions::default(),
        &mut |_| {},
    );
    row.seconds = start.elapsed().as_secs_f64();
    match compared {
        Ok(comparison) => fill(&mut row, &comparison.result)?,
        Err(error) => {
            row.verdict = "error".to_owned();
            row.error = error.to_string();
        }
    }
    Ok(row)
}

fn fill(row: &mut Row, result: &CompareResult) -> Result<(), Problem> {
    row.verdict = json_name(&result.verdict);
    row.scars = result.scars.len();
    row.warnings = result.warnings.len();
    for finding in &result.reasons {
        let [code, measured, limit] = [
            finding.code.as_str().to_owned(),
            format!("{:.4}", finding.measured),
            format!("{:.4}", finding.limit),
        ];
        row.reasons.push(format!("{code}={measured}/{limit}"));
    }
    for finding in result.reasons.iter().chain(&result.checks) {
        row.checks
            .insert(finding.code.as_str().to_owned(), finding.measured);
    }
    for change in &result.changes {
        if !METRICS.contains(&change.metric.as_str()) {
            return Err(Problem::Measure(format!(
                "{} has no column in the table",
                change.metric
            )));
        }
        let values = [change.before.value, change.after.value];
        row.metrics.insert(change.metric.clone(), values);
    }
    if let Some(primary) = result.changes.iter().find(|change| change.metric == METRICS[0]) {
        weigh(row, primary);
    }
    Ok(())
}

fn weigh(row: &mut Row, primary: &Change) {
    let share = |value: f64| Some(value / primary.before.value);
    row.relative = share(primary.difference.value);
    row.relative_low = share(primary.difference.ci95[0]);
    row.relative_high = share(primary.difference.ci95[1]);
}
