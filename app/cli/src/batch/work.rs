//! The pairs in work: a few at a time, each row journalled as it finishes.

use super::journal::Journal;
use super::list::PairList;
use super::parse::Pair;
use super::row::{Outcome, Row};
use crate::commands::Compare;
use crate::error::CliError;
use crate::files::read_input;
use crate::terminal::{Terminal, printable};
use indicatif::ProgressBar;
use relief_compare::{CompareOptions, Input};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

/// What all workers share.
pub struct Work<'a> {
    /// The list, for finding files.
    pub list: &'a PairList,
    /// What every comparison is told; a pair's own scale and pitches win.
    pub options: &'a CompareOptions,
    /// How a pair is compared.
    pub compare: Compare,
    /// Where a bad pair is reported.
    pub terminal: &'a Terminal,
    /// Moves on with each pair.
    pub bar: &'a ProgressBar,
}

/// Compares every pair that the journal does not hold yet, `jobs` at a time.
///
/// # Errors
///
/// The first [`CliError`] of the list or the journal. A pair that fails is no error: its row says why.
pub fn work(work: &Work<'_>, journal: &mut Journal, jobs: usize) -> Result<(), CliError> {
    let pairs = Mutex::new(work.list.pairs()?);
    let journal = Mutex::new(journal);
    let stopped = Mutex::new(None);
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while lock(&stopped).is_none() {
                    let next = lock(&pairs).next();
                    let Some(pair) = next else { return };
                    if let Err(error) = pair.and_then(|pair| one(work, &pair, &journal)) {
                        *lock(&stopped) = Some(error);
                    }
                }
            });
        }
    });
    stopped
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner)
        .map_or(Ok(()), Err)
}

/// A lock whose holder panicked still guards whole values: each is changed in one step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn one(work: &Work<'_>, pair: &Pair, journal: &Mutex<&mut Journal>) -> Result<(), CliError> {
    let done = lock(journal).is_done(&pair.key());
    if !done {
        let row = row(work, pair);
        if let Outcome::Failed(error) = &row.outcome {
            let text = format!(
                "relief: pair {} (line {}): {}",
                printable(&pair.id),
                pair.line,
                printable(error)
            );
            work.bar.suspend(|| work.terminal.note(&text));
        }
        lock(journal).append(&row)?;
    }
    work.bar.inc(1);
    Ok(())
}

/// The row of one pair. A defect in the measuring code costs this pair its result, not the batch.
fn row(work: &Work<'_>, pair: &Pair) -> Row {
    match catch_unwind(AssertUnwindSafe(|| compare(work, pair))) {
        Ok(Ok(row)) => row,
        Ok(Err(error)) => Row::failed(pair, error.to_string()),
        Err(_) => Row::failed(
            pair,
            format!("{}: relief failed on this pair; please report it", pair.before),
        ),
    }
}

fn compare(work: &Work<'_>, pair: &Pair) -> Result<Row, CliError> {
    let before = read_input(&work.list.locate(&pair.before))?;
    let after = read_input(&work.list.locate(&pair.after))?;
    let mut options = work.options.clone();
    options.scale = pair.scale.or(options.scale);
    // The option for the second scan does not stand against a pair's own pitch.
    let own = pair.pitches[1].or(pair.pitches[0]);
    options.pitch_after = own.or(options.pitch_after);
    options.pitch = pair.pitches[0].or(options.pitch);
    let before = Input {
        name: &pair.before,
        bytes: &before,
    };
    let after = Input {
        name: &pair.after,
        bytes: &after,
    };
    let comparison = (work.compare)(before, after, &options, &mut |_| ())?;
    Ok(Row::compared(pair, comparison.result))
}
