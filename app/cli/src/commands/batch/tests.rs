use super::*;
use crate::commands::fake;
use clap::Parser;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, RowAccessor};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const QUIET: Terminal = Terminal {
    colour: false,
    interactive: false,
    verbose: false,
};

/// A folder with photos that hold `files`' second words, and a list of pairs.
fn folder(files: &[(&str, &str)], list: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    fs::write(folder.path().join("pairs.csv"), list).unwrap();
    folder
}

fn batch(folder: &Path, out: &str, more: &[&str]) -> Result<Outcome, CliError> {
    let (list, out) = (folder.join("pairs.csv"), folder.join(out));
    let words = [
        "relief",
        "batch",
        list.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ];
    let args = crate::args::Args::parse_from(words.iter().chain(more));
    let crate::args::Command::Batch(args) = args.command else {
        panic!("batch was parsed")
    };
    run(args, &QUIET, fake::compare)
}

/// Each row of a CSV by column name.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(path)
        .unwrap()
        .deserialize()
        .collect::<Result<_, _>>()
        .unwrap()
}

fn mixed() -> TempDir {
    let files = [
        ("1", "2.0"),
        ("2", "1.5"),
        ("same", "same"),
        ("refuse", "refuse"),
        ("panic", "panic"),
    ];
    folder(
        &files,
        "id,before,after,scale_mm_per_px\na,1,2,0.05\nb,1,gone.jpg,\nc,same,same,\nd,1,refuse,\ne,1,panic,\nf,2,1,\n",
    )
}

#[test]
fn every_pair_has_its_row_in_the_lists_order() {
    let folder = mixed();
    for jobs in ["1", "3"] {
        assert_eq!(
            batch(folder.path(), "r.csv", &["--jobs", jobs]).unwrap(),
            Outcome::DoneWithErrors
        );
        let rows = rows(&folder.path().join("r.csv"));
        let column = |name: &str| rows.iter().map(|row| row[name].as_str()).collect::<Vec<_>>();
        assert_eq!(column("id"), ["a", "b", "c", "d", "e", "f"]);
        assert_eq!(column("comparable"), ["true", "", "", "false", "", "true"]);
        assert_eq!(column("reasons"), ["", "", "", "blur", "", ""]);
        assert_eq!(column("check_blur_edge_mm"), ["", "", "", "0.5", "", ""]);
        assert_eq!(column("depth_difference"), ["-0.5", "", "", "", "", "0.5"]);
        assert_eq!(column("depth_difference_low")[0], "-0.6");
        assert_eq!(
            (column("depth_detectable")[0], column("depth_verdict")[0]),
            ("true", "")
        );
        assert_eq!(column("before_mm_per_px")[0], "0.05");
        assert!(column("error")[1].contains("gone.jpg: there is no such file"));
        assert!(column("error")[2].contains("the same picture"));
        assert!(column("error")[4].contains("please report it"));
        assert!(!folder.path().join("r.csv.journal").exists());
    }
}

#[test]
fn parquet_holds_what_the_csv_holds() {
    let folder = mixed();
    batch(folder.path(), "r.csv", &[]).unwrap();
    batch(folder.path(), "r.parquet", &["--jobs", "2"]).unwrap();
    let file = fs::File::open(folder.path().join("r.parquet")).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let rows = rows(&folder.path().join("r.csv"));
    assert_eq!(reader.metadata().file_metadata().num_rows(), 6);
    for (row, expected) in reader.get_row_iter(None).unwrap().zip(&rows) {
        let row = row.unwrap();
        assert_eq!(row.get_string(0).unwrap(), &expected["id"]);
        for (name, field) in row.get_column_iter() {
            let text = match field {
                Field::Null => String::new(),
                Field::Str(text) => text.clone(),
                Field::Double(number) => number.to_string(),
                Field::Int(count) => count.to_string(),
                Field::Bool(flag) => flag.to_string(),
                other => panic!("{name} is {other:?}"),
            };
            assert_eq!(text, expected[name], "{name}");
        }
    }
}

#[test]
fn resume_goes_on_and_tries_failed_pairs_again() {
    let folder = folder(&[("1", "2.0"), ("2", "1.5")], "before,after\n1,2\n1,3\n");
    let options = format!("{:?}", relief_compare::CompareOptions::default());
    let out = folder.path().join("r.csv");
    // An interrupted batch: the first pair is done, the second failed for want of a file.
    let list = PairList::open(&folder.path().join("pairs.csv")).unwrap();
    let mut journal = Journal::open(&out, &options, false).unwrap();
    let bar = bar(&QUIET, list.len);
    let shared = Work {
        list: &list,
        options: &relief_compare::CompareOptions::default(),
        compare: fake::compare,
        terminal: &QUIET,
        bar: &bar,
    };
    work(&shared, &mut journal, 1).unwrap();
    drop(journal);
    // What is done is not measured again: its file may be gone by now.
    fs::remove_file(folder.path().join("2")).unwrap();
    fs::write(folder.path().join("3"), "1.0").unwrap();
    assert!(
        batch(folder.path(), "r.csv", &[])
            .unwrap_err()
            .to_string()
            .contains("--resume")
    );
    assert_eq!(
        batch(folder.path(), "r.csv", &["--resume"]).unwrap(),
        Outcome::Done
    );
    let rows = rows(&out);
    assert_eq!(
        (rows[0]["depth_after"].as_str(), rows[1]["depth_after"].as_str()),
        ("1.5", "1")
    );
}

#[test]
fn what_cannot_be_meant_is_said_before_any_work() {
    let folder = folder(&[("1", "2.0")], "before,after\n1,1\n");
    for (out, part) in [
        ("r.txt", ".parquet"),
        ("no/r.csv", "make it first"),
        ("pairs.csv", "is an input"),
    ] {
        let error = batch(folder.path(), out, &[]).unwrap_err();
        assert!(
            matches!(error, CliError::Usage(_)) && error.to_string().contains(part),
            "{error}"
        );
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}
