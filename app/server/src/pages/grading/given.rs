//! Grades that were given, with their change since the first on the same scale.

use crate::chart::Current;
use crate::clock;
use relief_course::ClinicZone;
use relief_course::grading::{Grade, GradeChange, Grading, Scale};
use relief_course::texts::ENGLISH;

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
            scale: (ENGLISH.scale)(scale),
            range: format!("{low} to {high}"),
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
    let blinded = if grading.blinded { ", blinded" } else { "" };
    let change = (grading != first)
        .then(|| GradeChange::between(&first.grade, &grading.grade))
        .flatten();
    Row {
        of: grading.of.to_string(),
        score: grading.grade.score(),
        words: words(&grading.grade),
        change: change.map_or_else(String::new, in_words),
        by: format!(
            "{}{blinded}, {}",
            grading.by.name,
            clock::moment(zone, grading.by.at)
        ),
    }
}

fn words(grade: &Grade) -> String {
    match grade {
        Grade::GoodmanBaronQualitative(grade) => (ENGLISH.goodman_baron_grade)(*grade).to_owned(),
        Grade::GoodmanBaronQuantitative(_) | Grade::Ecca(_) => String::new(),
        Grade::Gais(gais) => (ENGLISH.gais)(*gais).to_owned(),
        Grade::Satisfaction(satisfaction) => (ENGLISH.satisfaction)(*satisfaction).to_owned(),
        Grade::ScarS(grades) => {
            let more = [("chest", grades.chest), ("back", grades.back)];
            let more = more
                .into_iter()
                .filter_map(|(region, grade)| Some((region, grade?)));
            let all = [("face", grades.face)].into_iter().chain(more);
            all.map(|(region, grade)| format!("{region} {}", (ENGLISH.scar_s)(grade)))
                .collect::<Vec<_>>()
                .join(", ")
        }
    }
}

fn in_words(change: GradeChange) -> String {
    let noise = match change.beyond_rater_noise() {
        Some(true) => ", more than two raters differ",
        Some(false) => ", within what two raters differ",
        None => "",
    };
    match change.points() {
        0 => "no points since the first".to_owned(),
        points => format!("{points:+} since the first{noise}"),
    }
}
