//! The camera for one view: the live picture, the earlier one over it, and what to do before the shutter is pressed.

use super::{Unsent, is_usual, may_repeat, step};
use crate::assets;
use crate::capture::baseline_of;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language;
use crate::measured::day;
use crate::pages::photos::may_keep;
use crate::photo_view;
use crate::shell::{PatientHead, Shell, page};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use relief_store::RecordId;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "capture_view.html")]
struct CameraPage {
    shell: Shell,
    head: PatientHead,
    camera_script: &'static str,
    script: &'static str,
    unsent: Unsent,
    view: String,
    name: String,
    /// Where frames are sent.
    look: String,
    /// The photo of today that is taken once more, to learn how far this practice's pictures vary.
    again: Option<RecordId>,
    /// The earlier picture, and its day.
    ghost: Option<Ghost>,
    /// The next view that is open.
    next: Option<Next>,
}

struct Ghost {
    path: String,
    on: String,
}

struct Next {
    path: String,
    name: String,
}

/// What the address asks for.
#[derive(Deserialize)]
pub struct Wanted {
    again: Option<RecordId>,
}

/// `GET /patients/{patient}/capture/{view}`
pub async fn show(
    visitor: Visitor,
    chart: Chart,
    Path((_, view)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let view = photo_view::named(&view).ok_or(Failure::NotFound)?;
    // The list says what stands against it, and what to do.
    if !may_keep(&visitor, current) {
        return Ok(Redirect::to(&chart.path("/capture")).into_response());
    }
    let again = wanted
        .again
        .filter(|photo| may_repeat(&visitor, &chart, view, *photo));
    let zone = visitor.clinic.calendar.zone();
    let usual = photo_view::all().filter(|other| *other != view && is_usual(&chart, current, *other));
    let next = usual
        .map(|other| step(&visitor, &chart, other))
        .find(|step| !step.settled());
    page(&CameraPage {
        shell: Shell::new(&visitor, "/patients", photo_view::name(view)),
        head: PatientHead::new(&visitor, &chart, "/photos"),
        camera_script: assets::CAMERA_SCRIPT.path(),
        script: assets::CAPTURE_SCRIPT.path(),
        unsent: Unsent::of(&visitor, &chart),
        view: photo_view::code(view),
        name: photo_view::name(view),
        look: format!("/capture/{}/look/{}", chart.patient, photo_view::code(view)),
        again,
        ghost: baseline_of(&visitor, &chart, view).map(|photo| Ghost {
            path: chart.path(&format!("/photos/{}/small", photo.record)),
            on: language::day(day(zone, photo)),
        }),
        next: next.map(|step| Next {
            path: step.path,
            name: step.name,
        }),
    })
    .map(IntoResponse::into_response)
}
