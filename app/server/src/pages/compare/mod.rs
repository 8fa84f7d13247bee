//! Comparing: choosing two photos, waiting for the measurement of photos or scans, looking at it.

pub mod job;
pub(in crate::pages) mod list;
mod paper;
pub mod result;

pub use paper::paper;

use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::language::{self, say};
use crate::measured::day;
use crate::measuring::CompareRequest;
use crate::pages::photos::may_keep;
use crate::photo_view;
use crate::shell::{PatientHead, Shell, page};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use relief_store::{Photo, PhotoView, RecordId, Versioned};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    shell: Shell,
    head: PatientHead,
    form: Form,
    /// The views of which there are two photos.
    views: Vec<Tab>,
    /// The photos of the chosen view, oldest first.
    shots: Vec<Shot>,
    groups: [Group; 2],
}

struct Tab {
    path: String,
    name: String,
    here: bool,
}

struct Shot {
    id: String,
    small: String,
    on: String,
    name: String,
}

/// The choice of one of the two photos.
struct Group {
    name: &'static str,
    label: &'static str,
    chosen: String,
    problem: Option<String>,
}

/// Which photos to offer first.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    view: String,
    before: Option<RecordId>,
    after: Option<RecordId>,
}

/// `GET /patients/{patient}/compare`
pub async fn choose(
    visitor: Visitor,
    chart: Chart,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    for id in [wanted.before, wanted.after].into_iter().flatten() {
        chart.photo(id)?;
    }
    render(&visitor, &chart, Form::default(), &wanted)
}

fn render(visitor: &Visitor, chart: &Chart, form: Form, wanted: &Wanted) -> Result<Response, Failure> {
    let zone = visitor.clinic.calendar.zone();
    let mut by_view: BTreeMap<PhotoView, Vec<&Versioned<Photo>>> = BTreeMap::new();
    for photo in &chart.photos {
        by_view.entry(photo.value.view).or_default().push(photo);
    }
    by_view.retain(|_, photos| photos.len() > 1);
    by_view
        .values_mut()
        .for_each(|photos| photos.sort_by_key(|photo| day(zone, photo)));
    let named = || photo_view::named(&wanted.view);
    let of_photo = wanted.before.or(wanted.after).and_then(|id| chart.photo(id).ok());
    let view = of_photo
        .map(|photo| photo.value.view)
        .or_else(named)
        .filter(|view| by_view.contains_key(view));
    let view = view.or_else(|| by_view.keys().next().copied());
    let photos = view
        .and_then(|view| by_view.get(&view))
        .map_or(&[][..], Vec::as_slice);
    // The earliest against the latest, unless others are asked for.
    let chosen = |wanted: Option<RecordId>, offered: Option<&&Versioned<Photo>>| {
        wanted
            .or(offered.map(|photo| photo.record))
            .map_or_else(String::new, |id| id.to_string())
    };
    let group = |name, label, chosen| Group {
        name,
        label,
        chosen,
        problem: form.problem(name).map(str::to_owned),
    };
    page(&ComparePage {
        shell: Shell::new(visitor, "/patients", say("Compare two photos")),
        head: PatientHead::new(visitor, chart, "/photos"),
        views: by_view
            .keys()
            .map(|each| tab(chart, *each, Some(*each) == view))
            .collect(),
        shots: photos.iter().map(|photo| shot(visitor, chart, photo)).collect(),
        groups: [
            group("before", say("Before"), chosen(wanted.before, photos.first())),
            group("after", say("After"), chosen(wanted.after, photos.last())),
        ],
        form,
    })
    .map(IntoResponse::into_response)
}

fn tab(chart: &Chart, view: PhotoView, here: bool) -> Tab {
    let path = chart.path(&format!("/compare?view={}", photo_view::code(view)));
    Tab {
        path,
        name: photo_view::name(view),
        here,
    }
}

fn shot(visitor: &Visitor, chart: &Chart, photo: &Versioned<Photo>) -> Shot {
    Shot {
        id: photo.record.to_string(),
        small: chart.path(&format!("/photos/{}/small", photo.record)),
        on: language::day(day(visitor.clinic.calendar.zone(), photo)),
        name: photo_view::name(photo.value.view),
    }
}

/// `POST /patients/{patient}/compare`
pub async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let before = photo(&chart, &mut form, "before")?;
    let after = photo(&chart, &mut form, "after")?;
    let wanted = Wanted {
        view: String::new(),
        before: before.map(|photo| photo.record),
        after: after.map(|photo| photo.record),
    };
    let (Some(before), Some(after)) = (before, after) else {
        return render(&visitor, &chart, form, &wanted);
    };
    let zone = visitor.clinic.calendar.zone();
    if !may_keep(&visitor, chart.current()?) {
        form.refuse(say(
            "The patient does not agree to photos in the record now, so they are not measured.",
        ));
    }
    if before.record == after.record {
        form.fault("after", say("This is the same photo; please choose another one."));
    } else if before.value.view != after.value.view {
        form.fault(
            "after",
            say("These are two different views; photos of one view can be compared."),
        );
    } else if day(zone, after) < day(zone, before) {
        form.fault(
            "after",
            say("This photo is older than the other one; please exchange them."),
        );
    }
    if !form.is_sound() {
        return render(&visitor, &chart, form, &wanted);
    }
    let request = CompareRequest {
        before: before.record,
        after: after.record,
        repeat: false,
    };
    let job = visitor.repository().ask(chart.patient, &request).await?;
    app.asked().notify_one();
    Ok(Redirect::to(&chart.path(&format!("/jobs/{job}"))).into_response())
}

fn photo<'a>(chart: &'a Chart, form: &mut Form, name: &str) -> Result<Option<&'a Versioned<Photo>>, Failure> {
    let record = chosen_record(form, name)?;
    record.map(|record| chart.photo(record)).transpose()
}

/// The record that was chosen under a name; asks for one where none was.
///
/// # Errors
/// [`Failure::NotFound`] for what is no record's id.
pub(in crate::pages) fn chosen_record(form: &mut Form, name: &str) -> Result<Option<RecordId>, Failure> {
    let typed = form.typed().one(name);
    if typed.is_empty() {
        form.fault(name, say("Please choose one."));
        return Ok(None);
    }
    typed.parse().map(Some).map_err(|_| Failure::NotFound)
}
