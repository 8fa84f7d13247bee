//! What was said about which kind of pair.

use crate::bounds::{BOUNDS, INCOMPARABLE};
use crate::case::kind_name;
use crate::markdown::table;
use crate::row::Row;
use relief_phantom::{PairKind, Phototype};
use std::collections::BTreeSet;

/// The bounds, the table by kind, the table by kind and phototype, and every pair that was judged wrongly.
pub fn markdown(rows: &[Row]) -> String {
    format!(
        "{} pairs.\n\n{}\n{}\n{}\n{}",
        rows.len(),
        bounds(rows),
        by_kind(rows),
        by_phototype(rows),
        mistakes(rows)
    )
}

/// The table by kind, and every pair that was judged wrongly.
pub fn of_kinds(rows: &[Row]) -> String {
    format!("{} pairs.\n\n{}\n{}", rows.len(), by_kind(rows), mistakes(rows))
}

fn bounds(rows: &[Row]) -> String {
    let line = |bound: &crate::bounds::Bound| {
        let (pairs, hits, holds) = bound.check(rows)?;
        let share = 100.0 * hits as f64 / pairs as f64;
        let held = if holds { "yes" } else { "**no**" };
        Some(vec![
            bound.text.to_owned(),
            format!("{hits} of {pairs}"),
            format!("{share:.1} %"),
            held.to_owned(),
        ])
    };
    let lines: Vec<Vec<String>> = BOUNDS.iter().filter_map(line).collect();
    table(&["bound", "pairs", "share", "held"], &lines)
}

/// The kinds that occur, the phantom's in their order, then others by name.
fn kinds(rows: &[Row]) -> Vec<String> {
    let mut left: BTreeSet<&str> = rows.iter().map(|row| row.kind.as_str()).collect();
    let own = PairKind::ALL.into_iter().map(kind_name);
    let mut kinds: Vec<String> = own.filter(|kind| left.remove(kind.as_str())).collect();
    kinds.extend(left.into_iter().map(str::to_owned));
    kinds
}

fn by_kind(rows: &[Row]) -> String {
    let lines: Vec<Vec<String>> = kinds(rows).iter().map(|kind| kind_line(kind, rows)).collect();
    let header = [
        "kind",
        "pairs",
        "improved",
        "no detectable change",
        "worse",
        "refused, right reason",
        "refused otherwise",
        "error",
        "right",
        "bound",
    ];
    table(&header, &lines)
}

fn kind_line(kind: &str, rows: &[Row]) -> Vec<String> {
    let rows: Vec<&Row> = rows.iter().filter(|row| row.kind == kind).collect();
    let count = |counts: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| counts(row)).count();
    let verdict = |verdict: &str| count(&|row| row.verdict == verdict);
    let named = count(&|row| row.is_refused() && !row.comparable && row.names_the_reason());
    let right = count(&Row::is_right);
    let share = right as f64 / rows.len() as f64;
    let bound = match rows.first() {
        Some(row) if row.comparable => "",
        _ if share >= INCOMPARABLE => "held",
        _ => "**missed**",
    };
    let counts = [
        rows.len(),
        verdict("improved"),
        verdict("no_detectable_change"),
        verdict("worse"),
        named,
        verdict("not_comparable") - named,
        verdict("error"),
    ];
    let mut line = vec![kind.replace('_', " ")];
    line.extend(counts.map(|n| if n == 0 { "·".to_owned() } else { n.to_string() }));
    line.extend([format!("{:.0} %", 100.0 * share), bound.to_owned()]);
    line
}

/// How many of each kind and phototype were judged rightly.
fn by_phototype(rows: &[Row]) -> String {
    let types = Phototype::ALL.map(|phototype| format!("{phototype:?}"));
    if rows.iter().all(|row| row.phototype.is_empty()) {
        return String::new();
    }
    let cell = |counts: &dyn Fn(&Row) -> bool| {
        let all = rows.iter().filter(|row| counts(row)).count();
        let right = rows.iter().filter(|row| counts(row) && row.is_right()).count();
        match all {
            0 => String::new(),
            _ if right == all => format!("{right}/{all}"),
            _ => format!("**{right}/{all}**"),
        }
    };
    let line = |name: String, counts: &dyn Fn(&Row) -> bool| {
        let mut line = vec![name];
        line.extend(
            types
                .iter()
                .map(|t| cell(&|row| counts(row) && row.phototype == *t)),
        );
        line.push(cell(counts));
        line
    };
    let mut lines: Vec<Vec<String>> = kinds(rows)
        .into_iter()
        .map(|kind| line(kind.replace('_', " "), &|row| row.kind == kind))
        .collect();
    lines.push(line("all".to_owned(), &|_| true));
    let mut header = vec!["judged rightly"];
    header.extend(types.iter().map(String::as_str));
    header.push("all");
    table(&header, &lines)
}

fn mistakes(rows: &[Row]) -> String {
    let wrong: Vec<&Row> = rows.iter().filter(|row| !row.is_right()).collect();
    if wrong.is_empty() {
        return "Every pair was judged rightly.\n".to_owned();
    }
    let percent =
        |share: Option<f64>| share.map_or_else(String::new, |share| format!("{:+.1}", 100.0 * share));
    let line = |row: &&Row| {
        vec![
            row.pair.clone(),
            row.kind.replace('_', " "),
            row.phototype.clone(),
            row.verdict.replace('_', " "),
            [
                percent(row.relative),
                percent(row.relative_low),
                percent(row.relative_high),
            ]
            .join(" "),
            format!("{} {}", row.reasons.join(" "), row.error)
                .trim()
                .to_owned(),
        ]
    };
    let lines: Vec<Vec<String>> = wrong.iter().map(line).collect();
    let header = [
        "judged wrongly",
        "kind",
        "phototype",
        "said",
        "change, interval in %",
        "reasons",
    ];
    table(&header, &lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: &str, verdict: &str, accepted: &str) -> Row {
        Row {
            kind: kind.to_owned(),
            phototype: "II".to_owned(),
            comparable: accepted != "not_comparable",
            verdict: verdict.to_owned(),
            accepted_verdicts: vec![accepted.to_owned()],
            ..Row::default()
        }
    }

    #[test]
    fn the_tables_count_what_was_said() {
        let mut refused = row("shine", "not_comparable", "not_comparable");
        refused.accepted_reasons = vec!["shine".to_owned()];
        refused.reasons = vec!["blur=2/1".to_owned()];
        let rows = [
            row("unchanged", "no_detectable_change", "no_detectable_change"),
            row("unchanged", "improved", "no_detectable_change"),
            refused,
        ];
        assert_eq!(
            kind_line("unchanged", &rows),
            ["unchanged", "2", "1", "1", "·", "·", "·", "·", "50 %", ""]
        );
        assert_eq!(
            kind_line("shine", &rows),
            ["shine", "1", "·", "·", "·", "·", "1", "·", "0 %", "**missed**"]
        );
        let text = markdown(&rows);
        assert!(text.contains("| unchanged |  | **1/2** |"), "{text}");
        assert!(text.contains("blur=2/1"), "{text}");
    }
}
