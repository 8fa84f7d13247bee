//! Who may come to a route. Every route says so in one table, and this is the one place that asks.

use super::visitor::{Visitor, with};
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use relief_course::Action;
use relief_store::PatientId;

/// Who may come to a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody; these routes show no record.
    Public,
    /// Who gave the password, before the second factor.
    Half,
    /// Who is signed in; the page shows only what is this person's own, or chooses by role.
    SignedIn,
    /// Whose roles allow this in the clinic as a whole.
    Clinic(Action),
    /// Whose roles allow this for the patient named by the route's `{patient}`.
    Patient(Action),
}

/// Lets a request through to its page, with its visitor and, where it is about a patient, with the patient's chart.
pub async fn guard(State((app, access)): State<(App, Access)>, request: Request, next: Next) -> Response {
    match admit(&app, access, request).await {
        Ok(Ok(request)) => next.run(request).await,
        Ok(Err(elsewhere)) => elsewhere.into_response(),
        Err(failure) => failure.into_response(),
    }
}

async fn admit(app: &App, access: Access, request: Request) -> Result<Result<Request, Redirect>, Failure> {
    if access == Access::Public {
        return Ok(Ok(request));
    }
    let visitor = Visitor::of(app, request.headers())
        .await?
        .ok_or(Failure::SignedOut)?;
    if access == Access::Half {
        return Ok(Ok(with(request, visitor)));
    }
    if visitor.is_half() {
        return Ok(Err(Redirect::to("/sign-in/code")));
    }
    match access {
        Access::Clinic(action) if !visitor.may(action) => Err(Failure::Forbidden),
        Access::Patient(action) => {
            let chart = chart(app, &visitor, request.uri().path()).await?;
            // A patient out of reach was not found; this one is known, and the answer may say more.
            if !chart.permits(&visitor, action) {
                return Err(Failure::Forbidden);
            }
            let mut request = with(request, visitor);
            request.extensions_mut().insert(chart);
            Ok(Ok(request))
        }
        _ => Ok(Ok(with(request, visitor))),
    }
}

/// The chart of the patient whose id follows `/patients/`.
async fn chart(app: &App, visitor: &Visitor, path: &str) -> Result<Chart, Failure> {
    let id = path
        .strip_prefix("/patients/")
        .and_then(|rest| rest.split('/').next());
    let patient: PatientId = id.and_then(|id| id.parse().ok()).ok_or(Failure::NotFound)?;
    Chart::load(app, visitor, patient).await
}
