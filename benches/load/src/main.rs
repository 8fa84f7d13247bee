//! A practice of many patients, and requests at a given rate: see this folder's README.

#![allow(clippy::print_stdout, reason = "a command that prints figures")]

mod fill;
mod load;
mod percentiles;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::time::Duration;

#[derive(Parser)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Fills an empty folder with a practice.
    Fill {
        /// The folder.
        #[arg(long)]
        data: PathBuf,
        /// How many patients.
        #[arg(long, default_value_t = 100_000)]
        patients: usize,
        /// How many of them are ready for a first session.
        #[arg(long, default_value_t = 2_000)]
        ready: usize,
    },
    /// Sends requests to a server over that practice and prints how long the answers took.
    Run {
        /// The server.
        #[arg(long, default_value = "http://127.0.0.1:8737")]
        url: String,
        /// The folder that `fill` made, for the patients' ids.
        #[arg(long)]
        data: PathBuf,
        /// Pages per second: patients' pages and searches in turn.
        #[arg(long, default_value_t = 200)]
        rate: u32,
        /// Sessions saved per second meanwhile.
        #[arg(long, default_value_t = 5)]
        writes: u32,
        /// For how long.
        #[arg(long, default_value_t = 60)]
        seconds: u64,
    },
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    match Args::parse().command {
        Command::Fill {
            data,
            patients,
            ready,
        } => fill::fill(&data, patients, ready).await,
        Command::Run {
            url,
            data,
            rate,
            writes,
            seconds,
        } => load::run(&url, &data, rate, writes, Duration::from_secs(seconds)).await,
    }
}
