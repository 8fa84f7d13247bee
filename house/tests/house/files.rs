//! What every file obeys: a purpose in its first line, one subject, and nothing private.

use super::{files, root, text};
use std::path::{Path, PathBuf};

/// Beyond this a file has more than one subject.
const MOST_LINES: usize = 450;
/// Beyond this a file belongs into a package that tests fetch, not into everybody's clone.
const MOST_BYTES: u64 = 3 << 20;

fn rust_files() -> Vec<PathBuf> {
    files()
        .into_iter()
        .filter(|file| file.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

/// Fails with every file that breaks a rule, and how.
fn hold(rule: &str, files: Vec<PathBuf>, broken: impl Fn(&Path) -> Option<String>) {
    let wrong = files
        .iter()
        .filter_map(|file| Some(format!("{}: {}", file.display(), broken(file)?)));
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{rule}: {wrong:#?}");
}

#[test]
fn every_crate_and_module_says_what_it_is_for() {
    hold(
        "a file starts with a //! line that says what is in it",
        rust_files(),
        |file| {
            let text = text(file)?;
            let is_test_module = file.ends_with("tests.rs");
            (!text.starts_with("//!") && !is_test_module).then(|| "no //! line".to_owned())
        },
    );
}

#[test]
fn no_source_file_has_two_subjects() {
    hold("a file has one subject", rust_files(), |file| {
        let lines = text(file)?.lines().count();
        (lines > MOST_LINES).then(|| format!("{lines} lines; at most {MOST_LINES}"))
    });
}

#[test]
fn nothing_private_is_committed() {
    // Put together here, so that this file passes its own test.
    let private = [
        concat!("/wo", "rk/"),
        concat!("../sha", "red"),
        concat!("far", "m-"),
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
    ];
    hold(
        "no file names a place or a tool that only one machine has",
        files(),
        |file| {
            let text = text(file)?;
            let found = private.into_iter().find(|name| text.contains(name))?;
            Some(format!("contains {found:?}"))
        },
    );
}

#[test]
fn no_committed_file_is_huge() {
    hold("clones stay small", files(), |file| {
        let bytes = root().join(file).metadata().unwrap().len();
        (bytes > MOST_BYTES).then(|| format!("{bytes} bytes; at most {MOST_BYTES}"))
    });
}

#[test]
fn every_crate_takes_the_workspace_lints_and_licence() {
    let manifests = files()
        .into_iter()
        .filter(|file| file.ends_with("Cargo.toml") && file != Path::new("Cargo.toml"));
    hold(
        "crates share lints, edition, licence",
        manifests.collect(),
        |file| {
            let text = text(file)?;
            // libFuzzer's entry point is an exported symbol, which counts as unsafe code.
            let lints = file.starts_with("fuzz") || text.contains("[lints]\nworkspace = true");
            let shared = ["version", "edition", "rust-version", "license", "publish"];
            let missing = shared
                .into_iter()
                .find(|key| !text.contains(&format!("\n{key}.workspace = true")));
            match missing {
                Some(key) => Some(format!("{key}.workspace = true is missing")),
                None => (!lints).then(|| "[lints] workspace = true is missing".to_owned()),
            }
        },
    );
}
