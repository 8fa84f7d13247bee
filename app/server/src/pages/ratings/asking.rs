//! What every form has that asks raters: whom, and how often.

use crate::failure::Failure;
use crate::form::{Choice, Form};
use crate::guard::Visitor;
use crate::language::say;
use relief_course::PersonId;
use relief_store::Times;

/// Whom one may ask, by name.
pub(super) async fn raters(visitor: &Visitor) -> Result<Vec<Choice>, Failure> {
    let raters = visitor.repository().raters().await?;
    let choices = raters
        .into_iter()
        .map(|(id, name)| Choice::new(id.as_str(), name.to_string()));
    Ok(choices.collect())
}

/// Who was chosen, of the field `raters`; a problem beside it when nobody was.
pub(super) fn chosen(form: &mut Form) -> Vec<PersonId> {
    let ids = form.typed().all("raters").iter();
    let raters: Vec<PersonId> = ids
        .filter_map(|id| PersonId::try_from(id.as_str()).ok())
        .collect();
    if raters.is_empty() {
        form.fault("raters", say("Please choose at least one."));
    }
    raters
}

/// Whether each is shown the same twice, of the field `twice`.
pub(super) fn times(form: &Form) -> Times {
    match form.typed().one("twice") {
        "" => Times::Once,
        _ => Times::Twice,
    }
}
