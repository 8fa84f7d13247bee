//! The gate's findings as rows.

use crate::finding::{limit_text, matter_text, measured_text};
use crate::texts::Texts;
use relief_compare::contract::Finding;

/// One check, refused or passed.
pub(super) struct CheckRow {
    pub title: &'static str,
    /// What is the matter; empty for a check that passed.
    pub matter: String,
    pub measured: String,
    pub limit: String,
    pub advice: &'static str,
}

/// Rows in the gate's order.
pub(super) fn rows(texts: &Texts, findings: &[Finding], passed: bool) -> Vec<CheckRow> {
    let row = |finding| row(texts, finding, passed);
    findings.iter().map(row).collect()
}

fn row(texts: &Texts, finding: &Finding, passed: bool) -> CheckRow {
    let words = (texts.check)(finding.code);
    CheckRow {
        title: words.title,
        matter: if passed {
            String::new()
        } else {
            matter_text(&finding.message)
        },
        measured: measured_text(texts, finding),
        limit: limit_text(texts, finding, passed),
        advice: words.advice,
    }
}
