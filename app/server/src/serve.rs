//! Answering on a socket until told to stop.

use crate::app::App;
use crate::{measuring, routes, sweeping};
use std::future::Future;
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// Answers requests and measures until `stop` is done; requests and the measurement at hand are finished first.
///
/// # Errors
/// What the socket refuses.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let worker = measuring::start(&app);
    let sweeper = tokio::spawn(sweeping::run(app.clone()));
    let closing = app.clone();
    let router = routes::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let stopped = async move {
        stop.await;
        closing.close();
    };
    axum::serve(listener, router)
        .with_graceful_shutdown(stopped)
        .await?;
    // Its end was asked for together with the server's.
    let _ = worker.await;
    let _ = sweeper.await;
    Ok(())
}
