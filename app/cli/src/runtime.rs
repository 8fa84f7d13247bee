//! The runtime of the commands that wait for a database or for requests.

use crate::error::CliError;
use std::future::Future;
use tokio::signal;

/// Runs to the end.
///
/// # Errors
///
/// What the command says, or that the system gives no threads.
pub fn block_on<T>(work: impl Future<Output = Result<T, CliError>>) -> Result<T, CliError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime =
        runtime.map_err(|error| CliError::Unfit(format!("the system gives no threads: {error}")))?;
    runtime.block_on(work)
}

/// Done when somebody tells the process to end. From the call on, a signal no longer ends it at once.
///
/// # Errors
///
/// When the system does not tell of signals.
#[cfg(unix)]
pub fn told_to_end() -> Result<impl Future<Output = ()> + Send + 'static, CliError> {
    use signal::unix::{SignalKind, signal};
    let deaf = |error| CliError::Unfit(format!("the system tells of no signals: {error}"));
    let mut interrupt = signal(SignalKind::interrupt()).map_err(deaf)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(deaf)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("told to end; finishing what is at hand");
    })
}

/// Done when somebody tells the process to end.
///
/// # Errors
///
/// None here.
#[cfg(not(unix))]
pub fn told_to_end() -> Result<impl Future<Output = ()> + Send + 'static, CliError> {
    Ok(async {
        // Without signals it goes on until it is ended.
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
