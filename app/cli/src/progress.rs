//! What is going on: a spinner on a terminal, lines with times under `--verbose`.

use crate::terminal::Terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use relief_compare::Stage;
use std::time::{Duration, Instant};

/// How often a spinner turns.
const TICK: Duration = Duration::from_millis(120);

/// The stages of one comparison.
pub struct Stages<'a> {
    terminal: &'a Terminal,
    spinner: ProgressBar,
    running: Option<(Stage, Instant)>,
}

impl<'a> Stages<'a> {
    /// Nothing is shown until the first stage starts.
    pub fn new(terminal: &'a Terminal) -> Self {
        let spinner =
            ProgressBar::with_draw_target(None, draw_target(terminal.interactive && !terminal.verbose));
        Self {
            terminal,
            spinner,
            running: None,
        }
    }

    /// A stage starts; the one before has ended.
    pub fn start(&mut self, stage: Stage) {
        self.end_running();
        self.spinner.enable_steady_tick(TICK);
        self.spinner.set_message(stage.label());
        self.running = Some((stage, Instant::now()));
    }

    fn end_running(&mut self) {
        if let Some((stage, since)) = self.running.take()
            && self.terminal.verbose
        {
            self.terminal.note(&format!(
                "{:>8.3} s  {}",
                since.elapsed().as_secs_f64(),
                stage.label()
            ));
        }
    }
}

impl Drop for Stages<'_> {
    /// The last stage ends, and the spinner leaves no trace.
    fn drop(&mut self) {
        self.end_running();
        self.spinner.finish_and_clear();
    }
}

/// A bar over `total` pieces of work, drawn only on a terminal.
pub fn bar(terminal: &Terminal, total: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total), draw_target(terminal.interactive));
    let template = "{bar:30} {pos}/{len} · {elapsed} gone, {eta} to go {wide_msg}";
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn draw_target(shown: bool) -> ProgressDrawTarget {
    if shown {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    }
}
