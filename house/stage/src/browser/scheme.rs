//! The colours that a browser says its owner prefers.

use super::Browser;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::json;
use url::{ParseError, Url};

/// Light or dark colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Dark letters on light ground.
    Light,
    /// Light letters on dark ground.
    Dark,
}

impl WebDriverCompatibleCommand for Scheme {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/goog/cdp/execute",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let value = match self {
            Self::Light => "light",
            Self::Dark => "dark",
        };
        let feature = json!({ "name": "prefers-color-scheme", "value": value });
        let body = json!({ "cmd": "Emulation.setEmulatedMedia", "params": { "features": [feature] } });
        (Method::POST, Some(body.to_string()))
    }
}

impl Browser {
    /// Prefers such colours from now on.
    pub async fn prefer(&self, scheme: Scheme) {
        self.client.issue_cmd(scheme).await.unwrap();
    }
}
