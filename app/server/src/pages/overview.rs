//! A patient's first page: what is due, what happened, what was measured.

use crate::agenda;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed, choices};
use crate::guard::Visitor;
use crate::language::{course_texts, say, text};
use crate::shell::{Done, PatientHead, Shell, go, page};
use crate::why;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use relief_course::Action;
use relief_protocol::{Complaint, Protocol};
use relief_store::{CourseStart, Document, DocumentKind};

mod timeline;
mod todo;

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage {
    shell: Shell,
    head: PatientHead,
    /// A course was begun.
    begun: bool,
    may_begin: bool,
    /// Address and words of what else there is to do.
    also: Vec<[String; 2]>,
    form: Form,
    complaints: Vec<Choice>,
    protocols: Vec<Choice>,
    todo: Vec<todo::Todo>,
    events: Vec<timeline::Event>,
}

/// `GET /patients/{patient}`
pub async fn show(visitor: Visitor, chart: Chart, Query(done): Query<Done>) -> Result<Response, Failure> {
    let form = Form::filled([("starts_on", visitor.today().to_string())]);
    render(&visitor, &chart, form, &done).await
}

async fn render(visitor: &Visitor, chart: &Chart, form: Form, done: &Done) -> Result<Response, Failure> {
    let protocols = match chart.current {
        Some(_) => Vec::new(),
        None => latest(visitor.repository().documents(DocumentKind::Protocol).await?),
    };
    let all = [Complaint::AcneScars, Complaint::FineLines, Complaint::SkinQuality];
    page(&OverviewPage {
        shell: Shell::new(visitor, "/patients", chart.details.value.name.as_str()).done(done),
        head: PatientHead::new(visitor, chart, ""),
        begun: chart.current.is_some(),
        may_begin: chart.permits(visitor, Action::Book),
        also: also(visitor, chart),
        form,
        complaints: choices(&all, |complaint| (course_texts().complaint)(complaint).to_owned()),
        protocols: protocols
            .iter()
            .map(|document| Choice::new(document.hash.as_str(), title(document)))
            .collect(),
        todo: todo::of(visitor, chart),
        events: timeline::of(visitor, chart)?,
    })
    .map(IntoResponse::into_response)
}

/// What else there is to do about a patient as a whole, for whoever may.
fn also(visitor: &Visitor, chart: &Chart) -> Vec<[String; 2]> {
    const ALSO: [(&str, &str, Action); 6] = [
        ("/details", text("Change details"), Action::ChangePatient),
        ("/account", text("The patient's account"), Action::CreatePatient),
        ("/looks", text("Who saw this record"), Action::ExportPatient),
        (
            "/export",
            text("Take a copy of everything"),
            Action::ExportPatient,
        ),
        ("/erasure", text("Ask for deletion"), Action::AskErasure),
        ("/delete", text("Delete this patient"), Action::DeletePatient),
    ];
    let begun = chart.current.as_ref();
    let of_course = begun.map(|_| {
        [
            ("/kiosk", text("Hand the tablet over"), Action::RecordConsent),
            ("/mistakes", text("Take back an entry"), Action::ViewOutcome),
        ]
    });
    let all = of_course.iter().flatten().chain(&ALSO);
    let may = all.filter(|(_, _, action)| chart.permits(visitor, *action));
    may.map(|(page, words, _)| [chart.path(page), say(words).to_owned()])
        .collect()
}

/// `POST /patients/{patient}/course`
pub async fn begin_course(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let complaint: Option<Complaint> = form.coded("complaint");
    let starts_on = form.date("starts_on");
    let documents = latest(visitor.repository().documents(DocumentKind::Protocol).await?);
    let chosen = documents
        .into_iter()
        .find(|document| document.hash.as_str() == form.typed().one("protocol"));
    if chosen.is_none() {
        form.fault("protocol", say("Please choose one."));
    }
    if chart.current.is_some() {
        form.refuse(say("A course was begun already."));
    }
    let (Some(complaint), Some(starts_on), Some(document), true) =
        (complaint, starts_on, chosen, form.is_sound())
    else {
        return render(&visitor, &chart, form, &Done::default()).await;
    };
    let protocol = app.protocol(&visitor.repository(), &document.hash).await?;
    if !protocol.complaints().contains(&complaint) {
        form.fault("complaint", say("This protocol is not for that."));
        return render(&visitor, &chart, form, &Done::default()).await;
    }
    let start = CourseStart {
        protocol: protocol.identity().clone(),
        complaint,
        starts_on,
    };
    visitor
        .repository()
        .add(chart.patient, None, &start, &why::entered()?)
        .await?;
    agenda::refresh(&app, &visitor, chart.patient).await;
    Ok(go(&chart.path("/candidacy"), "course").into_response())
}

/// The latest version of each document.
fn latest(documents: Vec<Document>) -> Vec<Document> {
    let newest = |document: &Document| {
        !documents
            .iter()
            .any(|other| other.name == document.name && other.version > document.version)
    };
    documents
        .iter()
        .filter(|document| newest(document))
        .cloned()
        .collect()
}

/// What a protocol calls itself.
fn title(document: &Document) -> String {
    Protocol::parse(&document.text).map_or_else(
        |_| document.name.to_string(),
        |protocol| protocol.title().to_string(),
    )
}
