//! Requests that change something must come from this site's own pages.
//!
//! Browsers say where a request comes from in `Sec-Fetch-Site`, which no page can forge (W3C Fetch Metadata), and older
//! ones in `Origin`. A request with neither comes from no browser that this site is meant for, and is refused. The
//! session's cookie is `SameSite=Strict` besides.

use crate::failure::Failure;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Lets requests of this site through, and those that change nothing.
pub async fn same_site(request: Request, next: Next) -> Response {
    if request.method().is_safe() || from_here(request.headers()) {
        return next.run(request).await;
    }
    Failure::OtherSite.into_response()
}

fn from_here(headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (said("sec-fetch-site"), said(ORIGIN.as_str()), said(HOST.as_str())) {
        (Some(site), _, _) => site == "same-origin",
        (None, Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, origin)| origin.eq_ignore_ascii_case(host)),
        _ => false,
    }
}
