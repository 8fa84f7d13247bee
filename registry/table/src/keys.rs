//! Rows that must not stand twice.

use crate::column::Table;
use crate::record::Fields;
use std::collections::HashMap;

/// The keys of a table's rows so far.
pub(crate) struct Keys {
    table: &'static Table,
    rows: HashMap<String, usize>,
}

/// Between two values of a key: a control sign that no code has, and that a text with it would have to repeat at the same place.
const BETWEEN: char = '\u{1f}';

impl Keys {
    pub(crate) fn new(table: &'static Table) -> Self {
        Self {
            table,
            rows: HashMap::new(),
        }
    }

    /// Remembers a row's key; the earlier row that had it, if any.
    pub(crate) fn seen(&mut self, fields: &Fields<'_>, row: usize) -> Option<usize> {
        let mut key = String::new();
        for name in self.table.key {
            key.push_str(&fields.cell(name).as_text());
            key.push(BETWEEN);
        }
        if let Some(earlier) = self.rows.get(&key) {
            return Some(*earlier);
        }
        self.rows.insert(key, row);
        None
    }
}
