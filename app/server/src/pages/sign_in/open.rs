//! Opening a sign-in for somebody who has proven who they are.

use crate::app::App;
use crate::failure::Failure;
use crate::guard::Token;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::{SignedDuration, Timestamp};
use relief_store::{Account, SignIn};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Who has given a password has so long to give the code.
const UNTIL_CODE: SignedDuration = SignedDuration::from_mins(10);

/// The address that a request came from.
pub struct Peer(pub IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for Peer {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(peer)| peer.ip());
        // Tests hand requests in without a connection.
        Ok(Self(peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))))
    }
}

/// Opens a sign-in and sends the browser on, to the second factor where there must be one.
pub async fn sign_in_as(app: &App, account: &Account) -> Result<Response, Failure> {
    let clinic = account.memberships.first().ok_or(Failure::Forbidden)?.clinic;
    let token = Token::random(app);
    let now = app.outside().clock.now();
    let sign_in = SignIn {
        account: account.id.clone(),
        clinic,
        opened_at: now,
        expires_at: now.saturating_add(UNTIL_CODE).unwrap_or(Timestamp::MAX),
        second_factor: false,
        kiosk: None,
    };
    app.store().open_sign_in(token.hash(), sign_in).await?;
    // The guard sends those on to the code who need one.
    let mut response = Redirect::to("/").into_response();
    token.give(app, &mut response);
    Ok(response)
}
