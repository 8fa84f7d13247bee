//! Adding a scan: it is read before it is kept, and what the file does not say is asked for.

use super::{NOT_AGREED, render};
use crate::agenda;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::Form;
use crate::guard::Visitor;
use crate::language::say;
use crate::measuring::MeasureScan;
use crate::pages::photos::may_keep;
use crate::pages::photos::sent::{File, Sent};
use crate::pages::photos::upload::{Taken, taken};
use crate::scan_file::{self, Refused};
use crate::shell::{Done, go};
use crate::why;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Response};
use relief_compare::{LengthUnit, light_set};
use relief_course::Line;
use relief_protocol::{Hash, Zone};
use relief_store::{RecordId, ScanTaken, ScanTold};
use std::ops::RangeInclusive;

/// What the one file is called that a light set becomes.
const LIGHT_SET: &str = "light set.zip";

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
        Some(scan) => {
            visitor
                .repository()
                .ask(chart.patient, &MeasureScan { scan })
                .await?;
            app.asked().notify_one();
            agenda::refresh(&app, &visitor, chart.patient).await;
            Ok(go(&chart.path(&format!("/scans/{scan}")), "scan").into_response())
        }
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
    match light_set::pack(LIGHT_SET, &files) {
        Ok(bytes) => Some(File {
            input: "scan".to_owned(),
            name: LIGHT_SET.to_owned(),
            bytes: bytes.into(),
        }),
        Err(error) => {
            form.fault("scan", error.to_string());
            None
        }
    }
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

/// Keeps a scan that can be read; notes beside its field what cannot.
async fn keep(
    visitor: &Visitor,
    chart: &Chart,
    form: &mut Form,
    (taken, zone, told): (Taken, Zone, ScanTold),
    file: File,
) -> Result<Option<RecordId>, Failure> {
    let Ok(name) = short(&file.name) else {
        form.fault(
            "scan",
            say("The file's name cannot be kept; please give it another one."),
        );
        return Ok(None);
    };
    let hash = Hash::of(&file.bytes);
    if chart
        .scans
        .iter()
        .any(|known| known.value.zone == zone && known.value.hash == hash)
    {
        form.fault("scan", format!("{name}: {}.", say("it is in the record already")));
        return Ok(None);
    }
    match scan_file::check(&name, &told, zone, file.bytes.clone()).await {
        Err(Refused::Pitch(why)) => form.fault("pitch_mm", format!("{name}: {why}.")),
        Err(Refused::Unit(why)) => form.fault("unit", format!("{name}: {why}.")),
        Err(Refused::File(why)) => form.fault("scan", format!("{name}: {why}.")),
        Ok(()) => {
            let scan = ScanTaken {
                zone,
                taken_at: Some(taken.at),
                name,
                told,
            };
            let (repository, why) = (visitor.repository(), why::entered()?);
            let kept = repository.add_scan(chart.patient, Some(taken.within), scan, file.bytes, &why);
            return Ok(Some(kept.await?));
        }
    }
    Ok(None)
}

/// The end of a file's name, with its ending.
fn short(name: &str) -> Result<Line, relief_course::WordError> {
    let letters = name.chars().count();
    let end: String = name.chars().skip(letters.saturating_sub(Line::LONGEST)).collect();
    Line::try_from(end)
}
