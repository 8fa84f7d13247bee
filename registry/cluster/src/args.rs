//! The command line as typed.

use clap::{Args, Parser, Subcommand};
use relief_cluster::Address;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZero;
use std::path::PathBuf;

/// A registry's answers and batches of measurements on many machines.
#[derive(Debug, Parser)]
#[command(name = "relief-cluster", version, about)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the scheduler of a cluster; whoever reaches its port may use it, so keep it in a network of its own
    Scheduler(SchedulerArgs),
    /// Run a worker; on each machine, as many as you like
    Worker(WorkerArgs),
    /// Does it help? What a registry of any size says, as `relief-query` prints it
    Answers(AnswersArgs),
    /// Compare many pairs from a list
    Measure(MeasureArgs),
}

#[derive(Debug, Args)]
pub struct SchedulerArgs {
    /// Where it listens
    #[arg(long, value_name = "IP:PORT", default_value = "127.0.0.1:50050")]
    pub listen: SocketAddr,
    /// The name under which workers reach this machine, where it listens at 0.0.0.0
    #[arg(long, value_name = "HOST")]
    pub host: Option<String>,
    /// Seconds after which a worker that was not heard of is lost, and its work given to others
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(3..))]
    pub lost_after: u64,
}

#[derive(Debug, Args)]
pub struct WorkerArgs {
    /// Whom it works for
    #[arg(long, value_name = "df://HOST:PORT")]
    pub scheduler: Address,
    /// How many pairs or parts of a query at a time, each of which needs up to 1 GiB of memory; as many as the machine has cores
    /// unless told otherwise
    #[arg(long, value_name = "N")]
    pub slots: Option<NonZero<usize>>,
    /// A folder of its own for results until they are fetched; one that goes with it unless told otherwise
    #[arg(long, value_name = "DIR")]
    pub work_dir: Option<PathBuf>,
    /// Where it listens
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub listen: IpAddr,
    /// The port at which results are fetched
    #[arg(long, value_name = "PORT", default_value_t = 50051)]
    pub data_port: u16,
    /// The port at which the scheduler brings work
    #[arg(long, value_name = "PORT", default_value_t = 50052)]
    pub task_port: u16,
}

#[derive(Debug, Args)]
pub struct AnswersArgs {
    /// The folder with patients.parquet, comparisons.parquet, sessions.parquet, side_effects.parquet and scars.parquet; each may be
    /// a folder of such files. Scheduler and workers must find it under the same path
    pub folder: PathBuf,
    /// The cluster that computes; this machine alone unless one is given
    #[arg(long, value_name = "df://HOST:PORT")]
    pub scheduler: Option<Address>,
}

#[derive(Debug, Args)]
pub struct MeasureArgs {
    /// The list of pairs, as `relief batch` takes it; workers must find its folder under the same path
    pub pairs: PathBuf,
    /// The folder of the results, Parquet files with one row a pair. Pairs that it has already are not measured again, unless they failed
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The cluster that measures; this machine alone unless one is given
    #[arg(long, value_name = "df://HOST:PORT")]
    pub scheduler: Option<Address>,
    /// How many parts of the list, of 64 pairs each, at a time; a cluster with more slots than pairs in work idles
    #[arg(long, value_name = "N", default_value = "2")]
    pub parts: NonZero<usize>,
}
