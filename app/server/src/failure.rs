//! What can go wrong with a request, and the page that says so.

use crate::guard::headers::html;
use crate::language::say;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use relief_store::Error;

/// Why a request was not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no such page or record, or it is out of this person's reach: both look the same.
    #[error("there is no such page")]
    NotFound,
    /// The person may not do this.
    #[error("this is not yours to do")]
    Forbidden,
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// The request came from another site, or cannot be told from one that did.
    #[error("the request came from another site")]
    OtherSite,
    /// Too many tries.
    #[error("too many tries; wait a minute")]
    TooMany,
    /// The request cannot be read.
    #[error("the request cannot be read: {0}")]
    BadRequest(String),
    /// Somebody else changed the record since the page was opened.
    #[error("somebody else changed this since the page was opened")]
    Stale,
    /// What was sent is too large.
    #[error("what was sent is too large")]
    TooLarge,
    /// There is no room for more at the moment.
    #[error("too much is on its way; try again in a minute")]
    Busy,
    /// A page could not be made.
    #[error("a page could not be made: {0}")]
    Page(#[from] askama::Error),
    /// The store failed.
    #[error(transparent)]
    Store(Error),
    /// Something that should hold does not; it is said to the log, not to the visitor.
    #[error("{0}")]
    Internal(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Unknown { .. } => Self::NotFound,
            Error::NotAllowed { .. } => Self::Forbidden,
            Error::Stale { .. } | Error::MovedOn { .. } => Self::Stale,
            Error::TooLarge { .. } => Self::TooLarge,
            other => Self::Store(other),
        }
    }
}

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'a> {
    title: &'a str,
    advice: &'a str,
    style: &'a str,
}

impl Failure {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::OtherSite => StatusCode::FORBIDDEN,
            Self::SignedOut => StatusCode::SEE_OTHER,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Stale => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Page(_) | Self::Store(_) | Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn words(&self) -> [&'static str; 2] {
        match self {
            Self::NotFound => [
                say("There is no such page"),
                say("It may have been moved, or it is not yours to see. Nothing was changed."),
            ],
            Self::Forbidden => [
                say("This is not yours to do"),
                say("Ask the owner of the practice if it should be. Nothing was changed."),
            ],
            Self::SignedOut => [say("Please sign in"), say("Nobody is signed in here.")],
            Self::OtherSite => [
                say("This request came from another site"),
                say("Go back, open the page again and repeat what you did. Nothing was changed."),
            ],
            Self::TooMany => [say("Too many tries"), say("Wait a minute, then try again.")],
            Self::BadRequest(_) => [
                say("The request cannot be read"),
                say("Go back and try again. Nothing was changed."),
            ],
            Self::Stale => [
                say("Somebody else was faster"),
                say(
                    "This was changed since you opened the page. Go back, open it again and look at the change before you repeat yours. Nothing of yours was kept.",
                ),
            ],
            Self::Busy => [
                say("Too much at once"),
                say("Wait a minute, then try again. Nothing was changed."),
            ],
            Self::TooLarge => [
                say("That is too large"),
                say("A photo may have 128 MB, a scan 256 MB. Nothing was kept."),
            ],
            Self::Page(_) | Self::Store(_) | Self::Internal(_) => [
                say("Something went wrong on our side"),
                say(
                    "Nothing was changed unless a page told you so. Try again; if it stays, ask whoever runs this server to look at its log.",
                ),
            ],
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if matches!(self, Self::SignedOut) {
            return Redirect::to("/sign-in").into_response();
        }
        let status = self.status();
        if status.is_server_error() {
            // The error names ids and limits, never what a record holds.
            tracing::error!("{self}");
        }
        let [title, advice] = self.words();
        let page = FailurePage {
            title,
            advice,
            style: crate::assets::STYLE.path(),
        };
        match page.render() {
            Ok(body) => (status, html(body)).into_response(),
            Err(_) => (status, title).into_response(),
        }
    }
}
