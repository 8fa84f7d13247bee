//! The practice's numbers as cells of tables.

use super::sentences::hidden;
use crate::cohort::texts;
use crate::language::{course_texts, report_texts, say, say_with};
use crate::words::capitalised;
use relief_course::Setting;
use relief_estimate::Estimate;
use relief_registry::{
    ChangeAnswer, Filter, Known, NotKnown, SMALLEST_CELL, SessionAnswer, SessionShare, Share, SideEffects,
    Verdicts,
};

/// What stands where nothing is to be said.
const NOTHING: &str = "–";

/// What came out after one session.
pub struct SessionRow {
    pub session: u8,
    pub patients: String,
    pub change: String,
    pub improved: String,
    pub worse: String,
    pub not_comparable: String,
    pub dropped: String,
}

impl SessionRow {
    pub fn of(answer: &SessionAnswer) -> Self {
        let known = |value: &dyn Fn(&ChangeAnswer) -> String| match &answer.change {
            Ok(change) => value(change),
            Err(_) => NOTHING.to_owned(),
        };
        let verdicts = |share: &dyn Fn(&Verdicts) -> Share| {
            known(&|change| cell(&change.verdicts, |verdicts| part(&share(verdicts).share)))
        };
        Self {
            session: answer.session,
            patients: cell(&answer.change, |change| change.patients.to_string()),
            change: known(&|change| cell(&change.change, |location| changed(&location.mean))),
            improved: verdicts(&|verdicts| verdicts.improved),
            worse: verdicts(&|verdicts| verdicts.worse),
            not_comparable: known(&|change| part(&change.not_comparable.share)),
            dropped: match &answer.dropped_out {
                Some(out) => cell(out, |out| part(&out.dropped.share)),
                None => NOTHING.to_owned(),
            },
        }
    }
}

/// A cell of a table: the value, or shortly why there is none.
fn cell<T>(known: &Known<T>, value: impl Fn(&T) -> String) -> String {
    match known {
        Ok(known) => value(known),
        Err(NotKnown::Nobody) => NOTHING.to_owned(),
        Err(NotKnown::FewPatients) => say_with("fewer than {least}", &[("least", &SMALLEST_CELL)]),
        Err(_) => say("too few to tell").to_owned(),
    }
}

/// What side effects there were.
pub struct Effects {
    /// Why nothing is said, or over how much.
    pub lead: String,
    pub rows: Vec<EffectRow>,
}

/// One side effect.
pub struct EffectRow {
    pub name: String,
    pub any: String,
    pub severe: String,
    pub days: String,
}

impl Effects {
    /// Of patients of whom nothing is told.
    pub fn withheld(filter: &Filter) -> Self {
        Self {
            lead: if filter.setting == Some(Setting::AtHome) {
                no_effects(NotKnown::Nobody, filter)
            } else {
                say("Nothing is told of these patients.").to_owned()
            },
            rows: Vec::new(),
        }
    }

    /// What the diaries say of the patients that a filter left.
    pub fn of(answer: &Known<SideEffects>, filter: &Filter) -> Self {
        let found = match answer {
            Ok(found) => found,
            Err(why) => {
                return Self {
                    lead: no_effects(*why, filter),
                    rows: Vec::new(),
                };
            }
        };
        let lead = say_with(
            "Diaries after {sessions} sessions of {patients} patients; after {without} more sessions nobody kept one, and nothing is known of them.",
            &[
                ("sessions", &found.sessions),
                ("patients", &found.patients),
                ("without", &found.without_diary),
            ],
        );
        let rows = found.signs.iter().map(|sign| EffectRow {
            name: capitalised((course_texts().sign)(sign.sign)),
            any: of_sessions(&sign.any),
            severe: of_sessions(&sign.severe),
            days: cell(&sign.duration, |duration| number(&duration.median_days)),
        });
        Self {
            lead,
            rows: rows.collect(),
        }
    }
}

fn of_sessions(share: &SessionShare) -> String {
    match share.at_most {
        Some(most) => say_with("never; less than {most}", &[("most", &texts().percent(most))]),
        None => part(&share.share.share),
    }
}

/// A share of patients or sessions with its interval.
fn part(share: &Estimate) -> String {
    with_interval(share, share_text)
}

/// A change with its interval; its sign says which way.
fn changed(change: &Estimate) -> String {
    with_interval(change, |value| report_texts().percent(value))
}

fn number(value: &Estimate) -> String {
    with_interval(value, |value| report_texts().number(value))
}

fn share_text(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

fn with_interval(estimate: &Estimate, text: impl Fn(f64) -> String) -> String {
    let [low, high] = estimate.ci95.map(&text);
    say_with(
        "{value} (95 % interval {low} to {high})",
        &[("value", &text(estimate.value)), ("low", &low), ("high", &high)],
    )
}

/// Why no side effects are told.
fn no_effects(why: NotKnown, filter: &Filter) -> String {
    match why {
        NotKnown::Nobody if filter.setting == Some(Setting::AtHome) => {
            say("Diaries are kept after sessions at the practice; none tells of needling at home.").to_owned()
        }
        why => not_known(hidden(why, filter)),
    }
}

/// Why a number is not there.
fn not_known(why: NotKnown) -> String {
    match why {
        NotKnown::Nobody => say("Nobody was measured yet.").to_owned(),
        NotKnown::FewPatients => say_with(
            "Fewer than {least} patients: nothing is said, because one of them could be recognised.",
            &[("least", &SMALLEST_CELL)],
        ),
        NotKnown::TooFewForThis => say("Too few patients for this number.").to_owned(),
        NotKnown::NotTellable | NotKnown::Undefined => {
            say("This cannot be told from these patients.").to_owned()
        }
    }
}
