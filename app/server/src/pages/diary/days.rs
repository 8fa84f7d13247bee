//! The days of a diary in a list.

use crate::chart::{Chart, Current};
use crate::language::{course_texts, say};
use jiff::ToSpan;
use jiff::civil::Date;
use relief_course::{Diary, Level};
use std::collections::BTreeMap;

/// A day in the list.
pub(super) struct Row {
    pub path: String,
    pub on: Date,
    pub number: u16,
    /// What it means, or that it is missing.
    pub word: &'static str,
    pub mark: &'static str,
    /// It is the day shown.
    pub here: bool,
}

impl Row {
    /// The day as people read it.
    pub fn day(&self) -> String {
        crate::language::day(self.on)
    }
}

/// The days asked for so far and all others that have an entry, newest first.
pub(super) fn rows(chart: &Chart, current: &Current, diary: &Diary, today: Date, shown: u16) -> Vec<Row> {
    let protocol = &current.protocol;
    let triages: BTreeMap<Date, Level> = diary
        .triages(protocol)
        .into_iter()
        .map(|(on, triage)| (on, triage.level))
        .collect();
    let missing = diary.missing(protocol, today);
    let last = diary.day(today).min(protocol.diary().through_day);
    let asked = (0..=last).filter_map(|day| diary.treated_on().checked_add(i32::from(day).days()).ok());
    let mut days: Vec<Date> = asked.chain(triages.keys().copied()).chain([today]).collect();
    days.retain(|on| *on >= diary.treated_on() && *on <= today);
    days.sort_unstable();
    days.dedup();
    let row = |on: Date| {
        let number = diary.day(on);
        let (word, mark) = match triages.get(&on) {
            Some(level) => ((course_texts().level)(*level).word, super::meaning::mark(*level)),
            None if missing.contains(&on) && on < today => (say("Missing"), "stop"),
            None if on == today => (say("Today"), ""),
            None => (say("No entry"), ""),
        };
        Row {
            path: super::path(chart, diary.session(), number),
            on,
            number,
            word,
            mark,
            here: number == shown,
        }
    };
    days.into_iter().rev().map(row).collect()
}
