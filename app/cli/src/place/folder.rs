//! The folder of the data.

use super::{Expect, key};
use crate::error::CliError;
use crate::files::{why, written};
use std::fs::{self, File, TryLockError};
use std::path::Path;

/// What a lock's file ends with.
const LOCK: &str = ".lock";

/// Checks the folder, and makes it where it may be missing; answers whether it holds data.
///
/// # Errors
///
/// [`CliError`] for a folder that is missing, that others may read, or that holds what it should not.
pub fn prepare(folder: &Path, expect: Expect) -> Result<bool, CliError> {
    let name = folder.display();
    match fs::metadata(folder) {
        Ok(found) if !found.is_dir() => {
            return Err(CliError::Usage(format!(
                "{name}: is no folder; name one for the data"
            )));
        }
        Ok(found) => private(folder, &found, "700")?,
        Err(_) if expect == Expect::Data => {
            return Err(CliError::Usage(format!(
                "{name}: there is no such folder; `relief serve` makes one"
            )));
        }
        Err(_) => make_private(folder)?,
    }
    let holds_data = holds_data(folder)?;
    if holds_data && expect == Expect::KeyOnly {
        return Err(CliError::Usage(format!(
            "{name}: holds data already; restore into a new folder"
        )));
    }
    Ok(holds_data)
}

/// Refuses what others may read.
///
/// # Errors
///
/// [`CliError::Usage`], with what to type instead.
#[cfg(unix)]
pub fn private(path: &Path, found: &fs::Metadata, mode: &str) -> Result<(), CliError> {
    use std::os::unix::fs::PermissionsExt;
    const OTHERS: u32 = 0o077;
    if found.permissions().mode() & OTHERS == 0 {
        return Ok(());
    }
    let path = path.display();
    Err(CliError::Usage(format!(
        "{path}: others may read it; type `chmod {mode} {path}` first"
    )))
}

/// Elsewhere a folder of a person is that person's.
#[cfg(not(unix))]
pub fn private(_: &Path, _: &fs::Metadata, _: &str) -> Result<(), CliError> {
    Ok(())
}

fn make_private(folder: &Path) -> Result<(), CliError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| written(folder, error))
}

/// Whether anything is there but a key and locks.
fn holds_data(folder: &Path) -> Result<bool, CliError> {
    let unreadable = |error: std::io::Error| CliError::read(folder, why(&error));
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        let name = name.to_string_lossy();
        if name != key::FILE && !name.ends_with(LOCK) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Keeps every other process of that name away from the folder until the file is dropped.
///
/// # Errors
///
/// [`CliError`] when there is one already.
pub fn lock(folder: &Path, process: &str) -> Result<File, CliError> {
    let path = folder.join(format!("{process}{LOCK}"));
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path);
    let file = file.map_err(|error| written(&path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(CliError::Usage(format!(
            "{}: is in use by another `relief` of the same kind; end it first",
            folder.display()
        ))),
        Err(TryLockError::Error(error)) => Err(written(&path, error)),
    }
}
