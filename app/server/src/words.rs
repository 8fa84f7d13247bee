//! Words of the pages that are chosen by a code.

use crate::language::{course_texts, say, text};
use relief_course::Visit;

/// What was done, by the code in the address.
pub const DONE: &[(&str, &str)] = &[
    ("patient", text("The patient was added.")),
    ("details", text("The details were kept.")),
    ("course", text("The course was begun.")),
    ("mistake", text("It was taken back.")),
    ("candidacy", text("The answers were kept.")),
    ("consent", text("The consent was kept.")),
    ("revoked", text("The consent was revoked.")),
    ("booked", text("The visit was booked.")),
    ("plan", text("The plan was changed.")),
    ("kept", text("The visit was kept.")),
    ("draft", text("The session was kept as a draft.")),
    ("signed", text("The session was signed.")),
    ("diary", text("The day was kept.")),
    ("reviewed", text("The alarm was looked at.")),
    ("photo", text("The photos were kept.")),
    ("scan", text("The scan was kept.")),
    ("skipped", text("The view is left out today.")),
    ("grade", text("The grade was kept.")),
    ("context", text("It was kept.")),
    ("judged", text("The outcome was judged.")),
    ("clinic", text("The practice's settings were kept.")),
    ("protocol", text("The protocol was kept.")),
    (
        "consent_text",
        text("The text was kept. Consents to an earlier one are outdated now."),
    ),
    ("practice", text("The practice was added.")),
    ("switched", text("You are in the other practice now.")),
    ("account", text("The account was kept.")),
    ("limits", text("Comparisons use these limits from now on.")),
    ("password", text("The password was changed.")),
    ("asked_raters", text("The raters were asked.")),
    ("rated", text("The grade was kept. Thank you.")),
    (
        "erasure",
        text("The practice was asked. You find its answer here."),
    ),
    ("erasure_withdrawn", text("It was taken back.")),
    (
        "erasure_answered",
        text("The answer was kept; the patient can read it here."),
    ),
    ("deleted", text("The patient was deleted; the key is destroyed.")),
];

/// A verdict in words, and how it is marked.
pub fn verdict(verdict: relief_estimate::Verdict) -> (&'static str, &'static str) {
    use relief_estimate::Verdict as V;
    match verdict {
        V::Improved => (say("Improved"), "good"),
        V::Worse => (say("Worse"), "bad"),
        V::NoDetectableChange => (say("No detectable change"), ""),
        V::NotComparable => (say("Not comparable"), "stop"),
    }
}

/// A visit's name, for headings and rows.
pub fn visit(visit: Visit) -> String {
    capitalised(&(course_texts().visit)(visit))
}

/// Words with a capital at the start, for headings and rows.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
