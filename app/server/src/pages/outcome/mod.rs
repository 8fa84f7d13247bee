//! What came of a course: measured changes over time, and the judgements made of them.

mod build;
mod choices;
mod drawing;
mod judge;
mod past;
mod points;

pub use judge::judge;

use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Choice, Form};
use crate::guard::Visitor;
use crate::language::{course_texts, say};
use crate::measured::Measured;
use crate::shell::{Done, PatientHead, Shell, page};
use crate::subject::Subject;
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use drawing::{Drawing, Times};
use past::Past;
pub(in crate::pages) use points::Point;
use relief_course::Action;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "outcome.html")]
struct OutcomePage {
    shell: Shell,
    head: PatientHead,
    form: Form,
    /// Who works here is shown every number at once; patients find them folded away.
    staff: bool,
    may_judge: bool,
    views: Vec<View>,
    judgements: Vec<Past>,
    measurements: Vec<Choice>,
    grades: Vec<Choice>,
    /// What will be kept with the judgement.
    due: Option<String>,
}

/// The measurements of one view or scanned zone.
struct View {
    name: String,
    drawing: Drawing,
    rows: Vec<Point>,
}

/// `GET /patients/{patient}/outcome`
pub async fn show(visitor: Visitor, chart: Chart, Query(done): Query<Done>) -> Result<Response, Failure> {
    let form = choices::suggested(&visitor, &chart)?;
    render(&visitor, &chart, form, &done)
}

fn render(visitor: &Visitor, chart: &Chart, form: Form, done: &Done) -> Result<Response, Failure> {
    let current = chart.current()?;
    page(&OutcomePage {
        shell: Shell::new(visitor, "/patients", say("Outcome")).done(done),
        head: PatientHead::new(visitor, chart, "/outcome"),
        form,
        staff: visitor.is_staff(),
        may_judge: chart.permits(visitor, Action::JudgeOutcome),
        views: views(visitor, chart)?,
        judgements: past::of(current),
        measurements: choices::measurements(visitor, chart),
        grades: choices::grades(current),
        due: judge::due(current, visitor.today()).map(|visit| (course_texts().visit)(visit)),
    })
    .map(IntoResponse::into_response)
}

/// The measurements by what they show, each against its own photo or scan from before.
fn views(visitor: &Visitor, chart: &Chart) -> Result<Vec<View>, Failure> {
    let current = chart.current()?;
    let zone = visitor.clinic.calendar.zone();
    let mut by_view: BTreeMap<Subject, Vec<Point>> = BTreeMap::new();
    for measured in Measured::all(chart) {
        by_view
            .entry(measured.subject)
            .or_default()
            .push(Point::of(chart, zone, &measured));
    }
    let days = by_view.values().flatten().flat_map(|point| point.days);
    let times = Times::of(current, days, visitor.today());
    let view = |(subject, mut rows): (Subject, Vec<Point>)| {
        rows.sort_by_key(|point| (point.days[1], point.days[0]));
        let name = subject.name();
        View {
            drawing: Drawing::of(&subject.code(), &name, &rows, &times),
            name,
            rows,
        }
    };
    Ok(by_view.into_iter().map(view).collect())
}
