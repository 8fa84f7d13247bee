//! What people type: names, lot numbers and notes, in any script.

use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// Why something typed is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WordError {
    /// Nothing but blanks.
    #[error("it is empty")]
    Empty,
    /// Too long.
    #[error("it has more than {most} characters")]
    TooLong {
        /// The most characters.
        most: usize,
    },
    /// Control characters, or characters that turn the direction of writing and so can hide what is written.
    #[error("it holds characters that cannot be shown")]
    Unprintable,
    /// Not a person's id.
    #[error("it is no id; ids are 1 to 64 letters, digits, '-' or '_'")]
    NoId,
}

/// A name, a product, a lot number: one line of 1 to 200 characters in any script, without blanks at the ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

/// A note: 1 to 10 000 characters in any script, with line breaks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Note(String);

/// Who someone is, as the store knows them: 1 to 64 ASCII letters, digits, `-` or `_`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonId(String);

impl Line {
    /// The most characters.
    pub const LONGEST: usize = 200;
}

impl Note {
    /// The most characters.
    pub const LONGEST: usize = 10_000;
}

impl PersonId {
    /// The most characters.
    pub const LONGEST: usize = 64;
}

/// Overrides and isolates of the writing direction (Unicode Standard Annex 9, section 2). Joiners stay: names need them.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn checked(typed: &str, most: usize, allowed: fn(char) -> bool) -> Result<String, WordError> {
    let trimmed = typed.trim();
    if trimmed.is_empty() {
        return Err(WordError::Empty);
    }
    if trimmed.chars().nth(most).is_some() {
        return Err(WordError::TooLong { most });
    }
    if trimmed
        .chars()
        .any(|c| (c.is_control() && !allowed(c)) || turns_direction(c))
    {
        return Err(WordError::Unprintable);
    }
    Ok(trimmed.to_owned())
}

impl TryFrom<String> for Line {
    type Error = WordError;

    fn try_from(typed: String) -> Result<Self, WordError> {
        checked(&typed, Self::LONGEST, |_| false).map(Self)
    }
}

impl TryFrom<String> for Note {
    type Error = WordError;

    fn try_from(typed: String) -> Result<Self, WordError> {
        // Browsers send line breaks as CR LF.
        checked(&typed.replace("\r\n", "\n"), Self::LONGEST, |c| c == '\n').map(Self)
    }
}

impl TryFrom<String> for PersonId {
    type Error = WordError;

    fn try_from(id: String) -> Result<Self, WordError> {
        let plain = id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        if plain && (1..=Self::LONGEST).contains(&id.len()) {
            return Ok(Self(id));
        }
        Err(WordError::NoId)
    }
}

macro_rules! as_text {
    ($($kind:ty),*) => {$(
        impl $kind {
            /// What was typed.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<&str> for $kind {
            type Error = WordError;

            fn try_from(typed: &str) -> Result<Self, WordError> {
                Self::try_from(typed.to_owned())
            }
        }

        impl From<$kind> for String {
            fn from(words: $kind) -> Self {
                words.0
            }
        }

        impl fmt::Display for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

as_text!(Line, Note, PersonId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_script_are_welcome() {
        let names = [
            "Zoë Müller-O’Connor",
            "李小龍",
            "प्रिया शर्मा",
            "محمد بن سلمان",
            "Nguyễn Thị Minh Khai",
            "می‌خواهم",
            "👩‍⚕️",
        ];
        for name in names {
            assert_eq!(Line::try_from(format!("  {name} ")).unwrap().as_str(), name);
        }
    }

    #[test]
    fn what_hides_or_floods_is_refused() {
        assert_eq!(Line::try_from(" \t "), Err(WordError::Empty));
        assert_eq!(Line::try_from("a\nb"), Err(WordError::Unprintable));
        assert_eq!(Line::try_from("Dr\u{202E}gnisreP"), Err(WordError::Unprintable));
        assert_eq!(
            Line::try_from("é".repeat(201)),
            Err(WordError::TooLong { most: 200 })
        );
        assert_eq!(Note::try_from("a\r\nb").unwrap().as_str(), "a\nb");
        assert_eq!(Note::try_from("a\rb"), Err(WordError::Unprintable));
        assert!(serde_json::from_str::<Line>("\"\"").is_err());
    }

    #[test]
    fn an_id_is_plain() {
        assert!(PersonId::try_from("01890a5d-ac96-774b-bcce-b302099a8057").is_ok());
        for bad in ["", "a b", "ä", "../x"] {
            assert_eq!(PersonId::try_from(bad), Err(WordError::NoId));
        }
    }
}
