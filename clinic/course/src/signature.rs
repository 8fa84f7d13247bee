//! Who stands for something, and when.

use crate::words::{Line, PersonId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A signature: the person, the name as it stood then, and the instant. Names change; a record keeps its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Who signed.
    pub by: PersonId,
    /// The name at that time.
    pub name: Line,
    /// When.
    pub at: Timestamp,
}
