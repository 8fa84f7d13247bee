//! `relief registry` as it is used.

use crate::program::Bench;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The rows of a simulated practice, which the oracle of the tables keeps.
const ROWS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../oracle/table/rows");

#[test]
fn a_folder_of_tables_is_told_in_sentences() {
    let told = Bench::empty().run(&["registry", ROWS]);
    assert_eq!(told.code, 0, "{}", told.err);
    let said = told.out.replace('\n', " ");
    assert!(
        said.contains("improved beyond what repeat photos vary by; 95 % interval"),
        "{said}"
    );
    assert!(
        said.contains("improved beyond what repeat scans vary by; 95 % interval"),
        "{said}"
    );
    assert!(said.contains("Rolling scars: in depth by"), "{said}");
    assert!(said.contains("Redness: after "), "{said}");
}

#[test]
fn the_json_has_the_numbers_of_the_oracle() {
    let told = Bench::empty().run(&["registry", ROWS, "--json"]);
    let answers: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(answers["schema"], "relief.registry/2");
    let expected = fs::read(Path::new(ROWS).join("../expected.json")).unwrap();
    let expected: Value = serde_json::from_slice(&expected).unwrap();
    let (ours, theirs) = (
        &answers["metrics"][0]["sessions"][0]["change"]["Ok"],
        &expected["changes"][0],
    );
    assert_eq!(answers["metrics"][0]["metric"], theirs["metric"]);
    for field in ["count", "of"] {
        assert_eq!(
            ours["verdicts"]["Ok"]["improved"][field],
            theirs["answer"]["improved"][field]
        );
    }
}

#[test]
fn a_table_that_is_missing_or_wrong_is_named_in_one_line() {
    let bench = Bench::empty();
    let missing = bench.run(&["registry", "."]);
    assert_eq!(missing.code, 1);
    assert_eq!(
        missing.err,
        "relief: .: patients.parquet or patients.csv is missing\n"
    );
    for table in ["patients", "comparisons", "sessions", "side_effects", "scars"] {
        let file = format!("{table}.csv");
        fs::copy(Path::new(ROWS).join(&file), bench.path(&file)).unwrap();
    }
    let scars = fs::read_to_string(bench.path("scars.csv")).unwrap();
    fs::write(bench.path("scars.csv"), scars.replacen("boxcar", "round", 1)).unwrap();
    let wrong = bench.run(&["registry", "."]);
    assert_eq!(wrong.code, 1);
    assert_eq!(
        wrong.err,
        "relief: .: scars.csv, row 1, scar_type is \"round\"; it must be one of ice_pick, boxcar, rolling\n"
    );
    assert_eq!(
        bench.run(&["registry", "scars.csv"]).code,
        1,
        "a file is no folder"
    );
}
