//! Accounts of the practice: who may sign in, and as what.

mod change;
mod fields;
mod new;
pub mod of_patient;
pub mod own;

pub use fields::read_password;
pub use new::TAKEN;

pub use change::{change, show as show_one};
pub use new::{add, show as show_new};

use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{course_texts, say};
use crate::shell::{Done, Shell, page};
use askama::Template;
use axum::extract::Query;
use axum::response::Html;
use relief_course::Role;
use relief_store::{Account, ClinicId};

#[derive(Template)]
#[template(path = "accounts.html")]
struct AccountsPage {
    shell: Shell,
    staff: Vec<Row>,
    patients: Vec<Row>,
}

struct Row {
    path: String,
    name: String,
    login: String,
    roles: String,
    enabled: bool,
}

/// `GET /accounts`
pub async fn list(visitor: Visitor, Query(done): Query<Done>) -> Result<Html<String>, Failure> {
    let accounts = visitor.repository().accounts().await?;
    let clinic = visitor.person.clinic;
    let (patients, staff): (Vec<_>, Vec<_>) = accounts
        .iter()
        .map(|(account, _)| account)
        .partition(|account| roles(account, clinic) == [Role::Patient]);
    let rows = |accounts: Vec<&Account>| accounts.into_iter().map(|account| row(account, clinic)).collect();
    page(&AccountsPage {
        shell: Shell::new(&visitor, "/accounts", say("Accounts")).done(&done),
        staff: rows(staff),
        patients: rows(patients),
    })
}

fn row(account: &Account, clinic: ClinicId) -> Row {
    let roles: Vec<_> = roles(account, clinic)
        .iter()
        .map(|role| (course_texts().role)(*role))
        .collect();
    Row {
        path: path(account),
        name: account.name.to_string(),
        login: account.login.to_string(),
        roles: roles.join(", "),
        enabled: account.enabled,
    }
}

/// What an account is in a clinic.
fn roles(account: &Account, clinic: ClinicId) -> &[Role] {
    account
        .in_clinic(clinic)
        .map_or(&[], |membership| &membership.roles)
}

/// The address of an account's page.
fn path(account: &Account) -> String {
    format!("/accounts/{}", account.id)
}
