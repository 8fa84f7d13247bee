//! Workers that are killed in the middle of a batch.

use crate::pairs::Bench;
use crate::stage::{Cluster, run, start, wait};
use relief_cluster::PAIRS_PER_PART;

/// Enough for each worker to have finished some when one is killed, and for much to be left.
const PAIRS: usize = 32;

#[test]
fn a_batch_ends_with_every_row_when_a_worker_is_killed_and_another_comes() {
    let bench = Bench::with_photos();
    bench.many_photos(PAIRS);
    let cluster = Cluster::start();
    let killed = cluster.worker();
    let _stays = cluster.worker();
    let (list, out) = (bench.argument("list.csv"), bench.argument("out"));
    let scheduler = cluster.address.to_string();
    let mut batch = start(&["measure", &list, "--out", &out, "--scheduler", &scheduler]);
    // What it has finished is lost with it, and has to be measured again.
    killed.wait_for_results();
    killed.kill();
    assert!(batch.try_wait().unwrap().is_none(), "killed in the middle");
    let _comes = cluster.worker();
    let ended = batch.wait_with_output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(ended.status.success(), "{said}");
    assert_eq!(bench.results(), expected(&bench, PAIRS));
}

#[test]
fn a_batch_whose_scheduler_is_lost_says_so_and_goes_on_with_another() {
    // Too small to be compared, which is soon told.
    let bench = Bench::with_photos_of([480, 360]);
    let pairs = PAIRS_PER_PART + 8;
    bench.many_photos(pairs);
    let (list, out) = (bench.argument("list.csv"), bench.argument("out"));
    let cluster = Cluster::start();
    let worker = cluster.worker();
    let scheduler = cluster.address.to_string();
    let batch = start(&[
        "measure",
        &list,
        "--out",
        &out,
        "--parts",
        "1",
        "--scheduler",
        &scheduler,
    ]);
    wait("no part is done", || {
        bench.path("out/part-000000.parquet").exists()
    });
    drop((cluster, worker));
    let ended = batch.wait_with_output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(
        said.contains("no scheduler answers there") && said.lines().count() == 1,
        "{said}"
    );
    // Whoever measured the first part anew would fail now.
    bench.write("before0.jpg", b"no photo");
    let cluster = Cluster::start();
    let _worker = cluster.worker();
    let scheduler = cluster.address.to_string();
    let ended = run(&["measure", &list, "--out", &out, "--scheduler", &scheduler]);
    assert!(
        ended.status.success(),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
    assert_eq!(bench.results(), expected(&bench, pairs));
}

/// The results of so many pairs that differ by their names.
fn expected(bench: &Bench, pairs: usize) -> Vec<Option<String>> {
    let result = bench.compared("before.jpg", "after.jpg", None);
    let named = |pair| {
        let result = result.replace("\"before.jpg\"", &format!("\"before{pair}.jpg\""));
        Some(result.replace("\"after.jpg\"", &format!("\"after{pair}.jpg\"")))
    };
    (0..pairs).map(named).collect()
}
