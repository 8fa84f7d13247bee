//! The page's content security policy: its own style and script by hash, its own pictures, nothing else.

use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

/// A policy under which exactly this style and this script run and nothing is fetched.
///
/// Both must stand in the page byte for byte, as CSP Level 3 (W3C), section 8.2, hashes them.
pub(crate) fn policy(style: &str, script: &str) -> String {
    format!(
        "default-src 'none'; img-src data:; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        source_hash(style),
        source_hash(script)
    )
}

fn source_hash(text: &str) -> String {
    format!(
        "'sha256-{}'",
        BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example in MDN's page on `script-src` ("Unsafe inline script", hash of `doSomething();`).
    #[test]
    fn hashes_as_browsers_do() {
        assert_eq!(
            source_hash("doSomething();"),
            "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='"
        );
    }
}
