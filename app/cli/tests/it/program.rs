//! Runs the program in a folder with a pair of photos.

use relief_phantom::{PairKind, plan, render_pair};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// Small enough to render in a second or two, large enough for the card to be read.
const SIZE: [usize; 2] = [1200, 900];
/// A set of the phantom whose first pair is careful.
const SEED: u64 = 7;

/// A folder with `before.jpg` and `after.jpg`, and the program to run in it.
pub struct Bench {
    folder: TempDir,
}

/// How the program ended.
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Bench {
    /// An empty folder.
    pub fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A folder with a careful pair of unchanged skin.
    pub fn with_pair() -> Self {
        Self::with(PairKind::Unchanged)
    }

    /// A folder with a pair of that kind.
    pub fn with(kind: PairKind) -> Self {
        let mut spec = plan(SEED, 1).remove(0);
        spec.kind = kind;
        [spec.width, spec.height] = SIZE;
        let pair = render_pair(&spec).unwrap();
        let bench = Self::empty();
        bench.write("before.jpg", &pair.before_jpeg);
        bench.write("after.jpg", &pair.after_jpeg);
        bench
    }

    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: impl AsRef<Path>, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// The names of all files, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// The program, to be started in this folder.
    pub fn command<S: AsRef<OsStr>>(&self, words: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_relief"));
        command.args(words).current_dir(self.folder.path());
        // Nothing of the tester's own practice.
        for name in [
            "RELIEF_DATABASE_URL",
            "RELIEF_BLOBS_URL",
            "RELIEF_MASTER_KEY",
            "RELIEF_MASTER_KEY_FILE",
        ] {
            command.env_remove(name);
        }
        command
    }

    pub fn run<S: AsRef<OsStr>>(&self, words: &[S]) -> Ended {
        let Output {
            status,
            stdout,
            stderr,
        } = self.command(words).output().unwrap();
        Ended {
            code: status.code().unwrap(),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        }
    }
}

impl Ended {
    /// Ended with this code, one line on standard error that holds `part`, and nothing on standard output.
    #[track_caller]
    pub fn is_refusal_of_work(&self, code: i32, part: &str) {
        let Self { out, err, .. } = self;
        assert_eq!(self.code, code, "{err}");
        assert!(out.is_empty(), "{out}");
        assert!(err.contains(part), "{part:?} is not in {err}");
        assert_eq!(err.matches('\n').count(), 1, "{err}");
        assert!(!err.contains("panicked"), "{err}");
    }
}
