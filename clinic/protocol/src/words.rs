//! Names and sentences in a protocol file, each checked when it is made.

use crate::error::{ValueError, quote};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The name of a rule, a question or a source: 1 to 64 ASCII letters, digits, `_` or `-`, starting with a letter.
/// Records keep it, so it stays when the words around it are translated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Key(String);

impl Key {
    /// The longest key in characters.
    pub const LONGEST: usize = 64;

    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Key {
    type Error = ValueError;

    fn try_from(name: String) -> Result<Self, ValueError> {
        let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let holds = name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
        if starts && holds && name.len() <= Self::LONGEST {
            return Ok(Self(name));
        }
        Err(ValueError::Key {
            found: quote(&name),
            most: Self::LONGEST,
        })
    }
}

impl TryFrom<&str> for Key {
    type Error = ValueError;

    fn try_from(name: &str) -> Result<Self, ValueError> {
        Self::try_from(name.to_owned())
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Words for people in any script: 1 to 2000 characters, without blanks at the ends, line breaks allowed, other
/// control characters not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text(String);

impl Text {
    /// The longest text in characters.
    pub const LONGEST: usize = 2000;

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Text {
    type Error = ValueError;

    fn try_from(words: String) -> Result<Self, ValueError> {
        let trimmed = words.trim();
        let refuse = |reason| {
            Err(ValueError::Text {
                found: quote(&words),
                reason,
            })
        };
        if trimmed.is_empty() {
            return refuse("it is empty");
        }
        if trimmed.chars().any(|c| c.is_control() && c != '\n') {
            return refuse("it holds control characters");
        }
        if trimmed.chars().nth(Self::LONGEST).is_some() {
            return refuse("it has more than 2000 characters");
        }
        Ok(Self(trimmed.to_owned()))
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_plain() {
        for good in ["a", "keloid_history", "Juhasz-T1", "K182407"] {
            assert_eq!(Key::try_from(good).unwrap().as_str(), good);
        }
        let long = "a".repeat(Key::LONGEST + 1);
        for bad in ["", "1a", "_a", "a b", "ä", "a\n", long.as_str()] {
            assert!(Key::try_from(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn text_keeps_every_script_and_loses_blank_ends() {
        let text = Text::try_from("  Narben? 痤疮疤痕 दाग \n und mehr ".to_owned()).unwrap();
        assert_eq!(text.as_str(), "Narben? 痤疮疤痕 दाग \n und mehr");
        let longest = "é".repeat(Text::LONGEST);
        assert!(Text::try_from(longest.clone()).is_ok());
        for bad in [" \n ".to_owned(), "a\u{0}b".to_owned(), longest + "é"] {
            assert!(Text::try_from(bad).is_err());
        }
    }
}
