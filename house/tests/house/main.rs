//! The workspace's own rules, held by tests: ARCHITECTURE.md draws the arrows, CONTRIBUTING.md says why.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod arrows;
mod files;

use std::path::{Path, PathBuf};
use std::process::Command;

/// The workspace's folder.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// What a command prints in the workspace's folder.
fn printed(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// Every file that is committed, or would be by `git add --all`.
fn files() -> Vec<PathBuf> {
    // A build machine may run this in a clone that another user made; reading its list of files is safe.
    let trusting = ["-c", "safe.directory=*", "ls-files", "-z"];
    let arguments = [&trusting[..], &["--cached", "--others", "--exclude-standard"]].concat();
    let listed = printed("git", &arguments);
    let names = String::from_utf8(listed).unwrap();
    let files: Vec<PathBuf> = names.split_terminator('\0').map(PathBuf::from).collect();
    // A file deleted but not yet committed is still listed.
    files
        .into_iter()
        .filter(|file| root().join(file).is_file())
        .collect()
}

/// The file's text; `None` for pictures and other files that are not text.
fn text(file: &Path) -> Option<String> {
    String::from_utf8(std::fs::read(root().join(file)).unwrap()).ok()
}
