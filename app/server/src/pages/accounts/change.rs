//! One account: what somebody is here, and what to do when they cannot sign in any more.

use super::{fields, new, path};
use crate::app::App;
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed, code};
use crate::guard::Visitor;
use crate::language::say;
use crate::shell::{Shell, go, page};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use relief_course::{PersonId, Role};
use relief_store::{Account, Error, Membership, Reset};

#[derive(Template)]
#[template(path = "account_change.html")]
struct ChangePage {
    shell: Shell,
    form: Form,
    path: String,
    name: String,
    roles: Vec<Choice>,
    /// The page of the patient whose account it is.
    patient: Option<String>,
    /// It is the visitor's own.
    mine: bool,
}

/// `GET /accounts/{account}`
pub async fn show(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    let (account, version) = find(&visitor, &id).await?;
    let mut form = Form::filled([
        ("name", account.name.to_string()),
        ("login", account.login.to_string()),
        ("seen", version.to_string()),
    ]);
    if account.enabled {
        form.put("enabled", "yes");
    }
    super::roles(&account, visitor.person.clinic)
        .iter()
        .for_each(|role| form.put("roles", code(role)));
    render(&visitor, &account, form)
}

async fn find(visitor: &Visitor, id: &str) -> Result<(Account, u32), Failure> {
    let id = PersonId::try_from(id).map_err(|_| Failure::NotFound)?;
    let mut accounts = visitor.repository().accounts().await?.into_iter();
    accounts
        .find(|(account, _)| account.id == id)
        .ok_or(Failure::NotFound)
}

fn render(visitor: &Visitor, account: &Account, form: Form) -> Result<Response, Failure> {
    let own = account
        .in_clinic(visitor.person.clinic)
        .and_then(|membership| membership.own);
    page(&ChangePage {
        shell: Shell::new(visitor, "/accounts", account.name.as_str()),
        form,
        path: path(account),
        name: account.name.to_string(),
        roles: fields::roles(),
        patient: own.map(|own| format!("/patients/{own}")),
        mine: account.id == visitor.person.id,
    })
    .map(IntoResponse::into_response)
}

/// `POST /accounts/{account}`
pub async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Failure> {
    let (kept, _) = find(&visitor, &id).await?;
    let mut form = Form::of(typed);
    let Some((account, seen, reset)) = read(&app, &visitor, &kept, &mut form).await? else {
        return render(&visitor, &kept, form);
    };
    match visitor.repository().change_account(&account, seen, reset).await {
        Ok(_) => return Ok(go("/accounts", "account").into_response()),
        Err(Error::LoginTaken) => form.fault("login", say(new::TAKEN)),
        Err(Error::LastOwner) => form.refuse(say(
            "This is the last owner who can sign in. Make somebody else an owner first; otherwise nobody could run the practice.",
        )),
        // Whoever comes here may manage accounts; what is left are accounts of several practices.
        Err(Error::NotAllowed { .. }) => form.refuse(say(
            "This person is in another practice too. Only somebody who manages accounts in both can change the name, \
             the password, the second step, or whether they may sign in.",
        )),
        Err(other) => return Err(other.into()),
    }
    render(&visitor, &kept, form)
}

async fn read(
    app: &App,
    visitor: &Visitor,
    kept: &Account,
    form: &mut Form,
) -> Result<Option<(Account, u32, Reset)>, Failure> {
    let seen = form.parsed::<u32>("seen", say("The page is out of date; open it again."));
    let name = form.line("name");
    let login = form.line("login");
    let membership = membership(visitor, kept, form);
    let password = match fields::typed_password(form, "password").is_empty() {
        true => None,
        false => fields::read_password(form, kept.login.as_str()),
    };
    let (Some(seen), Some(name), Some(login), true) = (seen, name, login, form.is_sound()) else {
        return Ok(None);
    };
    let password = match password {
        Some(password) => Some(fields::hash(app, password).await?),
        None => None,
    };
    let mut account = kept.clone();
    (account.name, account.login, account.enabled) = (name, login, form.is_ticked("enabled"));
    account
        .memberships
        .retain(|other| other.clinic != membership.clinic);
    account.memberships.push(membership);
    Ok(Some((
        account,
        seen,
        Reset {
            password,
            clear_totp: form.is_ticked("clear_totp"),
        },
    )))
}

/// What the account is to be here. A patient stays one; the record that is the patient's own is not chosen here.
fn membership(visitor: &Visitor, kept: &Account, form: &mut Form) -> Membership {
    let clinic = visitor.person.clinic;
    let own = kept.in_clinic(clinic).and_then(|membership| membership.own);
    let roles = match own {
        Some(_) => {
            let staff = form
                .ticked::<Role>("roles")
                .into_iter()
                .filter(|role| *role != Role::Patient);
            staff.chain([Role::Patient]).collect()
        }
        None => fields::read_roles(form),
    };
    Membership { clinic, roles, own }
}
