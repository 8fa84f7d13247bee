//! Keeping a scan, however it came: it is read first, and measured at once.

use crate::agenda;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::Form;
use crate::guard::Visitor;
use crate::language::say;
use crate::measuring::MeasureScan;
use crate::pages::photos::sent::File;
use crate::pages::photos::upload::Taken;
use crate::scan_file::{self, Refused};
use crate::shell::go;
use crate::why;
use axum::response::{IntoResponse, Response};
use relief_compare::{CompareError, light_set};
use relief_course::Line;
use relief_protocol::{Hash, Zone};
use relief_store::{RecordId, ScanTaken, ScanTold};

/// What the one file is called that a light set becomes.
const LIGHT_SET: &str = "light set.zip";

/// The pictures of a light set and the description of their lamps as one file.
pub(super) fn packed(files: &[(String, Vec<u8>)]) -> Result<File, CompareError> {
    Ok(File {
        input: "scan".to_owned(),
        name: LIGHT_SET.to_owned(),
        bytes: light_set::pack(LIGHT_SET, files)?.into(),
    })
}

/// Keeps a scan that can be read; notes beside its field what cannot.
pub(super) async fn keep(
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

/// Has a scan that was kept measured, and goes to its page.
pub(super) async fn measured(
    app: &App,
    visitor: &Visitor,
    chart: &Chart,
    scan: RecordId,
) -> Result<Response, Failure> {
    let repository = visitor.repository();
    repository.ask(chart.patient, &MeasureScan { scan }).await?;
    app.asked().notify_one();
    agenda::refresh(app, visitor, chart.patient).await;
    Ok(go(&chart.path(&format!("/scans/{scan}")), "scan").into_response())
}

/// The end of a file's name, with its ending.
fn short(name: &str) -> Result<Line, relief_course::WordError> {
    let letters = name.chars().count();
    let end: String = name.chars().skip(letters.saturating_sub(Line::LONGEST)).collect();
    Line::try_from(end)
}
