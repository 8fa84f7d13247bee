//! Adding an account for somebody who works here.

use super::fields;
use crate::account;
use crate::app::App;
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::language::{say, text};
use crate::shell::{Shell, go, page};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use relief_course::Line;
use relief_store::{Account, Error, Membership};

#[derive(Template)]
#[template(path = "account_new.html")]
struct NewPage {
    shell: Shell,
    form: Form,
    roles: Vec<Choice>,
}

/// `GET /accounts/new`
pub async fn show(visitor: Visitor) -> Result<Response, Failure> {
    render(&visitor, Form::default())
}

fn render(visitor: &Visitor, form: Form) -> Result<Response, Failure> {
    let shell = Shell::new(visitor, "/accounts", say("Add an account"));
    page(&NewPage {
        shell,
        form,
        roles: fields::roles(),
    })
    .map(IntoResponse::into_response)
}

/// `POST /accounts/new`
pub async fn add(State(app): State<App>, visitor: Visitor, typed: Typed) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let Some(account) = read(&app, &visitor, &mut form).await? else {
        return render(&visitor, form);
    };
    match visitor.repository().add_account(account).await {
        Ok(_) => Ok(go("/accounts", "account").into_response()),
        Err(Error::LoginTaken) => {
            form.fault("login", say(TAKEN));
            render(&visitor, form)
        }
        Err(other) => Err(other.into()),
    }
}

/// Two people cannot sign in with one name.
pub const TAKEN: &str = text("Somebody signs in with this already; please choose another one.");

async fn read(app: &App, visitor: &Visitor, form: &mut Form) -> Result<Option<Account>, Failure> {
    let name = form.line("name");
    let login = form.line("login");
    let roles = fields::read_roles(form);
    let password = fields::read_password(form, login.as_ref().map_or("", Line::as_str));
    let (Some(name), Some(login), Some(password), true) = (name, login, password, form.is_sound()) else {
        return Ok(None);
    };
    let mut account = account::new(app.outside(), login, name, fields::hash(app, password).await?)?;
    account.memberships.push(Membership {
        clinic: visitor.person.clinic,
        roles,
        own: None,
    });
    Ok(Some(account))
}
