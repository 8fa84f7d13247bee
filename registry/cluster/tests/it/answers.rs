//! What a registry answers on a cluster is what it answers on one machine.

use crate::practice;
use crate::stage::{Cluster, run};
use relief_registry::Pseudonym;
use relief_table::{Format, write};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Sums are taken in another order, which the tenth digit does not notice.
const CLOSE: f64 = 1e-9;

#[track_caller]
fn same(path: &str, local: &Value, cluster: &Value) {
    match (local, cluster) {
        (Value::Object(local), Value::Object(cluster)) => {
            assert!(local.keys().eq(cluster.keys()), "{path}");
            for (key, value) in local {
                same(&format!("{path}.{key}"), value, &cluster[key]);
            }
        }
        (Value::Array(local), Value::Array(cluster)) => {
            assert_eq!(local.len(), cluster.len(), "{path}");
            for (place, (local, cluster)) in local.iter().zip(cluster).enumerate() {
                same(&format!("{path}[{place}]"), local, cluster);
            }
        }
        (Value::Number(local), Value::Number(cluster)) if local.is_f64() => {
            let (local, cluster) = (local.as_f64().unwrap(), cluster.as_f64().unwrap());
            assert!((local - cluster).abs() <= CLOSE, "{path}: {local} and {cluster}");
        }
        _ => assert_eq!(local, cluster, "{path}"),
    }
}

/// Writes the rows of so many patients, each table as two files, as when practices send theirs.
fn write_tables(folder: &Path, patients: u64) {
    for half in 0..2 {
        let mut rows = practice::rows(patients, patients).unwrap();
        let here = |patient: Pseudonym| patient.0 % 2 == half;
        rows.comparisons.retain(|row| here(row.patient));
        rows.sessions.retain(|row| here(row.patient));
        rows.scars.retain(|row| here(row.patient));
        rows.going_on.retain(|patient| here(*patient));
        for file in write(&rows, Format::Parquet).unwrap() {
            let table = folder.join(file.name);
            fs::create_dir_all(&table).unwrap();
            fs::write(table.join(format!("{half}.parquet")), file.bytes).unwrap();
        }
    }
}

fn answers(arguments: &[&str]) -> Value {
    let ended = run(&[&["answers"], arguments].concat());
    assert!(
        ended.status.success(),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
    serde_json::from_slice(&ended.stdout).unwrap()
}

#[test]
fn answers_on_two_workers_are_those_of_one_machine() {
    let cluster = Cluster::start();
    let _workers = [cluster.worker(), cluster.worker()];
    // Many; few, of whom little may be told.
    for patients in [400, 6] {
        let folder = tempfile::tempdir().unwrap();
        write_tables(folder.path(), patients);
        let path = folder.path().to_str().unwrap();
        // The same program on one machine; that its answers are right is held where the queries are.
        let here = answers(&[path]);
        same(
            "answers",
            &here,
            &answers(&[path, "--scheduler", &cluster.address.to_string()]),
        );
        assert_eq!(here["schema"], "relief.registry/2");
    }
}
