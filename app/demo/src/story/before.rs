//! Patients before their first session.

use super::patient::{DEFERRED, FIRST_TODAY, JUST_ADDED, NEXT_WEEK, REFERRED};
use super::{AnswerToday, Step, Story, Telling};
use relief_course::{Answer, Visit};
use relief_protocol::Complaint;

/// About two months.
const TWO_MONTHS: i32 = 61;

pub(super) fn stories() -> Vec<Story> {
    vec![just_added(), deferred(), referred(), first_today(), next_week()]
}

fn just_added() -> Story {
    Telling::of(JUST_ADDED).at(-1, 16, 10, Step::Added).end()
}

fn deferred() -> Story {
    let answers = vec![("isotretinoin", AnswerToday::EndedDaysAgo(TWO_MONTHS))];
    let wait = Step::Deferred {
        visit: Visit::Session(1),
        until: 6 * 31 - TWO_MONTHS,
        reason: "Isotretinoin ended two months ago; six months are waited for",
    };
    Telling::of(DEFERRED)
        .comes(-3, 11, Complaint::AcneScars, answers)
        .at(-3, 11, 30, wait)
        .end()
}

fn referred() -> Story {
    let answers = vec![("keloid_history", AnswerToday::Is(Answer::Yes))];
    Telling::of(REFERRED)
        .comes(-5, 15, Complaint::AcneScars, answers)
        .end()
}

fn first_today() -> Story {
    let answers = vec![("dark_phototype", AnswerToday::Is(Answer::Yes))];
    Telling::of(FIRST_TODAY)
        .comes(-4, 10, Complaint::AcneScars, answers)
        .agrees(-4, 10, (0, 9, 30))
        .end()
}

fn next_week() -> Story {
    Telling::of(NEXT_WEEK)
        .comes(-2, 14, Complaint::AcneScars, Vec::new())
        .agrees(-2, 14, (8, 13, 0))
        .end()
}
