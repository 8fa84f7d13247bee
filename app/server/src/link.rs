//! Addresses that open something without signing in: what they say, in the open, and a tag that only this server can make.

use crate::app::App;
use crate::failure::Failure;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What an address says. It holds ids alone.
pub trait Says: Serialize + DeserializeOwned {
    /// Keeps one kind of address from being another.
    const PURPOSE: &'static str;
}

/// An address as it was sent, not believed yet.
pub struct Link<T> {
    /// What it says.
    pub says: T,
    text: String,
    tag: String,
}

impl<T: Says> Link<T> {
    /// Reads an address.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when it is none.
    pub fn read(link: &str) -> Result<Self, Failure> {
        let (text, tag) = link.split_once('.').ok_or(Failure::NotFound)?;
        let json = hex::decode(text).map_err(|_| Failure::NotFound)?;
        Ok(Self {
            says: serde_json::from_slice(&json).map_err(|_| Failure::NotFound)?,
            text: text.to_owned(),
            tag: tag.to_owned(),
        })
    }

    /// What it says, when this server made it and what it was bound to is still so.
    ///
    /// # Errors
    /// [`Failure::NotFound`] otherwise.
    pub fn believed(self, app: &App, bound: &str) -> Result<T, Failure> {
        let tag = app.store().tag_link(T::PURPOSE, &[&self.text, bound]);
        // Hashes are compared, so that the time taken tells nothing of the tag.
        match blake3::hash(tag.as_bytes()) == blake3::hash(self.tag.as_bytes()) {
            true => Ok(self.says),
            false => Err(Failure::NotFound),
        }
    }
}

/// The last part of an address that says this, and opens something as long as `bound` stays what it is.
///
/// # Errors
/// None in practice: what is said can be written.
pub fn make<T: Says>(app: &App, says: &T, bound: &str) -> Result<String, Failure> {
    let json = serde_json::to_vec(says).map_err(|error| Failure::Internal(error.to_string()))?;
    let text = hex::encode(json);
    let tag = app.store().tag_link(T::PURPOSE, &[&text, bound]);
    Ok(format!("{text}.{tag}"))
}

/// The whole address of a path, as the browser knows this server.
pub fn absolute(app: &App, headers: &HeaderMap, path: &str) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let scheme = if app.is_secure() { "https" } else { "http" };
    format!("{scheme}://{}{path}", host.unwrap_or("localhost"))
}
