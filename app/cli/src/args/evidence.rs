//! `relief evidence`.

use clap::ValueEnum;
use std::path::PathBuf;

const EVIDENCE_EXAMPLES: &str = "\
The published trials of microneedling for acne scars come with the program, each number with
its source. What can be weighed is pooled; what cannot is named with the reason.

Examples:
  relief evidence
  relief evidence --by sessions
  relief evidence --by scar-type
  relief evidence --html evidence.html
  relief evidence --svg evidence.svg
  relief evidence --json > evidence.json

Exit codes: 0 told, 2 wrong usage or a folder that does not exist, 1 a file could not be written.";

/// `relief evidence`.
#[derive(Debug, clap::Args)]
#[command(after_help = EVIDENCE_EXAMPLES)]
pub struct EvidenceArgs {
    /// Compare groups of studies, or list what they say of each type of scar or against each other treatment
    #[arg(long, value_name = "WHAT")]
    pub by: Option<GroupedBy>,
    /// Print the answers as JSON (schema relief.evidence/1) instead of forests and sentences
    #[arg(long)]
    pub json: bool,
    /// Write a self-contained page
    #[arg(long, value_name = "FILE.html")]
    pub html: Option<PathBuf>,
    /// Write the forests as one drawing
    #[arg(long, value_name = "FILE.svg")]
    pub svg: Option<PathBuf>,
}

/// By what the evidence is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GroupedBy {
    /// What single studies say of each type of scar
    ScarType,
    /// Fewer sessions against more
    Sessions,
    /// Sessions close together against far apart
    Interval,
    /// Shorter needles against longer
    NeedleLength,
    /// The comparisons with other treatments, and nothing before and after
    Comparator,
}
