//! Where a rule comes from.

use crate::words::Text;
use serde::Deserialize;

/// How much a source weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// A decision of whoever wrote the protocol: no source was found that says so.
    Judgement,
    /// A vendor's, a clinic's or a consumer page.
    Vendor,
    /// A report about a study.
    Secondary,
    /// A regulator, peer-reviewed text, or a device's manual.
    Primary,
}

/// A source that rules refer to by its key in `[sources]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is, so that a reader can find it.
    pub citation: Text,
    /// Its DOI or address, where it has one.
    pub link: Option<Text>,
    /// How much it weighs.
    pub grade: Grade,
}
