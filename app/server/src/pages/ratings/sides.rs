//! Two pictures side by side, of which nobody is told which came first.

use crate::form::{Choice, Form};
use relief_course::grading::{Gais, Grade};
use relief_store::{RatedPhoto, RatingTask};

/// The name of the field for what the rater says.
pub(super) const FIELD: &str = "compared";

/// What can be said of two pictures, the answers of one side mirroring those of the other. GAIS knows three steps of better
/// and one of worse; the rater must not see on which side that is.
const ANSWERS: [(&str, &str); 7] = [
    ("a3", "A: the scars are very much less"),
    ("a2", "A: the scars are much less"),
    ("a1", "A: the scars are less"),
    ("same", "No difference"),
    ("b1", "B: the scars are less"),
    ("b2", "B: the scars are much less"),
    ("b3", "B: the scars are very much less"),
];

/// The answers to choose from.
pub(super) fn answers() -> Vec<Choice> {
    ANSWERS.map(|(code, words)| Choice::new(code, words)).into()
}

/// Whether the picture from before stands on the left. Tasks have ids drawn at random, so this is a coin for each, and it falls
/// the same way whenever the task is opened.
fn before_is_left(task: &RatingTask) -> bool {
    task.id
        .to_string()
        .bytes()
        .next()
        .is_some_and(|digit| digit % 2 == 0)
}

/// The picture on a side, `a` or `b`; that of a task with one picture is `a`.
pub(super) fn at(task: &RatingTask, side: &str) -> Option<RatedPhoto> {
    let left = task.before.is_some() && before_is_left(task);
    match (side, left) {
        ("a", true) => Some(RatedPhoto::Before),
        ("a", false) | ("b", true) => Some(RatedPhoto::Photo),
        ("b", false) => task.before.map(|_| RatedPhoto::Before),
        _ => None,
    }
}

/// What was said, as a grade of the later picture against the earlier one.
pub(super) fn read(task: &RatingTask, form: &mut Form) -> Option<Grade> {
    let later = if before_is_left(task) { 'b' } else { 'a' };
    let said = form.typed().one(FIELD).to_owned();
    let known = ANSWERS.iter().any(|(code, _)| *code == said);
    if !known {
        form.fault(FIELD, "Please choose one.");
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

    fn task(id: &str) -> RatingTask {
        RatingTask {
            id: id.repeat(32).parse::<RecordId>().unwrap(),
            photo: PhotoView::Frontal,
            before: Some(PhotoView::Frontal),
            done: false,
        }
    }

    #[test]
    fn an_answer_means_the_later_picture_on_whichever_side_it_stands() {
        let grade = |task: &RatingTask, said: &str| read(task, &mut Form::filled([(FIELD, said.to_owned())]));
        for (task, later, earlier) in [(task("0"), "b", "a"), (task("1"), "a", "b")] {
            assert_eq!(at(&task, later), Some(RatedPhoto::Photo));
            assert_eq!(at(&task, earlier), Some(RatedPhoto::Before));
            assert_eq!(at(&task, "c"), None);
            let said = |side: &str, step: &str| grade(&task, &format!("{side}{step}"));
            assert_eq!(said(later, "3"), Some(Grade::Gais(Gais::VeryMuchImproved)));
            assert_eq!(said(later, "2"), Some(Grade::Gais(Gais::MuchImproved)));
            assert_eq!(said(later, "1"), Some(Grade::Gais(Gais::Improved)));
            assert_eq!(said(earlier, "1"), Some(Grade::Gais(Gais::Worse)));
            assert_eq!(grade(&task, "same"), Some(Grade::Gais(Gais::NoChange)));
            assert_eq!(grade(&task, "b4"), None);
        }
        let alone = RatingTask {
            before: None,
            ..task("0")
        };
        assert_eq!(
            (at(&alone, "a"), at(&alone, "b")),
            (Some(RatedPhoto::Photo), None)
        );
    }
}
