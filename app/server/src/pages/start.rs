//! Where one lands: each role has its own first page.

use crate::app::App;
use crate::failure::Failure;
use crate::guard::Visitor;
use axum::extract::State;
use axum::response::Redirect;
use relief_course::Role;

/// `GET /`
pub async fn start(visitor: Visitor) -> Result<Redirect, Failure> {
    if visitor.is_staff() {
        return Ok(Redirect::to("/today"));
    }
    if let Some(own) = visitor.person.own {
        return Ok(Redirect::to(&format!("/patients/{own}")));
    }
    match visitor.person.roles.contains(&Role::Rater) {
        true => Ok(Redirect::to("/ratings")),
        false => Err(Failure::Forbidden),
    }
}

/// `GET /health`: the server answers, and so does its store.
pub async fn health(State(app): State<App>) -> Result<&'static str, Failure> {
    app.store().is_founded().await?;
    Ok("ok\n")
}
