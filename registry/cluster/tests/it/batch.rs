//! A batch equals comparing one pair after another.

use crate::pairs::{Bench, PITCH_MM};
use crate::stage::{Cluster, run};
use std::fs;

/// Photos, scans with a pitch, a file that is missing and one that is none.
const LIST: &str = "\
id,before,after,pitch_mm
photos,before.jpg,after.jpg,
scans,before.npy,after.npy,0.15
missing,gone.jpg,after.jpg,
no photo,nothing.jpg,after.jpg,
again,after.npy,before.npy,0.15
";

#[test]
fn a_batch_on_two_workers_is_what_comparing_says_and_a_bad_pair_is_a_row() {
    let bench = Bench::with_photos_and_scans();
    bench.write("list.csv", LIST.as_bytes());
    bench.write("nothing.jpg", b"\xff\xd8\xff\xe0 no more");
    let cluster = Cluster::start();
    let _workers = [cluster.worker(), cluster.worker()];
    let ended = run(&[
        "measure",
        &bench.argument("list.csv"),
        "--out",
        &bench.argument("out"),
        "--scheduler",
        &cluster.address.to_string(),
    ]);
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{said}");
    let expected = [
        "relief-cluster: pair missing (line 4): gone.jpg: there is no such file; check the path",
        "relief-cluster: pair no photo (line 5): nothing.jpg: ",
        "5 pairs: ",
    ];
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), expected.len(), "{said}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.starts_with(expected), "{said}");
    }
    assert!(lines[2].contains(", 2 with an error: "), "{said}");
    let rows = bench.rows();
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["photos", "scans", "missing", "no photo", "again"]);
    let results: Vec<Option<&str>> = rows.iter().map(|row| row.result.as_deref()).collect();
    let photos = bench.compared("before.jpg", "after.jpg", None);
    let scans = bench.compared("before.npy", "after.npy", Some(PITCH_MM));
    let again = bench.compared("after.npy", "before.npy", Some(PITCH_MM));
    assert_eq!(
        results,
        [Some(&*photos), Some(&*scans), None, None, Some(&*again)]
    );
    let verdicts: Vec<_> = rows.iter().map(|row| row.verdict.as_deref()).collect();
    assert_eq!(verdicts[1..], [Some("improved"), None, None, Some("worse")]);
}

#[test]
fn what_is_there_is_not_measured_again_and_what_failed_is() {
    let bench = Bench::with_photos();
    let pairs = b"before,after\nbefore.jpg,after.jpg\ncopy.jpg,after.jpg\ngone.jpg,after.jpg\n";
    bench.write("list.csv", pairs);
    let (list, out) = (bench.argument("list.csv"), bench.argument("out"));
    let local = ["measure", &list, "--out", &out];
    assert_eq!(run(&local).status.code(), Some(1));
    let first = bench.rows();
    assert!(first[0].error.is_none() && first[1].error.is_some());
    // Whoever measured the first pair anew would fail now; the copy has come.
    fs::copy(bench.path("before.jpg"), bench.path("copy.jpg")).unwrap();
    bench.write("before.jpg", b"no photo");
    assert_eq!(run(&local).status.code(), Some(1));
    let second = bench.rows();
    assert_eq!((&second[0], &second[2]), (&first[0], &first[2]));
    let back = bench.compared("copy.jpg", "after.jpg", None);
    assert_eq!(second[1].result.as_deref(), Some(&*back));
}

#[test]
fn results_of_another_list_are_not_mixed_in() {
    let bench = Bench::empty();
    let (list, out) = (bench.argument("list.csv"), bench.argument("out"));
    let local = ["measure", &list, "--out", &out];
    bench.write("list.csv", b"before,after\ngone.jpg,gone.jpg\n");
    run(&local);
    bench.write("list.csv", b"before,after\nlost.jpg,gone.jpg\n");
    let said = String::from_utf8(run(&local).stderr).unwrap();
    assert!(
        said.contains("part-000000.parquet: has the results of another list") && said.lines().count() == 1,
        "{said}"
    );
}

#[test]
fn a_list_longer_than_one_part_comes_out_in_its_order() {
    let bench = Bench::empty();
    let pairs = relief_cluster::PAIRS_PER_PART * 2 + 1;
    let lines: String = (0..pairs)
        .map(|pair| format!("gone{pair}.jpg,gone.jpg\n"))
        .collect();
    bench.write("list.csv", format!("before,after\n{lines}").as_bytes());
    run(&[
        "measure",
        &bench.argument("list.csv"),
        "--out",
        &bench.argument("out"),
    ]);
    let rows = bench.rows();
    let named: Vec<String> = rows.into_iter().map(|row| row.before).collect();
    let expected: Vec<String> = (0..pairs).map(|pair| format!("gone{pair}.jpg")).collect();
    assert_eq!(named, expected);
}
