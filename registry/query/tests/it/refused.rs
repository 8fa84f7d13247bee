//! Files that are no registry.

use crate::practice;
use relief_query::Registry;
use relief_table::{Format, write};
use std::fs;

#[tokio::test]
async fn a_table_with_other_columns_or_none_is_refused_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let files = write(&practice::rows(6, 1).unwrap(), Format::Parquet).unwrap();
    for file in &files {
        fs::write(folder.path().join(&file.name), &file.bytes).unwrap();
    }
    let open = || Registry::open(folder.path().to_str().unwrap(), 1);
    fs::copy(
        folder.path().join("patients.parquet"),
        folder.path().join("scars.parquet"),
    )
    .unwrap();
    let Err(error) = open().await else {
        panic!("patients are no scars");
    };
    assert_eq!(
        error.to_string(),
        "scars: its columns are going_on, patient; the dictionary has depth_after_mm, depth_before_mm, patient, scar, scar_type, sessions"
    );
    fs::remove_file(folder.path().join("scars.parquet")).unwrap();
    let Err(error) = open().await else {
        panic!("there is nothing");
    };
    assert!(!error.to_string().contains('\n'), "{error}");
}

#[tokio::test]
async fn one_metric_in_two_units_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = practice::rows(6, 1).unwrap();
    rows.comparisons[0].unit = "mm".to_owned();
    for file in write(&rows, Format::Parquet).unwrap() {
        fs::write(folder.path().join(&file.name), &file.bytes).unwrap();
    }
    let registry = Registry::open(folder.path().to_str().unwrap(), 1).await.unwrap();
    let said = registry.answers().await.unwrap_err().to_string();
    assert!(said.contains("one metric has one unit"), "{said}");
}
