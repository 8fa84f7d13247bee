//! The clock of a practice whose past is being told.

use jiff::Timestamp;
use relief_store::Clock;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// What stands for the time as it is.
const RUNNING: i64 = i64::MIN;

/// A clock that stands where a story has got to, and otherwise tells the time; clones share it.
#[derive(Debug, Clone)]
pub struct StoryClock(Arc<AtomicI64>);

impl Default for StoryClock {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(RUNNING)))
    }
}

impl StoryClock {
    /// What it tells, for a store.
    pub fn hand(&self) -> Arc<dyn Clock> {
        let microseconds = self.0.clone();
        Arc::new(move || match microseconds.load(Ordering::Acquire) {
            RUNNING => Timestamp::now(),
            standing => Timestamp::from_microsecond(standing).unwrap_or(Timestamp::MAX),
        })
    }

    /// Stands at an instant from here on.
    pub(crate) fn stand_at(&self, at: Timestamp) {
        self.0.store(at.as_microsecond(), Ordering::Release);
    }

    /// Tells the time again.
    pub(crate) fn run(&self) {
        self.0.store(RUNNING, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stands_until_it_runs() -> Result<(), jiff::Error> {
        let clock = StoryClock::default();
        let hand = clock.hand();
        let then = Timestamp::from_second(1_700_000_000)?;
        clock.stand_at(then);
        assert_eq!(hand.now(), then);
        clock.run();
        assert!(hand.now() > then);
        Ok(())
    }
}
