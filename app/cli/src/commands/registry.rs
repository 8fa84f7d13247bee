//! `relief registry DIR [--json]`.

use crate::Outcome;
use crate::args::RegistryArgs;
use crate::error::CliError;
use crate::files::why;
use crate::terminal::Terminal;
use relief_evidence::draw::paragraph;
use relief_registry::texts::{ENGLISH, Texts};
use relief_registry::{
    ANSWERS_SCHEMA, Answers, Cohort, Columns, NotKnown, PRIMARY, scars, sentence, side_effects,
};
use relief_report::metric_label;
use relief_report::texts::ENGLISH as ENGLISH_LABELS;
use relief_table::{File, Format, TABLES, read};
use serde::Serialize;
use std::fs;
use std::path::Path;

/// The largest table that is read into memory. Rows take up to ten times as much there; `relief-query` reads larger ones.
const MOST_BYTES: u64 = 1 << 30;
/// How wide text is where nobody tells, as in a file, and the most.
const WIDTH: usize = 100;
const MOST_WIDTH: usize = 120;

#[derive(Serialize)]
struct Told {
    schema: &'static str,
    #[serde(flatten)]
    answers: Answers,
}

/// Prints what the rows of a folder answer.
///
/// # Errors
///
/// [`CliError::Read`] for a table that is missing, too large, or has a row that cannot be.
pub fn run(args: &RegistryArgs, terminal: &Terminal) -> Result<Outcome, CliError> {
    let wrong = |why: String| CliError::read(&args.dir, why);
    let rows = read(&tables(&args.dir)?).map_err(|error| wrong(error.to_string()))?;
    // What is left to be wrong is about comparisons: one metric in two units.
    let columns =
        Columns::new(rows).map_err(|error| wrong(format!("comparisons, counted from 0: {error}")))?;
    let cohort = columns.cohort();
    let told = if args.json {
        let told = Told {
            schema: ANSWERS_SCHEMA,
            answers: Answers::of(&cohort),
        };
        let json = serde_json::to_string_pretty(&told).map_err(|error| CliError::Unfit(error.to_string()))?;
        json + "\n"
    } else {
        text(
            &cohort,
            &ENGLISH,
            terminal.width().unwrap_or(WIDTH).min(MOST_WIDTH),
        )
    };
    terminal.result(&told)?;
    Ok(Outcome::Done)
}

/// The tables that are there, each in the format that is read first.
fn tables(dir: &Path) -> Result<Vec<File>, CliError> {
    let facts = fs::metadata(dir).map_err(|error| CliError::read(dir, why(&error)))?;
    if !facts.is_dir() {
        return Err(CliError::read(dir, "no folder; give the folder with the tables"));
    }
    let mut files = Vec::new();
    for table in TABLES {
        let names = Format::ALL.map(|format| format.file(&table));
        let Some(name) = names.into_iter().find(|name| dir.join(name).exists()) else {
            // Reading says what is missing.
            continue;
        };
        let path = dir.join(&name);
        let unreadable = |error: std::io::Error| CliError::read(&path, why(&error));
        if fs::metadata(&path).map_err(unreadable)?.len() > MOST_BYTES {
            let limit = format!("larger than {MOST_BYTES} bytes; ask relief-query");
            return Err(CliError::read(&path, limit));
        }
        let bytes = fs::read(&path).map_err(unreadable)?;
        files.push(File { name, bytes });
    }
    Ok(files)
}

/// What the page of the practice says.
fn text(cohort: &Cohort<'_>, texts: &Texts, width: usize) -> String {
    let mut out = String::new();
    let mut part = |title: &str, sentences: Vec<String>| {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("{title}\n"));
        for sentence in sentences {
            out.push_str(&paragraph(&sentence, width));
        }
    };
    let found = cohort.metrics();
    for (metric, captured) in PRIMARY.iter().filter(|(metric, _)| found.contains(metric)) {
        part(
            &metric_label(&ENGLISH_LABELS, metric),
            sentence::of_metric(cohort, metric, *captured, texts),
        );
    }
    let scars = scars(cohort);
    if scars != Err(NotKnown::Nobody) {
        part("depth of single scars", sentence::of_scars(&scars, texts));
    }
    part(
        "side effects",
        sentence::of_side_effects(&side_effects(cohort), texts),
    );
    out
}
