//! What cannot be is refused in one line that says where.

use relief_estimate::{Estimate, Verdict};
use relief_protocol::ScarType;
use relief_registry::{Compared, Comparison, Covariates, Pseudonym, Rows, ScarRow};
use relief_table::{File, Format, read, write};

/// The files of one scar and one comparison, with one text of one of them replaced by another.
fn with(file: &str, from: &str, to: &str) -> Vec<File> {
    let mut files = write(&rows(), Format::Csv).unwrap();
    let file = files.iter_mut().find(|one| one.name == file).unwrap();
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    assert!(text.contains(from), "{from} in {text}");
    file.bytes = text.replacen(from, to, 1).into_bytes();
    files
}

fn rows() -> Rows {
    Rows {
        comparisons: vec![comparison()],
        scars: vec![scar(3)],
        ..Rows::default()
    }
}

fn comparison() -> Comparison {
    Comparison {
        patient: Pseudonym(7),
        place: "chin".to_owned(),
        metric: "scar_volume".to_owned(),
        unit: "mm3".to_owned(),
        sessions: 2,
        compared: Compared::Measured {
            before: Estimate::new(4.0, [3.0, 5.0]).unwrap(),
            difference: Estimate::new(-1.0, [-1.5, -0.5]).unwrap(),
            relative: Some(-0.25),
            mdc95: 0.75,
            verdict: Verdict::Improved,
        },
        covariates: Covariates::default(),
    }
}

fn scar(sessions: u8) -> ScarRow {
    ScarRow {
        patient: Pseudonym(7),
        scar: 1,
        scar_type: ScarType::Rolling,
        sessions,
        before_mm: 0.5,
        after_mm: 0.25,
    }
}

fn refused(file: &str, from: &str, to: &str) -> String {
    read(&with(file, from, to)).unwrap_err().to_string()
}

#[test]
fn a_value_that_cannot_be_is_named_with_its_place_and_limit() {
    let scars = |from, to| refused("scars.csv", from, to);
    assert_eq!(
        scars("0.5,", "0,"),
        "scars.csv, row 1, depth_before_mm is 0; it must be a number above 0"
    );
    assert_eq!(
        scars("0.5,", "deep,"),
        "scars.csv, row 1, depth_before_mm is \"deep\"; it must be a number above 0"
    );
    assert_eq!(
        scars("0.5,", "NaN,"),
        "scars.csv, row 1, depth_before_mm is NaN; it must be a number above 0"
    );
    assert_eq!(
        scars("0.5,", ","),
        "scars.csv, row 1, depth_before_mm is empty; it must be a number above 0"
    );
    assert_eq!(
        scars("rolling,3,", "rolling,256,"),
        "scars.csv, row 1, sessions is 256; it must be a whole number from 1 to 255"
    );
    assert_eq!(
        scars("rolling", "round"),
        "scars.csv, row 1, scar_type is \"round\"; it must be one of ice_pick, boxcar, rolling"
    );
}

#[test]
fn what_was_measured_and_not_comparable_contradict_each_other() {
    let comparisons = |from, to| refused("comparisons.csv", from, to);
    assert_eq!(
        comparisons("improved,4,", "improved,,"),
        "comparisons.csv, row 1, before is empty; it must be there unless the verdict is not_comparable"
    );
    assert_eq!(
        comparisons("improved,4,", "not_comparable,4,"),
        "comparisons.csv, row 1, before is 4; it must be empty where the verdict is not_comparable"
    );
    assert_eq!(
        comparisons("4,3,5", "4,6,5"),
        "comparisons.csv, row 1, before_ci95_low is 6; it must be at most before_ci95_high, which is 5"
    );
}

#[test]
fn columns_are_those_of_the_dictionary() {
    assert_eq!(
        refused("scars.csv", "scar_type", "surname"),
        "scars.csv has a column \"surname\", which is not in the dictionary"
    );
    assert_eq!(
        refused("scars.csv", "scar_type", "scar"),
        "scars.csv has a column \"scar\", which is not in the dictionary"
    );
    let files = with("patients.csv", "patient,going_on\n7,false", "patient\n7");
    assert_eq!(
        read(&files).unwrap_err().to_string(),
        "patients.csv has no column going_on"
    );
}

#[test]
fn rows_belong_together() {
    assert_eq!(
        refused("scars.csv", "7,1,rolling", "8,1,rolling"),
        "scars.csv, row 1: patient 8 is not in patients"
    );
    assert_eq!(
        refused("side_effects.csv", "gone\n", "gone\n7,2,pain,mild,3,true\n"),
        "side_effects.csv, row 1: sessions.csv has no session 2 of patient 7 with a diary"
    );
    assert_eq!(
        refused("scars.csv", "0.25\n", "0.25\n7,1,boxcar,3,1,1\n"),
        "scars.csv, row 2: patient, scar, sessions are those of row 1"
    );
}

#[test]
fn what_is_no_file_of_rows_is_refused() {
    let mut files = write(&rows(), Format::Parquet).unwrap();
    files[4].bytes.truncate(100);
    let said = read(&files).unwrap_err().to_string();
    assert!(said.starts_with("scars.parquet cannot be read: "), "{said}");
    files.pop();
    assert_eq!(
        read(&files).unwrap_err().to_string(),
        "scars.parquet or scars.csv is missing"
    );
    let said = refused("scars.csv", "7,1,rolling,", "7,1,");
    assert!(said.starts_with("scars.csv cannot be read: "), "{said}");
}

#[test]
fn rows_that_could_not_be_read_are_not_written() {
    let twice = Rows {
        scars: vec![scar(3), scar(4), scar(3)],
        ..Rows::default()
    };
    assert_eq!(
        write(&twice, Format::Parquet).unwrap_err().to_string(),
        "scars.parquet, row 3: patient, scar, sessions are those of row 1"
    );
    let empty = Comparison {
        place: String::new(),
        ..comparison()
    };
    let codes = Comparison {
        compared: Compared::Refused {
            reasons: vec!["blur;pose".to_owned()],
        },
        ..comparison()
    };
    for (row, column) in [(empty, "place"), (codes, "reasons")] {
        let rows = Rows {
            comparisons: vec![row],
            ..Rows::default()
        };
        let said = write(&rows, Format::Csv).unwrap_err().to_string();
        assert!(
            said.starts_with(&format!("comparisons.csv, row 1, {column} is ")),
            "{said}"
        );
    }
}
