//! `relief measure INPUT`.

use crate::Outcome;
use crate::args::MeasureArgs;
use crate::error::CliError;
use crate::files::read_input;
use crate::progress::Stages;
use crate::summary;
use crate::terminal::Terminal;
use relief_compare::{Input, measure};

/// Measures one photo or scan and prints the result.
///
/// # Errors
///
/// [`CliError`] when the file cannot be read, or nothing can be computed.
pub fn run(args: &MeasureArgs, terminal: &Terminal) -> Result<Outcome, CliError> {
    let options = args.options();
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
    let result = &measured.result;
    terminal.result(&if args.json {
        result.to_json()
    } else {
        summary::measurement(result, terminal.colour)
    })?;
    Ok(if result.reasons.is_empty() {
        Outcome::Done
    } else {
        Outcome::NotComparable
    })
}
