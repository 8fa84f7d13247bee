//! One scan: how its measuring stands, and what came out.

use super::compare::NOT_AGREED_NOW;
use super::standing::{Standing, found};
use crate::app::App;
use crate::assets;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{day, report_texts, say, say_with};
use crate::measuring::MeasureScan;
use crate::pages::compare::result::{Sight, index};
use crate::pages::photos::may_keep;
use crate::shell::{Done, PatientHead, Shell, page};
use crate::subject::Subject;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use relief_compare::contract::MeasureResult;
use relief_course::Action;
use relief_report::{ShownScan, measured_part};
use relief_store::{Measurement, RecordId, Scan, Versioned};

#[derive(Template)]
#[template(path = "scan.html")]
struct ScanPage {
    shell: Shell,
    head: PatientHead,
    compare_style: &'static str,
    compare_script: &'static str,
    title: String,
    on: String,
    /// The file's name as it was handed in.
    file: String,
    path: String,
    may_ask: bool,
    /// Why it may not be measured now; empty when it may.
    not_now: &'static str,
    view: View,
}

/// What the page shows of the measuring.
enum View {
    NotAsked,
    /// The address at which a script asks, what it knows, and in words.
    Busy([String; 3]),
    Refused(String),
    Measured(Measured),
}

/// What was measured.
struct Measured {
    /// What the patient is told; the rest is folded away then.
    plain: Option<Plain>,
    /// The measurement's own part, which escapes what it shows.
    part: String,
}

/// The result in plain words.
struct Plain {
    lead: String,
    /// What the scars leave together; empty without scars.
    sentence: String,
    picture: Option<Sight>,
}

/// `GET /patients/{patient}/scans/{scan}`
pub async fn show(
    visitor: Visitor,
    chart: Chart,
    Path((_, scan)): Path<(String, String)>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let scan = find(&chart, &scan)?;
    let jobs = visitor.repository().jobs(chart.patient).await?;
    let standing = Standing::of(&chart, &jobs, scan.record);
    let word = standing.word().0;
    let at_clinic = visitor.clinic.calendar.zone();
    let title = Subject::Scans(scan.value.zone).name();
    let on = day(at_clinic.date(scan.taken_or_kept_at()));
    let view = match standing {
        Standing::NotAsked => View::NotAsked,
        Standing::Busy { job, running } => {
            let known = if running { "running" } else { "waiting" };
            View::Busy([
                chart.path(&format!("/jobs/{job}")),
                known.to_owned(),
                word.to_owned(),
            ])
        }
        Standing::Refused(why) => View::Refused(why),
        Standing::Measured(kept, result) => {
            let name = format!("{title}, {on}");
            View::Measured(measured(&visitor, &chart, kept, &result, name).await?)
        }
    };
    let agreed = chart.current().is_ok_and(|current| may_keep(&visitor, current));
    page(&ScanPage {
        shell: Shell::new(&visitor, "/patients", say("Scan")).done(&done),
        head: PatientHead::new(&visitor, &chart, "/scans"),
        compare_style: assets::COMPARE_STYLE.path(),
        compare_script: assets::COMPARE_SCRIPT.path(),
        title,
        on,
        file: scan.value.name.to_string(),
        path: chart.path(&format!("/scans/{}", scan.record)),
        may_ask: chart.permits(&visitor, Action::ComparePhotos),
        not_now: if agreed { "" } else { say(NOT_AGREED_NOW) },
        view,
    })
    .map(IntoResponse::into_response)
}

async fn measured(
    visitor: &Visitor,
    chart: &Chart,
    kept: &Versioned<Measurement>,
    result: &MeasureResult,
    name: String,
) -> Result<Measured, Failure> {
    let shown = index::<ShownScan>(visitor, chart, kept).await?;
    let place = |file: &str| chart.path(&format!("/measurements/{}/{file}", kept.record));
    let shown = shown.map(|shown| shown.moved(place));
    let part = measured_part(result, shown.as_ref(), report_texts());
    Ok(Measured {
        plain: (!visitor.is_staff()).then(|| Plain {
            lead: found(result),
            sentence: room(result),
            picture: shown.map(|shown| Sight::of(name, shown.heights)),
        }),
        part: part.map_err(|error| Failure::Internal(error.to_string()))?,
    })
}

/// How much room the scars leave together, for the patient.
fn room(result: &MeasureResult) -> String {
    let texts = report_texts();
    let volume = result.parameters.get("scar_volume");
    volume.map_or_else(String::new, |volume| {
        let volume = texts.with_unit(&texts.number(volume.value), &volume.unit);
        say_with(
            "Together the scars leave {volume} of room below the skin around them. One scan does not say whether they have changed.",
            &[("volume", &volume)],
        )
    })
}

/// `POST /patients/{patient}/scans/{scan}`: a scan that could not be measured is measured anew.
pub async fn measure(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    Path((_, scan)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let scan = find(&chart, &scan)?.record;
    if may_keep(&visitor, chart.current()?) {
        visitor
            .repository()
            .ask(chart.patient, &MeasureScan { scan })
            .await?;
        app.asked().notify_one();
    }
    Ok(Redirect::to(&chart.path(&format!("/scans/{scan}"))).into_response())
}

/// `GET /patients/{patient}/scans/{scan}/file`: the bytes as they were handed in. Browsers keep them and run nothing of them.
pub async fn file(
    visitor: Visitor,
    chart: Chart,
    Path((_, scan)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let record = find(&chart, &scan)?.record;
    let (scan, bytes) = visitor.repository().scan(chart.patient, record).await?;
    let name = crate::scan_file::Named::of(&scan.value.name).as_("relief-scan");
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}

fn find<'a>(chart: &'a Chart, scan: &str) -> Result<&'a Versioned<Scan>, Failure> {
    let record: RecordId = scan.parse().map_err(|_| Failure::NotFound)?;
    chart.scan(record)
}
