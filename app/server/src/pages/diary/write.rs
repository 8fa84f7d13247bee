//! Keeping a day.

use super::{Meant, Open, day, diary_of, path, render, seen};
use crate::app::App;
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::language::{course_texts, say, text};
use crate::shell::{Done, go};
use crate::why;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use relief_course::{Diary, DiaryEntry, Signs};
use relief_protocol::Sign;
use relief_store::{Addition, Error};

const STALE: &str = text(
    "Somebody else changed this day after you opened it. Yours is below and is not kept yet. Open this page in another window to look at theirs; keep yours again to put it in its place.",
);

/// `POST /patients/{patient}/diary`
pub async fn keep(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let mut form = Form::of(typed);
    let meant = Meant::by(form.typed())?;
    let Meant { session, on } = meant;
    let diary = diary_of(current, session)?;
    let before = day::entry(current, diary, on).map(|entry| (entry.record, entry.version));
    let found = before.map_or(0, |(_, version)| version);
    if found != seen(form.typed())? {
        form.refuse(say(STALE));
    }
    let entry = read(&visitor, current, diary, on, &mut form);
    if let (Some(entry), None) = (&entry, before)
        && let Err(error) = diary.clone().add(entry.clone(), visitor.today())
    {
        form.refuse((course_texts().diary_error)(&error));
    }
    let (Some(entry), true) = (entry, form.is_sound()) else {
        return again(&app, &visitor, &chart, meant, form).await;
    };
    let (repository, patient) = (visitor.repository(), chart.patient);
    let kept = match before {
        Some((record, version)) => repository
            .correct(
                patient,
                record,
                version,
                &entry,
                &why::line("the day was corrected")?,
            )
            .await
            .map(|_| ()),
        None => {
            let within = current.session(session).map(|session| session.record);
            let added = [Addition::new(within, &entry)?];
            repository
                .add_together(patient, chart.revision, &added, &why::entered()?)
                .await
        }
    };
    match kept {
        Ok(()) => {
            crate::agenda::refresh(&app, &visitor, patient).await;
            Ok(go(&path(&chart, session, diary.day(on)), "diary").into_response())
        }
        Err(Error::Stale { .. } | Error::MovedOn { .. }) => {
            form.refuse(say(STALE));
            let fresh = Chart::load(&app, &visitor, patient).await?;
            again(&app, &visitor, &fresh, meant, form).await
        }
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
    let open = Open {
        form,
        ..meant.open(app, visitor, chart).await?
    };
    render(visitor, chart, Some(open), &Done::default())
}

/// The day's entry; every sign must be answered, because what was not asked must not count as absent.
fn read(
    visitor: &Visitor,
    current: &Current,
    diary: &Diary,
    on: Date,
    form: &mut Form,
) -> Option<DiaryEntry> {
    let mut signs = Some(Signs::default());
    for sign in Sign::ALL {
        let severity = form.coded(sign.name());
        signs = signs
            .zip(severity)
            .map(|(signs, severity)| signs.with(sign, severity));
    }
    let red_flags = form.ticked("red_flags");
    let note = form.maybe_note("note");
    let before = day::entry(current, diary, on);
    form.is_sound().then_some(DiaryEntry {
        on,
        signs: signs?,
        red_flags,
        photo: before.and_then(|entry| entry.value.photo.clone()),
        note,
        entered_by: visitor.person.id.clone(),
        entered_at: visitor.now(),
    })
}
