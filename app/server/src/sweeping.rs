//! Clearing away, beside the answering of requests: what interrupted uploads and deleted patients left.

use crate::app::App;
use jiff::SignedDuration;
use std::time::Duration;

/// Longer than any upload takes.
const OLDER_THAN: SignedDuration = SignedDuration::from_hours(1);
/// Between two looks.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Sweeps at the start and every hour, until the server comes to an end.
pub async fn run(app: App) {
    while !app.is_closing() {
        match app.store().sweep(OLDER_THAN).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!("swept {removed} blobs that nothing belongs to"),
            // What was not removed is found again.
            Err(error) => tracing::warn!("sweeping: {error}"),
        }
        tokio::select! {
            () = app.closing() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
