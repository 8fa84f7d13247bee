//! The one binary of Relief: commands, files, progress and exit codes.

mod args;
mod batch;
mod commands;
mod error;
mod files;
mod progress;
mod region;
mod summary;
mod table;
mod terminal;

use args::{Args, Command};
use clap::Parser;
use error::CliError;
use std::process::ExitCode;
use terminal::Terminal;

/// A comparison makes and drops rasters of tens of megabytes. The system's allocator gives each back to the kernel,
/// which then clears every page of the next one: a third of the time of a comparison.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = Args::parse();
    let terminal = Terminal::of_process(args.verbose);
    match run(args.command, &terminal) {
        Ok(outcome) => outcome.exit_code(),
        Err(error) => {
            terminal.error(&error);
            error.exit_code()
        }
    }
}

fn run(command: Command, terminal: &Terminal) -> Result<Outcome, CliError> {
    match command {
        Command::Compare(args) => commands::compare::run(args, terminal, relief_compare::compare),
        Command::Measure(args) => commands::measure::run(&args, terminal),
        Command::Card(args) => commands::card::run(&args, terminal),
        Command::Batch(args) => commands::batch::run(args, terminal, relief_compare::compare),
        Command::Repeatability(args) => commands::repeatability::run(args, terminal, relief_compare::compare),
        Command::Phantom(args) => commands::phantom::run(args, terminal),
    }
}

/// How a command ended when it did what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done; a pair was comparable, a photo measurable.
    Done,
    /// Done, and some rows of a batch carry an error.
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
