//! `relief verify` and `relief audit verify`.

use crate::Outcome;
use crate::args::{AuditVerifyArgs, PlaceArgs, VerifyArgs};
use crate::error::CliError;
use crate::place::{self, Expect, Place};
use crate::runtime;
use crate::terminal::{Terminal, printable};
use relief_store::{Head, Problem, Report};

/// The name of a check among the processes that use a folder.
const PROCESS: &str = "verify";

/// Checks everything.
///
/// # Errors
///
/// [`CliError`] when it cannot look. What is wrong is printed.
pub fn all(args: &VerifyArgs, terminal: &Terminal) -> Result<Outcome, CliError> {
    let report = report(&args.place)?;
    tell(&report, terminal)
}

/// Checks the audit log, and that every record is the one it holds the hash of.
///
/// # Errors
///
/// [`CliError`] when it cannot look. What is wrong is printed.
pub fn audit(args: &AuditVerifyArgs, terminal: &Terminal) -> Result<Outcome, CliError> {
    let mut report = report(&args.place)?;
    report
        .problems
        .retain(|problem| matches!(problem, Problem::Audit(_)));
    terminal.result(&(problems(&report) + &end_of_log(&report.head)))?;
    Ok(outcome(&report))
}

fn report(place: &PlaceArgs) -> Result<Report, CliError> {
    let place = Place::hold(place, Expect::Data, PROCESS, place::environment)?;
    runtime::block_on(async {
        let store = place.open().await?;
        let report = store.verify().await;
        store.close().await;
        Ok(report?)
    })
}

/// Prints what was checked and what is wrong.
///
/// # Errors
///
/// [`CliError::Write`] when standard output takes nothing more.
pub fn tell(report: &Report, terminal: &Terminal) -> Result<Outcome, CliError> {
    let Report {
        patients,
        deleted,
        versions,
        blobs,
        unfinished,
        ..
    } = report;
    let counts = format!(
        "{patients} patients, {deleted} deleted ones, {versions} versions of records, {blobs} blobs, {unfinished} unfinished uploads\n"
    );
    terminal.result(&(counts + &problems(report) + &end_of_log(&report.head)))?;
    Ok(outcome(report))
}

fn problems(report: &Report) -> String {
    if report.is_clean() {
        return "All is well.\n".to_owned();
    }
    let line = |problem: &Problem| match problem {
        Problem::Audit(problem) => format!("WRONG: the audit log: {}\n", printable(&problem.to_string())),
        Problem::Thing { what, id, problem } => printable(&format!("WRONG: {what} {id}: {problem}")) + "\n",
    };
    report.problems.iter().map(line).collect()
}

fn end_of_log(head: &Head) -> String {
    format!(
        "The log ends at entry {}, {}\n",
        head.seq,
        hex::encode(&head.link)
    )
}

fn outcome(report: &Report) -> Outcome {
    if report.is_clean() {
        Outcome::Done
    } else {
        Outcome::DoneWithErrors
    }
}
