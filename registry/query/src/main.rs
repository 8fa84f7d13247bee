//! `relief-query FOLDER`: what a registry answers, as JSON.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program whose output is its answers"
)]

use clap::Parser;
use mimalloc::MiMalloc;
use relief_query::{Registry, to_json};
use std::error::Error;
use std::process::ExitCode;
use std::thread::available_parallelism;

/// Aggregating makes and drops many buffers.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Does it help? What a registry of any size says, from the Parquet tables of a folder.
#[derive(Debug, Parser)]
#[command(name = "relief-query", version, about)]
struct Args {
    /// The folder with patients.parquet, comparisons.parquet, sessions.parquet, side_effects.parquet and scars.parquet;
    /// each may be a folder of such files
    folder: String,
    /// How many threads work; as many as the machine has unless told otherwise
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

fn main() -> ExitCode {
    match told(&Args::parse()) {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("relief-query: {error}");
            ExitCode::FAILURE
        }
    }
}

fn told(args: &Args) -> Result<String, Box<dyn Error>> {
    let threads = args
        .threads
        .map_or_else(|| available_parallelism().map(usize::from), Ok)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads.max(1))
        .build()?;
    let answers = runtime.block_on(async { Registry::open(&args.folder, threads).await?.answers().await })?;
    Ok(to_json(&answers)?)
}
