//! The comparisons of a patient, as lists show them.

use crate::chart::Chart;
use crate::guard::Visitor;
use crate::language;
use crate::measured::Measured;
use crate::subject::Subject;

/// A comparison in a list.
pub(in crate::pages) struct Row {
    pub path: String,
    pub what: String,
    pub before: String,
    pub after: String,
    pub verdict: &'static str,
    pub mark: &'static str,
}

/// The comparisons of what is wanted, newest first.
pub(in crate::pages) fn rows(visitor: &Visitor, chart: &Chart, wanted: impl Fn(Subject) -> bool) -> Vec<Row> {
    let zone = visitor.clinic.calendar.zone();
    let row = |measured: &Measured| {
        let [before, after] = measured.days(zone).map(language::day);
        let (verdict, mark) = measured.verdict();
        Row {
            path: measured.path(chart),
            what: measured.subject.name(),
            before,
            after,
            verdict,
            mark,
        }
    };
    let all = Measured::all(chart);
    let newest = all.iter().rev().filter(|measured| wanted(measured.subject));
    newest.map(row).collect()
}
