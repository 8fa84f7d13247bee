//! Adding photos: each file is looked at before it is kept, and what is not kept is said beside its view.

use super::{may_keep, render};
use crate::agenda;
use crate::app::App;
use crate::chart::{Chart, Current};
use crate::clock;
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::photo_view;
use crate::picture;
use crate::shell::{Done, go};
use crate::why;
use crate::words;
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use jiff::Timestamp;
use jiff::civil::{Date, time};
use relief_course::VisitState;
use relief_protocol::Hash;
use relief_store::{PhotoTaken, PhotoView, RecordId};
use std::collections::{BTreeMap, BTreeSet};

/// What was sent: the fields, and the files by view.
#[derive(Default)]
struct Sent {
    typed: Typed,
    files: Vec<(PhotoView, String, Bytes)>,
}

/// When and for what the photos were taken.
struct Taken {
    at: Timestamp,
    within: RecordId,
}

/// The visits that photos can belong to, by their days.
pub(super) fn visits(current: &Current) -> Vec<Choice> {
    let visits = current.course.plan.visits(&current.protocol).into_iter();
    let kept = visits.filter_map(|planned| match planned.state {
        VisitState::Kept(on) => {
            let words = words::visit(planned.visit);
            Some(Choice::new(on.to_string(), format!("{words}, {on}")))
        }
        _ => None,
    });
    let mut kept: Vec<Choice> = kept.collect();
    kept.reverse();
    kept
}

/// `POST /patients/{patient}/photos`
pub async fn add(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    sent: Multipart,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    if !may_keep(&visitor, current) {
        let mut form = Form::default();
        form.refuse("The patient has not agreed to photos in the record.");
        return render(&visitor, &chart, form, &Done::default());
    }
    let Sent { typed, files } = read(sent).await?;
    let mut form = Form::of(typed);
    let taken = taken(&visitor, current, &mut form);
    if files.is_empty() {
        form.refuse("Please choose at least one photo.");
    }
    let (Some(taken), true) = (taken, form.is_sound()) else {
        if !files.is_empty() {
            form.refuse("Browsers forget chosen files, so please choose the photos again.");
        }
        return render(&visitor, &chart, form, &Done::default());
    };
    let kept = keep(&visitor, &chart, &taken, files, &mut form).await?;
    agenda::refresh(&app, &visitor, chart.patient).await;
    if form.is_sound() {
        return Ok(go(&chart.path("/photos"), "photo").into_response());
    }
    match kept {
        0 => form.refuse("No photo was kept."),
        1 => form.refuse("One photo was kept; what is named below was not."),
        kept => form.refuse(format!("{kept} photos were kept; what is named below was not.")),
    }
    let chart = Chart::load(&app, &visitor, chart.patient).await?;
    render(&visitor, &chart, form, &Done::default())
}

async fn read(mut multipart: Multipart) -> Result<Sent, Failure> {
    let mut sent = Sent::default();
    while let Some(field) = multipart.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        match (photo_view::named(&name), file) {
            (Some(view), Some(file)) => {
                let bytes = field.bytes().await.map_err(unreadable)?;
                // An input without a file sends one without a name.
                if !(file.is_empty() && bytes.is_empty()) {
                    sent.files.push((view, file, bytes));
                }
            }
            (_, None) => sent.typed.add(&name, field.text().await.map_err(unreadable)?),
            (None, Some(_)) => return Err(Failure::BadRequest(format!("no photos are taken as {name:?}"))),
        }
    }
    Ok(sent)
}

fn unreadable(error: MultipartError) -> Failure {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        _ => Failure::BadRequest(error.body_text()),
    }
}

/// The day that was typed, or that of the visit that was chosen.
fn taken(visitor: &Visitor, current: &Current, form: &mut Form) -> Option<Taken> {
    let visit = form.typed().one("visit");
    let on: Date = if visit.is_empty() {
        form.date("taken_on")?
    } else {
        match visit.parse() {
            Ok(on) => on,
            Err(_) => {
                form.fault("visit", "Please choose one.");
                return None;
            }
        }
    };
    if on > visitor.today() {
        form.fault("taken_on", "This day has not come yet.");
        return None;
    }
    let zone = visitor.clinic.calendar.zone();
    // Of another day only the day is known; noon is far from both its ends.
    let noon = || clock::instant(zone, on, time(12, 0, 0, 0));
    let at = if on == visitor.today() {
        Ok(visitor.now())
    } else {
        noon()
    };
    let at = at.map_err(|unclear| form.fault("taken_on", unclear.words())).ok();
    let session = current.sessions.iter().find(|session| session.value.on == on);
    Some(Taken {
        at: at?,
        within: session.map_or(current.record, |session| session.record),
    })
}

/// Keeps what can be measured, notes what cannot; answers with how many were kept.
async fn keep(
    visitor: &Visitor,
    chart: &Chart,
    taken: &Taken,
    files: Vec<(PhotoView, String, Bytes)>,
    form: &mut Form,
) -> Result<usize, Failure> {
    let known = chart
        .photos
        .iter()
        .map(|photo| (photo.value.view, photo.value.hash.clone()));
    let mut known: BTreeSet<(PhotoView, String)> =
        known.map(|(view, hash)| (view, hash.to_string())).collect();
    let mut problems: BTreeMap<PhotoView, Vec<String>> = BTreeMap::new();
    let mut kept = 0;
    for (view, name, bytes) in files {
        let refused = match picture::check(bytes.clone()).await {
            Err(problem) => problem,
            Ok(_) if !known.insert((view, Hash::of(&bytes).to_string())) => {
                "it is in the record already".to_owned()
            }
            Ok(media) => {
                let photo = PhotoTaken {
                    view,
                    taken_at: Some(taken.at),
                    media: why::line(media)?,
                };
                let repository = visitor.repository();
                repository
                    .add_photo(chart.patient, Some(taken.within), photo, bytes, &why::entered()?)
                    .await?;
                kept += 1;
                continue;
            }
        };
        problems
            .entry(view)
            .or_default()
            .push(format!("{name}: {refused}."));
    }
    for (view, problems) in problems {
        form.fault(&photo_view::code(view), problems.join(" "));
    }
    Ok(kept)
}
