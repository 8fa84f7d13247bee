//! A light set that was sent: its lamps are described, and it is kept as one scan.

use super::description::Description;
use super::pictures::Pictures;
use super::place::{FIRST, LAMPS, Place};
use super::render;
use super::stand::Stand;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::Form;
use crate::guard::Visitor;
use crate::language::say;
use crate::pages::photos::may_keep;
use crate::pages::photos::sent::{File, Sent};
use crate::pages::photos::upload::taken;
use crate::pages::scans::NOT_AGREED;
use crate::pages::scans::keep::{keep, measured, packed};
use axum::extract::{Multipart, State};
use axum::response::Response;
use relief_protocol::Zone;
use relief_store::ScanTold;
use std::ops::RangeInclusive;

/// How many mm of skin a picture shows from left to right.
const WIDTHS_MM: RangeInclusive<f64> = 10.0..=500.0;

/// `POST /patients/{patient}/scans/lights`
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
        return render(&visitor, &chart, form);
    }
    let Sent { typed, files } = Sent::read(sent, Place::is_input).await?;
    let mut form = Form::of(typed);
    let taken = taken(&visitor, current, &mut form);
    let zone = form.coded::<Zone>("zone");
    let file = light_set(files, &mut form).await?;
    let (Some(taken), Some(zone), Some(file), true) = (taken, zone, file, form.is_sound()) else {
        return render(&visitor, &chart, form);
    };
    let said = (taken, zone, ScanTold::default());
    match keep(&visitor, &chart, &mut form, said, file).await? {
        None => render(&visitor, &chart, form),
        Some(scan) => measured(&app, &visitor, &chart, scan).await,
    }
}

/// The set as one file; `None` where something is noted beside a field.
async fn light_set(files: Vec<File>, form: &mut Form) -> Result<Option<File>, Failure> {
    let lamps = form.number("lamps", LAMPS);
    let stand = Stand::read(form);
    let width_mm = match stand {
        // The card tells the scale, too.
        Some(Stand::Card { .. }) => None,
        _ => form.maybe_number("width_mm", WIDTHS_MM),
    };
    let Some(lamps) = lamps else { return Ok(None) };
    let mut pictures = Pictures::read(lamps, files, form).await;
    let (Some(stand), true) = (stand, form.is_sound()) else {
        return Ok(None);
    };
    let told = width_mm.map(|width_mm| width_mm / pictures.size_px[0] as f64);
    let Some(mm_per_px) = pictures.card_mm_per_px.or(told) else {
        cardless(stand, form);
        return Ok(None);
    };
    let description = Description {
        stand,
        pictures: &pictures.lamps,
        ambient: pictures.ambient.as_deref(),
        size_px: pictures.size_px,
        mm_per_px,
    };
    let json = description
        .json()
        .map_err(|error| Failure::Internal(error.to_string()))?;
    pictures
        .files
        .push((relief_compare::light_set::LIGHTS[0].to_owned(), json));
    let packed = packed(&pictures.files).map_err(|error| Failure::Internal(error.to_string()))?;
    Ok(Some(packed))
}

/// Notes that the card is missing where it is needed.
fn cardless(stand: Stand, form: &mut Form) {
    match stand {
        Stand::Card { .. } => form.fault(
            FIRST,
            say("No card is found in this picture, and nothing else shows where the lamp was. Lay the card flat beside the skin, all of it in the picture and in the light, and begin again."),
        ),
        Stand::Far { .. } | Stand::Ring { .. } => form.fault(
            "width_mm",
            say("No card is seen in the first picture. Lay it flat beside the skin, or say how many millimetres the picture shows."),
        ),
    }
}
