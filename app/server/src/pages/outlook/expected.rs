//! What similar patients came to, as a range after each session.

use super::drawing::Drawing;
use crate::cohort::{label, texts};
use crate::language::{say, say_with};
use relief_protocol::ScarType;
use relief_registry::{
    At, Cohort, Compared, Comparison, Expected, Filter, Known, SESSIONS, Scale, change, expected, sentence,
};

/// A range of more than all that was there before says that little is known.
const WIDE: f64 = 1.0;

/// What similar patients came to, of one metric.
pub(super) struct Ranges {
    pub metric: String,
    /// From whom.
    pub from: String,
    pub drawing: Option<Drawing>,
    pub rows: Vec<Row>,
    /// This patient's own changes stand beside it.
    pub has_own: bool,
    /// The ranges say that little is known.
    pub is_wide: bool,
}

/// After one session.
pub(super) struct Row {
    pub session: u8,
    /// Why nothing is known; empty when something is.
    pub unknown: String,
    pub middle: String,
    pub half: String,
    pub most: String,
    /// What came out of this patient's own comparisons.
    pub own: String,
}

/// A patient's own changes by session, as shares of before.
pub(super) type Own = Vec<(u8, f64)>;

impl Ranges {
    /// Of the others like this patient; of all others where nobody knows this patient's scars, or too few have them.
    pub(super) fn of(others: &Cohort<'_>, metric: &str, scars: Option<ScarType>, own: &Own) -> Self {
        let alike = scars.map(|scars| {
            let cohort = others.filter(&Filter {
                scar_type: Some(scars),
                ..Filter::default()
            });
            let known = after_each(&cohort, metric);
            (from_alike(scars, compared(&cohort, metric)), known)
        });
        let (from, known) = alike
            .filter(|(_, known)| known.iter().any(Result::is_ok))
            .unwrap_or_else(|| (from_all(compared(others, metric)), after_each(others, metric)));
        let of_session = |session| {
            own.iter()
                .find(|(of, _)| *of == session)
                .map(|(_, change)| *change)
        };
        let rows = (1..)
            .zip(&known)
            .map(|(session, known)| row(session, known, of_session(session)));
        let ranges: Vec<Expected> = known.iter().filter_map(|known| known.ok()).collect();
        Self {
            metric: label(metric),
            from,
            is_wide: ranges.iter().any(|range| range.most[1] - range.most[0] > WIDE),
            rows: rows.collect(),
            has_own: own.iter().any(|(session, _)| *session <= SESSIONS),
            drawing: (!ranges.is_empty()).then(|| Drawing::of(metric, &ranges, own)),
        }
    }

    /// Whether anything is known.
    pub(super) fn is_known(&self) -> bool {
        self.drawing.is_some()
    }
}

fn after_each(cohort: &Cohort<'_>, metric: &str) -> Vec<Known<Expected>> {
    // Published trials have no prior to give: they tell grades and scores, not what is measured here.
    expected(cohort, metric, Scale::Relative, &[])
}

/// How many patients could be compared; none where they are too few to be told of.
fn compared(cohort: &Cohort<'_>, metric: &str) -> usize {
    let answer = change(cohort, metric, Scale::Relative, At::Last);
    answer
        .and_then(|answer| answer.verdicts)
        .map_or(0, |verdicts| verdicts.improved.of)
}

fn from_alike(scars: ScarType, patients: usize) -> String {
    say_with(
        "From {patients} other patients of this practice with {scars}.",
        &[("patients", &patients), ("scars", &(texts().scar_type)(scars))],
    )
}

fn from_all(patients: usize) -> String {
    say_with(
        "From {patients} other patients of this practice, whatever scars they have.",
        &[("patients", &patients)],
    )
}

fn row(session: u8, known: &Known<Expected>, own: Option<f64>) -> Row {
    // A number and its sign stay on one line.
    let change = |value| texts().change(Scale::Relative, value).replace(' ', "\u{a0}");
    let between = |[low, high]: [f64; 2]| {
        say_with(
            "{low} to {high}",
            &[("low", &change(low)), ("high", &change(high))],
        )
    };
    let own = own.map_or_else(String::new, change);
    match known {
        Ok(range) => Row {
            session,
            unknown: String::new(),
            middle: change(range.middle),
            half: between(range.half),
            most: between(range.most),
            own,
        },
        Err(_) => Row {
            session,
            unknown: sentence::of_expected(known, Scale::Relative, texts()),
            middle: String::new(),
            half: String::new(),
            most: String::new(),
            own,
        },
    }
}

/// The mean change of a patient's places after each session, as a share of before; of these rows, which are all the patient's own.
pub(super) fn changes(own: &[Comparison], metric: &str) -> Own {
    let of_session = |session: u8| {
        let rows = own
            .iter()
            .filter(|row| row.sessions == session && row.metric == metric);
        let changes: Vec<f64> = rows
            .filter_map(|row| match row.compared {
                Compared::Measured { relative, .. } => relative,
                Compared::Refused { .. } => None,
            })
            .collect();
        let mean = changes.iter().sum::<f64>() / changes.len() as f64;
        (!changes.is_empty()).then_some((session, mean))
    };
    (1..=SESSIONS).filter_map(of_session).collect()
}

/// What stands where there is nobody to tell of.
pub(super) fn nothing() -> &'static str {
    say("Not known: too little of other patients of this practice was measured yet.")
}
