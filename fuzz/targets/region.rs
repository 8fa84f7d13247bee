//! Any text as `--roi`: a polygon with an area, or one line of error.
#![no_main]

use libfuzzer_sys::fuzz_target;

// The program has no library to import.
#[path = "../../app/cli/src/region.rs"]
mod region;

fuzz_target!(|text: &str| {
    match region::parse_region(text) {
        Ok(polygon) => {
            assert!(polygon.corners.len() >= 3);
            assert!(polygon.corners.iter().all(|p| p.x.is_finite() && p.y.is_finite()));
        }
        Err(error) => assert!(!error.contains('\n'), "{error}"),
    }
});
