//! Taking photos at the chair: the views of a visit as a list, and a camera for each.

pub mod camera;
pub mod frame;
pub mod keep;
pub mod skip;

use crate::assets;
use crate::capture::baseline_of;
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::Form;
use crate::guard::Visitor;
use crate::language::say;
use crate::measured::day;
use crate::pages::photos::may_keep;
use crate::photo_view;
use crate::shell::{Done, PatientHead, Shell, page};
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use relief_course::Action;
use relief_protocol::Zone;
use relief_store::{PhotoView, RecordId};

#[derive(Template)]
#[template(path = "capture.html")]
struct CapturePage {
    shell: Shell,
    head: PatientHead,
    script: &'static str,
    form: Form,
    /// The patient agreed to photos in the record.
    consented: bool,
    unsent: Unsent,
    /// The views of this patient, and those that were never taken and not treated either.
    usual: Vec<Step>,
    other: Vec<Step>,
    /// How many of the usual views are taken or left out.
    settled: usize,
    next: Option<String>,
    /// A view of today that could be taken once more, when every usual one is settled.
    again: Option<Again>,
}

/// A view that could be taken once more.
struct Again {
    name: String,
    path: String,
}

/// What the script is told, so that it finds the pictures that were not sent yet.
struct Unsent {
    owner: String,
    patient: String,
    parts: String,
    keep: String,
}

/// A view of the list.
struct Step {
    name: String,
    path: String,
    /// The small copy of the earlier picture.
    earlier: Option<String>,
    taken: usize,
    /// Why it is left out today.
    skipped: Option<String>,
    /// The name of the field for why it is left out: one of its own, as every field on a page has.
    skip_field: String,
}

impl Step {
    fn settled(&self) -> bool {
        self.taken > 0 || self.skipped.is_some()
    }
}

/// `GET /patients/{patient}/capture`
pub async fn show(visitor: Visitor, chart: Chart, Query(done): Query<Done>) -> Result<Response, Failure> {
    render(&visitor, &chart, Form::default(), &done)
}

fn render(visitor: &Visitor, chart: &Chart, form: Form, done: &Done) -> Result<Response, Failure> {
    let current = chart.current()?;
    let (usual, other): (Vec<PhotoView>, Vec<PhotoView>) =
        photo_view::all().partition(|view| is_usual(chart, current, *view));
    let usual: Vec<Step> = usual.into_iter().map(|view| step(visitor, chart, view)).collect();
    page(&CapturePage {
        shell: Shell::new(visitor, "/patients", say("Take photos")).done(done),
        head: PatientHead::new(visitor, chart, "/photos"),
        script: assets::CAPTURE_SCRIPT.path(),
        consented: may_keep(visitor, current),
        unsent: Unsent::of(visitor, chart),
        settled: usual.iter().filter(|step| step.settled()).count(),
        next: usual
            .iter()
            .find(|step| !step.settled())
            .map(|step| step.path.clone()),
        again: usual
            .iter()
            .all(Step::settled)
            .then(|| again(visitor, chart))
            .flatten(),
        usual,
        other: other.into_iter().map(|view| step(visitor, chart, view)).collect(),
        form,
    })
    .map(IntoResponse::into_response)
}

impl Unsent {
    fn of(visitor: &Visitor, chart: &Chart) -> Self {
        Self {
            owner: visitor.person.id.to_string(),
            patient: chart.patient.to_string(),
            parts: format!("/capture/{}/parts", chart.patient),
            keep: chart.path("/capture"),
        }
    }
}

/// A photo of today that was taken once, where whoever looks may ask for the comparison.
fn again(visitor: &Visitor, chart: &Chart) -> Option<Again> {
    let photo = chart
        .photos
        .iter()
        .find(|photo| may_repeat(visitor, chart, photo.value.view, photo.record))?;
    let view = photo_view::code(photo.value.view);
    Some(Again {
        name: photo_view::name(photo.value.view),
        path: chart.path(&format!("/capture/{view}?again={}", photo.record)),
    })
}

/// Whether a photo is of today and this view, the only one so far, and whoever looks may ask for a comparison.
fn may_repeat(visitor: &Visitor, chart: &Chart, view: PhotoView, photo: RecordId) -> bool {
    let zone = visitor.clinic.calendar.zone();
    let today = visitor.today();
    let of_today = chart
        .photos
        .iter()
        .filter(|other| other.value.view == view && day(zone, other) == today);
    let ids: Vec<RecordId> = of_today.map(|other| other.record).collect();
    ids == [photo] && chart.permits(visitor, Action::ComparePhotos)
}

/// The whole face, what was photographed before, and the zones that were treated, from near.
fn is_usual(chart: &Chart, current: &Current, view: PhotoView) -> bool {
    let treated = |zone: Zone| {
        let mut sessions = current.sessions.iter();
        sessions.any(|session| session.value.zones.contains_key(&zone))
    };
    photo_view::WHOLE.contains(&view)
        || chart.photos.iter().any(|photo| photo.value.view == view)
        || photo_view::zone(view).is_some_and(treated)
}

fn step(visitor: &Visitor, chart: &Chart, view: PhotoView) -> Step {
    let zone = visitor.clinic.calendar.zone();
    let today = visitor.today();
    let taken = chart
        .photos
        .iter()
        .filter(|photo| photo.value.view == view && day(zone, photo) == today);
    let skipped = chart
        .skipped
        .iter()
        .rfind(|skipped| skipped.value.view == view && skipped.value.on == today);
    Step {
        path: chart.path(&format!("/capture/{}", photo_view::code(view))),
        name: photo_view::name(view),
        earlier: baseline_of(visitor, chart, view)
            .map(|photo| chart.path(&format!("/photos/{}/small", photo.record))),
        taken: taken.count(),
        skipped: skipped.map(|skipped| skipped.value.reason.to_string()),
        skip_field: skip::field(view),
    }
}
