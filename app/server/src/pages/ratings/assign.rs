//! Asking raters to grade a patient's photos.

use super::asking;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::language::{self, say};
use crate::measured::day;
use crate::pages::photos::may_keep;
use crate::photo_view;
use crate::shell::{Done, PatientHead, Shell, go, page};
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use relief_course::PersonId;
use relief_store::{Photo, RecordId, Versioned};

#[derive(Template)]
#[template(path = "rating_ask.html")]
struct AskPage {
    shell: Shell,
    head: PatientHead,
    form: Form,
    photos: Vec<Choice>,
    raters: Vec<Choice>,
}

/// `GET /patients/{patient}/rating`
pub async fn show(visitor: Visitor, chart: Chart, Query(done): Query<Done>) -> Result<Response, Failure> {
    render(&visitor, &chart, Form::default(), &done).await
}

async fn render(visitor: &Visitor, chart: &Chart, form: Form, done: &Done) -> Result<Response, Failure> {
    let raters = asking::raters(visitor).await?;
    page(&AskPage {
        shell: Shell::new(visitor, "/patients", say("Blinded grading")).done(done),
        head: PatientHead::new(visitor, chart, "/grading"),
        form,
        photos: chart
            .photos
            .iter()
            .rev()
            .map(|photo| choice(visitor, photo))
            .collect(),
        raters,
    })
    .map(IntoResponse::into_response)
}

/// A photo by its day and view.
fn choice(visitor: &Visitor, photo: &Versioned<Photo>) -> Choice {
    let day = language::day(day(visitor.clinic.calendar.zone(), photo));
    Choice::new(
        photo.record.to_string(),
        format!("{day}, {}", photo_view::name(photo.value.view)),
    )
}

/// `POST /patients/{patient}/rating`
pub async fn assign(visitor: Visitor, chart: Chart, typed: Typed) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    if !chart
        .current
        .as_ref()
        .is_some_and(|current| may_keep(&visitor, current))
    {
        form.refuse(say(
            "The patient does not agree to photos in the record now, so nobody is asked to grade them.",
        ));
    }
    let times = asking::times(&form);
    let Some((photo, before, raters)) = read(&chart, &mut form) else {
        return render(&visitor, &chart, form, &Done::default()).await;
    };
    visitor
        .repository()
        .assign_rating(chart.patient, photo, before, &raters, times)
        .await?;
    Ok(go(&chart.path("/rating"), "asked_raters").into_response())
}

/// The photo, the one from before, and whom to ask.
type Asked = (RecordId, Option<RecordId>, Vec<PersonId>);

fn read(chart: &Chart, form: &mut Form) -> Option<Asked> {
    let known = |form: &Form, name: &str| {
        form.typed()
            .one(name)
            .parse()
            .ok()
            .and_then(|id| chart.photo(id).ok())
    };
    let photo = known(form, "photo");
    if photo.is_none() {
        form.fault("photo", say("Please choose one."));
    }
    let before = known(form, "before");
    if let (Some(photo), Some(before)) = (photo, before) {
        if photo.record == before.record {
            form.fault("before", say("This is the same picture."));
        } else if photo.value.view != before.value.view {
            form.fault(
                "before",
                say("The two show the skin from different sides; choose one of the same view."),
            );
        }
    }
    let raters = asking::chosen(form);
    let photo = photo.map(|photo| photo.record);
    form.is_sound().then_some(())?;
    Some((photo?, before.map(|before| before.record), raters))
}
