//! `relief repeatability PAIRS… --out FILE`: how far two photos of unchanged skin lie apart.

use super::Compare;
use crate::Outcome;
use crate::args::RepeatabilityArgs;
use crate::batch::PairList;
use crate::error::CliError;
use crate::files::{check_output, read_input, why, write_whole};
use crate::progress::bar;
use crate::table::Table;
use crate::terminal::{Terminal, printable};
use relief_compare::contract::{Algorithm, Change, CompareResult};
use relief_compare::{CompareOptions, Input};
use relief_estimate::{ErrorScale, MetricRepeatability, Repeatability, RepeatabilityFile};
use relief_grid::Pitch;
use relief_report::{metric_label, number_text, texts::ENGLISH};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Two photos of unchanged skin.
struct Repeat {
    first: PathBuf,
    second: PathBuf,
    scale: Option<Pitch>,
}

/// Measures every repeat pair and writes the smallest detectable change of each metric.
///
/// # Errors
///
/// [`CliError`] when a photo cannot be read, or fewer than five pairs are comparable.
pub fn run(args: RepeatabilityArgs, terminal: &Terminal, compare: Compare) -> Result<Outcome, CliError> {
    check_output(
        &args.out,
        &args.pairs.iter().map(PathBuf::as_path).collect::<Vec<_>>(),
    )?;
    let repeats = repeats(&args.pairs)?;
    let options = args.measuring.options();
    let bar = bar(terminal, repeats.len() as u64);
    let mut results = Vec::new();
    for repeat in &repeats {
        let result = measure(repeat, &options, compare)?;
        if result.comparable {
            results.push(result);
        } else {
            let codes: Vec<_> = result.reasons.iter().map(|reason| reason.code.as_str()).collect();
            let text = format!(
                "not comparable, left out: {} ({})",
                repeat.second.display(),
                codes.join(", ")
            );
            bar.suspend(|| terminal.note(&printable(&text)));
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let file = summarise(&results, &args, repeats.len())?;
    write_whole(&args.out, file.to_json().as_bytes())?;
    terminal.result(&table(&file))?;
    Ok(Outcome::Done)
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

/// The pairs of every list and folder named.
fn repeats(sources: &[PathBuf]) -> Result<Vec<Repeat>, CliError> {
    let mut repeats = Vec::new();
    for source in sources {
        let list = source.join("pairs.csv");
        if !source.is_dir() {
            repeats.extend(listed(source)?);
        } else if list.is_file() {
            repeats.extend(listed(&list)?);
        } else {
            repeats.push(pair_in(source)?);
        }
    }
    Ok(repeats)
}

fn listed(path: &Path) -> Result<Vec<Repeat>, CliError> {
    let list = PairList::open(path)?;
    let repeat = |pair: crate::batch::Pair| Repeat {
        first: list.locate(&pair.before),
        second: list.locate(&pair.after),
        scale: pair.scale,
    };
    list.pairs()?.map(|pair| pair.map(repeat)).collect()
}

/// The endings that a photo's name has.
const PHOTO_ENDINGS: [&str; 8] = ["jpg", "jpeg", "png", "tif", "tiff", "webp", "heic", "heif"];

/// The two photos of a folder, in the order of their names.
fn pair_in(folder: &Path) -> Result<Repeat, CliError> {
    let unreadable = |error: std::io::Error| CliError::read(folder, why(&error));
    let mut photos = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let ending = path
            .extension()
            .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        if ending.is_some_and(|ending| PHOTO_ENDINGS.contains(&ending.as_str())) {
            photos.push(path);
        }
    }
    // As a file manager lists them: capitals do not come first.
    photos.sort_by_key(|path| (path.to_string_lossy().to_lowercase(), path.clone()));
    match <[PathBuf; 2]>::try_from(photos) {
        Ok([first, second]) => Ok(Repeat {
            first,
            second,
            scale: None,
        }),
        Err(photos) => Err(CliError::read(
            folder,
            format!(
                "holds {} photos; a repeat pair is two photos in a folder, or name a pairs.csv",
                photos.len()
            ),
        )),
    }
}

/// The file of all metrics that every result has.
fn summarise(
    results: &[CompareResult],
    args: &RepeatabilityArgs,
    pairs: usize,
) -> Result<RepeatabilityFile, CliError> {
    let least = Repeatability::LEAST_PAIRS;
    let (Some(first), true) = (results.first(), results.len() >= least) else {
        let found = results.len();
        let text =
            format!("{found} of {pairs} pairs are comparable; at least {least} are needed, 20 are better");
        return Err(CliError::Unfit(text));
    };
    let mut metrics = BTreeMap::<&str, Vec<&Change>>::new();
    for change in results.iter().flat_map(|result| &result.changes) {
        metrics.entry(&change.metric).or_default().push(change);
    }
    let in_order = first
        .changes
        .iter()
        .filter_map(|change| metrics.get(change.metric.as_str()));
    let complete = in_order.filter(|changes| changes.len() == results.len());
    let metrics = complete
        .map(|changes| metric(changes))
        .collect::<Result<Vec<_>, _>>()?;
    let Algorithm { name, version } = &first.algorithm;
    let file = RepeatabilityFile::new(args.method.clone(), format!("{name} {version}"), metrics);
    file.map_err(|error| CliError::Unfit(error.to_string()))
}

/// One metric over all pairs: in proportion where it is a plain ratio above zero, else in its own unit.
fn metric(changes: &[&Change]) -> Result<MetricRepeatability, CliError> {
    let values: Vec<[f64; 2]> = changes
        .iter()
        .map(|change| [change.before.value, change.after.value])
        .collect();
    let unit = &changes[0].unit;
    let ratio = unit == "1" && values.iter().flatten().all(|value| *value > 0.0);
    let scale = if ratio {
        ErrorScale::Relative
    } else {
        ErrorScale::Absolute
    };
    let name = &changes[0].metric;
    let repeatability = Repeatability::from_pairs(&values, scale)
        .map_err(|error| CliError::Unfit(format!("{name}: {error}")))?;
    Ok(MetricRepeatability::new(name, unit, &repeatability))
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
