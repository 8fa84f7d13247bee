//! The master key: given, found, or made at the first start.

use super::Environment;
use super::folder::private;
use super::system::System;
use crate::args::PlaceArgs;
use crate::error::CliError;
use crate::files::{why, written};
use relief_store::{Entropy, MasterKey};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The key's file in the folder of the data.
pub const FILE: &str = "master.key";

const FILE_VARIABLE: &str = "RELIEF_MASTER_KEY_FILE";
const VARIABLE: &str = "RELIEF_MASTER_KEY";

/// The key that the command line, the environment or the folder give.
///
/// # Errors
///
/// [`CliError`] for a file that is missing, that others may read or that holds no key, and for two answers at once.
pub fn given(args: &PlaceArgs, environment: Environment) -> Result<Option<MasterKey>, CliError> {
    let (file, text) = (environment(FILE_VARIABLE), environment(VARIABLE));
    if args.master_key.is_none() && file.is_some() && text.is_some() {
        return Err(CliError::Usage(format!(
            "{FILE_VARIABLE} and {VARIABLE} are both set; leave one out"
        )));
    }
    if let Some(named) = args.master_key.clone().or_else(|| file.map(PathBuf::from)) {
        return read(&named).map(Some);
    }
    if let Some(text) = text {
        let key = text
            .parse()
            .map_err(|error| CliError::Usage(format!("{VARIABLE}: {error}")))?;
        return Ok(Some(key));
    }
    let own = args.data.join(FILE);
    if own.exists() {
        read(&own).map(Some)
    } else {
        Ok(None)
    }
}

fn read(file: &Path) -> Result<MasterKey, CliError> {
    let unreadable = |error: std::io::Error| CliError::read(file, why(&error));
    private(file, &fs::metadata(file).map_err(unreadable)?, "600")?;
    let text = zeroize::Zeroizing::new(fs::read_to_string(file).map_err(unreadable)?);
    text.parse()
        .map_err(|error| CliError::read(file, format!("{error}")))
}

/// Makes a key and its file, which is on the disk before the key is used.
///
/// # Errors
///
/// [`CliError::Write`].
pub fn make(folder: &Path) -> Result<(MasterKey, PathBuf), CliError> {
    let mut bytes = [0; 32];
    System.fill(&mut bytes);
    let key = MasterKey::new(bytes);
    let path = folder.join(FILE);
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let write = || {
        let mut file = options.open(&path)?;
        file.write_all(key.to_text().as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        // A file is kept when its name is, too.
        File::open(folder)?.sync_all()
    };
    write().map_err(|error| written(&path, error))?;
    Ok((key, path))
}

/// There is no key, and none may be made.
pub fn missing(folder: &Path, holds_data: bool) -> CliError {
    let found = if holds_data {
        "holds data, but its master key is missing"
    } else {
        "there is no master key"
    };
    CliError::Usage(format!(
        "{}: {found}; name its file with --master-key",
        folder.display()
    ))
}
