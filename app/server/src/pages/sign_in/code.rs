//! The second factor: giving its code, and setting it up the first time.

use super::open::Peer;
use crate::account::Totp;
use crate::app::App;
use crate::assets;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::{IDLE, Visitor};
use crate::language::say;
use crate::shell::page;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use relief_store::Account;

#[derive(Template)]
#[template(path = "sign_in_code.html")]
struct CodePage<'a> {
    form: Form,
    /// The picture and the letters of a secret that no phone has yet.
    new: Option<[String; 2]>,
    style: &'a str,
    icon: &'a str,
}

/// `GET /sign-in/code`
pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    let (mut account, version) = account(&app, &visitor).await?;
    let totp = match factor(&account) {
        Some(totp) => totp,
        None => {
            let totp = Totp::random(app.outside());
            account.totp = Some(totp.to_bytes());
            app.store().change_own_account(&account, version).await?;
            totp
        }
    };
    render(&account, &totp, Form::default())
}

fn render(account: &Account, totp: &Totp, form: Form) -> Result<Response, Failure> {
    let new = (!totp.confirmed).then(|| {
        totp.picture(account.login.as_str())
            .map(|picture| [picture, totp.secret_text()])
    });
    let page_of_code = CodePage {
        form,
        new: new.transpose()?,
        style: assets::STYLE.path(),
        icon: assets::ICON.path(),
    };
    page(&page_of_code).map(IntoResponse::into_response)
}

/// `POST /sign-in/code`
pub async fn enter(
    State(app): State<App>,
    peer: Peer,
    visitor: Visitor,
    typed: Typed,
) -> Result<Response, Failure> {
    let (mut account, version) = account(&app, &visitor).await?;
    if !app.limiter().may_try(account.id.as_str(), peer.0) {
        return Err(Failure::TooMany);
    }
    let mut totp = factor(&account).ok_or(Failure::SignedOut)?;
    if !totp.accept(typed.one("code"), visitor.now()) {
        let mut form = Form::default();
        form.fault(
            "code",
            say("This code is not right, or it was used already. Wait for the next one."),
        );
        app.store()
            .log_sign_in(Some(&account.id), Some(visitor.person.clinic), false)
            .await?;
        return render(&account, &totp, form);
    }
    // Whoever used the same code at the same moment changed the account first, and this is refused.
    account.totp = Some(totp.to_bytes());
    app.store().change_own_account(&account, version).await?;
    let until = visitor.now().saturating_add(IDLE).unwrap_or(Timestamp::MAX);
    app.store()
        .touch_sign_in(&visitor.token.hash(), until, true)
        .await?;
    Ok(Redirect::to("/").into_response())
}

async fn account(app: &App, visitor: &Visitor) -> Result<(Account, u32), Failure> {
    app.store()
        .account(&visitor.person.id)
        .await?
        .ok_or(Failure::SignedOut)
}

fn factor(account: &Account) -> Option<Totp> {
    account.totp.as_deref().and_then(Totp::from_bytes)
}
