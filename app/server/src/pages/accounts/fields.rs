//! The fields that forms about accounts share.

use crate::account;
use crate::app::App;
use crate::failure::Failure;
use crate::form::{Choice, Form, choices};
use relief_course::{Role, texts::ENGLISH};

/// What staff can be.
const STAFF: [Role; 4] = [Role::Owner, Role::Clinician, Role::Assistant, Role::Rater];

/// The roles to choose from, with what each is for.
pub fn roles() -> Vec<Choice> {
    let hint = |role| match role {
        Role::Owner => "runs the practice and its accounts",
        Role::Clinician => "decides and treats",
        Role::Assistant => "prepares, books, photographs",
        Role::Rater => "grades pictures without names",
        Role::Patient => "",
    };
    let all = choices(&STAFF, |role| (ENGLISH.role)(role).to_owned());
    all.into_iter()
        .zip(STAFF)
        .map(|(choice, role)| choice.hint(hint(role)))
        .collect()
}

/// The roles in a form; at least one.
pub fn read_roles(form: &mut Form) -> Vec<Role> {
    let roles: Vec<Role> = form
        .ticked::<Role>("roles")
        .into_iter()
        .filter(|role| STAFF.contains(role))
        .collect();
    if roles.is_empty() {
        form.fault("roles", "Please choose what this person does here.");
    }
    roles
}

/// A new password in a form. It is not trimmed: blanks count.
pub fn read_password(form: &mut Form, login: &str) -> Option<String> {
    let password = typed_password(form, "password");
    match account::check(&password, login) {
        Ok(()) => Some(password),
        Err(weak) => {
            form.fault("password", weak.to_string());
            None
        }
    }
}

/// A password as it was typed.
pub fn typed_password(form: &Form, name: &str) -> String {
    form.typed().all(name).first().cloned().unwrap_or_default()
}

/// The hash of a password that was read.
///
/// # Errors
/// [`Failure::Internal`] when hashing fails.
pub async fn hash(app: &App, password: String) -> Result<String, Failure> {
    account::hash(app.outside(), password).await
}
