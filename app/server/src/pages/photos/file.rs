//! The bytes of a photo, whole or as a small copy.

use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::picture;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

/// `GET /patients/{patient}/photos/{photo}`
pub async fn whole(
    visitor: Visitor,
    chart: Chart,
    Path(ids): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (media, bytes) = read(&visitor, &chart, &ids.1).await?;
    Ok(answer(&media, bytes))
}

/// `GET /patients/{patient}/photos/{photo}/small`
pub async fn small(
    visitor: Visitor,
    chart: Chart,
    Path(ids): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (_, bytes) = read(&visitor, &chart, &ids.1).await?;
    let small = picture::small(bytes).await.ok_or(Failure::NotFound)?;
    Ok(answer("image/jpeg", small.into()))
}

async fn read(visitor: &Visitor, chart: &Chart, photo: &str) -> Result<(String, Bytes), Failure> {
    let record = photo.parse().map_err(|_| Failure::NotFound)?;
    let media = chart.photo(record)?.value.media.to_string();
    // Nothing that a browser might run is ever given back.
    if !picture::is_picture(&media) {
        return Err(Failure::NotFound);
    }
    let (_, bytes) = visitor.repository().photo(chart.patient, record).await?;
    Ok((media, bytes))
}

/// A picture, which no cache keeps: the headers of every answer say so.
pub(in crate::pages) fn answer(media: &str, bytes: Bytes) -> Response {
    ([(CONTENT_TYPE, media), (CONTENT_DISPOSITION, "inline")], bytes).into_response()
}
