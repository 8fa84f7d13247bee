//! The fields that forms about accounts share.

use crate::account;
use crate::app::App;
use crate::failure::Failure;
use crate::form::{Choice, Form, choices};
use crate::language::{course_texts, say};
use relief_course::Role;

/// What staff can be.
const STAFF: [Role; 4] = [Role::Owner, Role::Clinician, Role::Assistant, Role::Rater];

/// The roles to choose from, with what each is for.
pub fn roles() -> Vec<Choice> {
    let hint = |role| match role {
        Role::Owner => say("runs the practice and its accounts"),
        Role::Clinician => say("decides and treats"),
        Role::Assistant => say("prepares, books, photographs"),
        Role::Rater => say("grades pictures without names"),
        Role::Patient => "",
    };
    let all = choices(&STAFF, |role| (course_texts().role)(role).to_owned());
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
        form.fault("roles", say("Please choose what this person does here."));
    }
    roles
}

/// A new password in a form. It is not trimmed: blanks count.
pub fn read_password(form: &mut Form, login: &str) -> Option<String> {
    let password = typed_password(form, "password");
    match account::check(&password, login) {
        Ok(()) => Some(password),
        Err(weak) => {
            form.fault("password", weak.words());
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
