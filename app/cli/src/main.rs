//! The one binary of Relief: commands, files, progress and exit codes.

mod args;
mod batch;
mod commands;
mod error;
mod files;
mod folder;
mod line;
mod place;
mod progress;
mod region;
mod runtime;
mod summary;
mod table;
mod terminal;

use args::{Args, AuditCommand, Command};
use clap::Parser;
use error::CliError;
use std::process::ExitCode;
use terminal::Terminal;

/// A comparison makes and drops rasters of tens of megabytes. The system's allocator gives each back to the kernel,
/// which then clears every page of the next one: a third of the time of a comparison.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return misread(&error),
    };
    let terminal = Terminal::of_process(args.verbose);
    match run(args.command, &terminal) {
        Ok(outcome) => outcome.exit_code(),
        Err(error) => {
            terminal.error(&error);
            error.exit_code()
        }
    }
}

/// Help as clap writes it; a mistake as one line like every other error.
fn misread(error: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion};
    match error.kind() {
        DisplayHelp | DisplayVersion | DisplayHelpOnMissingArgumentOrSubcommand => error.exit(),
        _ => {
            let error = CliError::Usage(usage_line(&error.render().to_string()));
            Terminal::of_process(false).error(&error);
            error.exit_code()
        }
    }
}

/// What clap says in several lines, in one, without the usage that `--help` shows.
fn usage_line(text: &str) -> String {
    let text = text.trim_start_matches("error: ");
    let said = text.split("\n\n").take_while(|part| !part.starts_with("Usage:"));
    let joined = said.map(|part| {
        let lines: Vec<&str> = part.split_whitespace().collect();
        lines.join(" ").trim_start_matches("tip: ").to_owned()
    });
    let parts: Vec<String> = joined
        .filter(|part| !part.starts_with("For more information"))
        .collect();
    format!("{}; --help explains", parts.join("; "))
}

fn run(command: Command, terminal: &Terminal) -> Result<Outcome, CliError> {
    match command {
        Command::Compare(args) => commands::compare::run(args, terminal, relief_compare::compare),
        Command::Measure(args) => commands::measure::run(&args, terminal),
        Command::Stereo(args) => commands::stereo::run(&args, terminal),
        Command::Card(args) => commands::card::run(&args, terminal),
        Command::Batch(args) => commands::batch::run(args, terminal, relief_compare::compare),
        Command::Repeatability(args) => commands::repeatability::run(args, terminal, relief_compare::compare),
        Command::Phantom(args) => commands::phantom::run(args, terminal),
        Command::Evidence(args) => commands::evidence::run(&args, terminal),
        Command::Registry(args) => commands::registry::run(&args, terminal),
        Command::Demo(args) => commands::demo::run(&args, terminal),
        Command::Serve(args) => commands::serve::run(&args, terminal),
        Command::Verify(args) => commands::verify::all(&args, terminal),
        Command::Audit(AuditCommand::Verify(args)) => commands::verify::audit(&args, terminal),
        Command::Backup(args) => commands::backup::take(&args, terminal),
        Command::Restore(args) => commands::backup::restore(&args, terminal),
    }
}

/// How a command ended when it did what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done; a pair was comparable, a photo measurable.
    Done,
    /// Done, and some rows of a batch carry an error, or something in a practice's data is wrong.
    DoneWithErrors,
    /// Done; the pair was not comparable, or the photo not measurable.
    NotComparable,
}

impl Outcome {
    fn exit_code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Done => 0,
            Self::DoneWithErrors => 1,
            Self::NotComparable => 4,
        })
    }
}
