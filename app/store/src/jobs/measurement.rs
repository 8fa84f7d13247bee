//! What a job measured, as it is kept.

use crate::record::{Kind, Record};
use bytes::Bytes;
use relief_protocol::Hash;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a job measured: the JSON of the comparison contract, as it was computed, and files beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measurement {
    /// What was asked for.
    pub request: serde_json::Value,
    /// What came out.
    pub result: serde_json::Value,
    /// What belongs to it as files, such as pictures and maps, by name; none before files were kept.
    #[serde(default)]
    pub files: BTreeMap<String, KeptFile>,
}

impl Record for Measurement {
    const KIND: Kind = Kind::Measurement;
}

/// A file that is kept; its bytes are a blob, as a photo's are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptFile {
    /// Its media type, such as `image/png`.
    pub media: String,
    /// The size of its bytes.
    pub bytes: u64,
    /// The BLAKE3 of its bytes.
    pub hash: Hash,
    /// Where its sealed bytes are: the BLAKE3 of those.
    pub blob: Hash,
}

/// A file as it is handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasuredFile {
    /// Its name among the files of its measurement.
    pub name: String,
    /// Its media type, such as `image/png`.
    pub media: String,
    /// Its bytes.
    pub bytes: Bytes,
}
