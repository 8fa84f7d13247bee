//! The practice's numbers in words.

use crate::language::{course_texts, report_texts, say, say_with};
use crate::words::capitalised;
use relief_estimate::Estimate;
use relief_registry::{
    ChangeAnswer, Known, NotKnown, NumberNeeded, SMALLEST_CELL, SessionAnswer, SessionShare, Share,
    SideEffects,
};

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
            Err(_) => "–".to_owned(),
        };
        let verdicts = |share: &dyn Fn(&relief_registry::Verdicts) -> Share| {
            known(&|change| match &change.verdicts {
                Ok(verdicts) => percent(&share(verdicts).share),
                Err(why) => not_known(*why),
            })
        };
        Self {
            session: answer.session,
            patients: match &answer.change {
                Ok(change) => change.patients.to_string(),
                Err(why) => not_known(*why),
            },
            change: known(&|change| match &change.change {
                Ok(location) => percent(&location.mean),
                Err(why) => not_known(*why),
            }),
            improved: verdicts(&|verdicts| verdicts.improved),
            worse: verdicts(&|verdicts| verdicts.worse),
            not_comparable: known(&|change| percent(&change.not_comparable.share)),
            dropped: match &answer.dropped_out {
                Some(Ok(out)) => percent(&out.dropped.share),
                Some(Err(why)) => not_known(*why),
                None => "–".to_owned(),
            },
        }
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
    pub fn of(answer: &Known<SideEffects>) -> Self {
        let found = match answer {
            Ok(found) => found,
            Err(why) => {
                return Self {
                    lead: not_known(*why),
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
            days: match &sign.duration {
                Ok(duration) => number(&duration.median_days),
                Err(why) => not_known(*why),
            },
        });
        Self {
            lead,
            rows: rows.collect(),
        }
    }
}

fn of_sessions(share: &SessionShare) -> String {
    match share.at_most {
        Some(most) => say_with(
            "never; less than {most}",
            &[("most", &report_texts().percent(most))],
        ),
        None => percent(&share.share.share),
    }
}

/// The answer in whole sentences.
pub fn sentences(last: &Known<ChangeAnswer>, needed: &Known<NumberNeeded>) -> Vec<String> {
    let last = match last {
        Ok(last) => last,
        Err(why) => return vec![not_known(*why)],
    };
    let mut said = Vec::new();
    match &last.verdicts {
        Ok(verdicts) => {
            let (improved, worse) = (verdicts.improved, verdicts.worse);
            said.push(say_with(
                "Of {of} patients who could be compared after their last session, {count} improved beyond what repeated captures vary by: {share}.",
                &[
                    ("of", &improved.of),
                    ("count", &improved.count),
                    ("share", &percent(&improved.share)),
                ],
            ));
            said.push(say_with(
                "{count} became worse beyond that: {share}.",
                &[("count", &worse.count), ("share", &percent(&worse.share))],
            ));
        }
        Err(why) => said.push(not_known(*why)),
    }
    if let Ok(location) = &last.change {
        said.push(say_with(
            "On average it changed by {change}.",
            &[("change", &percent(&location.mean))],
        ));
    }
    if last.not_comparable.count > 0 {
        said.push(say_with(
            "{count} of {of} patients have no comparable pair, and nothing is known of how their skin changed.",
            &[
                ("count", &last.not_comparable.count),
                ("of", &last.not_comparable.of),
            ],
        ));
    }
    if let Ok(needed) = needed {
        said.push(match needed.needed {
            Some(number) => say_with(
                "One patient in {needed} improved who would not have been called so by chance.",
                &[("needed", &report_texts().number(number.value))],
            ),
            None => say("No more improved than would be called so by chance.").to_owned(),
        });
    }
    said
}

/// A share with its interval.
fn percent(share: &Estimate) -> String {
    let texts = report_texts();
    let [low, high] = share.ci95.map(|end| texts.percent(end));
    say_with(
        "{value} (95 % interval {low} to {high})",
        &[
            ("value", &texts.percent(share.value)),
            ("low", &low),
            ("high", &high),
        ],
    )
}

fn number(value: &Estimate) -> String {
    let texts = report_texts();
    let [low, high] = value.ci95.map(|end| texts.number(end));
    say_with(
        "{value} (95 % interval {low} to {high})",
        &[
            ("value", &texts.number(value.value)),
            ("low", &low),
            ("high", &high),
        ],
    )
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
