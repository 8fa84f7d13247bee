//! `relief compare BEFORE AFTER`.

use super::Compare;
use crate::Outcome;
use crate::args::CompareArgs;
use crate::error::CliError;
use crate::files::{check_output, read_input, write_whole};
use crate::progress::Stages;
use crate::summary;
use crate::terminal::Terminal;
use relief_compare::{CompareOptions, Comparison, Input};
use relief_report::{compare_page, texts::ENGLISH};

/// Compares two photos or scans and prints the result; writes the page when one is wanted.
///
/// # Errors
///
/// [`CliError`] when a file cannot be read or written, or nothing can be computed.
pub fn run(args: CompareArgs, terminal: &Terminal, compare: Compare) -> Result<Outcome, CliError> {
    if let Some(report) = &args.report {
        check_output(report, &[&args.before, &args.after])?;
    }
    let comparison = measure(&args, terminal, compare)?;
    if let Some(report) = &args.report {
        write_whole(report, compare_page(&comparison, &ENGLISH)?.as_bytes())?;
    }
    let result = &comparison.result;
    terminal.result(&if args.json {
        result.to_json()
    } else {
        summary::comparison(result, terminal.colour)
    })?;
    if let Some(report) = &args.report {
        terminal.note(&format!("report: {}", report.display()));
    }
    Ok(if result.comparable {
        Outcome::Done
    } else {
        Outcome::NotComparable
    })
}

fn measure(args: &CompareArgs, terminal: &Terminal, compare: Compare) -> Result<Comparison, CliError> {
    let options = CompareOptions {
        pictures: args.report.is_some(),
        ..args.pair.options()?
    };
    let (before, after) = (read_input(&args.before)?, read_input(&args.after)?);
    let (before_name, after_name) = (args.before.to_string_lossy(), args.after.to_string_lossy());
    let mut stages = Stages::new(terminal);
    Ok(compare(
        Input {
            name: &before_name,
            bytes: &before,
        },
        Input {
            name: &after_name,
            bytes: &after,
        },
        &options,
        &mut |stage| stages.start(stage),
    )?)
}
