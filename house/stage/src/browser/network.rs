//! The network between the browser and everything else, as its developer tools can spoil it.

use super::Browser;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::json;
use url::{ParseError, Url};

/// How the network is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// As fast as the machine.
    Good,
    /// So many bytes go up in a second.
    Slow(u32),
    /// There is none.
    Away,
}

impl WebDriverCompatibleCommand for Network {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/chromium/network_conditions",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        // ChromeDriver takes no throughput of zero for none; a thousand million bytes a second are no limit here.
        let up = match self {
            Self::Slow(bytes) => *bytes,
            Self::Good | Self::Away => 1_000_000_000,
        };
        let conditions = json!({ "offline": *self == Self::Away, "latency": 0,
                                 "download_throughput": 1_000_000_000, "upload_throughput": up });
        let body = json!({ "network_conditions": conditions });
        (Method::POST, Some(body.to_string()))
    }
}

impl Browser {
    /// Makes the network so.
    pub async fn network(&self, network: Network) {
        self.client.issue_cmd(network).await.unwrap();
    }
}
