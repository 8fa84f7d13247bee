//! A patient's details.

use super::read;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::language::say;
use crate::shell::{Shell, go, page};
use askama::Template;
use axum::response::{IntoResponse, Response};

#[derive(Template)]
#[template(path = "patient_form.html")]
struct DetailsPage {
    shell: Shell,
    form: Form,
    path: String,
    back: String,
    new: bool,
}

/// `GET /patients/{patient}/details`
pub async fn show(visitor: Visitor, chart: Chart) -> Result<Response, Failure> {
    let details = &chart.details.value;
    let text = |line: Option<&dyn ToString>| line.map_or_else(String::new, |line| line.to_string());
    let form = Form::filled([
        ("name", details.name.to_string()),
        ("born", details.born.to_string()),
        (
            "reference",
            text(details.reference.as_ref().map(|line| line as &dyn ToString)),
        ),
        (
            "contact",
            text(details.contact.as_ref().map(|note| note as &dyn ToString)),
        ),
        ("seen", chart.details.version.to_string()),
    ]);
    render(&visitor, &chart, form)
}

fn render(visitor: &Visitor, chart: &Chart, form: Form) -> Result<Response, Failure> {
    page(&DetailsPage {
        shell: Shell::new(visitor, "/patients", say("Details")),
        form,
        path: chart.path("/details"),
        back: chart.path(""),
        new: false,
    })
    .map(IntoResponse::into_response)
}

/// `POST /patients/{patient}/details`
pub async fn change(visitor: Visitor, chart: Chart, typed: Typed) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let details = read(&mut form, visitor.today());
    let why = form.line("why");
    let seen = form.parsed::<u32>("seen", say("The page is out of date; open it again."));
    let (Some(details), Some(why), Some(seen)) = (details, why, seen) else {
        return render(&visitor, &chart, form);
    };
    visitor
        .repository()
        .correct_patient(chart.patient, seen, &details, &why)
        .await?;
    Ok(go(&chart.path(""), "details").into_response())
}
