//! Which crate may import which, and what the pure crates must not touch.

use super::{files, printed, text};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Each crate and the crates of this workspace that it may import: ARCHITECTURE.md's arrows.
const ARROWS: &[(&str, &[&str])] = &[
    (
        "relief",
        &[
            "relief-compare",
            "relief-course",
            "relief-demo",
            "relief-estimate",
            "relief-evidence",
            "relief-formats",
            "relief-grid",
            "relief-phantom",
            "relief-photo",
            "relief-registry",
            "relief-report",
            "relief-server",
            "relief-store",
            "relief-table",
        ],
    ),
    (
        "relief-demo",
        &[
            "relief-course",
            "relief-formats",
            "relief-phantom",
            "relief-protocol",
            "relief-server",
            "relief-store",
        ],
    ),
    (
        "relief-server",
        &[
            "relief-compare",
            "relief-course",
            "relief-estimate",
            "relief-evidence",
            "relief-photo",
            "relief-protocol",
            "relief-registry",
            "relief-report",
            "relief-sheet",
            "relief-store",
            "relief-table",
        ],
    ),
    ("relief-sheet", &[]),
    ("relief-report", &["relief-compare", "relief-grid"]),
    (
        "relief-compare",
        &[
            "relief-estimate",
            "relief-formats",
            "relief-grid",
            "relief-photo",
            "relief-stereo",
            "relief-surface",
        ],
    ),
    ("relief-photo", &["relief-estimate", "relief-grid"]),
    ("relief-phantom", &["relief-grid"]),
    ("relief-estimate", &[]),
    ("relief-evidence", &["relief-estimate"]),
    (
        "relief-registry",
        &["relief-course", "relief-estimate", "relief-protocol"],
    ),
    (
        "relief-table",
        &[
            "relief-course",
            "relief-estimate",
            "relief-protocol",
            "relief-registry",
        ],
    ),
    (
        "relief-query",
        &[
            "relief-course",
            "relief-estimate",
            "relief-protocol",
            "relief-registry",
            "relief-table",
        ],
    ),
    (
        "relief-cluster",
        &["relief-compare", "relief-grid", "relief-photo", "relief-query"],
    ),
    ("relief-formats", &["relief-grid"]),
    ("relief-stereo", &["relief-grid"]),
    ("relief-surface", &["relief-estimate", "relief-grid"]),
    ("relief-grid", &[]),
    ("relief-course", &["relief-estimate", "relief-protocol"]),
    ("relief-protocol", &[]),
    ("relief-store", &["relief-course", "relief-protocol"]),
    // Not part of the product: fuzzing reaches every reader, validity judges comparisons of phantoms, stages times
    // them, load asks a whole server, and these tests import nothing.
    (
        "relief-fuzz",
        &[
            "relief-compare",
            "relief-estimate",
            "relief-formats",
            "relief-grid",
            "relief-photo",
            "relief-protocol",
            "relief-stereo",
            "relief-table",
        ],
    ),
    (
        "relief-validity",
        &[
            "relief-compare",
            "relief-estimate",
            "relief-grid",
            "relief-phantom",
            "relief-stereo",
            "relief-surface",
        ],
    ),
    (
        "relief-stages",
        &["relief-grid", "relief-phantom", "relief-photo"],
    ),
    (
        "relief-load",
        &[
            "relief-course",
            "relief-protocol",
            "relief-server",
            "relief-store",
        ],
    ),
    (
        "relief-peers-stereo",
        &["relief-formats", "relief-grid", "relief-phantom"],
    ),
    ("relief-peers-surface", &["relief-grid", "relief-surface"]),
    ("relief-house", &[]),
    ("relief-stage", &[]),
];

/// For each crate of the workspace, those it depends on; development dependencies only where asked for.
fn graph(development: bool) -> BTreeMap<String, BTreeSet<String>> {
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let metadata = printed(
        cargo,
        &["metadata", "--format-version=1", "--no-deps", "--offline"],
    );
    let metadata: Value = serde_json::from_slice(&metadata).unwrap();
    let imports = |package: &Value| {
        let dependencies = package["dependencies"].as_array().unwrap().iter();
        let counted = dependencies.filter(|d| !d["path"].is_null() && (development || d["kind"] != "dev"));
        counted.map(|d| d["name"].as_str().unwrap().to_owned()).collect()
    };
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages
        .map(|package| (package["name"].as_str().unwrap().to_owned(), imports(package)))
        .collect()
}

#[test]
fn nothing_imports_against_an_arrow() {
    let mut wrong = Vec::new();
    for (name, imports) in graph(false) {
        let allowed = ARROWS.iter().find(|(importer, _)| *importer == name);
        let Some((_, allowed)) = allowed else {
            wrong.push(format!("{name} is not in the table of arrows"));
            continue;
        };
        wrong.extend(
            imports
                .iter()
                .filter(|i| !allowed.contains(&i.as_str()))
                .map(|i| format!("{name} → {i}")),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_names_no_crate_that_is_gone() {
    let graph = graph(false);
    let named = ARROWS
        .iter()
        .flat_map(|(importer, allowed)| [importer].into_iter().chain(*allowed));
    let gone: BTreeSet<_> = named.filter(|name| !graph.contains_key(**name)).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

/// A phantom that shared code with what measures it would agree with its mistakes.
#[test]
fn the_phantom_takes_only_containers_from_the_measuring_crates() {
    let imports = &graph(true)["relief-phantom"];
    assert!(
        imports.iter().all(|import| import == "relief-grid"),
        "{imports:?}"
    );
    let modules = [
        "components",
        "distance",
        "filter",
        "integral",
        "morphology",
        "pyramid",
        "sample",
        "warp",
        "watershed",
    ];
    for file in sources("measure/phantom/src") {
        let text = text(Path::new(&file)).unwrap();
        for module in modules {
            let import = format!("relief_grid::{module}");
            assert!(
                !text.contains(&import),
                "{file} takes {import}; the phantom computes that itself"
            );
        }
    }
}

/// Bytes, clocks, randomness and the environment come from outside, so that the same input gives the same
/// output and a browser or a server can run the same code.
#[test]
fn the_measuring_and_the_clinic_wing_and_the_evidence_are_pure() {
    let outside = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::time",
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
        "TimeZone::system",
    ];
    for file in sources("measure/")
        .into_iter()
        .chain(sources("clinic/"))
        .chain(sources("registry/"))
        // What is left out are the doors of programs of their own, as app/cli is for the others.
        .filter(|file| file.contains("/src/") && file != "registry/query/src/main.rs")
        .filter(|file| !file.starts_with("registry/cluster/"))
    {
        let text = text(Path::new(&file)).unwrap();
        for name in outside {
            assert!(
                !text.contains(name),
                "{file} uses {name}; pass what it needs in from app/cli"
            );
        }
    }
}

/// The Rust files whose path starts with `prefix`.
fn sources(prefix: &str) -> Vec<String> {
    let names = files()
        .into_iter()
        .filter_map(|file| file.into_os_string().into_string().ok());
    let found: Vec<String> = names
        .filter(|name| name.starts_with(prefix) && name.ends_with(".rs"))
        .collect();
    assert!(!found.is_empty(), "no sources under {prefix}");
    found
}
