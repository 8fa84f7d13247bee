//! Files that are text.

use std::borrow::Cow;

/// Bytes as text: without a byte order mark, and with a sign for every byte that is no UTF-8 (a name in Latin-1).
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
}

/// Bytes of a fixed length as text: what stands before the first zero byte, without spaces around it. Old writers mean
/// Latin-1, new ones UTF-8; what is no UTF-8 is the former.
pub(crate) fn fixed(bytes: &[u8]) -> String {
    let before_zero = bytes.split(|&byte| byte == 0).next().unwrap_or_default();
    match std::str::from_utf8(before_zero) {
        Ok(text) => text.trim().to_owned(),
        Err(_) => before_zero
            .iter()
            .map(|&byte| char::from(byte))
            .collect::<String>()
            .trim()
            .to_owned(),
    }
}
