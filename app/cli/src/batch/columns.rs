//! The table's columns: the same for every pair, whatever metrics and checks the rows bring.

use super::parse::Pair;
use super::row::{Compared, Outcome, Row};
use relief_compare::contract::{Change, Finding, ReasonCode};
use std::collections::BTreeSet;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words, or none.
    Text(Option<String>),
    /// A number, or none.
    Number(Option<f64>),
    /// A count, or none.
    Count(Option<u32>),
    /// Yes, no, or unknown.
    Flag(Option<bool>),
}

/// Which columns there are; learnt from all rows before the first is written.
#[derive(Debug, Default)]
pub struct Columns {
    /// Code and quantity: each column holds one quantity.
    checks: BTreeSet<(ReasonCode, String)>,
    /// In the order in which rows bring them.
    metrics: Vec<String>,
}

impl Columns {
    /// Makes room for what this row brings.
    pub fn learn(&mut self, row: &Row) {
        let Outcome::Compared(compared) = &row.outcome else {
            return;
        };
        let result = &compared.result;
        let findings = result.reasons.iter().chain(&result.checks);
        self.checks
            .extend(findings.map(|finding| (finding.code, finding.quantity.clone())));
        for change in &result.changes {
            if !self.metrics.contains(&change.metric) {
                self.metrics.push(change.metric.clone());
            }
        }
    }

    /// The name and the cell of each column for one pair. Every pair gets the same names and kinds.
    pub fn cells(&self, pair: &Pair, row: &Row) -> Vec<(String, Cell)> {
        let (compared, error) = match &row.outcome {
            Outcome::Compared(compared) => (Some(&**compared), None),
            Outcome::Failed(error) => (None, Some(error.clone())),
        };
        let mut cells = vec![
            ("id".to_owned(), Cell::Text(Some(pair.id.clone()))),
            ("before".to_owned(), Cell::Text(Some(pair.before.clone()))),
            ("after".to_owned(), Cell::Text(Some(pair.after.clone()))),
            ("error".to_owned(), Cell::Text(error)),
        ];
        cells.extend(outcome(compared));
        cells.extend(inputs(compared));
        cells.extend(self.checks.iter().map(|of| check(compared, of)));
        cells.extend(self.metrics.iter().flat_map(|metric| change(compared, metric)));
        cells
    }
}

fn outcome(compared: Option<&Compared>) -> Vec<(String, Cell)> {
    let result = compared.map(|compared| &compared.result);
    let codes = |reasons: &[Finding]| {
        reasons
            .iter()
            .map(|r| r.code.as_str())
            .collect::<Vec<_>>()
            .join(";")
    };
    let messages = |reasons: &[Finding]| {
        reasons
            .iter()
            .map(|r| r.message.as_str())
            .collect::<Vec<_>>()
            .join("; ")
    };
    let verdict = result.and_then(|result| word(&result.verdict));
    [
        ("comparable", Cell::Flag(result.map(|r| r.comparable))),
        ("verdict", Cell::Text(verdict)),
        ("reasons", Cell::Text(result.map(|r| codes(&r.reasons)))),
        (
            "reason_messages",
            Cell::Text(result.map(|r| messages(&r.reasons))),
        ),
        ("warnings", Cell::Text(result.map(|r| r.warnings.join("; ")))),
        ("scars", Cell::Count(compared.map(|c| c.scars))),
        ("scars_improved", Cell::Count(compared.map(|c| c.scars_improved))),
        ("scars_worse", Cell::Count(compared.map(|c| c.scars_worse))),
    ]
    .map(|(name, cell)| (name.to_owned(), cell))
    .into()
}

fn inputs(compared: Option<&Compared>) -> Vec<(String, Cell)> {
    let result = compared.map(|compared| &compared.result);
    let mut cells = Vec::new();
    for (index, side) in ["before", "after"].into_iter().enumerate() {
        let input = result.and_then(|result| result.inputs.get(index));
        cells.push((
            format!("{side}_blake3"),
            Cell::Text(input.map(|i| i.blake3.clone())),
        ));
        cells.push((
            format!("{side}_mm_per_px"),
            Cell::Number(input.and_then(|i| i.mm_per_px)),
        ));
        cells.push((
            format!("{side}_scale_source"),
            Cell::Text(input.and_then(|i| word(&i.scale_source))),
        ));
    }
    let registration = result.and_then(|result| result.registration);
    cells.push((
        "overlap".to_owned(),
        Cell::Number(registration.map(|r| r.overlap)),
    ));
    cells.push((
        "residual_px".to_owned(),
        Cell::Number(registration.map(|r| r.residual_px)),
    ));
    let algorithm = result.map(|r| format!("{} {}", r.algorithm.name, r.algorithm.version));
    cells.push(("algorithm".to_owned(), Cell::Text(algorithm)));
    cells
}

/// What a check measured, refused or passed.
fn check(compared: Option<&Compared>, (code, quantity): &(ReasonCode, String)) -> (String, Cell) {
    let find = |compared: &Compared| {
        let mut findings = compared.result.reasons.iter().chain(&compared.result.checks);
        findings
            .find(|finding| (finding.code, &finding.quantity) == (*code, quantity))
            .map(|finding| finding.measured)
    };
    (
        format!("check_{}_{quantity}", code.as_str()),
        Cell::Number(compared.and_then(find)),
    )
}

fn change(compared: Option<&Compared>, metric: &str) -> Vec<(String, Cell)> {
    let change = compared.and_then(|c| c.result.changes.iter().find(|change| change.metric == metric));
    let number = |read: fn(&Change) -> f64| Cell::Number(change.map(read));
    [
        ("unit", Cell::Text(change.map(|c| c.unit.clone()))),
        ("before", number(|c| c.before.value)),
        ("before_low", number(|c| c.before.ci95[0])),
        ("before_high", number(|c| c.before.ci95[1])),
        ("after", number(|c| c.after.value)),
        ("after_low", number(|c| c.after.ci95[0])),
        ("after_high", number(|c| c.after.ci95[1])),
        ("difference", number(|c| c.difference.value)),
        ("difference_low", number(|c| c.difference.ci95[0])),
        ("difference_high", number(|c| c.difference.ci95[1])),
        ("relative", Cell::Number(change.and_then(|c| c.relative))),
        ("mdc95", number(|c| c.mdc95)),
        ("detectable", Cell::Flag(change.map(|c| c.detectable))),
        ("verdict", Cell::Text(change.and_then(|c| word(&c.verdict)))),
    ]
    .map(|(name, cell)| (format!("{metric}_{name}"), cell))
    .into()
}

/// A unit variant as the JSON spells it.
fn word(value: &impl serde::Serialize) -> Option<String> {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
}
