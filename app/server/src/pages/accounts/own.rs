//! One's own account: the password, the second step, and signing out everywhere.

use super::fields;
use crate::account::{self, Totp};
use crate::app::App;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::{Token, Visitor};
use crate::language::say;
use crate::pages::sign_in::{Peer, again};
use crate::shell::{Done, Shell, go, page};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use relief_store::Account;

#[derive(Template)]
#[template(path = "account.html")]
struct OwnPage {
    shell: Shell,
    form: Form,
    login: String,
    has_totp: bool,
}

/// `GET /account`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let (account, _) = mine(&app, &visitor).await?;
    render(&visitor, &account, Form::default(), &done)
}

fn render(visitor: &Visitor, account: &Account, form: Form, done: &Done) -> Result<Response, Failure> {
    page(&OwnPage {
        shell: Shell::new(visitor, "/account", say("My account")).done(done),
        form,
        login: account.login.to_string(),
        has_totp: visitor.has_totp,
    })
    .map(IntoResponse::into_response)
}

async fn mine(app: &App, visitor: &Visitor) -> Result<(Account, u32), Failure> {
    app.store()
        .account(&visitor.person.id)
        .await?
        .ok_or(Failure::SignedOut)
}

/// `POST /account/password`. Whoever else is signed in with the old one is signed out.
pub async fn change_password(
    State(app): State<App>,
    peer: Peer,
    visitor: Visitor,
    typed: Typed,
) -> Result<Response, Failure> {
    let (mut account, version) = mine(&app, &visitor).await?;
    let mut form = Form::of(typed);
    let old = fields::typed_password(&form, "old");
    if !proves(&app, &peer, &account, old).await? {
        form.fault("old", say("This is not your password."));
    }
    let new = fields::read_password(&mut form, account.login.as_str());
    if fields::typed_password(&form, "again") != fields::typed_password(&form, "password") {
        form.fault("again", say("The two are not the same."));
    }
    let (Some(new), true) = (new, form.is_sound()) else {
        return render(&visitor, &account, form, &Done::default());
    };
    account.password = fields::hash(&app, new).await?;
    app.store().change_own_account(&account, version).await?;
    app.store().close_sign_ins_of(&account.id).await?;
    again::sign_in_again(&app, &visitor, visitor.person.clinic, go("/account", "password")).await
}

/// `POST /account/second-step`: another phone. The old one's codes end here, and the new one's first code is asked for
/// at once.
pub async fn change_factor(
    State(app): State<App>,
    peer: Peer,
    visitor: Visitor,
    typed: Typed,
) -> Result<Response, Failure> {
    let (mut account, version) = mine(&app, &visitor).await?;
    let mut form = Form::of(typed);
    let proof = fields::typed_password(&form, "proof");
    if !proves(&app, &peer, &account, proof).await? {
        form.fault("proof", say("This is not your password."));
        return render(&visitor, &account, form, &Done::default());
    }
    account.totp = Some(Totp::random(app.outside()).to_bytes());
    app.store().change_own_account(&account, version).await?;
    app.store().close_sign_ins_of(&account.id).await?;
    // What this browser has proven it proved with the old phone.
    let mut unproven = visitor.clone();
    unproven.sign_in.second_factor = false;
    let clinic = visitor.person.clinic;
    again::sign_in_again(&app, &unproven, clinic, Redirect::to("/sign-in/code")).await
}

/// Whether this is the account's password. Tries are counted: a tablet left open must not be a place to guess.
async fn proves(app: &App, peer: &Peer, account: &Account, password: String) -> Result<bool, Failure> {
    if !app.limiter().may_try(account.id.as_str(), peer.0) {
        return Err(Failure::TooMany);
    }
    Ok(account::matches(password, account.password.clone()).await)
}

/// `POST /account/sign-out`: of every browser.
pub async fn sign_out(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    app.store().close_sign_ins_of(&visitor.person.id).await?;
    let mut response = Redirect::to("/sign-in").into_response();
    Token::take_back(&app, &mut response);
    Ok(response)
}
