//! The form as a grade.

use super::charts::{ECCA_TYPES, LESIONS, field};
use crate::form::Form;
use crate::language::say;
use relief_course::grading::{Grade, Scale, ScarSGrades};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The grade on a scale, when it is complete; else the problems stand in the form.
pub(in crate::pages) fn grade(scale: Scale, form: &mut Form) -> Option<Grade> {
    match scale {
        Scale::GoodmanBaronQualitative => form
            .coded(&field(scale, "grade"))
            .map(Grade::GoodmanBaronQualitative),
        Scale::GoodmanBaronQuantitative => {
            let names = LESIONS.iter().map(|(name, _, _)| *name).chain(["keloidal"]);
            chosen(scale, names, form).map(Grade::GoodmanBaronQuantitative)
        }
        Scale::Ecca => chosen(scale, ECCA_TYPES.iter().map(|(name, _, _)| *name), form).map(Grade::Ecca),
        Scale::Gais => form.coded(&field(scale, "grade")).map(Grade::Gais),
        Scale::ScarS => {
            let face = form.coded(&field(scale, "face"));
            let chest = form.maybe_coded(&field(scale, "chest"));
            let back = form.maybe_coded(&field(scale, "back"));
            face.map(|face| Grade::ScarS(ScarSGrades { face, chest, back }))
        }
        Scale::Satisfaction => form.coded(&field(scale, "grade")).map(Grade::Satisfaction),
    }
}

/// A value of which every part was chosen by its code, as records keep it.
fn chosen<'a, T: DeserializeOwned>(
    scale: Scale,
    names: impl Iterator<Item = &'a str>,
    form: &mut Form,
) -> Option<T> {
    let mut parts = Map::new();
    let mut complete = true;
    for name in names {
        match form
            .coded::<Value>(&field(scale, name))
            .filter(|code| *code != "")
        {
            Some(code) => {
                parts.insert(name.to_owned(), code);
            }
            None => {
                form.fault(&field(scale, name), say("Please choose one."));
                complete = false;
            }
        }
    }
    let read = serde_json::from_value(Value::Object(parts))
        .ok()
        .filter(|_| complete);
    if complete && read.is_none() {
        form.refuse(say("One of the choices is not on the scale."));
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(scale: Scale, all: impl Iterator<Item = (&'static str, &'static str)>) -> Form {
        Form::of(
            all.map(|(name, code)| (field(scale, name), code.to_owned()))
                .collect(),
        )
    }

    #[test]
    fn the_highest_score_can_be_given() {
        let scale = Scale::GoodmanBaronQuantitative;
        let lesions = LESIONS
            .iter()
            .map(|(name, _, _)| (*name, "more_than20"))
            .chain([("keloidal", "above20_cm2")]);
        let mut form = sent(scale, lesions);
        assert_eq!(grade(scale, &mut form).map(|grade| grade.score()), Some(84));
        let mut form = sent(Scale::Ecca, ECCA_TYPES.iter().map(|(name, _, _)| (*name, "many")));
        assert_eq!(
            grade(Scale::Ecca, &mut form).map(|grade| grade.score()),
            Some(540)
        );
    }

    #[test]
    fn what_is_missing_is_said() {
        let mut form = sent(Scale::Ecca, [("boxcar", "few")].into_iter());
        assert_eq!(grade(Scale::Ecca, &mut form), None);
        assert_eq!(form.problem_count(), 5);
        let mut form = sent(Scale::Gais, [("grade", "9")].into_iter());
        assert_eq!(grade(Scale::Gais, &mut form), None);
        assert_eq!(form.problem_count(), 1);
    }
}
