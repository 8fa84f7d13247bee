//! Where in the file a mistake is.

use crate::check::{Fault, PathStep};
use crate::error::{ProtocolError, reason};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What the parser refused.
pub(crate) fn of_error(text: &str, error: &toml::de::Error) -> ProtocolError {
    at(text, error.span().map_or(0, |span| span.start), error.message())
}

/// What the check refused. The file was read before, so that it can be walked again for the place.
pub(crate) fn of_fault(text: &str, fault: &Fault) -> ProtocolError {
    let start = DeTable::parse(text).map_or(0, |table| start(&table, &fault.path));
    at(text, start, &fault.reason)
}

fn at(text: &str, byte: usize, why: &str) -> ProtocolError {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    ProtocolError {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        reason: reason(why),
    }
}

/// The byte at which the value at the end of `path` starts, or as far as the path can be followed.
fn start(root: &Spanned<DeTable<'_>>, path: &[PathStep]) -> usize {
    let mut found = root.span();
    let Some((PathStep::Key(first), rest)) = path.split_first() else {
        return found.start;
    };
    let Some(mut value) = child(root.get_ref(), first, &mut found) else {
        return found.start;
    };
    for step in rest {
        let next = match (step, value.get_ref()) {
            (PathStep::Key(key), DeValue::Table(table)) => child(table, key, &mut found),
            (PathStep::Index(index), DeValue::Array(array)) => {
                array.get(*index).inspect(|item| found = item.span())
            }
            _ => None,
        };
        let Some(next) = next else { break };
        value = next;
    }
    found.start
}

fn child<'a, 'i>(
    table: &'a DeTable<'i>,
    key: &str,
    found: &mut Range<usize>,
) -> Option<&'a Spanned<DeValue<'i>>> {
    let value = table.get(key)?;
    *found = value.span();
    Some(value)
}
