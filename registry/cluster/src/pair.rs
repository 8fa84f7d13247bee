//! One pair of files, read where the work is done.

use crate::error::why;
use crate::measured::Measured;
use relief_compare::{CompareOptions, Input, Pitch, compare};
use relief_photo::ReadLimits;
use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Two files, and what is known about them beforehand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairInFolder<'a> {
    /// Where names are looked up.
    pub folder: &'a Path,
    /// The first file, as it was named; it stands in the result under this name.
    pub before: &'a str,
    /// The second.
    pub after: &'a str,
    /// The scale of both photos, as in [`CompareOptions::scale`].
    pub scale: Option<Pitch>,
    /// The pitches of both scans; the first holds for both where the second is not given.
    pub pitches: [Option<Pitch>; 2],
}

/// Compares the two files with [`relief_compare::compare`] and the options that `relief batch` has when it is given none.
///
/// It never fails: a file that cannot be read, and a defect in the measuring code, cost this pair its result and are told in one
/// line.
pub fn measure_pair(pair: PairInFolder<'_>) -> Measured {
    catch_unwind(AssertUnwindSafe(|| compared(pair)))
        .unwrap_or_else(|_| {
            Err(format!(
                "{}: relief failed on this pair; please report it",
                pair.before
            ))
        })
        .unwrap_or_else(Measured::Failed)
}

fn compared(pair: PairInFolder<'_>) -> Result<Measured, String> {
    let before = read(pair.folder, pair.before)?;
    let after = read(pair.folder, pair.after)?;
    let options = CompareOptions {
        scale: pair.scale,
        pitch: pair.pitches[0],
        pitch_after: pair.pitches[1].or(pair.pitches[0]),
        ..CompareOptions::default()
    };
    let input = |name, bytes| Input { name, bytes };
    let comparison = compare(
        input(pair.before, &before),
        input(pair.after, &after),
        &options,
        &mut |_| (),
    );
    let result = comparison.map_err(|error| error.to_string())?.result;
    let verdict = serde_json::to_value(result.verdict).map_err(|error| error.to_string())?;
    Ok(Measured::Compared {
        comparable: result.comparable,
        verdict: verdict.as_str().map_or_else(String::new, str::to_owned),
        result: result.to_json(),
    })
}

/// A file's bytes, with the limit that every photo has.
fn read(folder: &Path, name: &str) -> Result<Vec<u8>, String> {
    let limit = ReadLimits::default().max_bytes;
    let mut bytes = Vec::new();
    let read = File::open(folder.join(name)).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes));
    read.map_err(|error| format!("{name}: {}", why(&error)))?;
    if bytes.len() as u64 > limit {
        return Err(format!("{name}: larger than {limit} bytes; give a photo"));
    }
    Ok(bytes)
}
