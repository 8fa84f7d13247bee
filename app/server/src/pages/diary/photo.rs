//! The photo of a day: shown, and added to a day that was kept.

use super::{Meant, day, diary_of, path, render, seen};
use crate::app::App;
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::{Choice, Form};
use crate::guard::Visitor;
use crate::language::{say, text};
use crate::pages::photos::sent::{Sent, taken_at};
use crate::pages::photos::{NOT_AGREED, may_keep};
use crate::photo_view;
use crate::picture;
use crate::shell::{Done, go};
use crate::why;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use jiff::civil::Date;
use relief_course::{Action, Diary, DiaryEntry};
use relief_protocol::Hash;
use relief_store::{Error, PhotoTaken, PhotoView, Versioned};

const STALE: &str =
    text("Somebody else changed this day after you opened it. The photo is not kept yet; choose it again.");

const OVERTAKEN: &str = text(
    "Somebody else changed this day just now. The photo is among the photos; choose it again to put it here.",
);

/// The photo of a day, and the form to add one.
pub(super) struct DayPhoto {
    pub shot: Option<Shot>,
    pub may_add: bool,
    /// The patient agreed to photos in the record.
    pub consented: bool,
    pub views: Vec<Choice>,
    pub form: Form,
}

/// A photo as it is shown.
pub(super) struct Shot {
    pub path: String,
    pub view: String,
}

/// What there is of a day; `None` when the day has no entry.
pub(super) fn of(
    visitor: &Visitor,
    chart: &Chart,
    current: &Current,
    diary: &Diary,
    on: Date,
) -> Option<DayPhoto> {
    let entry = day::entry(current, diary, on)?;
    let shown = chart
        .photos
        .iter()
        .find(|photo| Some(&photo.value.hash) == entry.value.photo.as_ref());
    Some(DayPhoto {
        shot: shown.map(|photo| Shot {
            path: chart.path(&format!("/photos/{}", photo.record)),
            view: photo_view::name(photo.value.view),
        }),
        may_add: chart.permits(visitor, Action::AddPhotos) && chart.permits(visitor, Action::WriteDiary),
        consented: may_keep(visitor, current),
        views: views(current, diary),
        form: Form::default(),
    })
}

/// The zones that were treated from near, then the whole face.
fn views(current: &Current, diary: &Diary) -> Vec<Choice> {
    let session = current.session(diary.session());
    let zones = session
        .into_iter()
        .flat_map(|session| session.value.zones.keys().copied());
    let near = zones.map(PhotoView::CloseUp);
    near.chain(photo_view::WHOLE)
        .map(|view| Choice::new(photo_view::code(view), photo_view::name(view)))
        .collect()
}

/// `POST /patients/{patient}/diary/photo`. The day was kept before, so that a file that is refused takes no answer with it.
pub async fn add(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    sent: Multipart,
) -> Result<Response, Failure> {
    let Sent { typed, files } = Sent::read(sent, |input| input == "photo").await?;
    let mut form = Form::of(typed);
    let current = chart.current()?;
    let meant = Meant::by(form.typed())?;
    let diary = diary_of(current, meant.session)?;
    let entry = day::entry(current, diary, meant.on).ok_or(Failure::NotFound)?;
    if !may_keep(&visitor, current) {
        form.refuse(say(NOT_AGREED));
    }
    if entry.version != seen(form.typed())? {
        form.refuse(say(STALE));
    }
    let view = photo_view::named(form.typed().one("view"));
    if view.is_none() {
        form.fault("view", say("Please choose one."));
    }
    let Some(file) = files.into_iter().next() else {
        form.fault("photo", say("Please choose a photo."));
        return again(&app, &visitor, &chart, meant, form).await;
    };
    let media = picture::check(file.bytes.clone()).await;
    if let Err(problem) = &media {
        form.fault("photo", format!("{}: {problem}.", file.name));
    }
    let (Some(view), Ok(media), true) = (view, media, form.is_sound()) else {
        return again(&app, &visitor, &chart, meant, form).await;
    };
    let taken = PhotoTaken {
        view,
        taken_at: taken_at(&visitor, meant.on).ok(),
        media: why::line(media)?,
    };
    if keep(&visitor, &chart, entry, taken, file.bytes).await? {
        return Ok(go(&path(&chart, meant.session, diary.day(meant.on)), "photo").into_response());
    }
    form.refuse(say(OVERTAKEN));
    let fresh = Chart::load(&app, &visitor, chart.patient).await?;
    again(&app, &visitor, &fresh, meant, form).await
}

/// The photo first, then the day that names it: a photo that no day names is still among the photos. Answers with
/// whether the day still was as it was seen.
async fn keep(
    visitor: &Visitor,
    chart: &Chart,
    entry: &Versioned<DiaryEntry>,
    taken: PhotoTaken,
    bytes: Bytes,
) -> Result<bool, Failure> {
    let (repository, patient) = (visitor.repository(), chart.patient);
    let hash = Hash::of(&bytes);
    let is_known = chart
        .photos
        .iter()
        .any(|photo| photo.value.hash == hash && photo.value.view == taken.view);
    if !is_known {
        repository
            .add_photo(patient, entry.within, taken, bytes, &why::entered()?)
            .await?;
    }
    let named = DiaryEntry {
        photo: Some(hash),
        ..entry.value.clone()
    };
    let why = why::line("a photo of the day was added")?;
    let corrected = repository.correct(patient, entry.record, entry.version, &named, &why);
    match corrected.await {
        Ok(_) => Ok(true),
        Err(Error::Stale { .. }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

async fn again(
    app: &App,
    visitor: &Visitor,
    chart: &Chart,
    meant: Meant,
    form: Form,
) -> Result<Response, Failure> {
    let mut open = meant.open(app, visitor, chart).await?;
    if let Some(photo) = &mut open.photo {
        photo.form = form;
    }
    render(visitor, chart, Some(open), &Done::default())
}
