//! Photos of a patient: by day and view, added, shown.

mod days;
pub mod file;
pub(in crate::pages) mod sent;
pub mod upload;

use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Choice, Form};
use crate::guard::Visitor;
use crate::language::{say, text};
use crate::pages::compare::list::{Row, rows};
use crate::photo_view;
use crate::shell::{Done, PatientHead, Shell, page};
use crate::subject::Subject;
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use days::Day;
use relief_course::{Action, ConsentTo};
use relief_protocol::Zone;
use relief_store::PhotoView;

/// Why a photo is not kept.
pub(in crate::pages) const NOT_AGREED: &str = text("The patient has not agreed to photos in the record.");

#[derive(Template)]
#[template(path = "photos.html")]
struct PhotosPage {
    shell: Shell,
    head: PatientHead,
    form: Form,
    may_add: bool,
    may_compare: bool,
    /// The patient agreed to photos in the record.
    consented: bool,
    visits: Vec<Choice>,
    /// The last day on which photos can have been taken.
    last_day: String,
    views: Vec<Slot>,
    close_ups: Vec<Slot>,
    /// A problem is with a close-up, so that they are shown.
    near: bool,
    measurements: Vec<Row>,
    days: Vec<Day>,
}

/// Where files of one view are chosen.
struct Slot {
    code: String,
    name: String,
}

/// `GET /patients/{patient}/photos`
pub async fn show(visitor: Visitor, chart: Chart, Query(done): Query<Done>) -> Result<Response, Failure> {
    let form = Form::filled([("taken_on", visitor.today().to_string())]);
    render(&visitor, &chart, form, &done)
}

fn render(visitor: &Visitor, chart: &Chart, form: Form, done: &Done) -> Result<Response, Failure> {
    let current = chart.current()?;
    let slot = |view: PhotoView| Slot {
        code: photo_view::code(view),
        name: photo_view::name(view),
    };
    let close_ups: Vec<Slot> = Zone::ALL.map(|zone| slot(PhotoView::CloseUp(zone))).into();
    page(&PhotosPage {
        shell: Shell::new(visitor, "/patients", say("Photos")).done(done),
        head: PatientHead::new(visitor, chart, "/photos"),
        may_add: chart.permits(visitor, Action::AddPhotos),
        may_compare: chart.permits(visitor, Action::ComparePhotos),
        consented: may_keep(visitor, current),
        visits: upload::visits(current),
        last_day: visitor.today().to_string(),
        views: photo_view::WHOLE.map(slot).into(),
        near: close_ups.iter().any(|slot| form.problem(&slot.code).is_some()),
        close_ups,
        measurements: rows(visitor, chart, |subject| matches!(subject, Subject::Photos(_))),
        days: days::of(visitor, chart),
        form,
    })
    .map(IntoResponse::into_response)
}

/// Whether photos may be kept in the record now.
pub(in crate::pages) fn may_keep(visitor: &Visitor, current: &crate::chart::Current) -> bool {
    current
        .course
        .consents
        .permits(ConsentTo::PhotosInRecord, visitor.now())
}
