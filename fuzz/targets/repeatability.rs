//! Any text as a repeatability file: an answer that reads back the same, or one line of error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use relief_estimate::RepeatabilityFile;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match RepeatabilityFile::parse(text) {
        Ok(file) => assert_eq!(RepeatabilityFile::parse(&file.to_json()).as_ref(), Ok(&file)),
        Err(error) => assert!(!error.to_string().contains('\n'), "{error}"),
    }
});
