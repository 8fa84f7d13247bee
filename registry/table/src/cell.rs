//! One value of a row, and what a column allows.

use crate::column::{Column, Kind};
use std::borrow::Cow;

/// A value as both formats have it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    Absent,
    Count(u64),
    Number(f64),
    Text(Cow<'a, str>),
    /// One or several; none is absent.
    Codes(Vec<&'a str>),
    Flag(bool),
}

/// What stands between two codes in one cell.
pub(crate) const BETWEEN_CODES: &str = ";";

impl<'a> Cell<'a> {
    pub(crate) fn count(value: impl Into<u64>) -> Self {
        Self::Count(value.into())
    }

    pub(crate) fn number(value: Option<f64>) -> Self {
        value.map_or(Self::Absent, Self::Number)
    }

    pub(crate) fn text(value: Option<&'a str>) -> Self {
        value.map_or(Self::Absent, |text| Self::Text(Cow::Borrowed(text)))
    }

    /// Several codes in one cell; absent when there is none.
    pub(crate) fn codes(codes: Vec<&'a str>) -> Self {
        if codes.is_empty() {
            return Self::Absent;
        }
        Self::Codes(codes)
    }

    /// Whether a column may have this value.
    pub(crate) fn fits(&self, column: &Column) -> bool {
        match (self, column.kind) {
            (Self::Absent, _) => column.optional,
            (Self::Count(count), Kind::Count(least, most)) => (least..=most).contains(count),
            (Self::Number(number), Kind::Number(range)) => range.holds(*number),
            (Self::Text(text), Kind::Text) => !text.is_empty(),
            (Self::Text(text), Kind::Code(codes)) => codes.contains(&text.as_ref()),
            (Self::Codes(some), Kind::Codes(codes)) => some.iter().all(|one| codes.contains(one)),
            (Self::Codes(some), Kind::OpenCodes) => some.iter().all(|one| is_code(one)),
            (Self::Flag(_), Kind::Flag) => true,
            _ => false,
        }
    }

    /// The value as CSV and messages have it: the shortest digits that read back as the same number; absent is empty.
    pub(crate) fn as_text(&self) -> Cow<'_, str> {
        match self {
            Self::Absent => Cow::Borrowed(""),
            Self::Count(count) => count.to_string().into(),
            Self::Number(number) => number.to_string().into(),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Codes(codes) => codes.join(BETWEEN_CODES).into(),
            Self::Flag(flag) => flag.to_string().into(),
        }
    }
}

fn is_code(text: &str) -> bool {
    let small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    !text.is_empty() && text.bytes().all(small)
}
