//! Time and chance, which come from outside, so that a test can say what they are.

use jiff::Timestamp;
use std::sync::Arc;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// Gives random bytes. In use they must be those of the operating system: keys are made of them.
pub trait Entropy: Send + Sync {
    /// Fills a buffer.
    fn fill(&self, buffer: &mut [u8]);
}

impl<F: Fn() -> Timestamp + Send + Sync> Clock for F {
    fn now(&self) -> Timestamp {
        self()
    }
}

/// What the store asks of the world.
#[derive(Clone)]
pub struct Outside {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
}

impl Outside {
    /// Now, in microseconds since 1970, as the tables keep it.
    pub(crate) fn now(&self) -> i64 {
        self.clock.now().as_microsecond()
    }

    /// So many random bytes.
    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes);
        bytes
    }
}
