//! Headers that are lines of a key and a value.

use crate::{Error, Format};
use std::str::FromStr;

/// Keys with their values, as text.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    format: Format,
    pairs: Vec<(String, String)>,
}

impl Fields {
    pub(crate) const fn new(format: Format) -> Self {
        Self {
            format,
            pairs: Vec::new(),
        }
    }

    /// The lines `key = value`; others are passed over.
    pub(crate) fn of_lines<'a>(format: Format, lines: impl Iterator<Item = &'a str>) -> Self {
        let mut fields = Self::new(format);
        for (key, value) in lines.filter_map(|line| line.split_once('=')) {
            fields.add(key.trim().to_owned(), value.trim().to_owned());
        }
        fields
    }

    pub(crate) fn add(&mut self, key: String, value: String) {
        self.pairs.push((key, value));
    }

    /// The first value of a key, whatever its case.
    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        let found = self
            .pairs
            .iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(key));
        found.map(|(_, value)| value.as_str())
    }

    /// The value of a key that must be there, as a number.
    pub(crate) fn parse<T: FromStr>(&self, key: &str) -> Result<T, Error> {
        let value = self.value(key).unwrap_or_default();
        value
            .parse()
            .map_err(|_| Error::damaged(self.format, format!("{key} = {value:?}")))
    }
}
