//! What a single value cannot check by itself: sources that exist, names that stand once, numbers in order.

mod candidacy;
mod cited;
mod needle;
mod reaction;
mod timing;

use crate::protocol::{Protocol, ProtocolFile};
use crate::words::Key;
use std::collections::BTreeSet;

/// A step on the way to a value in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PathStep {
    /// Into a table.
    Key(&'static str),
    /// Into an array.
    Index(usize),
}

/// A mistake and the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) path: Vec<PathStep>,
    pub(crate) reason: String,
}

impl Fault {
    pub(crate) fn new(path: Vec<PathStep>, reason: impl Into<String>) -> Self {
        Self {
            path,
            reason: reason.into(),
        }
    }
}

/// `at![needle, 3, "limit_mm"]`: names are keys, numbers are places in arrays.
macro_rules! at {
    ($($step:expr),* $(,)?) => { vec![$($crate::check::PathStep::from($step)),*] };
}
pub(crate) use at;

impl From<&'static str> for PathStep {
    fn from(key: &'static str) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for PathStep {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// Checks the whole file and gives the first mistake.
pub(crate) fn file(file: &ProtocolFile) -> Result<(), Fault> {
    head(file)?;
    cited::check(file)?;
    timing::check(file)?;
    needle::check(&file.needle)?;
    candidacy::check(&file.candidacy)?;
    reaction::check(file)
}

fn head(file: &ProtocolFile) -> Result<(), Fault> {
    if file.schema != Protocol::SCHEMA {
        let reason = format!(
            "schema is {:?}; this version reads {:?}",
            file.schema,
            Protocol::SCHEMA
        );
        return Err(Fault::new(at!["schema"], reason));
    }
    if file.version == 0 {
        return Err(Fault::new(at!["version"], "version is 0; versions count from 1"));
    }
    not_empty("complaints", file.complaints.len(), at!["complaints"])?;
    once(file.complaints.iter(), |index| at!["complaints", index])
}

/// Fails when a list has no entry.
fn not_empty(what: &str, entries: usize, path: Vec<PathStep>) -> Result<(), Fault> {
    if entries == 0 {
        return Err(Fault::new(
            path,
            format!("{what} is empty; at least 1 entry is needed"),
        ));
    }
    Ok(())
}

/// Fails on the first entry that stands twice.
fn once<T: Ord + std::fmt::Debug>(
    entries: impl Iterator<Item = T>,
    path: impl Fn(usize) -> Vec<PathStep>,
) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for (index, entry) in entries.enumerate() {
        let twice = format!("{entry:?} stands here twice");
        if !seen.insert(entry) {
            return Err(Fault::new(path(index), twice));
        }
    }
    Ok(())
}

/// Fails on the first rule whose name another rule of the list has.
fn named_once<'a>(
    ids: impl Iterator<Item = &'a Key>,
    path: impl Fn(usize) -> Vec<PathStep>,
) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for (index, id) in ids.enumerate() {
        if !seen.insert(id) {
            return Err(Fault::new(
                path(index),
                format!("the name {:?} is taken already", id.as_str()),
            ));
        }
    }
    Ok(())
}
