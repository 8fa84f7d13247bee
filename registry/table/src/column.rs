//! What the dictionary says of a table and of a column.

use crate::error::TableError;
use std::fmt;

/// One table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Table {
    /// Its name; its file's name without the ending.
    pub name: &'static str,
    /// What one row is.
    pub row: &'static str,
    /// The columns that no two rows have alike together.
    pub key: &'static [&'static str],
    /// The columns, in the order of the files.
    pub columns: &'static [Column],
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// The unit of its values, where they have one.
    pub unit: Option<&'static str>,
    /// Whether a value may be absent: empty in CSV, null in Parquet. What was not recorded is absent; nothing is guessed.
    pub optional: bool,
    /// What it means.
    pub meaning: &'static str,
}

/// What values a column has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Whole numbers, from and to.
    Count(u64, u64),
    /// Finite numbers (double precision) in a range.
    Number(Range),
    /// Any text that is not empty.
    Text,
    /// One of these codes.
    Code(&'static [&'static str]),
    /// None or several of these codes, a semicolon between two.
    Codes(&'static [&'static str]),
    /// None or several codes of small letters, digits and underscores, a semicolon between two.
    OpenCodes,
    /// `true` or `false`.
    Flag,
}

/// In which range a number means something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Range {
    /// Everywhere.
    All,
    /// From there.
    From(f64),
    /// Above there.
    Above(f64),
    /// From and to.
    Within(f64, f64),
}

impl Table {
    /// Where a file has each of the table's columns, by the names that it has.
    pub(crate) fn places(&self, file: &str, names: &[&str]) -> Result<Vec<usize>, TableError> {
        let stranger = names.iter().enumerate().find(|(place, name)| {
            let known = self.columns.iter().any(|column| column.name == **name);
            !known || names[..*place].contains(name)
        });
        if let Some((_, name)) = stranger {
            return Err(TableError::Column {
                file: file.to_owned(),
                column: (*name).to_owned(),
            });
        }
        let place = |column: &Column| {
            let place = names.iter().position(|name| *name == column.name);
            place.ok_or_else(|| TableError::NoColumn {
                file: file.to_owned(),
                column: column.name,
            })
        };
        self.columns.iter().map(place).collect()
    }
}

impl Range {
    /// Whether a number is finite and in the range.
    pub fn holds(self, number: f64) -> bool {
        number.is_finite()
            && match self {
                Self::All => true,
                Self::From(least) => number >= least,
                Self::Above(limit) => number > limit,
                Self::Within(least, most) => (least..=most).contains(&number),
            }
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => write!(f, "a finite number"),
            Self::From(least) => write!(f, "a number, {least} or more"),
            Self::Above(limit) => write!(f, "a number above {limit}"),
            Self::Within(least, most) => write!(f, "a number from {least} to {most}"),
        }
    }
}

/// What a value must be.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(least, u64::MAX) => write!(f, "a whole number, {least} or more"),
            Self::Count(least, most) => write!(f, "a whole number from {least} to {most}"),
            Self::Number(range) => range.fmt(f),
            Self::Text => write!(f, "a text"),
            Self::Code(codes) => write!(f, "one of {}", codes.join(", ")),
            Self::Codes(codes) => write!(f, "some of {}, with ; between", codes.join(", ")),
            Self::OpenCodes => write!(f, "codes of small letters, digits and _, with ; between"),
            Self::Flag => write!(f, "true or false"),
        }
    }
}

impl Column {
    pub(crate) const fn count(name: &'static str, least: u64, most: u64, meaning: &'static str) -> Self {
        Self::new(name, Kind::Count(least, most), meaning)
    }

    pub(crate) const fn number(
        name: &'static str,
        range: Range,
        unit: &'static str,
        meaning: &'static str,
    ) -> Self {
        Self {
            unit: Some(unit),
            ..Self::new(name, Kind::Number(range), meaning)
        }
    }

    pub(crate) const fn text(name: &'static str, meaning: &'static str) -> Self {
        Self::new(name, Kind::Text, meaning)
    }

    pub(crate) const fn code(
        name: &'static str,
        codes: &'static [&'static str],
        meaning: &'static str,
    ) -> Self {
        Self::new(name, Kind::Code(codes), meaning)
    }

    pub(crate) const fn new(name: &'static str, kind: Kind, meaning: &'static str) -> Self {
        Self {
            name,
            kind,
            unit: None,
            optional: false,
            meaning,
        }
    }

    /// The column with values that may be absent.
    pub(crate) const fn or_absent(self) -> Self {
        Self {
            optional: true,
            ..self
        }
    }
}
