//! Adding photos: each file is looked at before it is kept, and what is not kept is said beside its view.

use super::sent::{File, Sent, taken_at};
use super::{NOT_AGREED, may_keep, render};
use crate::agenda;
use crate::app::App;
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::{Choice, Form};
use crate::guard::Visitor;
use crate::language::{self, say, say_many};
use crate::photo_view;
use crate::picture;
use crate::shell::{Done, go};
use crate::why;
use crate::words;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use relief_course::VisitState;
use relief_protocol::Hash;
use relief_store::{PhotoTaken, PhotoView, RecordId};
use std::collections::{BTreeMap, BTreeSet};

/// When and for what photos or scans were taken.
pub(in crate::pages) struct Taken {
    pub at: Timestamp,
    pub within: RecordId,
}

/// The visits that photos and scans can belong to, by their days.
pub(in crate::pages) fn visits(current: &Current) -> Vec<Choice> {
    let visits = current.course.plan.visits(&current.protocol).into_iter();
    let kept = visits.filter_map(|planned| match planned.state {
        VisitState::Kept(on) => {
            let words = words::visit(planned.visit);
            Some(Choice::new(
                on.to_string(),
                format!("{words}, {}", language::day(on)),
            ))
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
        form.refuse(say(NOT_AGREED));
        return render(&visitor, &chart, form, &Done::default());
    }
    let takes = |input: &str| photo_view::named(input).is_some();
    let Sent { typed, files } = Sent::read(sent, takes).await?;
    let mut form = Form::of(typed);
    let taken = taken(&visitor, current, &mut form);
    if files.is_empty() {
        form.refuse(say("Please choose at least one photo."));
    }
    let (Some(taken), true) = (taken, form.is_sound()) else {
        if !files.is_empty() {
            form.refuse(say(
                "Browsers forget chosen files, so please choose the photos again.",
            ));
        }
        return render(&visitor, &chart, form, &Done::default());
    };
    let kept = keep(&visitor, &chart, &taken, files, &mut form).await?;
    agenda::refresh(&app, &visitor, chart.patient).await;
    if form.is_sound() {
        return Ok(go(&chart.path("/photos"), "photo").into_response());
    }
    match kept {
        0 => form.refuse(say("No photo was kept.")),
        kept => form.refuse(say_many(
            "One photo was kept; what is named below was not.",
            "{n} photos were kept; what is named below was not.",
            kept,
        )),
    }
    let chart = Chart::load(&app, &visitor, chart.patient).await?;
    render(&visitor, &chart, form, &Done::default())
}

/// The day that was typed, or that of the visit that was chosen.
pub(in crate::pages) fn taken(visitor: &Visitor, current: &Current, form: &mut Form) -> Option<Taken> {
    let visit = form.typed().one("visit");
    let on: Date = if visit.is_empty() {
        form.date("taken_on")?
    } else {
        match visit.parse() {
            Ok(on) => on,
            Err(_) => {
                form.fault("visit", say("Please choose one."));
                return None;
            }
        }
    };
    if on > visitor.today() {
        form.fault("taken_on", say("This day has not come yet."));
        return None;
    }
    let at = taken_at(visitor, on);
    let at = at.map_err(|unclear| form.fault("taken_on", unclear.words())).ok();
    Some(Taken {
        at: at?,
        within: current.record_of(on),
    })
}

/// Keeps what can be measured, notes what cannot; answers with how many were kept.
async fn keep(
    visitor: &Visitor,
    chart: &Chart,
    taken: &Taken,
    files: Vec<File>,
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
    for File { input, name, bytes } in files {
        let view = photo_view::named(&input).ok_or(Failure::NotFound)?;
        let refused = match picture::check(bytes.clone()).await {
            Err(problem) => problem,
            Ok(_) if !known.insert((view, Hash::of(&bytes).to_string())) => {
                say("it is in the record already").to_owned()
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
