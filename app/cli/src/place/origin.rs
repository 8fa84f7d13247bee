//! The address that browsers know.

use crate::error::CliError;
use std::net::SocketAddr;

/// Where browsers reach the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The address, without a slash at its end.
    pub address: String,
    /// Browsers come by https.
    pub secure: bool,
}

impl Origin {
    /// The address that was given, or the one that is listened at.
    ///
    /// # Errors
    ///
    /// [`CliError::Usage`] when passwords and records would cross a network that others can read along on.
    pub fn of(given: Option<&str>, listen: SocketAddr) -> Result<Self, CliError> {
        let doubtful = |what: String| Err(CliError::Usage(what));
        match given.map(|given| (given, parse(given))) {
            None if listen.ip().is_loopback() => Ok(Self {
                address: format!("http://{listen}"),
                secure: false,
            }),
            None => doubtful(format!(
                "--listen {listen}: other computers reach it, and without https all they send can be read on the way; \
                 put a proxy with https before it and name its address with --origin"
            )),
            Some((given, None)) => doubtful(format!(
                "--origin {given}: give a scheme and a host only, such as https://relief.example.org"
            )),
            Some((_, Some((origin, _)))) if origin.secure => Ok(origin),
            Some((_, Some((origin, true)))) if listen.ip().is_loopback() => Ok(origin),
            Some((given, Some(_))) => doubtful(format!(
                "--origin {given}: without https all that is sent can be read on the way; give an https address"
            )),
        }
    }
}

/// An origin, and whether its host is this computer.
fn parse(text: &str) -> Option<(Origin, bool)> {
    let text = text.trim_end_matches('/');
    let (scheme, rest) = text.split_once("://")?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    if !matches!(scheme, "http" | "https") || rest.is_empty() || !rest.chars().all(plain) {
        return None;
    }
    let this_computer = rest
        .parse::<SocketAddr>()
        .is_ok_and(|address| address.ip().is_loopback())
        || matches!(rest.split(':').next(), Some("localhost" | "127.0.0.1"));
    let origin = Origin {
        address: text.to_owned(),
        secure: scheme == "https",
    };
    Some((origin, this_computer))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(given: Option<&str>, listen: &str) -> Result<(String, bool), String> {
        let origin = Origin::of(given, listen.parse().unwrap());
        origin
            .map(|origin| (origin.address, origin.secure))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn only_this_computer_does_without_https() {
        let here = "127.0.0.1:8737";
        assert_eq!(of(None, here), Ok(("http://127.0.0.1:8737".to_owned(), false)));
        assert_eq!(
            of(Some("http://localhost:8737"), here),
            Ok(("http://localhost:8737".to_owned(), false))
        );
        assert_eq!(
            of(Some("https://a.example/"), here),
            Ok(("https://a.example".to_owned(), true))
        );
        assert!(of(Some("https://a.example"), "0.0.0.0:80").is_ok());
        for (given, listen) in [
            (None, "0.0.0.0:8737"),
            (None, "[::]:8737"),
            (Some("http://a.example"), "0.0.0.0:8737"),
            (Some("http://localhost:8737"), "192.168.1.2:8737"),
            (Some("http://a.example"), here),
            (Some("a.example"), here),
            (Some("https://a.example/relief"), here),
            (Some("https://name@a.example"), here),
        ] {
            assert!(of(given, listen).is_err(), "{given:?} {listen}");
        }
    }
}
