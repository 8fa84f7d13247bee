//! The scheduler: takes queries, gives their parts to workers, and gives them again when a worker is lost.

use crate::error::ClusterError;
use crate::function::measure_function;
use ballista_core::utils::default_session_builder;
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::start_server;
use datafusion::error::Result;
use datafusion::execution::{FunctionRegistry, SessionState};
use datafusion::prelude::SessionConfig;
use relief_query::last_sums_function;
use std::net::SocketAddr;
use std::sync::Arc;

/// Seconds between two looks at which workers were not heard of.
const LOOKS_EVERY_S: u64 = 1;
/// Seconds after which a query that ended is forgotten, as are its results on the workers: whoever asked has them by then, and a batch
/// of millions of pairs is many queries.
const FORGETS_AFTER_S: u64 = 300;

/// How a scheduler runs.
#[derive(Debug, Clone)]
pub struct SchedulerSettings {
    /// Where it listens.
    pub listen: SocketAddr,
    /// The name under which workers reach it; `None` means the address that it listens at.
    pub host: Option<String>,
    /// Seconds after which a worker that was not heard of is lost. Workers are heard of every second.
    pub lost_after_s: u64,
}

/// Runs a scheduler until the process ends.
///
/// # Errors
///
/// [`ClusterError::Ended`] when it cannot listen, [`ClusterError::NoHost`] when nobody could find it.
pub async fn run_scheduler(settings: SchedulerSettings) -> Result<(), ClusterError> {
    let SchedulerSettings {
        listen,
        host,
        lost_after_s,
    } = settings;
    let ended = |source| ClusterError::Ended {
        what: format!("scheduler at {listen}"),
        source,
    };
    if host.is_none() && listen.ip().is_unspecified() {
        return Err(ClusterError::NoHost { listen });
    }
    let config = SchedulerConfig {
        bind_host: listen.ip().to_string(),
        bind_port: listen.port(),
        external_host: host.unwrap_or_else(|| listen.ip().to_string()),
        executor_timeout_seconds: lost_after_s,
        expire_dead_executor_interval_seconds: LOOKS_EVERY_S,
        finished_job_data_clean_up_interval_seconds: FORGETS_AFTER_S,
        finished_job_state_clean_up_interval_seconds: FORGETS_AFTER_S,
        override_session_builder: Some(Arc::new(session_state)),
        ..SchedulerConfig::default()
    };
    let cluster = BallistaCluster::new_from_config(&config).await.map_err(ended)?;
    start_server(cluster, listen, Arc::new(config))
        .await
        .map_err(ended)
}

/// What the scheduler plans a query with.
fn session_state(config: SessionConfig) -> Result<SessionState> {
    let mut state = default_session_builder(config)?;
    state.register_udf(Arc::new(measure_function()))?;
    state.register_udaf(Arc::new(last_sums_function()))?;
    Ok(state)
}
