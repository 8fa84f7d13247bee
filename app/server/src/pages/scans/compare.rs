//! Asking for the comparison of two scans.

use super::render;
use super::zones::ScannedZone;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::language::{say, text};
use crate::measuring::CompareScans;
use crate::pages::compare::chosen_record;
use crate::pages::photos::may_keep;
use crate::scan_file::same_unit;
use crate::shell::Done;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use relief_store::{Scan, Versioned};

/// Why nothing is measured.
pub(super) const NOT_AGREED_NOW: &str =
    text("The patient does not agree to photos and scans in the record now, so they are not measured.");

/// Every scan to choose two of, when some zone has two.
pub(super) fn captures(zones: &[ScannedZone]) -> Vec<Choice> {
    if zones.iter().all(|zone| zone.scans.len() < 2) {
        return Vec::new();
    }
    let of_zone = |zone: &ScannedZone| {
        let name = zone.name.clone();
        let scans = zone.scans.iter();
        let choices = scans.map(|scan| Choice::new(scan.id.clone(), format!("{name}, {}", scan.day)));
        choices.collect::<Vec<_>>()
    };
    zones.iter().flat_map(of_zone).collect()
}

/// `POST /patients/{patient}/scans/compare`
pub async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let before = scan(&chart, &mut form, "before")?;
    let after = scan(&chart, &mut form, "after")?;
    let (Some(before), Some(after)) = (before, after) else {
        return render(&visitor, &chart, form, &Done::default()).await;
    };
    if !may_keep(&visitor, chart.current()?) {
        form.refuse(say(NOT_AGREED_NOW));
    }
    if let Some(problem) = problem(&visitor, before, after) {
        form.fault("after", problem);
    }
    if !form.is_sound() {
        return render(&visitor, &chart, form, &Done::default()).await;
    }
    let request = CompareScans {
        scan_before: before.record,
        scan_after: after.record,
    };
    let job = visitor.repository().ask(chart.patient, &request).await?;
    app.asked().notify_one();
    Ok(Redirect::to(&chart.path(&format!("/jobs/{job}"))).into_response())
}

/// Why two scans cannot be compared, whatever they show.
fn problem(visitor: &Visitor, before: &Versioned<Scan>, after: &Versioned<Scan>) -> Option<&'static str> {
    let zone = visitor.clinic.calendar.zone();
    let on = |scan: &Versioned<Scan>| zone.date(scan.taken_or_kept_at());
    if before.record == after.record {
        Some(say("This is the same scan; please choose another one."))
    } else if before.value.zone != after.value.zone {
        Some(say(
            "These are two different zones; scans of one zone can be compared.",
        ))
    } else if on(after) < on(before) {
        Some(say(
            "This scan is older than the other one; please exchange them.",
        ))
    } else if !same_unit(&before.value.told, &after.value.told) {
        Some(say(
            "The two files were given different units; export one of them in a format that carries its own.",
        ))
    } else {
        None
    }
}

fn scan<'a>(chart: &'a Chart, form: &mut Form, name: &str) -> Result<Option<&'a Versioned<Scan>>, Failure> {
    let record = chosen_record(form, name)?;
    record.map(|record| chart.scan(record)).transpose()
}
