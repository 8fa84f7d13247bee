//! What the rules say about a draft, beside its fields.

use super::zones::ZoneNames;
use crate::form::{Choice, Form};
use crate::language::{course_texts, say};
use relief_course::{SessionDraft, SessionProblem, Weight};
use relief_protocol::{Protocol, Zone};

/// The field under which the unusual is confirmed.
pub(super) const CONFIRMED: &str = "confirmed";

/// Puts what blocks signing beside its fields.
pub(super) fn place(form: &mut Form, problems: &[SessionProblem]) {
    for problem in problems {
        let words = (course_texts().session_problem)(problem);
        match field(problem) {
            Some(name) => form.fault(&name, words),
            None => form.refuse(words),
        }
    }
}

/// The field that a problem is about; `None` when it is about the whole.
fn field(problem: &SessionProblem) -> Option<String> {
    use SessionProblem as P;
    match problem {
        P::Number => None,
        P::TimesOutOfOrder {
            then: "signed_at", ..
        } => Some("ended_at".to_owned()),
        P::NoZone => Some("zones".to_owned()),
        P::Missing { field } => Some((*field).to_owned()),
        P::TimesOutOfOrder { then, .. } => Some((*then).to_owned()),
        P::AnaestheticUnusual { .. } => Some("removed_at".to_owned()),
        P::MissingInZone { zone, field } => Some(missing(*zone, field)),
        P::ZoneNotTreated { zone } | P::NeedleRefused { zone, .. } | P::NeedleUnusual { zone, .. } => {
            Some(ZoneNames::of(*zone).needle)
        }
        P::NeedleWarned { zone, .. } => Some(ZoneNames::of(*zone).reason),
        P::NoPass { zone } | P::PassesUnusual { zone, .. } => Some(ZoneNames::of(*zone).passes),
    }
}

/// What may be said once for all zones is asked for there.
fn missing(zone: Zone, field: &str) -> String {
    if super::fill::SHARED.contains(&field) {
        field.to_owned()
    } else {
        format!("{}.{field}", zone.name())
    }
}

/// What is unusual about a draft, to be confirmed; each sentence is its own code, so that a tick confirms just that.
pub(super) fn flags(protocol: &Protocol, draft: &SessionDraft) -> Vec<Choice> {
    let all = draft.problems(protocol);
    let flags = all.iter().filter(|problem| problem.weight() == Weight::Flag);
    flags
        .map(|flag| (course_texts().session_problem)(flag))
        .map(|words| Choice::new(words.clone(), words))
        .collect()
}

/// Whether every flag was confirmed; if not, the form says so.
pub(super) fn are_confirmed(form: &mut Form, flags: &[Choice]) -> bool {
    let confirmed = form.typed().all(CONFIRMED);
    let all = flags.iter().all(|flag| confirmed.contains(&flag.code));
    if !all {
        form.fault(
            CONFIRMED,
            say("Please look at each of these and tick it when it is right."),
        );
    }
    all
}
