//! Judgements that were made, newest first.

use crate::chart::Current;
use crate::words::{capitalised, verdict};
use relief_course::texts::ENGLISH;
use relief_course::{DiarySummary, InstrumentChange, InstrumentPair, MeasuredChange, MetricChange, Outcome};
use relief_estimate::Change;
use relief_report::texts::ENGLISH as REPORT;
use relief_report::{estimate_parts, metric_label, number_text, percent_text, with_unit};

/// A judgement.
pub(super) struct Past {
    pub on: String,
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

pub(super) fn of(current: &Current) -> Vec<Past> {
    let mut judged: Vec<&Outcome> = current.course.outcomes.iter().collect();
    judged.reverse();
    judged.sort_by_key(|outcome| std::cmp::Reverse(outcome.judged_on));
    judged.into_iter().map(past).collect()
}

fn past(outcome: &Outcome) -> Past {
    let (word, mark) = verdict(outcome.verdict());
    Past {
        on: outcome.judged_on.to_string(),
        word,
        mark,
        plain: (REPORT.verdict)(outcome.verdict()).patient_plain,
        basis: basis(outcome),
        measured: outcome.measured.iter().map(part).collect(),
        grades: grades(outcome),
        satisfaction: outcome
            .satisfaction
            .map_or("", |said| (ENGLISH.satisfaction)(said)),
        diary: diary(&outcome.diary),
        instruments: outcome.instruments.iter().map(instrument).collect(),
        confounders: outcome
            .confounders
            .iter()
            .map(|other| (ENGLISH.confounder)(other))
            .collect(),
    }
}

fn basis(outcome: &Outcome) -> String {
    let sessions = match outcome.sessions {
        1 => "After 1 session".to_owned(),
        count => format!("After {count} sessions"),
    };
    let settings: Vec<&str> = outcome
        .settings
        .iter()
        .map(|setting| (ENGLISH.setting)(*setting))
        .collect();
    if settings.is_empty() {
        sessions
    } else {
        format!("{sessions}; needled {}", settings.join(" and "))
    }
}

fn part(measured: &MeasuredChange) -> Part {
    let (word, mark) = verdict(measured.verdict());
    let zone = measured.zone().map_or_else(
        || "Whole face".to_owned(),
        |zone| capitalised((ENGLISH.zone)(zone)),
    );
    let [before, after] = measured.days();
    Part {
        what: format!("{zone}, {before} to {after}"),
        word,
        mark,
        changes: measured.changes().iter().map(row).collect(),
        reasons: measured.reasons().iter().map(ToString::to_string).collect(),
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
    let (value, interval) = estimate_parts(&difference);
    let share = relative.map_or_else(String::new, |share| format!(" ({})", percent_text(share)));
    let (word, mark) = changed.change.judged().map_or((REPORT.page.changed, ""), verdict);
    Row {
        metric: metric_label(&REPORT, changed.metric.as_str()),
        change: format!("{}{share}", with_unit(&value, unit)),
        interval: with_unit(&interval, unit),
        mdc: format!("±{}", with_unit(&number_text(mdc95), unit)),
        word,
        mark,
    }
}

fn grades(outcome: &Outcome) -> Vec<String> {
    let changes = outcome.grade_changes().into_iter();
    let say = |change: relief_course::grading::GradeChange| {
        let noise = match change.beyond_rater_noise() {
            Some(true) => "; more than two raters differ on the same face",
            Some(false) => "; no more than two raters differ on the same face",
            None => "",
        };
        format!(
            "{}: {} before, {} after{noise}.",
            capitalised((ENGLISH.scale)(change.scale)),
            change.before,
            change.after
        )
    };
    changes.map(say).collect()
}

fn diary(diary: &DiarySummary) -> String {
    let days = |count: usize| {
        if count == 1 {
            "1 day".to_owned()
        } else {
            format!("{count} days")
        }
    };
    if diary.days == 0 {
        return "No diary was kept.".to_owned();
    }
    format!(
        "{} in the diary; {} to be watched, {} to contact the clinic.",
        days(diary.days),
        days(diary.watched),
        days(diary.contacted)
    )
}

fn instrument(pair: &InstrumentPair) -> String {
    let value = &pair.before;
    let what = format!(
        "{}, {}, {} to {}",
        capitalised(&(ENGLISH.quantity)(value.quantity())),
        (ENGLISH.zone)(value.zone()),
        value.on(),
        pair.after.on()
    );
    match pair.change() {
        Ok(InstrumentChange::Difference(difference)) => {
            let (value_text, interval) = estimate_parts(&difference);
            format!(
                "{what}: {} (95 % interval {interval}).",
                with_unit(&value_text, value.unit().as_str())
            )
        }
        Ok(InstrumentChange::UncertaintyUnknown) => {
            format!("{what}: measured too few times to tell a change.")
        }
        Err(different) => format!("{what}: {}", (ENGLISH.not_the_same)(different)),
    }
}
