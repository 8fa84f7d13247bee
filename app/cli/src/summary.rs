//! A result as a person reads it in a terminal: the verdict first, then why, then what to do.

use crate::table::Table;
use crate::terminal::printable;
use relief_compare::contract::{
    Change, CompareResult, Estimate, Finding, InputInfo, MeasureResult, Quantity, Scar, Verdict,
};
use relief_report::texts::{ENGLISH, Texts};
use relief_report::{
    change_word, estimate_text, headline, limit_text, matter_text, measured_text, metric_label, next_steps,
    number_text, patient_sentence, percent_text,
};
use std::collections::BTreeMap;

const TEXTS: &Texts = &ENGLISH;
/// Indent of everything under a heading.
const INDENT: usize = 2;

/// The summary of a comparison.
pub fn comparison(result: &CompareResult, colour: bool) -> String {
    let mut page = Page {
        lines: Vec::new(),
        colour,
    };
    page.verdict(result);
    page.line(&patient_sentence(TEXTS, result));
    page.refusals(&result.reasons);
    page.list("Please note", &result.warnings);
    if result.comparable {
        page.changes(&result.changes);
        page.scars(&result.scars);
    }
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
    if result.reasons.is_empty() {
        page.quantities(&result.parameters);
        page.line(&format!("  {} scars (all with --json)", result.scars.len()));
    } else {
        page.heading("Not measurable");
        page.refusals(&result.reasons);
    }
    page.list("Please note", &result.warnings);
    page.checks(&result.checks);
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

    fn verdict(&mut self, result: &CompareResult) {
        let code = match result.verdict {
            Verdict::Improved => "1;32",
            Verdict::Worse => "1;31",
            Verdict::NoDetectableChange => "1",
            Verdict::NotComparable => "1;33",
        };
        self.lines.push(self.painted(headline(TEXTS, result), code));
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
            let (measured, limit) = (measured_text(TEXTS, reason), limit_text(TEXTS, reason, false));
            self.line(&format!("  - {title}: {measured}, allowed {limit}"));
            self.line(&format!("    {}", printable(&matter_text(&reason.message))));
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
                with_label(&change.metric, &change.unit),
                estimate_text(&change.before),
                estimate_text(&change.after),
                estimate_text(&change.difference),
                change.relative.map_or_else(String::new, percent_text),
                format!("±{}", number_text(change.mdc95)),
                change_word(TEXTS, change).to_owned(),
            ]);
        }
        self.lines.extend(table.lines(INDENT));
        if changes.iter().any(|change| change.verdict.is_none()) {
            self.line(&format!("  {}", TEXTS.page.legend_changed));
        }
    }

    fn quantities(&mut self, quantities: &BTreeMap<String, Quantity>) {
        self.heading("Measured (value, 95 % interval)");
        let mut table = Table::titled(&["measure", "value"]);
        let mut quantities: Vec<_> = quantities.iter().collect();
        quantities.sort_by_key(|(name, _)| metric_rank(name));
        for (name, quantity) in quantities {
            let value = quantity.ci95.map_or_else(
                || number_text(quantity.value),
                |ci95| {
                    estimate_text(&Estimate {
                        value: quantity.value,
                        ci95,
                    })
                },
            );
            table.row([with_label(name, &quantity.unit), value]);
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

    /// The names of what passed, each once: the numbers are for the JSON and the report.
    fn checks(&mut self, checks: &[Finding]) {
        let mut titles: Vec<&str> = Vec::new();
        for check in checks {
            let title = (TEXTS.check)(check.code).title;
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        if !titles.is_empty() {
            self.heading("Checks passed");
            self.line(&format!("  {}", titles.join(", ")));
        }
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

/// Where a metric stands in the list of known ones; unknown ones come last.
fn metric_rank(name: &str) -> usize {
    let known = TEXTS
        .metrics
        .iter()
        .position(|known| name.starts_with(known.name));
    known.unwrap_or(TEXTS.metrics.len())
}

fn with_label(metric: &str, unit: &str) -> String {
    let label = metric_label(TEXTS, metric);
    match relief_report::unit_label(unit) {
        "" => label,
        unit => format!("{label} ({unit})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::fake;
    use relief_compare::{CompareOptions, Input};

    fn result(before: &str, after: &str) -> CompareResult {
        let [before, after] = [("before.jpg", before), ("after.jpg", after)].map(|(name, text)| Input {
            name,
            bytes: text.as_bytes(),
        });
        let compared = fake::compare(before, after, &CompareOptions::default(), &mut |_| ());
        compared.unwrap().result
    }

    #[test]
    fn no_scars_are_the_first_thing_said_and_the_warning_the_second() {
        let mut result = result("2.0", "1.0");
        result.warnings = vec!["no scars were found: only colour".to_owned()];
        let text = comparison(&result, false);
        assert!(text.starts_with("No scars found, none judged\n"), "{text}");
        let at = |part: &str| text.find(part).unwrap();
        assert!(at("only colour") < at("What changed"));
        // The metric of these "photos" has no better direction.
        assert!(
            text.contains("Changed\n") && !text.contains("No detectable change"),
            "{text}"
        );
    }
}
