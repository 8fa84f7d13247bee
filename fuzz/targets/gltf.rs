//! Any bytes as glTF.
#![no_main]

mod scan;

use libfuzzer_sys::fuzz_target;
use relief_formats::Format;

fuzz_target!(|bytes: &[u8]| scan::check(bytes, Some(Format::Gltf)));
