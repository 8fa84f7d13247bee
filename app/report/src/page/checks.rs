//! The gate's findings as rows.

use crate::numbers::{number_text, with_unit};
use crate::texts::Texts;
use relief_compare::contract::Finding;

/// One check, refused or passed.
pub(super) struct CheckRow<'a> {
    pub title: &'static str,
    pub message: &'a str,
    pub measured: String,
    pub limit: String,
    pub advice: &'static str,
}

/// Rows in the gate's order.
pub(super) fn rows<'a>(texts: &Texts, findings: &'a [Finding]) -> Vec<CheckRow<'a>> {
    findings.iter().map(|finding| row(texts, finding)).collect()
}

fn row<'a>(texts: &Texts, finding: &'a Finding) -> CheckRow<'a> {
    let words = (texts.check)(finding.code);
    let print = |value: f64| with_unit(&number_text(value), &finding.unit);
    CheckRow {
        title: words.title,
        message: &finding.message,
        measured: print(finding.measured),
        limit: print(finding.limit),
        advice: words.advice,
    }
}
