//! The folder of a demo: known by a file in it, so that nobody else's is ever emptied.

use crate::args::PlaceArgs;
use crate::error::CliError;
use crate::files::{make_folder, why, write_whole, written};
use crate::place::{Expect, Place, lock};
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The file that says what the folder is.
const MARK: &str = "relief-demo.txt";
const MARK_TEXT: &str = "\
This is a folder of `relief demo`: synthetic patients, nobody's data. `relief demo` empties practice/ at each start;
photos/ holds rendered photos, so that the next start is quick. All of it can be thrown away.
";
/// Says that the practice beside it is complete: a demo that was ended while it was made is made anew.
const COMPLETE: &str = "complete.txt";
/// The practice's data.
const PRACTICE: &str = "practice";
/// Rendered photos.
const PHOTOS: &str = "photos";
/// The name of a demo among the processes that use its folder.
const PROCESS: &str = "demo";

/// A demo's folder, held by this process.
pub struct Folder {
    path: PathBuf,
    /// It holds a practice that is kept.
    pub kept: bool,
    /// Nobody else may empty the practice while it is served.
    _lock: File,
}

impl Folder {
    /// Takes the folder, and empties the practice in it unless it is to be kept and complete.
    ///
    /// # Errors
    ///
    /// [`CliError`] for a folder that holds anything but a demo, or is in use.
    pub fn hold(path: &Path, keep: bool) -> Result<Self, CliError> {
        claim(path)?;
        let lock = lock(path, PROCESS)?;
        let (practice, complete) = (path.join(PRACTICE), path.join(COMPLETE));
        let kept = keep && complete.is_file();
        if !kept {
            // First what vouches for it.
            gone(&complete, fs::remove_file(&complete))?;
            gone(&practice, fs::remove_dir_all(&practice))?;
        }
        Ok(Self {
            path: path.to_owned(),
            kept,
            _lock: lock,
        })
    }

    /// The practice is made.
    ///
    /// # Errors
    ///
    /// [`CliError::Write`].
    pub fn complete(&self) -> Result<(), CliError> {
        write_whole(&self.path.join(COMPLETE), b"The practice was made to its end.\n")
    }

    /// The place of the practice's data. The environment has no say: it names a real practice's.
    ///
    /// # Errors
    ///
    /// [`CliError`] for whatever is doubtful.
    pub fn place(&self) -> Result<Place, CliError> {
        let place = PlaceArgs {
            data: self.path.join(PRACTICE),
            database_url: None,
            blobs_url: None,
            master_key: None,
        };
        Place::hold(&place, Expect::DataOrNothing, "main", |_| None)
    }

    /// Where rendered photos are kept.
    pub fn photos(&self) -> PathBuf {
        self.path.join(PHOTOS)
    }
}

/// What was not there is gone, too.
fn gone(path: &Path, removed: std::io::Result<()>) -> Result<(), CliError> {
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(written(path, error)),
        _ => Ok(()),
    }
}

/// Marks an empty folder, and refuses one that holds anything without the mark.
fn claim(path: &Path) -> Result<(), CliError> {
    if path.join(MARK).is_file() {
        return Ok(());
    }
    let refused = |what: &str| {
        Err(CliError::Usage(format!(
            "{}: {what}; name another folder with --data",
            path.display()
        )))
    };
    match fs::read_dir(path).map(|mut entries| entries.next().is_some()) {
        Ok(true) => return refused("holds something that is no demo, and would be emptied"),
        Ok(false) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => make_folder(path)?,
        Err(error) if error.kind() == ErrorKind::NotADirectory => return refused("is no folder"),
        Err(error) => return Err(CliError::read(path, why(&error))),
    }
    write_whole(&path.join(MARK), MARK_TEXT.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_demos_folder_is_emptied() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("thesis.txt"), "years of work").unwrap();
        let refused = Folder::hold(folder.path(), false).err().unwrap().to_string();
        assert!(
            refused.contains("no demo") && !refused.contains('\n'),
            "{refused}"
        );
        assert!(folder.path().join("thesis.txt").is_file());
        assert!(Folder::hold(&folder.path().join("thesis.txt"), false).is_err());
    }

    #[test]
    fn the_practice_goes_and_the_photos_stay() {
        let folder = tempfile::tempdir().unwrap();
        let demo = folder.path().join("a/demo");
        let (practice, photo) = (demo.join(PRACTICE), demo.join(PHOTOS).join("x.jpg"));
        let put = || {
            fs::create_dir_all(&practice).unwrap();
            fs::create_dir_all(demo.join(PHOTOS)).unwrap();
            fs::write(&photo, "x").unwrap();
        };
        drop(Folder::hold(&demo, false).unwrap());
        put();
        assert!(
            !Folder::hold(&demo, true).unwrap().kept,
            "it was not made to its end"
        );
        put();
        Folder::hold(&demo, false).unwrap().complete().unwrap();
        put();
        assert!(Folder::hold(&demo, true).unwrap().kept && practice.is_dir());
        let held = Folder::hold(&demo, false).unwrap();
        assert!(!practice.exists() && photo.is_file());
        assert!(Folder::hold(&demo, false).is_err(), "it is in use");
        drop(held);
    }
}
