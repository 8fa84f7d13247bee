//! Any bytes as a photo: an answer or an error, never a panic, and nothing larger than allowed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use relief_photo::{ReadLimits, Samples, read_photo};

/// Small, so that libFuzzer's memory limit shows any allocation beyond it.
const LIMITS: ReadLimits = ReadLimits {
    max_pixels: 1 << 20,
    max_bytes: 1 << 20,
};

fuzz_target!(|bytes: &[u8]| {
    match read_photo(bytes, &LIMITS) {
        Ok(photo) => {
            let pixels = photo.width * photo.height;
            let samples = match &photo.samples {
                Samples::U8(s) => s.len(),
                Samples::U16(s) => s.len(),
            };
            assert!(pixels > 0 && pixels as u64 <= LIMITS.max_pixels);
            assert_eq!(samples, 3 * pixels);
        }
        Err(error) => assert!(!error.to_string().contains('\n'), "{error}"),
    }
});
