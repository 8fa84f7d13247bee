//! A measurement: what came of comparing two photos or scans.

use crate::assets;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{self, report_texts, say, say_with};
use crate::measured::Measured;
use crate::measuring::{INDEX, Request};
use crate::pages::photos::file::answer;
use crate::picture;
use crate::shell::{PatientHead, Shell, page};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use bytes::Bytes;
use relief_report::{Image, Shown, comparison_part, headline, patient_sentence};
use relief_store::{Measurement, RecordId, Versioned};
use serde::de::DeserializeOwned;

#[derive(Template)]
#[template(path = "measurement.html")]
struct MeasurementPage {
    shell: Shell,
    head: PatientHead,
    /// What both captures show.
    view: String,
    /// The page with all captures of this kind.
    captures: &'static str,
    before: String,
    after: String,
    /// The same on paper.
    paper: String,
    compare_style: &'static str,
    compare_script: &'static str,
    /// What the patient is told; the rest is folded away then.
    plain: Option<Plain>,
    /// The comparison's own part, which escapes what it shows.
    part: String,
}

/// The result in plain words.
struct Plain {
    headline: &'static str,
    sentence: String,
    pictures: Option<[Sight; 2]>,
}

/// A picture of which a small screen loads a small copy.
pub(in crate::pages) struct Sight {
    pub name: String,
    pub whole: Image,
    pub small: String,
    pub small_width: usize,
}

impl Sight {
    pub fn of(name: String, whole: Image) -> Self {
        Self {
            name,
            small: format!("{}/small", whole.source),
            small_width: picture::small_size([whole.width, whole.height])[0],
            whole,
        }
    }
}

/// `GET /patients/{patient}/measurements/{record}`
pub async fn show(
    visitor: Visitor,
    chart: Chart,
    Path((_, record)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let kept = find(&chart, &record)?;
    if let Some(Request::Scan(_)) = Request::read(&kept.value.request) {
        return Ok(Redirect::to(&address(&chart, kept.record)).into_response());
    }
    let (kept, measured) = measured(&chart, &record)?;
    let shown = pictures(&visitor, &chart, kept).await?;
    let texts = report_texts();
    let part = comparison_part(&measured.result, shown.as_ref(), texts);
    let part = part.map_err(|error| Failure::Internal(error.to_string()))?;
    let [before, after] = measured.days(visitor.clinic.calendar.zone()).map(language::day);
    page(&MeasurementPage {
        shell: Shell::new(&visitor, "/patients", say("Comparison")),
        head: PatientHead::new(&visitor, &chart, measured.subject.page()),
        view: measured.subject.name(),
        captures: measured.subject.page(),
        paper: chart.path(&format!("/measurements/{record}/sheet.pdf")),
        compare_style: assets::COMPARE_STYLE.path(),
        compare_script: assets::COMPARE_SCRIPT.path(),
        plain: (!visitor.is_staff()).then(|| Plain {
            headline: headline(texts, &measured.result),
            sentence: patient_sentence(texts, &measured.result),
            pictures: shown.map(|shown| {
                [
                    Sight::of(say_with("Before, {day}", &[("day", &before)]), shown.before),
                    Sight::of(say_with("After, {day}", &[("day", &after)]), shown.after),
                ]
            }),
        }),
        before,
        after,
        part,
    })
    .map(IntoResponse::into_response)
}

/// The page with what came out: that of the scan when one scan was measured.
pub(super) fn address(chart: &Chart, record: RecordId) -> String {
    let kept = chart.measurements.iter().find(|kept| kept.record == record);
    match kept.and_then(|kept| Request::read(&kept.value.request)) {
        Some(Request::Scan(asked)) => chart.path(&format!("/scans/{}", asked.scan)),
        _ => chart.path(&format!("/measurements/{record}")),
    }
}

/// A measurement as it is kept, and as it can be read.
pub(super) fn measured<'a>(
    chart: &'a Chart,
    record: &str,
) -> Result<(&'a Versioned<Measurement>, Measured), Failure> {
    let kept = find(chart, record)?;
    let measured = Measured::of(chart, kept);
    let unread = || Failure::Internal(format!("measurement {record} cannot be read"));
    Ok((kept, measured.ok_or_else(unread)?))
}

fn find<'a>(chart: &'a Chart, record: &str) -> Result<&'a Versioned<Measurement>, Failure> {
    let record: RecordId = record.parse().map_err(|_| Failure::NotFound)?;
    chart
        .measurements
        .iter()
        .find(|kept| kept.record == record)
        .ok_or(Failure::NotFound)
}

/// The pictures at their addresses, when the measurement has any.
async fn pictures(
    visitor: &Visitor,
    chart: &Chart,
    kept: &Versioned<Measurement>,
) -> Result<Option<Shown>, Failure> {
    let shown = shown(visitor, chart, kept).await?;
    Ok(shown.map(|shown| shown.moved(|file| chart.path(&format!("/measurements/{}/{file}", kept.record)))))
}

/// The pictures by the names of their files, when the measurement has any.
pub(super) async fn shown(
    visitor: &Visitor,
    chart: &Chart,
    kept: &Versioned<Measurement>,
) -> Result<Option<Shown>, Failure> {
    index(visitor, chart, kept).await
}

/// The index of a measurement's files, when it has one.
pub(in crate::pages) async fn index<T: DeserializeOwned>(
    visitor: &Visitor,
    chart: &Chart,
    kept: &Versioned<Measurement>,
) -> Result<Option<T>, Failure> {
    if !kept.value.files.contains_key(INDEX) {
        return Ok(None);
    }
    let repository = visitor.repository();
    let (_, index) = repository
        .measured_file(chart.patient, kept.record, INDEX)
        .await?;
    let index = serde_json::from_slice(&index).map_err(|error| Failure::Internal(error.to_string()))?;
    Ok(Some(index))
}

/// `GET /patients/{patient}/measurements/{record}/{file}`
pub async fn file(
    visitor: Visitor,
    chart: Chart,
    Path((_, record, file)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let (media, bytes) = read(&visitor, &chart, &record, &file).await?;
    Ok(answer(&media, bytes))
}

/// `GET /patients/{patient}/measurements/{record}/{file}/small`
pub async fn small(
    visitor: Visitor,
    chart: Chart,
    Path((_, record, file)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let (_, bytes) = read(&visitor, &chart, &record, &file).await?;
    let small = picture::small(bytes).await.ok_or(Failure::NotFound)?;
    Ok(answer("image/jpeg", small.into()))
}

/// A picture among the files of a measurement.
async fn read(
    visitor: &Visitor,
    chart: &Chart,
    record: &str,
    file: &str,
) -> Result<(String, Bytes), Failure> {
    let kept = find(chart, record)?;
    // Only pictures, of which browsers run nothing.
    let is_picture = |media: &str| matches!(media, "image/jpeg" | "image/png");
    kept.value
        .files
        .get(file)
        .filter(|kept| is_picture(&kept.media))
        .ok_or(Failure::NotFound)?;
    Ok(visitor
        .repository()
        .measured_file(chart.patient, kept.record, file)
        .await?)
}
