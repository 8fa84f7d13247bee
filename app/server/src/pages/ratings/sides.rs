//! Two pictures side by side, of which nobody is told which came first.

use crate::app::App;
use crate::form::{Choice, Form};
use crate::language::{say, text};
use relief_course::grading::{Gais, Grade};
use relief_store::{RatedPhoto, RatingTask};

/// The name of the field for what the rater says.
pub(super) const FIELD: &str = "compared";

/// What can be said of two pictures, the answers of one side mirroring those of the other. GAIS knows three steps of better
/// and one of worse; the rater must not see on which side that is.
const ANSWERS: [(&str, &str); 7] = [
    ("a3", text("A: the scars are very much less")),
    ("a2", text("A: the scars are much less")),
    ("a1", text("A: the scars are less")),
    ("same", text("No difference")),
    ("b1", text("B: the scars are less")),
    ("b2", text("B: the scars are much less")),
    ("b3", text("B: the scars are very much less")),
];

/// The answers to choose from.
pub(super) fn answers() -> Vec<Choice> {
    ANSWERS.map(|(code, words)| Choice::new(code, say(words))).into()
}

/// Whether the picture from before stands on the left: a coin that falls the same way whenever the task is opened. It is taken from
/// a keyed hash, because the task's id stands in the address and in the order of the list.
pub(super) fn before_is_left(app: &App, task: &RatingTask) -> bool {
    let tag = app.store().tag_link("side of a rating", &[&task.id.to_string()]);
    // The last digit's letters and numbers are eight odd and eight even codes.
    tag.bytes().next_back().is_some_and(|digit| digit % 2 == 0)
}

/// The picture on a side, `a` or `b`; that of a task with one picture is `a`.
pub(super) fn at(task: &RatingTask, before_is_left: bool, side: &str) -> Option<RatedPhoto> {
    match (side, task.before.is_some() && before_is_left) {
        ("a", true) => Some(RatedPhoto::Before),
        ("a", false) | ("b", true) => Some(RatedPhoto::Photo),
        ("b", false) => task.before.map(|_| RatedPhoto::Before),
        _ => None,
    }
}

/// What was said, as a grade of the later picture against the earlier one.
pub(super) fn read(before_is_left: bool, form: &mut Form) -> Option<Grade> {
    let later = if before_is_left { 'b' } else { 'a' };
    let said = form.typed().one(FIELD).to_owned();
    let known = ANSWERS.iter().any(|(code, _)| *code == said);
    if !known {
        form.fault(FIELD, say("Please choose one."));
        return None;
    }
    let gais = match said.strip_prefix(later) {
        Some("3") => Gais::VeryMuchImproved,
        Some("2") => Gais::MuchImproved,
        Some(_) => Gais::Improved,
        None if said == "same" => Gais::NoChange,
        None => Gais::Worse,
    };
    Some(Grade::Gais(gais))
}

#[cfg(test)]
mod tests {
    use super::*;
    use relief_store::{PhotoView, RecordId};

    #[test]
    fn an_answer_means_the_later_picture_on_whichever_side_it_stands() {
        let pair = RatingTask {
            id: "0".repeat(32).parse::<RecordId>().unwrap(),
            photo: PhotoView::Frontal,
            before: Some(PhotoView::Frontal),
            done: false,
        };
        for (left, later, earlier) in [(true, "b", "a"), (false, "a", "b")] {
            assert_eq!(at(&pair, left, later), Some(RatedPhoto::Photo));
            assert_eq!(at(&pair, left, earlier), Some(RatedPhoto::Before));
            assert_eq!(at(&pair, left, "c"), None);
            let said = |what: String| read(left, &mut Form::filled([(FIELD, what)]));
            assert_eq!(
                said(format!("{later}3")),
                Some(Grade::Gais(Gais::VeryMuchImproved))
            );
            assert_eq!(said(format!("{later}2")), Some(Grade::Gais(Gais::MuchImproved)));
            assert_eq!(said(format!("{later}1")), Some(Grade::Gais(Gais::Improved)));
            assert_eq!(said(format!("{earlier}1")), Some(Grade::Gais(Gais::Worse)));
            assert_eq!(said("same".to_owned()), Some(Grade::Gais(Gais::NoChange)));
            assert_eq!(said("b4".to_owned()), None);
            let alone = RatingTask {
                before: None,
                ..pair.clone()
            };
            assert_eq!(
                (at(&alone, left, "a"), at(&alone, left, "b")),
                (Some(RatedPhoto::Photo), None)
            );
        }
    }
}
