//! Active acne, under which scars increase without any treatment.

use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::language::{course_texts, day, say};
use axum::response::Response;
use relief_course::ActiveAcne;

pub(super) const ON: &str = "acne.on";

/// Day, severity, lesions; newest first.
pub(super) fn rows(current: &Current) -> Vec<[String; 3]> {
    let mut all: Vec<&ActiveAcne> = current.course.context.active_acne.iter().collect();
    all.sort_by_key(|acne| std::cmp::Reverse(acne.on));
    let row = |acne: &ActiveAcne| {
        let lesions = acne
            .inflamed_lesions
            .map_or_else(|| say("not counted").to_owned(), |count| count.to_string());
        [
            day(acne.on),
            (course_texts().severity)(acne.severity).to_owned(),
            lesions,
        ]
    };
    all.into_iter().map(row).collect()
}

/// `POST /patients/{patient}/context/acne`
pub async fn keep(visitor: Visitor, chart: Chart, typed: Typed) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let on = super::past(&mut form, ON, visitor.today());
    let severity = form.coded("acne.severity");
    let inflamed_lesions = form.maybe_number("acne.lesions", 0..=u16::MAX);
    match (on, severity, form.is_sound()) {
        (Some(on), Some(severity), true) => {
            super::add(
                &visitor,
                &chart,
                &ActiveAcne {
                    on,
                    severity,
                    inflamed_lesions,
                },
            )
            .await
        }
        _ => super::again(&visitor, &chart, form, "acne"),
    }
}
