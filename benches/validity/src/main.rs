//! Renders phantom pairs, or takes pairs that were rendered elsewhere, compares each, and says how often
//! the verdict is right. `README.md` has the commands and the last tables.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command: tables on standard output, progress on standard error"
)]

mod bounds;
mod case;
mod confusion;
mod error;
mod folder;
mod journal;
mod judge;
mod markdown;
mod matching;
mod repeat;
mod row;
mod scans;
mod stereo;

use case::Pair;
use clap::{Parser, ValueEnum};
use error::Problem;
use journal::Journal;
use relief_phantom::PairKind;
use row::Row;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// Compares pairs with known truth and says how often the verdict is right.
#[derive(Debug, Parser)]
struct Args {
    /// What to tell.
    #[arg(value_enum, default_value = "verdicts")]
    mode: Mode,
    /// The phantom's plan.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many pairs of the plan; with --kind, how many pairs of those kinds.
    #[arg(long, default_value_t = 240)]
    pairs: usize,
    /// Only pairs of this kind, as truth.json spells it; may be given several times.
    #[arg(long, value_parser = kind)]
    kind: Vec<PairKind>,
    /// Takes rendered pairs instead: every folder below that holds truth.json, before.jpg and after.jpg.
    #[arg(long)]
    dir: Option<PathBuf>,
    /// The table with one row per pair [default: target/validity/SEED.csv or NAME-OF-DIR.csv].
    #[arg(long)]
    out: Option<PathBuf>,
    /// Goes on with the table where an earlier run of the same program stopped.
    #[arg(long)]
    resume: bool,
    /// Also writes the Markdown tables between their markers in this file.
    #[arg(long, value_name = "FILE")]
    readme: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// The confusion table by kind and phototype, against the bounds.
    Verdicts,
    /// How far each metric repeats on unchanged skin with its redness unchanged.
    Repeat,
    /// Scans: which scars are found and how exactly they are measured; --pairs says of how many persons.
    Scans,
    /// Light sets: how exactly scars are measured on the heights that they give; --pairs says of how many persons.
    Stereo,
}

fn kind(text: &str) -> Result<PairKind, String> {
    case::parse_kind(text).ok_or_else(|| {
        let names: Vec<String> = PairKind::ALL.into_iter().map(case::kind_name).collect();
        format!("no such kind; there are {}", names.join(", "))
    })
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("relief-validity: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), Problem> {
    let rows = if matches!(args.mode, Mode::Scans | Mode::Stereo) {
        Vec::new()
    } else {
        measured(args)?
    };
    let (block, text) = match args.mode {
        Mode::Verdicts if args.kind.is_empty() => ("verdicts", confusion::markdown(&rows)),
        // Bounds over all kinds say nothing about a choice of them.
        Mode::Verdicts => ("kinds", confusion::of_kinds(&rows)),
        Mode::Repeat => ("repeat", repeat::markdown(&rows)?),
        Mode::Scans => ("scans", scans::markdown(args.seed, args.pairs)?),
        Mode::Stereo => ("stereo", stereo::markdown(args.seed, args.pairs)?),
    };
    println!("{text}");
    match &args.readme {
        Some(path) => markdown::replace_block(path, block, &text),
        None => Ok(()),
    }
}

/// One row per pair, in the order of the pairs.
fn measured(args: &Args) -> Result<Vec<Row>, Problem> {
    let pairs = pairs(args)?;
    let mut journal = Journal::open(&out(args), args.resume)?;
    for (i, pair) in pairs.iter().enumerate() {
        if journal.has(&pair.key) {
            continue;
        }
        let start = Instant::now();
        let case = pair.load()?;
        let loaded = start.elapsed().as_secs_f64();
        let row = judge::judge(&case)?;
        tell(i, pairs.len(), &row, loaded);
        journal.append(row)?;
    }
    let mut rows = journal.into_rows();
    rows.retain(|row| pairs.iter().any(|pair| pair.key == row.pair));
    Ok(rows)
}

fn pairs(args: &Args) -> Result<Vec<Pair>, Problem> {
    let kinds: &[PairKind] = match (args.mode, args.kind.is_empty()) {
        (Mode::Repeat, true) => &[PairKind::Unchanged],
        _ => &args.kind,
    };
    match &args.dir {
        Some(dir) => folder::pairs(dir, kinds),
        None => Ok(case::planned(args.seed, args.pairs, kinds)),
    }
}

fn out(args: &Args) -> PathBuf {
    let name = match &args.dir {
        Some(dir) => dir.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        None => args.seed.to_string(),
    };
    let default = || PathBuf::from("target/validity").join(format!("{name}.csv"));
    args.out.clone().unwrap_or_else(default)
}

fn tell(i: usize, of: usize, row: &Row, loaded: f64) {
    let mark = if row.is_right() { "" } else { " ✗" };
    let relative = row
        .relative
        .map_or_else(String::new, |r| format!(" {:+.1} %", 100.0 * r));
    eprintln!(
        "{}/{of} {} {} {}: {}{relative} {}{}{mark} ({loaded:.1} + {:.1} s)",
        i + 1,
        row.pair,
        row.kind,
        row.phototype,
        row.verdict,
        row.reasons.join(" "),
        row.error,
        row.seconds
    );
}
