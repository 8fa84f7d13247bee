//! `relief registry`.

use std::path::PathBuf;

const REGISTRY_EXAMPLES: &str = "\
DIR holds the tables that a practice's page \"Does it help?\" hands out for researchers: patients,
comparisons, sessions, side_effects and scars, each as .parquet or as .csv.

Examples:
  relief registry rows/
  relief registry rows/ --json > answers.json

Exit codes: 0 told, 2 wrong usage, 1 a table is missing or wrong; the line says which row and why.";

/// `relief registry`.
#[derive(Debug, clap::Args)]
#[command(after_help = REGISTRY_EXAMPLES)]
pub struct RegistryArgs {
    /// The folder with the tables
    pub dir: PathBuf,
    /// Print the answers as JSON (schema relief.registry/2) instead of sentences
    #[arg(long)]
    pub json: bool,
}
