//! Any bytes as the description of a light set's lamps: lamps, or one line of error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use relief_stereo::Lights;

fuzz_target!(|bytes: &[u8]| {
    for read in [Lights::from_json(bytes), Lights::from_csv(bytes)] {
        match read {
            Ok(lights) => assert!(!lights.lamps.is_empty()),
            Err(error) => assert!(!error.to_string().contains('\n'), "{error}"),
        }
    }
});
