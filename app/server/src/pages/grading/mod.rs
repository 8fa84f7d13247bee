//! Grades that people give, each with its score, and what a score is worth.

pub(super) mod charts;
mod given;
pub(super) mod read;

use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::language::{course_texts, say, say_with};
use crate::shell::{Done, PatientHead, Shell, go, page};
use crate::why;
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use charts::Asked;
use given::Given;
use relief_course::Action;
use relief_course::grading::{Grading, Scale};

#[derive(Template)]
#[template(path = "grading.html")]
struct GradingPage {
    shell: Shell,
    head: PatientHead,
    form: Form,
    /// The scales that the visitor may grade on.
    scales: Vec<ScaleForm>,
    given: Vec<Given>,
    may_ask_raters: bool,
}

/// A scale with its questions.
struct ScaleForm {
    code: String,
    name: &'static str,
    range: String,
    note: &'static str,
    asked: Vec<Asked>,
    /// The name of the field for the day that was graded.
    day: String,
    /// The form that was sent is this one.
    is_sent: bool,
}

/// `GET /patients/{patient}/grading`
pub async fn show(visitor: Visitor, chart: Chart, Query(done): Query<Done>) -> Result<Response, Failure> {
    render(&visitor, &chart, Form::default(), None, &done)
}

/// `POST /patients/{patient}/grading`
pub async fn grade(visitor: Visitor, chart: Chart, typed: Typed) -> Result<Response, Failure> {
    let current = chart.current()?;
    let mut form = Form::of(typed);
    let scale: Scale = form.coded("scale").ok_or(Failure::NotFound)?;
    if !chart.permits(&visitor, giving(scale)) {
        return Err(Failure::Forbidden);
    }
    let grade = read::grade(scale, &mut form);
    let of = form.date(&charts::field(scale, "of"));
    if of.is_some_and(|of| of > visitor.today()) {
        form.fault(&charts::field(scale, "of"), say("This day has not come yet."));
    }
    let (Some(grade), Some(of), true) = (grade, of, form.is_sound()) else {
        return render(&visitor, &chart, form, Some(scale), &Done::default());
    };
    let grading = Grading {
        grade,
        of,
        picture: None,
        blinded: false,
        by: visitor.signature(),
    };
    visitor
        .repository()
        .add(chart.patient, Some(current.record), &grading, &why::entered()?)
        .await?;
    Ok(go(&chart.path("/grading"), "grade").into_response())
}

/// What somebody must be allowed to do to grade on a scale: satisfaction is the patient's own.
fn giving(scale: Scale) -> Action {
    match scale {
        Scale::Satisfaction => Action::RateSatisfaction,
        _ => Action::Grade,
    }
}

fn render(
    visitor: &Visitor,
    chart: &Chart,
    mut form: Form,
    sent: Option<Scale>,
    done: &Done,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    for scale in Scale::ALL.into_iter().filter(|scale| sent != Some(*scale)) {
        form.put(&charts::field(scale, "of"), visitor.today().to_string());
    }
    let may = |scale: &Scale| chart.permits(visitor, giving(*scale));
    page(&GradingPage {
        shell: Shell::new(visitor, "/patients", say("Grades")).done(done),
        head: PatientHead::new(visitor, chart, "/grading"),
        form,
        scales: Scale::ALL
            .into_iter()
            .filter(may)
            .map(|scale| ScaleForm::new(scale, sent))
            .collect(),
        given: given::rows(current, visitor.clinic.calendar.zone()),
        may_ask_raters: chart.permits(visitor, Action::JudgeOutcome),
    })
    .map(IntoResponse::into_response)
}

impl ScaleForm {
    fn new(scale: Scale, sent: Option<Scale>) -> Self {
        let [low, high] = scale.range();
        Self {
            code: crate::form::code(&scale),
            name: (course_texts().scale)(scale),
            range: say_with("{low} to {high}", &[("low", &low), ("high", &high)]),
            note: charts::note(scale),
            asked: charts::asked(scale),
            day: charts::field(scale, "of"),
            is_sent: sent == Some(scale),
        }
    }
}

/// A choice by its number on a scale.
fn numbered<T: Copy + Into<u8>>(all: &[T], label: impl Fn(T) -> &'static str, named: bool) -> Vec<Choice> {
    let choice = |step: &T| {
        let number: u8 = (*step).into();
        let label = label(*step);
        Choice::new(
            number.to_string(),
            if named {
                format!("{number}, {label}")
            } else {
                label.to_owned()
            },
        )
    };
    all.iter().map(choice).collect()
}
