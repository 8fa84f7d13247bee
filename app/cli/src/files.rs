//! Reading inputs with a limit, and writing results whole or not at all.

use crate::error::CliError;
use crate::folder::read_light_set;
use relief_photo::ReadLimits;
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The bytes of one input file, or of a light set's folder.
///
/// # Errors
///
/// [`CliError::Read`] when the file is missing, not readable, or larger than any photo, or a folder is no light set.
pub fn read_input(path: &Path) -> Result<Vec<u8>, CliError> {
    let limit = ReadLimits::default().max_bytes;
    let too_large = || CliError::read(path, format!("larger than {limit} bytes; give a photo"));
    let file = File::open(path).map_err(|error| CliError::read(path, why(&error)))?;
    let facts = file
        .metadata()
        .map_err(|error| CliError::read(path, why(&error)))?;
    if facts.is_dir() {
        return read_light_set(path);
    }
    if facts.len() > limit {
        return Err(too_large());
    }
    // A pipe has no length, so the limit holds here as well.
    let mut bytes = Vec::with_capacity(usize::try_from(facts.len()).unwrap_or(0));
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| CliError::read(path, why(&error)))?;
    if bytes.len() as u64 > limit {
        Err(too_large())
    } else {
        Ok(bytes)
    }
}

/// What the system's error means to a person.
pub fn why(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file; check the path".to_owned(),
        ErrorKind::PermissionDenied => "may not be read; check its permissions".to_owned(),
        ErrorKind::IsADirectory => "a folder; give a file".to_owned(),
        _ => format!("could not be read ({error})"),
    }
}

/// A file that appears under its name only when it is complete.
///
/// It grows beside its target, so that the last step is a rename within one file system.
#[derive(Debug)]
pub struct Pending {
    file: NamedTempFile,
    /// As it was named, for messages.
    path: PathBuf,
    /// Where it goes: behind a link that was named.
    target: PathBuf,
}

impl Pending {
    /// Starts a file that will be `path`.
    ///
    /// # Errors
    ///
    /// [`CliError::Write`] when the folder is missing or not writable, [`CliError::Usage`] when `path` is no place for a
    /// file.
    pub fn create(path: &Path) -> Result<Self, CliError> {
        let target = target_of(path)?;
        let folder = folder_of(&target);
        let mut builder = tempfile::Builder::new();
        builder.prefix(".relief-").suffix(".part");
        // Results are as readable as any file of this user; `tempfile` would keep them private.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder
            .tempfile_in(folder)
            // The system's word only: `tempfile` adds the name of a file that nobody asked for.
            .map_err(|error| written(path, error.kind().into()))?;
        Ok(Self {
            file,
            path: path.to_owned(),
            target,
        })
    }

    /// Puts the complete file in its place, over any older one.
    ///
    /// # Errors
    ///
    /// [`CliError::Write`] when the data or the name could not be stored.
    pub fn finish(self) -> Result<(), CliError> {
        self.file
            .as_file()
            .sync_all()
            .map_err(|source| written(&self.path, source))?;
        self.file
            .persist(&self.target)
            .map_err(|error| written(&self.path, error.error))?;
        Ok(())
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// Writes a whole file, or nothing.
///
/// # Errors
///
/// [`CliError::Write`].
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let mut pending = Pending::create(path)?;
    pending.write_all(bytes).map_err(|source| written(path, source))?;
    pending.finish()
}

/// Refuses an output that could not be written or would replace an input, before any long work.
///
/// # Errors
///
/// [`CliError::Usage`].
pub fn check_output(path: &Path, inputs: &[&Path]) -> Result<(), CliError> {
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(CliError::Usage(format!(
            "{}: the folder does not exist; make it first",
            folder.display()
        )));
    }
    target_of(path)?;
    let same = |input: &&&Path| match (fs::canonicalize(path), fs::canonicalize(input)) {
        (Ok(output), Ok(input)) => output == input,
        _ => false,
    };
    match inputs.iter().find(same) {
        Some(_) => Err(CliError::Usage(format!(
            "{}: is an input; name another file to write",
            path.display()
        ))),
        None => Ok(()),
    }
}

/// Where a file named `path` is written: there, or behind a link to a file. Whatever else stands there, such as a device,
/// would be replaced by the file and is refused.
fn target_of(path: &Path) -> Result<PathBuf, CliError> {
    let refused = |what: &str| {
        Err(CliError::Usage(format!(
            "{}: {what}; name a file",
            path.display()
        )))
    };
    let found = fs::metadata(path);
    match &found {
        Ok(found) if found.is_dir() => refused("a folder"),
        _ if path.file_name().is_none() => refused("a folder"),
        Ok(found) if !found.is_file() => refused("a device, pipe or socket"),
        Err(_) if path.is_symlink() => refused("a link that leads nowhere"),
        Ok(_) if path.is_symlink() => fs::canonicalize(path).map_err(|source| written(path, source)),
        _ => Ok(path.to_owned()),
    }
}

/// Makes a folder, and those around it, where it is missing.
///
/// # Errors
///
/// [`CliError::Write`].
pub fn make_folder(folder: &Path) -> Result<(), CliError> {
    fs::create_dir_all(folder).map_err(|error| written(folder, error))
}

/// The folder in which a path stands.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The error of a failed write.
pub fn written(path: &Path, source: std::io::Error) -> CliError {
    CliError::Write {
        path: path.to_owned(),
        source,
    }
}
