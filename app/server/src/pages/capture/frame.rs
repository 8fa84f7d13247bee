//! What a browser sends while somebody holds the camera: small frames, and parts of pictures.

use crate::app::App;
use crate::capture::{Key, Part, PartError, Passes, Sha, look as look_at};
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::photo_view;
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use relief_store::PatientId;
use serde::{Deserialize, Serialize};

/// `POST /capture/{patient}/look/{view}`
pub async fn look(
    State(app): State<App>,
    visitor: Visitor,
    Path((patient, view)): Path<(String, String)>,
    frame: Bytes,
) -> Result<Response, Failure> {
    let patient: PatientId = patient.parse().map_err(|_| Failure::NotFound)?;
    let view = photo_view::named(&view).ok_or(Failure::NotFound)?;
    let pass = Passes::of(&app, &visitor, patient, view).await?;
    let seen = look_at(pass, frame).await;
    let seen = seen.ok_or_else(|| Failure::BadRequest("this is no frame of a camera".to_owned()))?;
    Ok(Json(seen).into_response())
}

/// A browser in which somebody else signed in meanwhile must not send in that person's name.
pub(super) fn same_owner(visitor: &Visitor, owner: &str) -> Result<(), Failure> {
    match visitor.person.id.as_str() == owner {
        true => Ok(()),
        false => Err(Failure::SignedOut),
    }
}

/// Where a part belongs.
#[derive(Debug, Deserialize)]
pub struct Place {
    from: usize,
    size: usize,
    /// Who took the picture.
    owner: String,
}

#[derive(Serialize)]
struct Have {
    have: usize,
}

/// `POST /capture/{patient}/parts/{view}/{sha}`
pub async fn part(
    State(app): State<App>,
    visitor: Visitor,
    Path((patient, view, sha)): Path<(String, String, String)>,
    place: Result<Query<Place>, QueryRejection>,
    bytes: Bytes,
) -> Result<Response, Failure> {
    let of: PatientId = patient.parse().map_err(|_| Failure::NotFound)?;
    let view = photo_view::named(&view).ok_or(Failure::NotFound)?;
    Passes::of(&app, &visitor, of, view).await?;
    // Read only now, so that whoever may not come is told nothing of what is wrong with the request.
    let Query(place) = place.map_err(|refused| Failure::BadRequest(refused.body_text()))?;
    same_owner(&visitor, &place.owner)?;
    let key = Key {
        by: visitor.person.id.clone(),
        of,
        sha: Sha::named(&sha)?,
    };
    let part = Part {
        from: place.from,
        size: place.size,
        bytes: &bytes,
    };
    match app.captures().parts.take(&key, part, visitor.now()) {
        Ok(have) => Ok(Json(Have { have }).into_response()),
        Err(PartError::Full) => Err(Failure::Busy),
        Err(PartError::TooLarge(_)) => Err(Failure::TooLarge),
        Err(error) => Err(Failure::BadRequest(error.to_string())),
    }
}
