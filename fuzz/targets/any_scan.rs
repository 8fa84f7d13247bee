//! Any bytes as a scan of the format that they look like.
#![no_main]

mod scan;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| scan::check(bytes, None));
