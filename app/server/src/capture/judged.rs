//! A photo held against the earlier one of its view, before it is kept.

use super::hints::told;
use crate::language::say;
use crate::picture::{aside, read, unreadable};
use bytes::Bytes;
use relief_photo::ReadError;
use relief_photo::comparison::{PhotoOptions, judge_photo, judge_photos};
use relief_photo::gate::Check;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judged {
    /// It can be compared with the earlier photo, or measured where there is none.
    Good,
    /// It cannot, for these reasons.
    Refused(Vec<String>),
}

/// Judges a photo by the gate that will judge the pair; without an earlier photo by the checks that one photo allows.
pub async fn judge(baseline: Option<Bytes>, photo: Bytes) -> Judged {
    let checks = aside(move || {
        let photo = read(&photo)?;
        let options = PhotoOptions::default();
        // An earlier photo that cannot be read any more must not keep today's from being taken.
        let baseline = baseline.and_then(|bytes| read(&bytes).ok());
        Ok::<_, ReadError>(match baseline {
            Some(baseline) => judge_photos(baseline, photo, &options).checks,
            None => judge_photo(photo, &options),
        })
    });
    match checks.await {
        Some(Ok(checks)) => of(&checks),
        Some(Err(error)) => Judged::Refused(vec![unreadable(&error)]),
        None => Judged::Refused(vec![say("the photo cannot be read; take it again").to_owned()]),
    }
}

fn of(checks: &[Check]) -> Judged {
    let mut failed: Vec<String> = Vec::new();
    for reason in checks.iter().filter(|check| !check.passed).map(told) {
        // Two checks of one code may ask for the same.
        if !failed.contains(&reason) {
            failed.push(reason);
        }
    }
    if failed.is_empty() {
        Judged::Good
    } else {
        Judged::Refused(failed)
    }
}
