//! One line for what is not there.

use crate::stage::{Cluster, run};

#[track_caller]
fn refused(arguments: &[&str], expected: &str) {
    let ended = run(arguments);
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{said}");
    assert!(said.contains(expected) && said.lines().count() == 1, "{said}");
}

#[test]
fn no_scheduler_no_worker_and_no_folder_are_told_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().to_str().unwrap();
    // Port 1 is nobody's.
    let nobody = ["--scheduler", "df://127.0.0.1:1"];
    refused(
        &[&["answers", there][..], &nobody].concat(),
        "df://127.0.0.1:1: no scheduler answers there",
    );
    refused(
        &[&["worker"][..], &nobody].concat(),
        "df://127.0.0.1:1: no scheduler answers there",
    );
    refused(
        &["scheduler", "--listen", "0.0.0.0:1"],
        "give the name under which workers reach it",
    );
    let cluster = Cluster::start();
    let scheduler = cluster.address.to_string();
    let taken = cluster.address.port().to_string();
    refused(
        &["worker", "--scheduler", &scheduler, "--data-port", &taken],
        "already in use",
    );
    refused(
        &["answers", there, "--scheduler", &scheduler],
        "the scheduler has no worker; start one with `relief-cluster worker",
    );
    let gone = folder.path().join("gone");
    refused(
        &["answers", gone.to_str().unwrap(), "--scheduler", &scheduler],
        "gone: ",
    );
    let _worker = cluster.worker();
    refused(&["answers", there, "--scheduler", &scheduler], "patients.parquet");
}
