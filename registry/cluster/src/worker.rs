//! A worker: takes parts of queries, as many at once as it has slots.

use crate::address::Address;
use crate::error::ClusterError;
use crate::function::measure_function;
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use relief_query::last_sums_function;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Seconds between two signs of life.
const HEARD_OF_EVERY_S: u64 = 1;

/// How a worker runs.
#[derive(Debug, Clone)]
pub struct WorkerSettings {
    /// Whom it works for.
    pub scheduler: Address,
    /// How many parts of queries at once.
    pub slots: usize,
    /// Where results lie until they are fetched; others must be kept out of this folder, and emptying it loses results.
    pub work_dir: PathBuf,
    /// Where it listens; the scheduler and the other workers must reach it there.
    pub listen: IpAddr,
    /// The port at which results are fetched.
    pub data_port: u16,
    /// The port at which the scheduler brings work.
    pub task_port: u16,
}

/// Runs a worker until it is told to stop, by SIGTERM or by the scheduler, or loses its scheduler.
///
/// # Errors
///
/// [`ClusterError::NoScheduler`], or [`ClusterError::Ended`] when it cannot listen or is not taken.
pub async fn run_worker(settings: WorkerSettings) -> Result<(), ClusterError> {
    settings.scheduler.has_worker().await?;
    let ended = |source| ClusterError::Ended {
        what: format!("worker of {}", settings.scheduler),
        source,
    };
    // Ballista ends without a word when somebody else listens there.
    let free = TcpListener::bind((settings.listen, settings.data_port)).await;
    drop(free.map_err(|error| ended(error.into()))?);
    let config = ExecutorProcessConfig {
        bind_host: settings.listen.to_string(),
        port: settings.data_port,
        grpc_port: settings.task_port,
        scheduler_host: settings.scheduler.host().to_owned(),
        scheduler_port: settings.scheduler.port(),
        vcores: settings.slots,
        work_dir: Some(settings.work_dir.to_string_lossy().into_owned()),
        executor_heartbeat_interval_seconds: HEARD_OF_EVERY_S,
        override_function_registry: Some(Arc::new(functions())),
        ..ExecutorProcessConfig::default()
    };
    start_executor_process(Arc::new(config)).await.map_err(ended)
}

/// DataFusion's functions and ours.
fn functions() -> BallistaFunctionRegistry {
    let mut functions = BallistaFunctionRegistry::default();
    let measure = measure_function();
    functions
        .scalar_functions
        .insert(measure.name().to_owned(), Arc::new(measure));
    let sums = last_sums_function();
    functions
        .aggregate_functions
        .insert(sums.name().to_owned(), Arc::new(sums));
    functions
}
