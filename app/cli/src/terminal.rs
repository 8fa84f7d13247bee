//! The one module that prints: results to standard output, everything else to standard error.

use crate::error::CliError;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::PathBuf;

/// How to talk to whoever started the command.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Whether standard output takes colour.
    pub colour: bool,
    /// Whether standard error is a terminal, so that progress may be drawn there.
    pub interactive: bool,
    /// Whether stages and times are wanted.
    pub verbose: bool,
}

impl Terminal {
    /// As the process was started: colour only on a terminal and without `NO_COLOR` (no-color.org).
    pub fn of_process(verbose: bool) -> Self {
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self {
            colour: std::io::stdout().is_terminal() && !no_colour && !dumb,
            interactive: std::io::stderr().is_terminal(),
            verbose,
        }
    }

    /// How many letters fit into a line of standard output, if it is a terminal that tells.
    pub fn width(&self) -> Option<usize> {
        let (width, _) = terminal_size::terminal_size_of(std::io::stdout())?;
        Some(usize::from(width.0))
    }

    /// Prints a result. A reader that has gone away (`| head`) is no error.
    ///
    /// # Errors
    ///
    /// [`CliError::Write`] when standard output takes nothing more, as on a full disk.
    pub fn result(&self, text: &str) -> Result<(), CliError> {
        let mut out = std::io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(CliError::Write {
                path: PathBuf::from("standard output"),
                source: error,
            }),
            _ => Ok(()),
        }
    }

    /// Says something on standard error; a closed one is nobody's loss.
    pub fn note(&self, text: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }

    /// The one line that says why a command stopped.
    pub fn error(&self, error: &CliError) {
        self.note(&format!("relief: {}", printable(&error.to_string())));
    }
}

/// Text from outside on one line and without control characters, which could steer a terminal.
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}
