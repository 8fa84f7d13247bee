//! The phototype: who has darker skin is more often left with dark marks, and results are read by it.

use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed, choices};
use crate::guard::Visitor;
use crate::language::{course_texts, day};
use axum::response::Response;
use relief_course::{Phototype, SkinType};

pub(super) const ON: &str = "skin.on";

pub(super) fn phototypes() -> Vec<Choice> {
    choices(&Phototype::ALL, |phototype| {
        (course_texts().phototype)(phototype).to_owned()
    })
}

/// Day and phototype; newest first.
pub(super) fn rows(current: &Current) -> Vec<[String; 2]> {
    let mut all: Vec<&SkinType> = current.course.context.skin_types.iter().collect();
    all.sort_by_key(|judged| std::cmp::Reverse(judged.on));
    let row = |judged: &SkinType| {
        let phototype = (course_texts().phototype)(judged.phototype);
        [day(judged.on), phototype.to_owned()]
    };
    all.into_iter().map(row).collect()
}

/// `POST /patients/{patient}/context/skin`
pub async fn keep(visitor: Visitor, chart: Chart, typed: Typed) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let on = super::past(&mut form, ON, visitor.today());
    let phototype = form.coded("skin.phototype");
    match (on, phototype, form.is_sound()) {
        (Some(on), Some(phototype), true) => super::add(&visitor, &chart, &SkinType { on, phototype }).await,
        _ => super::again(&visitor, &chart, form, "skin"),
    }
}
