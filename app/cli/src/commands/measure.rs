//! `relief measure INPUT`.

use crate::Outcome;
use crate::args::MeasureArgs;
use crate::error::CliError;
use crate::files::{check_output, read_input, write_whole};
use crate::progress::Stages;
use crate::summary;
use crate::terminal::Terminal;
use relief_compare::{CompareOptions, Input, measure};
use relief_grid::HeightMap;
use relief_report::{measure_page, texts::ENGLISH};

/// Measures one input and prints the result; writes the page when one is wanted.
///
/// # Errors
///
/// [`CliError`] when the input cannot be read, the page cannot be written, or nothing can be computed.
pub fn run(args: &MeasureArgs, terminal: &Terminal) -> Result<Outcome, CliError> {
    measured(args, terminal).map(|(outcome, _)| outcome)
}

/// The same, with the heights of a scan or light set to go on with.
///
/// # Errors
///
/// As [`run`].
pub fn measured(args: &MeasureArgs, terminal: &Terminal) -> Result<(Outcome, Option<HeightMap>), CliError> {
    if let Some(report) = &args.report {
        check_output(report, &[&args.input])?;
    }
    let options = CompareOptions {
        pictures: args.report.is_some(),
        ..args.options()
    };
    let bytes = read_input(&args.input)?;
    let name = args.input.to_string_lossy();
    let mut stages = Stages::new(terminal);
    let measured = measure(
        Input {
            name: &name,
            bytes: &bytes,
        },
        &options,
        &mut |stage| stages.start(stage),
    )?;
    drop(stages);
    if let Some(report) = &args.report {
        write_whole(report, measure_page(&measured, &ENGLISH)?.as_bytes())?;
    }
    let result = &measured.result;
    terminal.result(&if args.json {
        result.to_json()
    } else {
        summary::measurement(result, terminal.colour)
    })?;
    if let Some(report) = &args.report {
        terminal.note(&format!("report: {}", report.display()));
    }
    if !measured.zones.is_empty() {
        let zones: Vec<&str> = measured.zones.iter().map(|zone| zone.name()).collect();
        terminal.note(&format!(
            "a whole face: choose one of its zones with --zone: {}",
            zones.join(", ")
        ));
    }
    let outcome = if result.reasons.is_empty() {
        Outcome::Done
    } else {
        Outcome::NotComparable
    };
    Ok((outcome, measured.heights))
}
