//! Entries of reads and refusals, which share a transaction when many come at once.
//!
//! A commit waits for the disk. Two hundred readers a second would wait for each other; so whoever comes first commits
//! for all that came meanwhile.

use super::{Draft, Ledger};
use crate::error::Error;
use std::sync::PoisonError;
use tokio::sync::oneshot::error::TryRecvError;
use tokio::sync::{Mutex, oneshot};

/// An entry that waits, and whom to tell.
struct Waiting {
    draft: Draft,
    done: oneshot::Sender<()>,
}

/// The entries that wait for the next commit.
#[derive(Default)]
pub(crate) struct Reads {
    waiting: std::sync::Mutex<Vec<Waiting>>,
    turn: Mutex<()>,
}

impl Reads {
    /// Logs an entry; returns when it is committed and anchored.
    pub(crate) async fn log(&self, ledger: &Ledger, draft: Draft) -> Result<(), Error> {
        loop {
            let (done, mut told) = oneshot::channel();
            let draft = draft.clone();
            self.with(|waiting| waiting.push(Waiting { draft, done }));
            let _turn = self.turn.lock().await;
            match told.try_recv() {
                Ok(()) => return Ok(()),
                // Whoever took it failed or gave up before the commit.
                Err(TryRecvError::Closed) => continue,
                // Nobody took it: it is among those that wait now.
                Err(TryRecvError::Empty) => return self.commit_all(ledger).await,
            }
        }
    }

    async fn commit_all(&self, ledger: &Ledger) -> Result<(), Error> {
        let together = self.with(std::mem::take);
        let mut writing = ledger.write().await?;
        for waiting in &together {
            writing.log(waiting.draft.clone()).await?;
        }
        writing.commit().await?;
        for waiting in together {
            // Whoever gave up waiting does not need to know.
            let _ = waiting.done.send(());
        }
        Ok(())
    }

    fn with<T>(&self, change: impl FnOnce(&mut Vec<Waiting>) -> T) -> T {
        change(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
