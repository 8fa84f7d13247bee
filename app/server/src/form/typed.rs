//! The fields of a request as they were typed.

use crate::failure::Failure;
use axum::extract::{FromRequest, Request};
use std::collections::BTreeMap;

/// What was typed, by field; a field may have several values, as ticked boxes have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(BTreeMap<String, Vec<String>>);

impl Typed {
    /// The first value of a field, without spaces around it; empty when there is none.
    pub fn one(&self, name: &str) -> &str {
        self.all(name).first().map_or("", |value| value.trim())
    }

    /// Every value of a field.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Adds a value to a field.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        self.0.entry(name.to_owned()).or_default().push(value.into());
    }

    /// The names of the fields.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl FromIterator<(String, String)> for Typed {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let mut typed = Self::default();
        pairs
            .into_iter()
            .for_each(|(name, value)| typed.add(&name, value));
        typed
    }
}

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let form = axum::Form::<Vec<(String, String)>>::from_request(request, state).await;
        let axum::Form(pairs) = form.map_err(|refused| Failure::BadRequest(refused.body_text()))?;
        Ok(pairs.into_iter().collect())
    }
}
