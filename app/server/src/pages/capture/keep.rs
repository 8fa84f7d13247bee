//! A picture whose parts are all here: judged against the earlier one, then kept or refused.

use super::frame::same_owner;
use crate::agenda;
use crate::app::App;
use crate::capture::{Judged, Key, Sha, baseline_of, judge};
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::language::say;
use crate::measured::day;
use crate::measuring::CompareRequest;
use crate::pages::photos::{NOT_AGREED, may_keep};
use crate::photo_view;
use crate::picture;
use crate::why;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use relief_course::Action;
use relief_protocol::Hash;
use relief_store::{PhotoTaken, PhotoView, RecordId};
use serde::Serialize;

/// A picture may wait so long in a browser for its network; an older time is a clock that is wrong.
const LONGEST_WAY: SignedDuration = SignedDuration::from_hours(24 * 30);

/// What the browser is told.
#[derive(Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
enum Told {
    /// The record holds it.
    Kept { sha: String, photo: String },
    /// It is not kept.
    Refused { reasons: Vec<String> },
    /// Parts are missing: the server was restarted.
    Again,
}

/// `POST /patients/{patient}/capture/{view}`
pub async fn keep(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    Path((_, view)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Failure> {
    let view = photo_view::named(&view).ok_or(Failure::NotFound)?;
    let sha = Sha::named(typed.one("sha"))?;
    same_owner(&visitor, typed.one("owner"))?;
    if !may_keep(&visitor, chart.current()?) {
        return refused(vec![say(NOT_AGREED).to_owned()]);
    }
    let key = Key {
        by: visitor.person.id.clone(),
        of: chart.patient,
        sha,
    };
    let Some(bytes) = app.captures().parts.whole(&key) else {
        return Ok(Json(Told::Again).into_response());
    };
    let bytes = Bytes::from(bytes);
    let hash = Hash::of(&bytes);
    let known = chart
        .photos
        .iter()
        .find(|photo| photo.value.view == view && photo.value.hash == hash);
    // The answer to an earlier try may have been lost on its way.
    let photo = match known {
        Some(photo) => photo.record,
        None => match add(&visitor, &chart, view, bytes, &typed).await? {
            Ok(photo) => photo,
            Err(reasons) => return refused(reasons),
        },
    };
    if let Some(first) = taken_before(&visitor, &chart, view, photo, &typed) {
        let request = CompareRequest {
            before: first,
            after: photo,
            repeat: true,
        };
        // Asked for twice, it is one.
        visitor.repository().ask_repeat(chart.patient, &request).await?;
        app.asked().notify_one();
    }
    app.captures().parts.forget(&key);
    agenda::refresh(&app, &visitor, chart.patient).await;
    let told = Told::Kept {
        sha: sha.to_string(),
        photo: photo.to_string(),
    };
    Ok(Json(told).into_response())
}

/// The photo of the same view and day that this one takes once more, where whoever took them may ask for a comparison.
fn taken_before(
    visitor: &Visitor,
    chart: &Chart,
    view: PhotoView,
    photo: RecordId,
    typed: &Typed,
) -> Option<RecordId> {
    let zone = visitor.clinic.calendar.zone();
    let on = zone.date(taken_at(visitor, typed.one("taken")));
    let first = chart.photo(typed.one("again").parse().ok()?).ok()?;
    let repeats = first.record != photo && first.value.view == view && day(zone, first) == on;
    (repeats && chart.permits(visitor, Action::ComparePhotos)).then_some(first.record)
}

fn refused(reasons: Vec<String>) -> Result<Response, Failure> {
    Ok(Json(Told::Refused { reasons }).into_response())
}

/// Adds the photo when it can be compared, or when somebody says why it is kept all the same; otherwise answers with what
/// stands against it.
async fn add(
    visitor: &Visitor,
    chart: &Chart,
    view: PhotoView,
    bytes: Bytes,
    typed: &Typed,
) -> Result<Result<RecordId, Vec<String>>, Failure> {
    let media = match picture::check(bytes.clone()).await {
        Ok(media) => media,
        Err(problem) => return Ok(Err(vec![problem])),
    };
    let why = match typed.one("why") {
        "" => {
            if let Judged::Refused(reasons) = judge(earlier(visitor, chart, view).await?, bytes.clone()).await
            {
                return Ok(Err(reasons));
            }
            why::entered()?
        }
        _ => {
            let mut form = Form::of(typed.clone());
            match form.line("why") {
                Some(why) => why,
                None => return Ok(Err(form.problem("why").map(str::to_owned).into_iter().collect())),
            }
        }
    };
    let at = taken_at(visitor, typed.one("taken"));
    let zone = visitor.clinic.calendar.zone();
    let within = chart.current()?.record_of(zone.date(at));
    let taken = PhotoTaken {
        view,
        taken_at: Some(at),
        media: why::line(media)?,
    };
    let repository = visitor.repository();
    let record = repository
        .add_photo(chart.patient, Some(within), taken, bytes, &why)
        .await?;
    Ok(Ok(record))
}

async fn earlier(visitor: &Visitor, chart: &Chart, view: PhotoView) -> Result<Option<Bytes>, Failure> {
    let Some(photo) = baseline_of(visitor, chart, view) else {
        return Ok(None);
    };
    let (_, bytes) = visitor.repository().photo(chart.patient, photo.record).await?;
    Ok(Some(bytes))
}

/// When the shutter was pressed by the device's clock, unless that clock cannot be right.
fn taken_at(visitor: &Visitor, milliseconds: &str) -> Timestamp {
    let now = visitor.now();
    let told = milliseconds
        .parse()
        .ok()
        .and_then(|ms| Timestamp::from_millisecond(ms).ok());
    told.filter(|told| *told <= now && now.duration_since(*told) <= LONGEST_WAY)
        .unwrap_or(now)
}
