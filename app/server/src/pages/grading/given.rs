//! Grades that were given, with their change since the first on the same scale.

use crate::chart::Current;
use crate::clock;
use crate::language::{course_texts, day, say, say_with, text};
use relief_course::ClinicZone;
use relief_course::grading::{Grade, GradeChange, Grading, Scale};

/// The grades on one scale.
pub(super) struct Given {
    pub scale: &'static str,
    pub range: String,
    pub note: &'static str,
    pub rows: Vec<Row>,
}

/// A grade.
pub(super) struct Row {
    pub of: String,
    pub score: u16,
    pub words: String,
    pub change: String,
    pub by: String,
}

/// The scales that were graded on, each with its grades by day.
pub(super) fn rows(current: &Current, zone: &ClinicZone) -> Vec<Given> {
    let given = |scale: Scale| {
        let mut gradings: Vec<&Grading> = current
            .course
            .gradings
            .iter()
            .filter(|grading| grading.grade.scale() == scale)
            .collect();
        gradings.sort_by_key(|grading| (grading.of, grading.by.at));
        let first = *gradings.first()?;
        let [low, high] = scale.range();
        Some(Given {
            scale: (course_texts().scale)(scale),
            range: say_with("{low} to {high}", &[("low", &low), ("high", &high)]),
            note: super::charts::note(scale),
            rows: gradings
                .into_iter()
                .map(|grading| row(grading, first, zone))
                .collect(),
        })
    };
    Scale::ALL.into_iter().filter_map(given).collect()
}

fn row(grading: &Grading, first: &Grading, zone: &ClinicZone) -> Row {
    let change = (grading != first)
        .then(|| GradeChange::between(&first.grade, &grading.grade))
        .flatten();
    Row {
        of: day(grading.of),
        score: grading.grade.score(),
        words: words(&grading.grade),
        change: change.map_or_else(String::new, in_words),
        by: by(grading, zone),
    }
}

fn by(grading: &Grading, zone: &ClinicZone) -> String {
    let (person, moment) = (&grading.by.name, clock::moment(zone, grading.by.at));
    if grading.blinded {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("person", person), ("moment", &moment)];
        say_with("{person}, blinded, {moment}", &values)
    } else {
        format!("{person}, {moment}")
    }
}

fn words(grade: &Grade) -> String {
    match grade {
        Grade::GoodmanBaronQualitative(grade) => (course_texts().goodman_baron_grade)(*grade).to_owned(),
        Grade::GoodmanBaronQuantitative(_) | Grade::Ecca(_) => String::new(),
        Grade::Gais(gais) => (course_texts().gais)(*gais).to_owned(),
        Grade::Satisfaction(satisfaction) => (course_texts().satisfaction)(*satisfaction).to_owned(),
        Grade::ScarS(grades) => {
            let more = [
                (text("chest {grade}"), grades.chest),
                (text("back {grade}"), grades.back),
            ];
            let more = more
                .into_iter()
                .filter_map(|(words, grade)| Some((words, grade?)));
            let all = [(text("face {grade}"), grades.face)].into_iter().chain(more);
            all.map(|(words, grade)| say_with(words, &[("grade", &(course_texts().scar_s)(grade))]))
                .collect::<Vec<_>>()
                .join(", ")
        }
    }
}

fn in_words(change: GradeChange) -> String {
    let points = change.points();
    if points == 0 {
        return say("no points since the first").to_owned();
    }
    let words = match change.beyond_rater_noise() {
        Some(true) => text("{points} since the first, more than two raters differ"),
        Some(false) => text("{points} since the first, within what two raters differ"),
        None => text("{points} since the first"),
    };
    say_with(words, &[("points", &format!("{points:+}"))])
}
