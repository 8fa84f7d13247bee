//! Two inputs through the contract: which method runs on them.

use crate::light_set::is_light_set;
use crate::reading::zoneless;
use crate::{CompareError, CompareOptions, Comparison, Input, Stage, photo, scan, surface};

/// Compares two photos, two scans, or two light sets.
///
/// # Errors
/// [`CompareError`] when a file cannot be read, both are the same file, one is a scan and the other a photo, or a region lies outside. A
/// refusal by the gate is not an error.
pub fn compare(
    before: Input<'_>,
    after: Input<'_>,
    options: &CompareOptions,
    progress: &mut dyn FnMut(Stage),
) -> Result<Comparison, CompareError> {
    progress(Stage::Read);
    let (first, second) = rayon::join(|| blake3::hash(before.bytes), || blake3::hash(after.bytes));
    if first == second {
        return Err(CompareError::SameBytes {
            before: before.name.to_owned(),
            after: after.name.to_owned(),
        });
    }
    let inputs = [(before, first), (after, second)];
    let two_kinds = |scan: Input<'_>, photo: Input<'_>| {
        Err(CompareError::TwoKinds {
            scan: scan.name.to_owned(),
            photo: photo.name.to_owned(),
        })
    };
    let pitches = [options.pitch, options.pitch_after.or(options.pitch)];
    let is_scan = |(input, pitch)| scan::is_scan(input, pitch);
    match [(before, pitches[0]), (after, pitches[1])].map(is_scan) {
        [false, false] => {
            zoneless(before, options)?;
            photo::compare(inputs, options, progress)
        }
        [true, true] => {
            two_ways(before, after)?;
            surface::compare(inputs, pitches, options, progress)
        }
        [true, false] => two_kinds(before, after),
        [false, true] => two_kinds(after, before),
    }
}

/// Refuses a light set beside a scan: what either reads too deep or too shallow, the other does not.
fn two_ways(before: Input<'_>, after: Input<'_>) -> Result<(), CompareError> {
    let (set, scan) = match [before, after].map(is_light_set) {
        [true, false] => (before, after),
        [false, true] => (after, before),
        _ => return Ok(()),
    };
    Err(CompareError::TwoWays {
        set: set.name.to_owned(),
        scan: scan.name.to_owned(),
    })
}
