//! Batches that are killed, hold bad files, or have names in other scripts.

use crate::program::Bench;
use std::fs;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How many pairs the interrupted batch has.
const PAIRS: usize = 8;

fn list(pairs: impl IntoIterator<Item = (String, String)>) -> String {
    let lines = pairs
        .into_iter()
        .map(|(before, after)| format!("{before},{after}\n"));
    "before,after\n".to_owned() + &lines.collect::<String>()
}

/// Different files of the same pictures: bytes after a JPEG's end mean nothing to a reader.
fn many_pairs(bench: &Bench) {
    let [before, after] = ["before.jpg", "after.jpg"].map(|name| bench.read(name));
    let pairs = (0..PAIRS).map(|i| {
        let (first, second) = (format!("{i}a.jpg"), format!("{i}b.jpg"));
        bench.write(&first, &[&before[..], first.as_bytes()].concat());
        bench.write(&second, &[&after[..], second.as_bytes()].concat());
        (first, second)
    });
    let text = list(pairs.collect::<Vec<_>>());
    bench.write("pairs.csv", text.as_bytes());
}

#[test]
fn a_killed_batch_goes_on_to_the_same_table() {
    let bench = Bench::with_pair();
    many_pairs(&bench);
    assert_eq!(bench.run(&["batch", "pairs.csv", "--out", "whole.csv"]).code, 0);
    let mut running = bench
        .command(&["batch", "pairs.csv", "--out", "killed.csv"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let journal = bench.path("killed.csv.journal");
    let since = Instant::now();
    // The header and two rows.
    while fs::read(&journal).map_or(0, |text| text.iter().filter(|b| **b == b'\n').count()) < 3 {
        assert!(since.elapsed() < Duration::from_secs(60) && running.try_wait().unwrap().is_none());
        sleep(Duration::from_millis(5));
    }
    running.kill().unwrap();
    running.wait().unwrap();
    assert!(!bench.path("killed.csv").exists());
    bench
        .run(&["batch", "pairs.csv", "--out", "killed.csv"])
        .is_refusal_of_work(1, "add --resume");
    assert_eq!(
        bench
            .run(&["batch", "pairs.csv", "--out", "killed.csv", "--resume"])
            .code,
        0
    );
    assert!(bench.read("whole.csv") == bench.read("killed.csv"));
    assert!(!journal.exists());
}

#[test]
fn names_in_any_script_and_a_bad_file_among_good_ones() {
    let bench = Bench::with_pair();
    fs::create_dir(bench.path("Frau Müller, 皮膚")).unwrap();
    let [before, after] = ["before.jpg", "after.jpg"].map(|name| bench.read(name));
    bench.write("Frau Müller, 皮膚/vorher ☀.jpg", &before);
    bench.write("Frau Müller, 皮膚/после.jpg", &after);
    bench.write("bad.jpg", b"no photo");
    let pairs = [
        (
            "\"Frau Müller, 皮膚/vorher ☀.jpg\"",
            "\"Frau Müller, 皮膚/после.jpg\"",
        ),
        ("before.jpg", "bad.jpg"),
        ("before.jpg", "after.jpg"),
    ];
    let pairs = pairs.map(|(before, after)| (before.to_owned(), after.to_owned()));
    bench.write("pairs.csv", list(pairs).as_bytes());
    let ended = bench.run(&["batch", "pairs.csv", "--out", "Ergebnis.csv"]);
    assert_eq!(ended.code, 1);
    assert!(
        ended
            .err
            .contains("relief: pair 2 (line 3): bad.jpg: this is no photo"),
        "{}",
        ended.err
    );
    assert!(
        ended
            .err
            .contains("3 pairs: 2 comparable, 0 not comparable, 1 with an error"),
        "{}",
        ended.err
    );
    let table = bench.path("Ergebnis.csv");
    let rows: Vec<csv::StringRecord> = csv::Reader::from_path(table)
        .unwrap()
        .records()
        .map(Result::unwrap)
        .collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(&rows[0][1], "Frau Müller, 皮膚/vorher ☀.jpg");
    assert_eq!((&rows[0][4], &rows[1][4], &rows[2][4]), ("true", "", "true"));
    // The same pictures under other names: the same numbers.
    assert!(rows[0].iter().skip(4).eq(rows[2].iter().skip(4)));
}

#[test]
fn repeat_photos_give_a_file_that_a_comparison_takes() {
    let bench = Bench::with_pair();
    many_pairs(&bench);
    let ended = bench.run(&[
        "repeatability",
        "pairs.csv",
        "--out",
        "ours.json",
        "--method",
        "phone on a stand",
    ]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let words = [
        "compare",
        "before.jpg",
        "after.jpg",
        "--json",
        "--repeatability",
        "ours.json",
    ];
    let result: serde_json::Value = serde_json::from_str(&bench.run(&words).out).unwrap();
    let method = result["parameters"]["repeatability"].as_str().unwrap();
    assert!(method.starts_with("phone on a stand"), "{method}");
}
