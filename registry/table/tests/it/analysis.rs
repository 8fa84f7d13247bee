//! The analysis script and the registry say the same of the same files. `oracle/table/run.sh` makes what it says.

use relief_estimate::Estimate;
use relief_registry::{At, Columns, Known, Scale, change, scars};
use relief_table::{File, read};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

/// SciPy's quantiles and ours are both good to more digits than this.
const CLOSE: f64 = 1e-9;
/// statsmodels stops where its likelihood is flat to its eye; its intervals then agree to five digits.
const CLOSE_MODEL: f64 = 1e-5;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../oracle/table")
}

fn columns() -> Columns {
    let files = fs::read_dir(folder().join("rows")).unwrap().map(|entry| {
        let entry = entry.unwrap();
        File {
            name: entry.file_name().into_string().unwrap(),
            bytes: fs::read(entry.path()).unwrap(),
        }
    });
    Columns::new(read(&files.collect::<Vec<_>>()).unwrap()).unwrap()
}

fn expected() -> Value {
    serde_json::from_slice(&fs::read(folder().join("expected.json")).unwrap()).unwrap()
}

#[track_caller]
fn alike(ours: &Estimate, theirs: &Value, close: f64) {
    let [low, high] = ours.ci95;
    let theirs = [&theirs["value"], &theirs["ci95"][0], &theirs["ci95"][1]];
    for (ours, theirs) in [ours.value, low, high].into_iter().zip(theirs) {
        let theirs = theirs.as_f64().unwrap();
        assert!((ours - theirs).abs() < close, "{ours} against {theirs}");
    }
}

/// Both know it and agree, or neither does.
#[track_caller]
fn same(ours: Known<Estimate>, theirs: &Value) {
    match ours {
        Ok(ours) => alike(&ours, theirs, CLOSE),
        Err(why) => assert!(theirs.is_null(), "{why} against {theirs}"),
    }
}

#[test]
fn changes_are_those_of_the_script() {
    let columns = columns();
    let expected = expected();
    let answers = expected["changes"].as_array().unwrap();
    // Two metrics, after each of four sessions and the last.
    assert_eq!(answers.len(), 10);
    for theirs in answers {
        let at = theirs["session"]
            .as_u64()
            .map_or(At::Last, |session| At::Session(session as u8));
        let metric = theirs["metric"].as_str().unwrap();
        let ours = change(&columns.cohort(), metric, Scale::Relative, at);
        let theirs = &theirs["answer"];
        let Ok(ours) = ours else {
            assert!(theirs.is_null(), "{metric} {at:?}");
            continue;
        };
        assert_eq!(ours.patients as u64, theirs["patients"].as_u64().unwrap());
        let of = |share: fn(&relief_registry::Verdicts) -> relief_registry::Share| {
            ours.verdicts.map(|verdicts| share(&verdicts).share)
        };
        same(of(|verdicts| verdicts.improved), &theirs["improved"]);
        same(of(|verdicts| verdicts.worse), &theirs["worse"]);
        same(ours.change.map(|change| change.mean), &theirs["mean"]);
        same(ours.change.and_then(|change| change.median), &theirs["median"]);
    }
}

#[test]
fn scars_are_those_of_the_script() {
    let ours = scars(&columns().cohort()).unwrap();
    let expected = expected();
    let theirs = expected["scars"].as_array().unwrap();
    assert_eq!(ours.types.len(), 3);
    for ours in &ours.types {
        let of_type = |theirs: &&Value| theirs["scar_type"].as_str() == Some(ours.scar_type.name());
        let theirs = theirs.iter().find(of_type).unwrap();
        assert_eq!(ours.scars as u64, theirs["scars"].as_u64().unwrap());
        assert_eq!(ours.patients as u64, theirs["patients"].as_u64().unwrap());
        alike(&ours.change, theirs, CLOSE_MODEL);
    }
}
