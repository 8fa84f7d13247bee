//! `relief batch PAIRS.csv --out FILE`.

use super::Compare;
use crate::Outcome;
use crate::args::BatchArgs;
use crate::batch::{Format, Journal, PairList, Tally, Work, work, write_table};
use crate::error::CliError;
use crate::files::check_output;
use crate::progress::bar;
use crate::terminal::Terminal;

/// Compares every pair of a list and writes one table.
///
/// # Errors
///
/// [`CliError`] when the list is broken or nothing can be written. A pair that fails is reported in its
/// row and on standard error.
pub fn run(args: BatchArgs, terminal: &Terminal, compare: Compare) -> Result<Outcome, CliError> {
    let format = Format::of(&args.out)?;
    check_output(&args.out, &[&args.pairs])?;
    let options = args.pair.options()?;
    let list = PairList::open(&args.pairs)?;
    let mut journal = Journal::open(&args.out, &format!("{options:?}"), args.resume)?;
    let bar = bar(terminal, list.len);
    let shared = Work {
        list: &list,
        options: &options,
        compare,
        terminal,
        bar: &bar,
    };
    let worked = work(&shared, &mut journal, usize::from(args.jobs));
    bar.finish_and_clear();
    worked?;
    let tally = write_table(&list, &mut journal, &args.out, format)?;
    journal.remove()?;
    terminal.note(&summary(&tally, &args.out.display().to_string()));
    Ok(if tally.failed > 0 {
        Outcome::DoneWithErrors
    } else {
        Outcome::Done
    })
}

fn summary(tally: &Tally, out: &str) -> String {
    let Tally {
        comparable,
        refused,
        failed,
    } = tally;
    let total = comparable + refused + failed;
    let advice = if *failed > 0 {
        " (see the column error)"
    } else {
        ""
    };
    format!(
        "{total} pairs: {comparable} comparable, {refused} not comparable, {failed} with an error{advice}: {out}"
    )
}

#[cfg(test)]
mod tests;
