//! Words of the pages that are chosen by a code.

use relief_course::Visit;
use relief_course::texts::ENGLISH;

/// What was done, by the code in the address.
pub const DONE: &[(&str, &str)] = &[
    ("patient", "The patient was added."),
    ("details", "The details were kept."),
    ("course", "The course was begun."),
    ("mistake", "It was taken back."),
    ("candidacy", "The answers were kept."),
    ("consent", "The consent was kept."),
    ("revoked", "The consent was revoked."),
    ("booked", "The visit was booked."),
    ("plan", "The plan was changed."),
    ("kept", "The visit was kept."),
    ("draft", "The session was kept as a draft."),
    ("signed", "The session was signed."),
    ("diary", "The day was kept."),
    ("reviewed", "The alarm was looked at."),
    ("photo", "The photos were kept."),
    ("skipped", "The view is left out today."),
    ("grade", "The grade was kept."),
    ("context", "It was kept."),
    ("judged", "The outcome was judged."),
    ("clinic", "The practice's settings were kept."),
    ("protocol", "The protocol was kept."),
    (
        "consent_text",
        "The text was kept. Consents to an earlier one are outdated now.",
    ),
    ("practice", "The practice was added."),
    ("switched", "You are in the other practice now."),
    ("account", "The account was kept."),
    ("limits", "Comparisons use these limits from now on."),
    ("password", "The password was changed."),
    ("asked_raters", "The raters were asked."),
    ("rated", "The grade was kept. Thank you."),
    ("erasure", "The practice was asked. You find its answer here."),
    ("erasure_withdrawn", "It was taken back."),
    (
        "erasure_answered",
        "The answer was kept; the patient can read it here.",
    ),
    ("deleted", "The patient was deleted; the key is destroyed."),
];

/// A verdict in words, and how it is marked.
pub fn verdict(verdict: relief_estimate::Verdict) -> (&'static str, &'static str) {
    use relief_estimate::Verdict as V;
    match verdict {
        V::Improved => ("Improved", "good"),
        V::Worse => ("Worse", "bad"),
        V::NoDetectableChange => ("No detectable change", ""),
        V::NotComparable => ("Not comparable", "stop"),
    }
}

/// A visit's name, for headings and rows.
pub fn visit(visit: Visit) -> String {
    capitalised(&(ENGLISH.visit)(visit))
}

/// Words with a capital at the start, for headings and rows.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
