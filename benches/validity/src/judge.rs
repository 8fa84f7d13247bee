//! One pair through the comparison.

use crate::{
    case::{Case, Outline, json_name},
    error::Problem,
    row::{METRICS, Row},
};
use relief_compare::contract::{Change, CompareResult, Scar, ScarGeometry};
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
        Ok(comparison) => {
            fill(&mut row, &comparison.result)?;
            place(&mut row, &comparison.result.scars, &case.facts.scars);
        }
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

/// Which of the found scars are true ones.
fn place(row: &mut Row, found: &[Scar], truth: &[Outline]) {
    let on = |scar: &Scar, outline: &Outline| scar.centre_px.is_some_and(|at| outline.is_at(at));
    let is_found = |outline: &&Outline| found.iter().any(|scar| on(scar, outline));
    row.true_scars_found = truth.iter().filter(is_found).count();
    let sum = |scars: &mut dyn Iterator<Item = &Scar>| {
        scars.fold([0.0; 2], |[before, after], scar| {
            [before + mass(scar.before), after + mass(scar.after)]
        })
    };
    let all = sum(&mut found.iter());
    let mut on_truth = found
        .iter()
        .filter(|scar| truth.iter().any(|outline| on(scar, outline)));
    let [before, after] = sum(&mut on_truth);
    if all[0] > 0.0 {
        row.share_on_true_scars = Some(before / all[0]);
    }
    if before > 0.0 {
        row.relative_on_true_scars = Some(after / before - 1.0);
    }
}

/// Contrast times area; the unit does not matter in a ratio.
fn mass(geometry: Option<ScarGeometry>) -> f64 {
    let area = |scar: ScarGeometry| scar.area_mm2.or(scar.area_px);
    geometry
        .and_then(|scar| Some(scar.shading_contrast? * area(scar)?))
        .unwrap_or(0.0)
}

fn weigh(row: &mut Row, primary: &Change) {
    let share = |value: f64| Some(value / primary.before.value);
    row.relative = share(primary.difference.value);
    row.relative_low = share(primary.difference.ci95[0]);
    row.relative_high = share(primary.difference.ci95[1]);
}
