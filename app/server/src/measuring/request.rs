//! What is asked of a job.

use relief_store::RecordId;
use serde::{Deserialize, Serialize};

/// Two photos of one patient are to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompareRequest {
    /// The photo from before.
    pub before: RecordId,
    /// The photo from after.
    pub after: RecordId,
    /// Both show the same unchanged skin, taken twice to learn how far the practice's pictures vary.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub repeat: bool,
}

/// A scan is to be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureScan {
    /// The scan.
    pub scan: RecordId,
}

/// Two scans of one zone are to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompareScans {
    /// The scan from before.
    pub scan_before: RecordId,
    /// The scan from after.
    pub scan_after: RecordId,
}

/// Anything that can be asked of a job. Each kind has keys of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Request {
    /// Two photos.
    Photos(CompareRequest),
    /// One scan.
    Scan(MeasureScan),
    /// Two scans.
    Scans(CompareScans),
}

impl Request {
    /// A request as a job or a measurement keeps it; `None` for what a newer Relief asked.
    pub fn read(kept: &serde_json::Value) -> Option<Self> {
        Self::deserialize(kept).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_told_from_each_other_by_their_keys() {
        let id = |digit: char| digit.to_string().repeat(32).parse::<RecordId>();
        let (Ok(one), Ok(two)) = (id('1'), id('2')) else {
            unreachable!("ids are 32 digits");
        };
        for asked in [
            Request::Photos(CompareRequest {
                before: one,
                after: two,
                repeat: true,
            }),
            Request::Scan(MeasureScan { scan: one }),
            Request::Scans(CompareScans {
                scan_before: one,
                scan_after: two,
            }),
        ] {
            let kept = serde_json::to_value(asked).unwrap_or_default();
            assert_eq!(Request::read(&kept), Some(asked), "{kept}");
        }
        assert_eq!(Request::read(&serde_json::json!({"stereo": "x"})), None);
    }
}
