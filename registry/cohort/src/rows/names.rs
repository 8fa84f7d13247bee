//! Names as numbers, so that columns of them are small and quick to compare.

use std::collections::HashMap;

/// A name's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Name(u32);

/// Names in the order in which they were first seen.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Names {
    texts: Vec<String>,
    known: HashMap<String, Name>,
}

impl Names {
    pub(super) fn of(&mut self, text: &str) -> Name {
        if let Some(name) = self.known.get(text) {
            return *name;
        }
        // More than four thousand million different names do not fit in memory.
        let name = Name(self.texts.len() as u32);
        self.texts.push(text.to_owned());
        self.known.insert(text.to_owned(), name);
        name
    }

    pub(crate) fn find(&self, text: &str) -> Option<Name> {
        self.known.get(text).copied()
    }

    pub(crate) fn text(&self, name: Name) -> &str {
        &self.texts[name.0 as usize]
    }
}
