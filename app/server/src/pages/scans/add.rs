//! Adding a scan: it is read before it is kept, and what the file does not say is asked for.

use super::keep::{keep, measured, packed};
use super::{NOT_AGREED, render};
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::Form;
use crate::guard::Visitor;
use crate::language::say;
use crate::pages::photos::may_keep;
use crate::pages::photos::sent::{File, Sent};
use crate::pages::photos::upload::taken;
use crate::shell::Done;
use axum::extract::{Multipart, State};
use axum::response::Response;
use relief_compare::{LengthUnit, light_set};
use relief_protocol::Zone;
use relief_store::ScanTold;
use std::ops::RangeInclusive;

/// Distances between cells, in mm, that a scan of skin can have.
const PITCHES_MM: RangeInclusive<f64> = 0.0001..=10.0;

/// `POST /patients/{patient}/scans`
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
        return render(&visitor, &chart, form, &Done::default()).await;
    }
    let Sent { typed, files } = Sent::read(sent, |input| input == "scan").await?;
    let mut form = Form::of(typed);
    let taken = taken(&visitor, current, &mut form);
    let zone = form.coded::<Zone>("zone");
    let told = told(&mut form);
    let file = one(files, &mut form);
    let (Some(taken), Some(zone), Some(file), true) = (taken, zone, file, form.is_sound()) else {
        return render(&visitor, &chart, form, &Done::default()).await;
    };
    match keep(&visitor, &chart, &mut form, (taken, zone, told), file).await? {
        None => render(&visitor, &chart, form, &Done::default()).await,
        Some(scan) => measured(&app, &visitor, &chart, scan).await,
    }
}

/// The scan that was sent; the pictures of a light set become one file.
fn one(mut files: Vec<File>, form: &mut Form) -> Option<File> {
    if files.len() < 2 {
        let file = files.pop();
        if file.is_none() {
            form.fault("scan", say("Please choose a file."));
        }
        return file;
    }
    let described = |file: &File| {
        light_set::LIGHTS
            .iter()
            .any(|name| file.name.eq_ignore_ascii_case(name))
    };
    if !files.iter().any(described) {
        form.fault(
            "scan",
            say("Several files are a light set, and one of them must be lights.json, which says where the lamps were."),
        );
        return None;
    }
    let files: Vec<(String, Vec<u8>)> = files
        .into_iter()
        .map(|file| (file.name, file.bytes.to_vec()))
        .collect();
    packed(&files)
        .map_err(|error| form.fault("scan", error.to_string()))
        .ok()
}

/// What was said of the file; both fields are there only after the reader asked for one.
fn told(form: &mut Form) -> ScanTold {
    let unit = form.maybe_line("unit");
    if unit
        .as_ref()
        .is_some_and(|unit| unit.as_str().parse::<LengthUnit>().is_err())
    {
        form.fault("unit", say("Please choose one."));
    }
    ScanTold {
        pitch_mm: form.maybe_number("pitch_mm", PITCHES_MM),
        unit,
    }
}
