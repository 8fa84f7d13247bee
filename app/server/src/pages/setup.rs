//! The first start: the practice and its owner.

use crate::account;
use crate::app::App;
use crate::assets;
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::pages::sign_in::{Peer, sign_in_as};
use crate::practice;
use crate::shell::page;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use relief_course::{ClinicZone, Line};
use relief_store::{Account, ClinicSettings};

#[derive(Template)]
#[template(path = "setup.html")]
struct SetupPage<'a> {
    form: Form,
    zones: Vec<Choice>,
    style: &'a str,
    icon: &'a str,
}

/// What the address printed at the first start carries.
#[derive(serde::Deserialize)]
pub struct Code {
    #[serde(default)]
    code: String,
}

/// `GET /setup`
pub async fn show(State(app): State<App>, Query(code): Query<Code>) -> Result<Response, Failure> {
    if app.store().is_founded().await? {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    render(Form::filled([("code", code.code), ("zone", "UTC".to_owned())]))
}

fn render(form: Form) -> Result<Response, Failure> {
    let zones = jiff::tz::db()
        .available()
        .map(|name| Choice::new(name.as_str(), name.as_str()))
        .collect();
    page(&SetupPage {
        form,
        zones,
        style: assets::STYLE.path(),
        icon: assets::ICON.path(),
    })
    .map(IntoResponse::into_response)
}

/// `POST /setup`
pub async fn make(State(app): State<App>, peer: Peer, typed: Typed) -> Result<Response, Failure> {
    if !app.limiter().may_try("setup", peer.0) {
        return Err(Failure::TooMany);
    }
    if app.store().is_founded().await? {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    let mut form = Form::of(typed);
    if !app.knows_setup_code(form.typed().one("code")) {
        form.fault(
            "code",
            "This is not the code that the server printed when it started.",
        );
    }
    let Some((clinic, owner)) = read(&app, &mut form).await? else {
        return render(form);
    };
    app.store()
        .found(
            &clinic,
            owner.clone(),
            &practice::documents(crate::language::tag())?,
        )
        .await?;
    let (owner, _) = app
        .store()
        .account_named(owner.login.as_str())
        .await?
        .ok_or(Failure::SignedOut)?;
    sign_in_as(&app, &owner).await
}

async fn read(app: &App, form: &mut Form) -> Result<Option<(ClinicSettings, Account)>, Failure> {
    let clinic = form.line("clinic");
    let name = form.line("name");
    let login = form.line("login");
    let zone = ClinicZone::new(form.typed().one("zone")).ok();
    if zone.is_none() {
        form.fault("zone", "Please choose the time zone of the practice.");
    }
    let password = form.typed().all("password").first().cloned().unwrap_or_default();
    if let Err(weak) = account::check(&password, login.as_ref().map_or("", Line::as_str)) {
        form.fault("password", weak.to_string());
    }
    let (Some(clinic), Some(name), Some(login), Some(zone), true) =
        (clinic, name, login, zone, form.is_sound())
    else {
        return Ok(None);
    };
    let settings = practice::settings(clinic, zone)?;
    let owner = account::new(
        app.outside(),
        login,
        name,
        account::hash(app.outside(), password).await?,
    )?;
    Ok(Some((settings, owner)))
}
