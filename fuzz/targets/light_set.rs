//! Any bytes as a light set in one file: it can be read, or one line of error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use relief_compare::{CompareOptions, Input, check_scan};

fuzz_target!(|bytes: &[u8]| {
    let input = Input {
        name: "set.zip",
        bytes,
    };
    if let Err(error) = check_scan(input, &CompareOptions::default()) {
        assert!(!error.to_string().contains('\n'), "{error}");
    }
});
