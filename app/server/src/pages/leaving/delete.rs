//! Deleting a patient, which cannot be undone.

use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::language::{day, say};
use crate::shell::{PatientHead, Shell, page};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use relief_course::Action;
use relief_store::Deletion;

#[derive(Template)]
#[template(path = "patient_delete.html")]
struct DeletePage {
    shell: Shell,
    head: PatientHead,
    form: Form,
    may_export: bool,
}

#[derive(Template)]
#[template(path = "patient_deleted.html")]
struct DeletedPage {
    shell: Shell,
    id: String,
    at: String,
    key_mark: String,
    seq: i64,
    link: String,
    blobs: usize,
    traces_cleared: bool,
}

/// `GET /patients/{patient}/delete`
pub async fn ask(visitor: Visitor, chart: Chart) -> Result<Response, Failure> {
    render(&visitor, &chart, Form::default())
}

fn render(visitor: &Visitor, chart: &Chart, form: Form) -> Result<Response, Failure> {
    page(&DeletePage {
        shell: Shell::new(visitor, "/patients", say("Delete this patient")),
        head: PatientHead::new(visitor, chart, "/delete"),
        form,
        may_export: chart.permits(visitor, Action::ExportPatient),
    })
    .map(IntoResponse::into_response)
}

/// `POST /patients/{patient}/delete`. The page that answers is the proof; the patient's own pages are gone.
pub async fn delete(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    if !names(&chart, typed.one("who")) {
        let mut form = Form::of(typed);
        form.fault(
            "who",
            say("This is neither the name nor the number of this patient."),
        );
        return render(&visitor, &chart, form);
    }
    let deletion = visitor.repository().delete_patient(chart.patient).await?;
    app.cohorts().forget(&visitor);
    page(&proof(&visitor, deletion)).map(IntoResponse::into_response)
}

/// Whether what was typed names the patient.
fn names(chart: &Chart, typed: &str) -> bool {
    let details = &chart.details.value;
    let same = |known: &str| known.to_lowercase() == typed.to_lowercase();
    same(details.name.as_str())
        || details
            .reference
            .as_ref()
            .is_some_and(|reference| same(reference.as_str()))
}

fn proof(visitor: &Visitor, deletion: Deletion) -> DeletedPage {
    let zone = visitor.clinic.calendar.zone();
    let (on, time) = (day(zone.date(deletion.at)), zone.time(deletion.at));
    DeletedPage {
        shell: Shell::new(visitor, "/patients", say("The patient was deleted")),
        id: deletion.patient.to_string(),
        at: format!("{on} {} ({})", time.strftime("%H:%M:%S"), zone.name()),
        key_mark: deletion.key_mark,
        seq: deletion.head.seq,
        link: hex::encode(deletion.head.link),
        blobs: deletion.blobs,
        traces_cleared: deletion.traces_cleared,
    }
}
