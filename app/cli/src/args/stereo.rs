//! `relief stereo`.

use super::MeasuringArgs;
use clap::Subcommand;
use std::path::PathBuf;

const STEREO_EXAMPLES: &str = "\
A light set is a folder with four or more pictures that were taken from one position, each under a lamp
from another side, and a lights.json or lights.csv that says where the lamps were; it may lie in the
folder around it. `relief stereo guide` tells how to take one.

Examples:
  relief stereo guide
  relief stereo before/ --out map.x3p
  relief stereo before/ --out map.npy --json --report before.html
  relief compare before/ after/

Exit codes: 0 done, 4 the set carries too little to be measured, 2 wrong usage, 1 could not read or compute.";

/// `relief stereo`.
#[derive(Debug, clap::Args)]
#[command(after_help = STEREO_EXAMPLES, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct StereoArgs {
    /// What else to do.
    #[command(subcommand)]
    pub command: Option<StereoCommand>,
    /// The folder with the pictures
    #[arg(required = true, value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Where the height map goes: a .x3p, .sdf, .gsf, .tiff or .npy file
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Print the result as JSON (schema relief.measure/1) instead of a table
    #[arg(long)]
    pub json: bool,
    /// Write a self-contained page with what was measured
    #[arg(long, value_name = "FILE.html")]
    pub report: Option<PathBuf>,
    #[command(flatten)]
    pub measuring: MeasuringArgs,
}

/// What `relief stereo` does beside that.
#[derive(Debug, Subcommand)]
pub enum StereoCommand {
    /// Tell how to take a light set, and how lights.json describes its lamps
    Guide,
}
