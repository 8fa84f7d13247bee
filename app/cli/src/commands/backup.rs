//! `relief backup` and `relief restore`.

use super::verify;
use crate::Outcome;
use crate::args::{BackupArgs, RestoreArgs};
use crate::error::CliError;
use crate::place::{self, Expect, Place};
use crate::runtime;
use crate::terminal::Terminal;
use relief_course::PersonId;
use relief_store::Store;

/// The name of a backup among the processes that use a folder.
const PROCESS: &str = "backup";
/// Who took it, for the audit log: whoever runs commands on the server.
const BY: &str = "command-line";

/// Writes a backup.
///
/// # Errors
///
/// [`CliError`] when it could not be written; it has no manifest then.
pub fn take(args: &BackupArgs, terminal: &Terminal) -> Result<Outcome, CliError> {
    let place = Place::hold(&args.place, Expect::Data, PROCESS, place::environment)?;
    let by = PersonId::try_from(BY).map_err(|error| CliError::Unfit(error.to_string()))?;
    let manifest = runtime::block_on(async {
        let store = place.open().await?;
        let manifest = store.backup(&args.to, &by).await;
        store.close().await;
        Ok(manifest?)
    })?;
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    terminal.result(&format!(
        "{}: {rows} rows and {} blobs\n",
        args.to.display(),
        manifest.blobs
    ))?;
    terminal.note("The master key is not in it. Keep the two apart, and both safe.");
    Ok(Outcome::Done)
}

/// Restores a backup and checks everything.
///
/// # Errors
///
/// [`CliError`] when the backup is damaged or of another master key.
pub fn restore(args: &RestoreArgs, terminal: &Terminal) -> Result<Outcome, CliError> {
    let place = Place::hold(&args.place, Expect::KeyOnly, PROCESS, place::environment)?;
    let report = runtime::block_on(async {
        let store = Store::restore(
            &args.from,
            &place.settings,
            place.master.clone(),
            place::outside(),
        )
        .await?;
        let report = store.verify().await;
        store.close().await;
        Ok(report?)
    })?;
    verify::tell(&report, terminal)
}
