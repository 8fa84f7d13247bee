//! Who sent a request.

use crate::account::Totp;
use crate::app::App;
use crate::failure::Failure;
use axum::extract::{FromRequestParts, Request};
use axum::http::HeaderMap;
use axum::http::header::{COOKIE, HeaderValue, SET_COOKIE};
use axum::http::request::Parts;
use axum::response::Response;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use relief_course::{Action, Line, Reach, Role, Signature, permits};
use relief_store::{ClinicSettings, Person, Repository, SignIn};

/// How long a browser stays signed in without being used: a working morning. A tablet in a treatment room must not
/// be open the next day.
pub const IDLE: SignedDuration = SignedDuration::from_hours(4);
/// A sign-in is prolonged when this much of it is used up, not at every request.
const PROLONG_AFTER: SignedDuration = SignedDuration::from_mins(10);

/// The secret that a browser keeps; the store knows only its hash.
#[derive(Clone)]
pub struct Token([u8; 32]);

impl Token {
    /// A new one.
    pub fn random(app: &App) -> Self {
        let mut bytes = [0; 32];
        app.outside().entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// What the store keeps.
    pub fn hash(&self) -> [u8; 32] {
        *blake3::hash(&self.0).as_bytes()
    }

    fn read(app: &App, headers: &HeaderMap) -> Option<Self> {
        let token = cookie(headers, app.cookie_name())?;
        let mut bytes = [0; 32];
        hex::decode_to_slice(token, &mut bytes).ok()?;
        Some(Self(bytes))
    }

    /// Gives the token to the browser: to this site only, and to no script.
    pub fn give(&self, app: &App, response: &mut Response) {
        set_cookie(app, response, &hex::encode(self.0), "");
    }

    /// Takes the token from the browser.
    pub fn take_back(app: &App, response: &mut Response) {
        set_cookie(app, response, "", "; Max-Age=0");
    }
}

/// The value of a cookie (RFC 6265, section 5.4).
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter();
    let mut pairs = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
}

fn set_cookie(app: &App, response: &mut Response, value: &str, more: &str) {
    let secure = if app.is_secure() { "; Secure" } else { "" };
    let cookie = format!(
        "{}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{more}",
        app.cookie_name()
    );
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

/// Somebody who is signed in, in one clinic.
#[derive(Clone)]
pub struct Visitor {
    /// Who, with which roles there.
    pub person: Person,
    /// The person's name.
    pub name: Line,
    /// The clinic and its version.
    pub clinic: ClinicSettings,
    /// The version of `clinic`.
    pub clinic_version: u32,
    /// The other clinics of this person.
    pub clinics: usize,
    /// The sign-in.
    pub sign_in: SignIn,
    /// Its token.
    pub token: Token,
    /// The account has a second factor.
    pub has_totp: bool,
    /// How many alarming days of diaries wait for a look in this clinic, and the earliest; known where a page is asked for
    /// by somebody who works there.
    pub open_alarms: Option<(u32, Date)>,
    app: App,
}

impl Visitor {
    /// Who sends this request, if somebody does who is signed in. A second factor may still be missing.
    pub async fn of(app: &App, headers: &HeaderMap) -> Result<Option<Self>, Failure> {
        let Some(token) = Token::read(app, headers) else {
            return Ok(None);
        };
        let Some(signed_in) = app.store().signed_in(&token.hash()).await? else {
            return Ok(None);
        };
        let (account, membership) = (signed_in.account, signed_in.membership);
        let visitor = Self {
            person: Person {
                id: account.id,
                clinic: membership.clinic,
                roles: membership.roles,
                own: membership.own,
            },
            name: account.name,
            clinic: signed_in.clinic,
            clinic_version: signed_in.clinic_version,
            clinics: account.memberships.len(),
            sign_in: signed_in.sign_in,
            token,
            has_totp: account
                .totp
                .as_deref()
                .and_then(Totp::from_bytes)
                .is_some_and(|totp| totp.confirmed),
            open_alarms: None,
            app: app.clone(),
        };
        visitor.prolong().await?;
        Ok(Some(visitor))
    }

    async fn prolong(&self) -> Result<(), Failure> {
        let until = self.now().saturating_add(IDLE).unwrap_or(Timestamp::MAX);
        if until.duration_since(self.sign_in.expires_at) > PROLONG_AFTER {
            let second_factor = self.sign_in.second_factor;
            self.app
                .store()
                .touch_sign_in(&self.token.hash(), until, second_factor)
                .await?;
        }
        Ok(())
    }

    /// The store as this person may see it.
    pub fn repository(&self) -> Repository {
        self.app.store().repository(self.person.clone())
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.app.outside().clock.now()
    }

    /// Today at the clinic.
    pub fn today(&self) -> Date {
        self.clinic.calendar.zone().date(self.now())
    }

    /// This person's signature, now.
    pub fn signature(&self) -> Signature {
        Signature {
            by: self.person.id.clone(),
            name: self.name.clone(),
            at: self.now(),
        }
    }

    /// Whether the roles allow this in the clinic as a whole.
    pub fn may(&self, action: Action) -> bool {
        permits(&self.person.roles, action, Reach::Clinic)
    }

    /// Whether this person works here.
    pub fn is_staff(&self) -> bool {
        is_staff(&self.person)
    }

    /// Whether the second factor, where one is asked for, is still to be given or to be set up.
    pub fn is_half(&self) -> bool {
        let asked_for = self.has_totp || (self.app.requires_totp() && self.is_staff());
        asked_for && !self.sign_in.second_factor
    }
}

/// Whether somebody works in the clinic.
pub fn is_staff(person: &Person) -> bool {
    let staff = |role: &Role| matches!(role, Role::Owner | Role::Clinician | Role::Assistant);
    person.roles.iter().any(staff)
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Failure;

    /// The visitor whom the guard let through.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(Failure::SignedOut)
    }
}

/// The request with its visitor.
pub fn with(mut request: Request, visitor: Visitor) -> Request {
    request.extensions_mut().insert(visitor);
    request
}
