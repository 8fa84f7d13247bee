//! A sign-in in place of another, for the same browser: in another practice, or after a new password.

use crate::app::App;
use crate::failure::Failure;
use crate::guard::{IDLE, Token, Visitor};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use relief_store::{ClinicId, SignIn};

/// Closes the visitor's sign-in and opens another one in a practice of the same account, with what was proven already.
///
/// # Errors
/// What the store refuses.
pub async fn sign_in_again(
    app: &App,
    visitor: &Visitor,
    clinic: ClinicId,
    next: impl IntoResponse,
) -> Result<Response, Failure> {
    let now = visitor.now();
    let token = Token::random(app);
    let sign_in = SignIn {
        clinic,
        opened_at: now,
        expires_at: now.saturating_add(IDLE).unwrap_or(Timestamp::MAX),
        ..visitor.sign_in.clone()
    };
    app.store().close_sign_in(&visitor.token.hash()).await?;
    app.store().open_sign_in(token.hash(), sign_in).await?;
    let mut response = next.into_response();
    token.give(app, &mut response);
    Ok(response)
}
