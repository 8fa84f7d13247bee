//! Judgements that were made, newest first.

use crate::chart::Current;
use crate::language::{course_texts, day, report_texts, say, say_many, say_with, text};
use crate::words::{capitalised, verdict};
use jiff::civil::Date;
use relief_course::{DiarySummary, InstrumentChange, InstrumentPair, MeasuredChange, MetricChange, Outcome};
use relief_estimate::Change;
use relief_report::{metric_label, reason_text};

/// A judgement.
pub(super) struct Past {
    pub on: Date,
    pub word: &'static str,
    pub mark: &'static str,
    /// What the patient is told.
    pub plain: &'static str,
    /// On what: sessions and settings.
    pub basis: String,
    pub measured: Vec<Part>,
    pub grades: Vec<String>,
    pub satisfaction: &'static str,
    pub diary: String,
    pub instruments: Vec<String>,
    pub confounders: Vec<String>,
}

/// A comparison that it rests on.
pub(super) struct Part {
    pub what: String,
    pub word: &'static str,
    pub mark: &'static str,
    pub changes: Vec<Row>,
    pub reasons: Vec<String>,
}

/// A measured change.
pub(super) struct Row {
    pub metric: String,
    pub change: String,
    pub interval: String,
    pub mdc: String,
    pub word: &'static str,
    pub mark: &'static str,
}

impl Past {
    /// The day as people read it.
    pub fn day(&self) -> String {
        day(self.on)
    }
}

pub(super) fn of(current: &Current) -> Vec<Past> {
    let mut judged: Vec<&Outcome> = current.course.outcomes.iter().collect();
    judged.reverse();
    judged.sort_by_key(|outcome| std::cmp::Reverse(outcome.judged_on));
    judged.into_iter().map(past).collect()
}

fn past(outcome: &Outcome) -> Past {
    let (word, mark) = verdict(outcome.verdict());
    Past {
        on: outcome.judged_on,
        word,
        mark,
        plain: (report_texts().verdict)(outcome.verdict()).patient_plain,
        basis: basis(outcome),
        measured: outcome.measured.iter().map(part).collect(),
        grades: grades(outcome),
        satisfaction: outcome
            .satisfaction
            .map_or("", |said| (course_texts().satisfaction)(said)),
        diary: diary(&outcome.diary),
        instruments: outcome.instruments.iter().map(instrument).collect(),
        confounders: outcome
            .confounders
            .iter()
            .map(|other| (course_texts().confounder)(other))
            .collect(),
    }
}

fn basis(outcome: &Outcome) -> String {
    let sessions = say_many(
        "After 1 session",
        "After {n} sessions",
        usize::from(outcome.sessions),
    );
    let settings = outcome
        .settings
        .iter()
        .map(|setting| (course_texts().setting)(*setting).to_owned())
        .reduce(|settings, other| say_with("{one} and {other}", &[("one", &settings), ("other", &other)]));
    match settings {
        None => sessions,
        Some(settings) => say_with(
            "{sessions}; needled {settings}",
            &[("sessions", &sessions), ("settings", &settings)],
        ),
    }
}

fn part(measured: &MeasuredChange) -> Part {
    let (word, mark) = verdict(measured.verdict());
    let zone = measured.zone().map_or_else(
        || say("Whole face").to_owned(),
        |zone| capitalised((course_texts().zone)(zone)),
    );
    let [before, after] = measured.days();
    Part {
        what: say_with(
            "{view}, {from} to {to}",
            &[("view", &zone), ("from", &day(before)), ("to", &day(after))],
        ),
        word,
        mark,
        changes: measured.changes().iter().map(row).collect(),
        reasons: measured
            .reasons()
            .iter()
            .map(|reason| reason_text(report_texts(), reason.as_str()))
            .collect(),
    }
}

fn row(changed: &MetricChange) -> Row {
    let Change {
        difference,
        relative,
        mdc95,
        ..
    } = changed.change;
    let unit = changed.unit.as_str();
    let texts = report_texts();
    let (value, interval) = texts.estimate_parts(&difference);
    let share = relative.map_or_else(String::new, |share| format!(" ({})", texts.percent(share)));
    let (word, mark) = changed.change.judged().map_or((texts.page.changed, ""), verdict);
    Row {
        metric: metric_label(texts, changed.metric.as_str()),
        change: format!("{}{share}", texts.with_unit(&value, unit)),
        interval: texts.with_unit(&interval, unit),
        mdc: format!("±{}", texts.with_unit(&texts.number(mdc95), unit)),
        word,
        mark,
    }
}

fn grades(outcome: &Outcome) -> Vec<String> {
    let changes = outcome.grade_changes().into_iter();
    let say = |change: relief_course::grading::GradeChange| {
        let words = match change.beyond_rater_noise() {
            Some(true) => {
                text("{scale}: {before} before, {after} after; more than two raters differ on the same face.")
            }
            Some(false) => text(
                "{scale}: {before} before, {after} after; no more than two raters differ on the same face.",
            ),
            None => text("{scale}: {before} before, {after} after."),
        };
        say_with(
            words,
            &[
                ("scale", &capitalised((course_texts().scale)(change.scale))),
                ("before", &change.before),
                ("after", &change.after),
            ],
        )
    };
    changes.map(say).collect()
}

fn diary(diary: &DiarySummary) -> String {
    let days = |count: usize| say_many("1 day", "{n} days", count);
    if diary.days == 0 {
        return say("No diary was kept.").to_owned();
    }
    say_with(
        "{days} in the diary; {watched} to be watched, {contacted} to contact the clinic.",
        &[
            ("days", &days(diary.days)),
            ("watched", &days(diary.watched)),
            ("contacted", &days(diary.contacted)),
        ],
    )
}

fn instrument(pair: &InstrumentPair) -> String {
    let value = &pair.before;
    let quantity = capitalised(&(course_texts().quantity)(value.quantity()));
    let what = say_with(
        "{quantity}, {zone}, {from} to {to}",
        &[
            ("quantity", &quantity),
            ("zone", &(course_texts().zone)(value.zone())),
            ("from", &day(value.on())),
            ("to", &day(pair.after.on())),
        ],
    );
    let said = match pair.change() {
        Ok(InstrumentChange::Difference(difference)) => {
            let texts = report_texts();
            let (value_text, interval) = texts.estimate_parts(&difference);
            say_with(
                "{value} (95 % interval {interval}).",
                &[
                    ("value", &texts.with_unit(&value_text, value.unit().as_str())),
                    ("interval", &interval),
                ],
            )
        }
        Ok(InstrumentChange::UncertaintyUnknown) => {
            say("measured too few times to tell a change.").to_owned()
        }
        Err(different) => (course_texts().not_the_same)(different).to_owned(),
    };
    format!("{what}: {said}")
}
