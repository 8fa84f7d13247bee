//! A result as a person reads it in a terminal: the verdict first, then why, then what to do.

use crate::table::Table;
use crate::terminal::printable;
use relief_compare::contract::{Change, CompareResult, Finding, InputInfo, MeasureResult, Scar, Verdict};
use relief_report::texts::{ENGLISH, Texts};
use relief_report::{
    estimate_text, metric_label, next_steps, number_text, patient_sentence, percent_text, with_unit,
};

const TEXTS: &Texts = &ENGLISH;
/// Indent of everything under a heading.
const INDENT: usize = 2;

/// The summary of a comparison.
pub fn comparison(result: &CompareResult, colour: bool) -> String {
    let mut page = Page {
        lines: Vec::new(),
        colour,
    };
    page.verdict(result.verdict);
    page.line(&patient_sentence(TEXTS, result));
    page.refusals(&result.reasons);
    if result.comparable {
        page.changes(&result.changes);
        page.scars(&result.scars);
    }
    page.list("Please note", &result.warnings);
    page.checks(&result.checks);
    page.list("What to do next", &next_steps(TEXTS, result));
    page.inputs(&result.inputs);
    page.text()
}

/// The summary of one measured photo.
pub fn measurement(result: &MeasureResult, colour: bool) -> String {
    let mut page = Page {
        lines: Vec::new(),
        colour,
    };
    let mut table = Table::titled(&["measure", "value", "95 % interval"]);
    for (name, quantity) in &result.parameters {
        let interval = quantity.ci95.map_or_else(String::new, |[low, high]| {
            format!("{} to {}", number_text(low), number_text(high))
        });
        table.row([
            metric_label(TEXTS, name),
            with_unit(&number_text(quantity.value), &quantity.unit),
            interval,
        ]);
    }
    page.heading("Measured");
    page.lines.extend(table.lines(INDENT));
    page.line(&format!("Scars found: {}", result.scars.len()));
    page.refusals(&result.reasons);
    page.list("Please note", &result.warnings);
    page.inputs(&result.inputs);
    page.text()
}

struct Page {
    lines: Vec<String>,
    colour: bool,
}

impl Page {
    fn text(self) -> String {
        self.lines.join("\n") + "\n"
    }

    fn line(&mut self, text: &str) {
        self.lines.push(text.to_owned());
    }

    fn verdict(&mut self, verdict: Verdict) {
        let code = match verdict {
            Verdict::Improved => "1;32",
            Verdict::Worse => "1;31",
            Verdict::NoDetectableChange => "1",
            Verdict::NotComparable => "1;33",
        };
        let word = (TEXTS.verdict)(verdict).word;
        self.lines.push(self.painted(word, code));
    }

    fn heading(&mut self, text: &str) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.push(self.painted(text, "1"));
    }

    fn painted(&self, text: &str, code: &str) -> String {
        if self.colour {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn list(&mut self, title: &str, items: &[String]) {
        if items.is_empty() {
            return;
        }
        self.heading(title);
        self.lines
            .extend(items.iter().map(|item| format!("  - {}", printable(item))));
    }

    fn refusals(&mut self, reasons: &[Finding]) {
        if reasons.is_empty() {
            return;
        }
        self.heading("Refused because");
        for reason in reasons {
            let title = (TEXTS.check)(reason.code).title;
            let (measured, limit) = measured_and_limit(reason);
            self.line(&format!("  - {title}: {measured} (limit {limit})"));
            self.line(&format!("    {}", printable(&reason.message)));
        }
    }

    fn changes(&mut self, changes: &[Change]) {
        if changes.is_empty() {
            return;
        }
        self.heading("What changed (value, 95 % interval)");
        let mut table = Table::titled(&["measure", "before", "after", "difference", "", "MDC95", "verdict"]);
        for change in changes {
            table.row([
                with_label(change),
                estimate_text(&change.before),
                estimate_text(&change.after),
                estimate_text(&change.difference),
                change.relative.map_or_else(String::new, percent_text),
                format!("±{}", number_text(change.mdc95)),
                (TEXTS.verdict)(change.verdict).word.to_owned(),
            ]);
        }
        self.lines.extend(table.lines(INDENT));
    }

    fn scars(&mut self, scars: &[Scar]) {
        if scars.is_empty() {
            return;
        }
        let count = |verdict: Verdict| scars.iter().filter(|scar| scar.verdict == verdict).count();
        let (improved, worse) = (count(Verdict::Improved), count(Verdict::Worse));
        self.line(&format!(
            "  {} scars: {improved} improved, {worse} worse (all with --json or --report)",
            scars.len()
        ));
    }

    fn checks(&mut self, checks: &[Finding]) {
        if checks.is_empty() {
            return;
        }
        self.heading("Checks passed");
        let mut table = Table::titled(&["check", "measured", "limit"]);
        for check in checks {
            let (measured, limit) = measured_and_limit(check);
            table.row([(TEXTS.check)(check.code).title.to_owned(), measured, limit]);
        }
        self.lines.extend(table.lines(INDENT));
    }

    fn inputs(&mut self, inputs: &[InputInfo]) {
        self.heading("Files");
        for input in inputs {
            let scale = input.mm_per_px.map_or_else(
                || "scale unknown".to_owned(),
                |scale| format!("{} mm per pixel", number_text(scale)),
            );
            let size = format!("{} × {}", input.width, input.height);
            let hash: String = input.blake3.chars().take(SHORT_HASH).collect();
            self.line(&format!(
                "  {}  {size}, {scale}, blake3 {hash}…",
                printable(&input.path)
            ));
        }
    }
}

/// Enough of a hash to recognise a file by.
const SHORT_HASH: usize = 12;

fn measured_and_limit(finding: &Finding) -> (String, String) {
    let print = |value: f64| with_unit(&number_text(value), &finding.unit);
    (print(finding.measured), print(finding.limit))
}

fn with_label(change: &Change) -> String {
    let label = metric_label(TEXTS, &change.metric);
    match relief_report::unit_label(&change.unit) {
        "" => label,
        unit => format!("{label} ({unit})"),
    }
}
