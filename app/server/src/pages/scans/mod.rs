//! Scans of a patient: added at a visit, measured, compared.

pub mod add;
pub mod compare;
mod keep;
pub mod lights;
pub mod one;
mod standing;
mod zones;

use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Choice, Form, choices};
use crate::guard::Visitor;
use crate::language::{say, text};
use crate::pages::compare::list::{Row, rows};
use crate::pages::photos::{may_keep, upload};
use crate::scan_file::ENDINGS;
use crate::shell::{Done, PatientHead, Shell, page};
use crate::subject::{Subject, zone_name};
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use relief_course::Action;
use relief_protocol::Zone;
use zones::ScannedZone;

/// Why a scan is not kept.
const NOT_AGREED: &str = text("The patient has not agreed to photos and scans in the record.");

#[derive(Template)]
#[template(path = "scans.html")]
struct ScansPage {
    shell: Shell,
    head: PatientHead,
    form: Form,
    may_add: bool,
    /// The patient agreed to photos and scans in the record.
    consented: bool,
    endings: &'static str,
    visits: Vec<Choice>,
    /// The last day on which a scan can have been taken.
    last_day: String,
    places: Vec<Choice>,
    asked: Asked,
    units: Vec<Choice>,
    measurements: Vec<Row>,
    /// Every scan, to choose two of; empty when no zone has two.
    captures: Vec<Choice>,
    /// Something is wrong with the two scans that were chosen.
    compare_open: bool,
    zones: Vec<ScannedZone>,
}

/// What the reader said is missing, so that the form asks for it.
#[derive(Debug, Clone, Copy)]
struct Asked {
    pitch: bool,
    unit: bool,
}

impl Asked {
    /// What was asked for once stays on the form.
    fn of(form: &Form) -> Self {
        let has =
            |name: &str| form.problem(name).is_some() || form.typed().names().any(|typed| typed == name);
        let pitch = has("pitch_mm");
        Self {
            pitch,
            // A file without a pitch names no unit either.
            unit: pitch || has("unit"),
        }
    }
}

/// `GET /patients/{patient}/scans`
pub async fn show(visitor: Visitor, chart: Chart, Query(done): Query<Done>) -> Result<Response, Failure> {
    let form = Form::filled([("taken_on", visitor.today().to_string())]);
    render(&visitor, &chart, form, &done).await
}

async fn render(visitor: &Visitor, chart: &Chart, form: Form, done: &Done) -> Result<Response, Failure> {
    let current = chart.current()?;
    let may_add = chart.permits(visitor, Action::ComparePhotos);
    let zones = zones::of(visitor, chart).await?;
    page(&ScansPage {
        shell: Shell::new(visitor, "/patients", say("Scans")).done(done),
        head: PatientHead::new(visitor, chart, "/scans"),
        may_add,
        consented: may_keep(visitor, current),
        endings: ENDINGS,
        visits: upload::visits(current),
        last_day: visitor.today().to_string(),
        places: choices(&Zone::ALL, zone_name),
        asked: Asked::of(&form),
        units: units(),
        measurements: rows(visitor, chart, |subject| matches!(subject, Subject::Scans(_))),
        captures: compare::captures(&zones),
        compare_open: ["before", "after"]
            .iter()
            .any(|name| form.problem(name).is_some()),
        zones,
        form,
    })
    .map(IntoResponse::into_response)
}

/// The units that a reader knows, the usual one first.
fn units() -> Vec<Choice> {
    let units = [
        ("mm", say("millimetres (mm)")),
        ("um", say("micrometres (µm)")),
        ("nm", say("nanometres (nm)")),
        ("cm", say("centimetres (cm)")),
        ("m", say("metres (m)")),
    ];
    units.map(|(code, label)| Choice::new(code, label)).into()
}
