//! Taking up an invitation: whoever has the address and knows the day of birth chooses a name and a password.

use super::Invitation;
use crate::account;
use crate::app::App;
use crate::assets;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::language::say;
use crate::link::Link;
use crate::pages::accounts::{TAKEN, read_password};
use crate::pages::sign_in::sign_in_as;
use crate::shell::page;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use relief_course::{Line, Role};
use relief_store::{Error, Membership, Person, Repository};

#[derive(Template)]
#[template(path = "invitation.html")]
struct InvitationPage<'a> {
    form: Form,
    clinic: String,
    path: String,
    style: &'a str,
    icon: &'a str,
}

/// What an invitation that is believed opens.
struct Open {
    invitation: Invitation,
    /// Who invited.
    person: Person,
    repository: Repository,
}

/// `GET /invitations/{link}`
pub async fn show(State(app): State<App>, Path(link): Path<String>) -> Result<Response, Failure> {
    let open = open(&app, &link).await?;
    render(&open, &link, Form::default()).await
}

async fn render(open: &Open, link: &str, form: Form) -> Result<Response, Failure> {
    let (clinic, _) = open.repository.clinic().await?;
    page(&InvitationPage {
        form,
        clinic: clinic.name.to_string(),
        path: format!("/invitations/{link}"),
        style: assets::STYLE.path(),
        icon: assets::ICON.path(),
    })
    .map(IntoResponse::into_response)
}

/// `POST /invitations/{link}`
pub async fn enter(
    State(app): State<App>,
    Path(link): Path<String>,
    typed: Typed,
) -> Result<Response, Failure> {
    let open = open(&app, &link).await?;
    if !app.limiter().may_guess(&open.invitation.patient.to_string()) {
        return Err(Failure::TooMany);
    }
    let (chart, logging) = Chart::read_while_logging(&app, &open.person, open.invitation.patient).await?;
    logging.await?;
    let details = &chart.details.value;
    let mut form = Form::of(typed);
    let born = form.date("born");
    if born.is_some_and(|born| born != details.born) {
        form.fault("born", say("This is not the day of birth that the practice has."));
    }
    let login = form.line("login");
    let password = read_password(&mut form, login.as_ref().map_or("", Line::as_str));
    let (Some(login), Some(password), true) = (login, password, form.is_sound()) else {
        return render(&open, &link, form).await;
    };
    let hash = account::hash(app.outside(), password).await?;
    let mut account = account::new(app.outside(), login, details.name.clone(), hash)?;
    account.memberships.push(Membership {
        clinic: open.invitation.clinic,
        roles: vec![Role::Patient],
        own: Some(open.invitation.patient),
    });
    let added = open
        .repository
        .add_invited(account.clone(), open.invitation.accounts);
    match added.await {
        Ok(_) => sign_in_as(&app, &account).await,
        Err(Error::LoginTaken) => {
            form.fault("login", say(TAKEN));
            render(&open, &link, form).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The invitation, when it can still be taken up and whoever invited still could.
async fn open(app: &App, link: &str) -> Result<Open, Failure> {
    // Believed first: nothing is read or logged in the name of somebody whom an address only claims to come from.
    let invitation = Link::<Invitation>::read(link)?.believed(app, "")?;
    if invitation.until <= app.outside().clock.now() {
        return Err(Failure::NotFound);
    }
    let inviter = app.store().account(&invitation.by).await?;
    let (inviter, _) = inviter
        .filter(|(inviter, _)| inviter.enabled)
        .ok_or(Failure::NotFound)?;
    let person = inviter.person_in(invitation.clinic).ok_or(Failure::NotFound)?;
    let repository = app.store().repository(person.clone());
    let accounts = repository.count_accounts_of(invitation.patient).await;
    // Whoever may not invite any more: the address says no more than that it opens nothing.
    let accounts = accounts.map_err(|error| match error {
        Error::NotAllowed { .. } => Failure::NotFound,
        other => other.into(),
    })?;
    if accounts != invitation.accounts {
        return Err(Failure::NotFound);
    }
    Ok(Open {
        invitation,
        person,
        repository,
    })
}
