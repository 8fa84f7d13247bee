//! `relief repeatability PAIRS… --out FILE`: how far two photos of unchanged skin lie apart.

mod sources;

use super::Compare;
use crate::Outcome;
use crate::args::RepeatabilityArgs;
use crate::error::CliError;
use crate::files::{check_output, read_input, write_whole};
use crate::progress::bar;
use crate::table::Table;
use crate::terminal::{Terminal, printable};
use relief_compare::contract::CompareResult;
use relief_compare::{CompareOptions, Input, UnfitRepeats};
use relief_estimate::{ErrorScale, Repeatability, RepeatabilityFile};
use relief_report::{metric_label, number_text, texts::ENGLISH};
use sources::{Repeat, refuse_doubles, repeats};
use std::path::PathBuf;

/// Measures every repeat pair and writes the smallest detectable change of each metric. A pair that cannot be read or
/// computed is reported and left out.
///
/// # Errors
///
/// [`CliError`] when a list is broken, a photo stands in it twice, or fewer than five pairs are comparable.
pub fn run(args: RepeatabilityArgs, terminal: &Terminal, compare: Compare) -> Result<Outcome, CliError> {
    check_output(
        &args.out,
        &args.pairs.iter().map(PathBuf::as_path).collect::<Vec<_>>(),
    )?;
    let repeats = repeats(&args.pairs)?;
    refuse_doubles(&repeats)?;
    let options = args.measuring.options();
    let bar = bar(terminal, repeats.len() as u64);
    let (mut results, mut failed) = (Vec::new(), false);
    for repeat in &repeats {
        let say = |text: &str| bar.suspend(|| terminal.note(&printable(text)));
        match measure(repeat, &options, compare) {
            Ok(result) if result.comparable => results.push(result),
            Ok(result) => say(&not_comparable(repeat, &result)),
            Err(error) => {
                failed = true;
                say(&format!("relief: left out: {error}"));
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let file = relief_compare::repeatability(&results, &args.method)
        .map_err(|unfit| unfit_repeats(unfit, repeats.len()))?;
    write_whole(&args.out, file.to_json().as_bytes())?;
    terminal.result(&table(&file))?;
    Ok(if failed {
        Outcome::DoneWithErrors
    } else {
        Outcome::Done
    })
}

fn not_comparable(repeat: &Repeat, result: &CompareResult) -> String {
    let codes: Vec<_> = result.reasons.iter().map(|reason| reason.code.as_str()).collect();
    let (second, codes) = (repeat.second.display(), codes.join(", "));
    format!("not comparable, left out: {second} ({codes})")
}

fn measure(repeat: &Repeat, options: &CompareOptions, compare: Compare) -> Result<CompareResult, CliError> {
    let (first, second) = (read_input(&repeat.first)?, read_input(&repeat.second)?);
    let (first_name, second_name) = (repeat.first.to_string_lossy(), repeat.second.to_string_lossy());
    let options = CompareOptions {
        scale: repeat.scale.or(options.scale),
        ..options.clone()
    };
    let before = Input {
        name: &first_name,
        bytes: &first,
    };
    let after = Input {
        name: &second_name,
        bytes: &second,
    };
    Ok(compare(before, after, &options, &mut |_| ())?.result)
}

fn unfit_repeats(unfit: UnfitRepeats, pairs: usize) -> CliError {
    let least = Repeatability::LEAST_PAIRS;
    CliError::Unfit(match unfit {
        UnfitRepeats::TooFew { found } => {
            format!("{found} of {pairs} pairs are comparable; at least {least} are needed, 20 are better")
        }
        other => other.to_string(),
    })
}

fn table(file: &RepeatabilityFile) -> String {
    let mut table = Table::titled(&["measure", "pairs", "MDC95", "at most (95 %)"]);
    for metric in file.metrics() {
        let text = |limit: f64| match metric.scale {
            ErrorScale::Relative => format!("{} %", number_text(100.0 * limit.exp_m1())),
            ErrorScale::Absolute => number_text(limit),
        };
        let label = metric_label(&ENGLISH, &metric.metric);
        table.row([
            label,
            metric.pairs.to_string(),
            text(metric.mdc95),
            text(metric.mdc95_upper),
        ]);
    }
    let lines = table.lines(0).join("\n");
    format!(
        "Smallest detectable change ({}, {})\n{lines}\n",
        file.capture_method(),
        file.algorithm()
    )
}

#[cfg(test)]
mod tests;
