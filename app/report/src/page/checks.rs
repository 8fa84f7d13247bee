//! The gate's findings as rows.

use crate::finding::{limit_text, measured_text};
use crate::phrase::matter;
use crate::sentence::advice;
use crate::texts::Texts;
use relief_compare::contract::{Finding, Kind};

/// One check, refused or passed.
pub(super) struct CheckRow {
    pub title: &'static str,
    /// Which quantity, where another check of the result has the same title; else empty.
    pub quantity: &'static str,
    /// What is the matter; empty for a check that passed.
    pub matter: String,
    pub measured: String,
    pub limit: String,
    pub advice: &'static str,
}

/// The refused and the passed checks, each in the gate's order.
pub(super) fn rows(
    texts: &Texts,
    kind: Kind,
    reasons: &[Finding],
    checks: &[Finding],
) -> (Vec<CheckRow>, Vec<CheckRow>) {
    let all = || reasons.iter().chain(checks);
    let row = |finding: &Finding, passed| {
        let again = all().filter(|other| other.code == finding.code).count() > 1;
        let quantity = again.then(|| (texts.quantity)(&finding.quantity)).flatten();
        row(texts, kind, finding, passed, quantity.unwrap_or_default())
    };
    (
        reasons.iter().map(|finding| row(finding, false)).collect(),
        checks.iter().map(|finding| row(finding, true)).collect(),
    )
}

fn row(texts: &Texts, kind: Kind, finding: &Finding, passed: bool, quantity: &'static str) -> CheckRow {
    let words = (texts.check)(finding.code);
    CheckRow {
        title: words.title,
        quantity,
        matter: if passed {
            String::new()
        } else {
            matter(texts, finding)
        },
        measured: measured_text(texts, finding),
        limit: limit_text(texts, finding, passed),
        advice: advice(texts, kind, finding.code),
    }
}
