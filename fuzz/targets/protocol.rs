//! Any text as a protocol file: a checked protocol, or one line of error at a place inside the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use relief_protocol::Protocol;

fuzz_target!(|text: &str| {
    match Protocol::parse(text) {
        Ok(protocol) => assert!(!protocol.needle_rules().is_empty() && !protocol.sources().is_empty()),
        Err(error) => {
            assert!(!error.to_string().contains('\n'), "{error}");
            let line = text
                .split('\n')
                .nth(error.line - 1)
                .expect("the line is in the file");
            assert!(error.column <= line.chars().count() + 1, "{error}");
        }
    }
});
