//! DataFusion's sessions: on a cluster, or in this process.

use crate::address::Address;
use crate::error::ClusterError;
use crate::function::measure_function;
use ballista_core::config::BALLISTA_SCHEDULER_MAX_PARTITIONS_PER_TASK;
use ballista_core::extension::{SessionConfigExt, SessionStateExt};
use datafusion::execution::SessionStateBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};

/// A session that knows [`measure_function`]. Its queries run on the scheduler's workers; without a scheduler in this process, on
/// as many threads as its runtime has.
///
/// # Errors
///
/// [`ClusterError::NoScheduler`] or [`ClusterError::NoWorker`], so that nobody waits for a cluster that is not there.
pub async fn session(scheduler: Option<&Address>) -> Result<SessionContext, ClusterError> {
    let context = match scheduler {
        Some(address) => remote(address).await?,
        None => SessionContext::new(),
    };
    context.register_udf(measure_function());
    Ok(context)
}

async fn remote(address: &Address) -> Result<SessionContext, ClusterError> {
    address.ready().await?;
    // A part of a query goes to whoever is free, not several at once to one worker.
    let config = SessionConfig::new_with_ballista().set_usize(BALLISTA_SCHEDULER_MAX_PARTITIONS_PER_TASK, 1);
    let state = SessionStateBuilder::new()
        .with_default_features()
        .with_config(config)
        .build();
    let url = format!("http://{}:{}", address.host(), address.port());
    Ok(SessionContext::new_with_state(state.upgrade_for_ballista(url)?))
}
