//! Who treated, for whoever manages the accounts of those people. Nobody else compares colleagues.

use super::choices::told;
use crate::app::App;
use crate::failure::Failure;
use crate::form::Choice;
use crate::guard::Visitor;
use crate::language::say;
use relief_course::{Action, PersonId};
use relief_registry::Comparison;

/// Everybody who treated places of enough patients of these rows, by name; nobody for who may not know.
pub async fn operators(app: &App, visitor: &Visitor, rows: &[Comparison]) -> Result<Vec<Choice>, Failure> {
    if !visitor.may(Action::ManageAccounts) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for code in told(rows, |row| row.covariates.operator.as_deref()) {
        let account = match PersonId::try_from(code) {
            Ok(id) => app.store().account(&id).await?,
            Err(_) => None,
        };
        let name = account.map_or_else(
            || say("somebody whose account is gone").to_owned(),
            |(account, _)| account.name.to_string(),
        );
        found.push(Choice::new(code, name));
    }
    found.sort_by(|a, b| a.label.cmp(&b.label));
    Ok(found)
}
