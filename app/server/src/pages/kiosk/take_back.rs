//! Taking the tablet back.

use super::render;
use crate::account;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::{Token, Visitor};
use crate::language::{say, say_with};
use crate::pages::sign_in::again;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use relief_store::SignIn;

/// How often a PIN may be typed. After that only the password of whoever signed in opens the practice again.
const MOST_TRIES: u32 = 5;

/// `POST /kiosk/return`. A try is counted before it is looked at, so that tries at the same instant count as well.
pub async fn take_back(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let Some(mut kiosk) = visitor.sign_in.kiosk.clone() else {
        return Err(Failure::NotFound);
    };
    kiosk.tries += 1;
    let tries = kiosk.tries;
    let tried = SignIn {
        kiosk: Some(kiosk.clone()),
        ..visitor.sign_in.clone()
    };
    let token = visitor.token.hash();
    let counted = app
        .store()
        .change_sign_in(&token, visitor.sign_in.clone(), tried)
        .await?;
    if !counted {
        return wrong(&visitor, &chart, say("Please type it once more.")).await;
    }
    if account::matches(typed.one("pin").to_owned(), kiosk.pin).await {
        let mut back = visitor.clone();
        back.sign_in.kiosk = None;
        let next = Redirect::to(&chart.path(""));
        return again::sign_in_again(&app, &back, visitor.person.clinic, next).await;
    }
    if tries < MOST_TRIES {
        let left = say_with(
            "This is not the PIN. Tries left: {tries}.",
            &[("tries", &(MOST_TRIES - tries))],
        );
        return wrong(&visitor, &chart, &left).await;
    }
    app.store().close_sign_in(&token).await?;
    let mut response = Redirect::to("/sign-in").into_response();
    Token::take_back(&app, &mut response);
    Ok(response)
}

async fn wrong(visitor: &Visitor, chart: &Chart, problem: &str) -> Result<Response, Failure> {
    let mut form = Form::default();
    form.fault("pin", problem);
    render(visitor, chart, "end", form).await
}
