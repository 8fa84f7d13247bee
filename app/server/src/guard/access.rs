//! Who may come to a route. Every route says so in one table, and this is the one place that asks.

use super::visitor::{Visitor, with};
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use relief_course::Action;
use relief_store::{Logging, PatientId};

/// Where a browser in a patient's hands is.
pub const KIOSK: &str = "/kiosk";

/// Who may come to a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody; these routes show no record.
    Public,
    /// Who gave the password, before the second factor.
    Half,
    /// Who is signed in; the page shows only what is this person's own, or chooses by role.
    SignedIn,
    /// Whoever holds the browser that was handed to a patient, for that patient. Such a browser comes to nothing else.
    Kiosk,
    /// Whose roles allow this in the clinic as a whole.
    Clinic(Action),
    /// Whose roles allow this for the patient named by the route's `{patient}`.
    Patient(Action),
}

/// A request with its visitor and chart, and the look at the chart as it is being logged; or where to go instead.
type Admitted = Result<(Request, Option<Logging>), Redirect>;

/// Lets a request through to its page, with its visitor and, where it is about a patient, with the patient's chart. The page
/// is made while the look at the chart is written to the log, and sent when it is there.
pub async fn guard(State((app, access)): State<(App, Access)>, request: Request, next: Next) -> Response {
    match admit(&app, access, request).await {
        Ok(Ok((request, Some(logging)))) => match tokio::join!(next.run(request), logging) {
            (response, Ok(())) => response,
            (_, Err(error)) => Failure::from(error).into_response(),
        },
        Ok(Ok((request, None))) => next.run(request).await,
        Ok(Err(elsewhere)) => elsewhere.into_response(),
        Err(failure) => failure.into_response(),
    }
}

async fn admit(app: &App, access: Access, request: Request) -> Result<Admitted, Failure> {
    if access == Access::Public {
        return Ok(Ok((request, None)));
    }
    let mut visitor = Visitor::of(app, request.headers())
        .await?
        .ok_or(Failure::SignedOut)?;
    if let Some(kiosk) = &visitor.sign_in.kiosk {
        let patient = kiosk.patient;
        return in_kiosk(app, access, request, visitor, patient).await;
    }
    if access == Access::Half {
        return Ok(Ok((with(request, visitor), None)));
    }
    if visitor.is_half() {
        return Ok(Err(Redirect::to("/sign-in/code")));
    }
    if is_for_page(&request) && visitor.may(Action::SearchPatients) {
        visitor.open_alarms = visitor.repository().open_alarms().await?;
    }
    match access {
        Access::Kiosk => Ok(Err(Redirect::to("/"))),
        Access::Clinic(action) if !visitor.may(action) => Err(Failure::Forbidden),
        Access::Patient(action) => {
            let patient = patient(request.uri().path())?;
            let (chart, logging) = Chart::load_while_logging(app, &visitor, patient).await?;
            // A patient out of reach was not found; this one is known, and the answer may say more.
            if !chart.permits(&visitor, action) {
                logging.await?;
                return Err(Failure::Forbidden);
            }
            Ok(Ok((with_chart(request, visitor, chart), Some(logging))))
        }
        _ => Ok(Ok((with(request, visitor), None))),
    }
}

/// A request of a browser that is in a patient's hands.
async fn in_kiosk(
    app: &App,
    access: Access,
    request: Request,
    visitor: Visitor,
    patient: PatientId,
) -> Result<Admitted, Failure> {
    if access != Access::Kiosk {
        return Ok(Err(Redirect::to(KIOSK)));
    }
    let (chart, logging) = match Chart::load_while_logging(app, &visitor, patient).await {
        Ok(loaded) => loaded,
        // The patient is gone, and with it whoever would take the browser back.
        Err(Failure::NotFound) => {
            app.store().close_sign_in(&visitor.token.hash()).await?;
            return Err(Failure::SignedOut);
        }
        Err(failure) => return Err(failure),
    };
    Ok(Ok((with_chart(request, visitor, chart), Some(logging))))
}

fn with_chart(request: Request, visitor: Visitor, chart: Chart) -> Request {
    let mut request = with(request, visitor);
    request.extensions_mut().insert(chart);
    request
}

/// Whether a page is asked for, as far as the browser says what the answer is for: pictures and scripts show no bar.
fn is_for_page(request: &Request) -> bool {
    let fetched_for = request.headers().get("sec-fetch-dest");
    request.method() == Method::GET && fetched_for.is_none_or(|what| what == "document")
}

/// The id that follows `/patients/`.
fn patient(path: &str) -> Result<PatientId, Failure> {
    let id = path
        .strip_prefix("/patients/")
        .and_then(|rest| rest.split('/').next());
    id.and_then(|id| id.parse().ok()).ok_or(Failure::NotFound)
}
