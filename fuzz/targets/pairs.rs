//! Any bytes as a list of pairs: pairs with both files, or one line of error.
#![no_main]

use libfuzzer_sys::fuzz_target;

// The program has no library to import.
#[path = "../../app/cli/src/batch/parse.rs"]
mod parse;

fuzz_target!(|bytes: &[u8]| {
    let form = parse::Form::of(bytes);
    match parse::Pairs::read(&bytes[form.start..], form) {
        Ok(pairs) => pairs.for_each(check),
        Err(error) => assert!(!error.contains('\n'), "{error}"),
    }
});

fn check(pair: Result<parse::Pair, String>) {
    match pair {
        Ok(pair) => {
            assert!(
                !(pair.id.is_empty() || pair.before.is_empty() || pair.after.is_empty()) && pair.line > 0
            );
            let lengths = [pair.scale, pair.pitches[0], pair.pitches[1]];
            assert!(lengths.iter().flatten().all(|length| length.mm_per_px() > 0.0));
        }
        Err(error) => assert!(!error.contains('\n'), "{error}"),
    }
}
