//! An account for a patient, made from the patient's page.

use super::{fields, new, path};
use crate::account;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::language::say;
use crate::shell::{PatientHead, Shell, go, page};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use relief_course::{Action, Line, Role};
use relief_store::{Account, Error, Membership};

#[derive(Template)]
#[template(path = "account_of_patient.html")]
struct OfPatientPage {
    shell: Shell,
    head: PatientHead,
    form: Form,
    /// Accounts that are there already, for whoever may manage them: address and login.
    accounts: Vec<[String; 2]>,
}

/// `GET /patients/{patient}/account`
pub async fn show(visitor: Visitor, chart: Chart) -> Result<Response, Failure> {
    render(&visitor, &chart, Form::default()).await
}

async fn render(visitor: &Visitor, chart: &Chart, form: Form) -> Result<Response, Failure> {
    let accounts = match visitor.may(Action::ManageAccounts) {
        true => visitor.repository().accounts().await?,
        false => Vec::new(),
    };
    let own = |account: &&Account| {
        account
            .in_clinic(visitor.person.clinic)
            .is_some_and(|membership| membership.own == Some(chart.patient))
    };
    let accounts = accounts.iter().map(|(account, _)| account).filter(own);
    page(&OfPatientPage {
        shell: Shell::new(visitor, "/patients", say("The patient's account")),
        head: PatientHead::new(visitor, chart, "/account"),
        form,
        accounts: accounts
            .map(|account| [path(account), account.login.to_string()])
            .collect(),
    })
    .map(IntoResponse::into_response)
}

/// `POST /patients/{patient}/account`
pub async fn add(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let login = form.line("login");
    let password = fields::read_password(&mut form, login.as_ref().map_or("", Line::as_str));
    let (Some(login), Some(password)) = (login, password) else {
        return render(&visitor, &chart, form).await;
    };
    let name = chart.details.value.name.clone();
    let mut account = account::new(app.outside(), login, name, fields::hash(&app, password).await?)?;
    let (clinic, own) = (visitor.person.clinic, Some(chart.patient));
    account.memberships.push(Membership {
        clinic,
        roles: vec![Role::Patient],
        own,
    });
    match visitor.repository().add_account(account).await {
        Ok(_) => Ok(go(&chart.path(""), "account").into_response()),
        Err(Error::LoginTaken) => {
            form.fault("login", say(new::TAKEN));
            render(&visitor, &chart, form).await
        }
        Err(other) => Err(other.into()),
    }
}
