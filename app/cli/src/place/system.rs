//! Time and chance as the operating system gives them.

use rand::TryRng;
use rand::rngs::SysRng;
use relief_store::{Entropy, Outside};
use std::sync::Arc;

/// The operating system's random bytes.
#[derive(Debug, Clone, Copy)]
pub struct System;

impl Entropy for System {
    /// Keys are made of these bytes: a system that has none cannot be gone on with.
    fn fill(&self, buffer: &mut [u8]) {
        let filled = SysRng.try_fill_bytes(buffer);
        assert!(
            filled.is_ok(),
            "the operating system has no random bytes: {filled:?}"
        );
    }
}

/// Time and chance.
pub fn outside() -> Outside {
    Outside {
        clock: Arc::new(jiff::Timestamp::now),
        entropy: Arc::new(System),
    }
}
