//! Signing in and out.

pub mod again;
pub mod code;
mod open;

pub use open::{Peer, sign_in_as};

use crate::account;
use crate::app::App;
use crate::assets;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::{Token, Visitor};
use crate::language::say;
use crate::shell::page;
use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use relief_store::Account;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'a> {
    form: Form,
    style: &'a str,
    icon: &'a str,
}

/// `GET /sign-in`
pub async fn show(State(app): State<App>) -> Result<Response, Failure> {
    if !app.store().is_founded().await? {
        return Ok(Redirect::to("/setup").into_response());
    }
    render(Form::default()).map(IntoResponse::into_response)
}

fn render(form: Form) -> Result<Html<String>, Failure> {
    page(&SignInPage {
        form,
        style: assets::STYLE.path(),
        icon: assets::ICON.path(),
    })
}

/// `POST /sign-in`
pub async fn enter(State(app): State<App>, peer: Peer, typed: Typed) -> Result<Response, Failure> {
    let login = typed.one("login").to_owned();
    let password = typed.all("password").first().cloned().unwrap_or_default();
    if !app.limiter().may_try(&login, peer.0) {
        return Err(Failure::TooMany);
    }
    if let Some(account) = proven(&app, &login, password).await? {
        return sign_in_as(&app, &account).await;
    }
    // Neither the page nor its time says which of the two was wrong. The password is not shown again.
    let mut form = Form::filled([("login", login)]);
    form.refuse(say("The name or the password is not right."));
    render(form).map(IntoResponse::into_response)
}

/// The account of that login, if this is its password and it may be used.
async fn proven(app: &App, login: &str, password: String) -> Result<Option<Account>, Failure> {
    let found = app.store().account_named(login).await?;
    let right = match &found {
        Some((account, _)) => account::matches(password, account.password.clone()).await,
        None => account::matches_nobody(password).await,
    };
    let account = found.map(|(account, _)| account);
    let open = account
        .as_ref()
        .filter(|account| right && account.enabled && !account.memberships.is_empty());
    let clinic = account
        .as_ref()
        .and_then(|account| account.memberships.first())
        .map(|membership| membership.clinic);
    app.store()
        .log_sign_in(
            account.as_ref().map(|account| &account.id),
            clinic,
            open.is_some(),
        )
        .await?;
    Ok(open.cloned())
}

/// `POST /sign-out`
pub async fn leave(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    app.store().close_sign_in(&visitor.token.hash()).await?;
    let mut response = Redirect::to("/sign-in").into_response();
    Token::take_back(&app, &mut response);
    Ok(response)
}
